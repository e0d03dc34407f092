import type { MarginNode } from '../contract/margin-node.ts';
import type { Remarks } from './tree.ts';
import type { OptionSellerRule } from '../model/margin-numbers.ts';
import type { OptionTerms } from '../model/instrument.ts';
import type { PricedPosition } from '../model/priced.ts';
import type { MarginEdition } from '../model/parameters.ts';
import { failure } from '../values/outcome.ts';
import { citation } from './editions.ts';
import { sizeOf, type PositionMargin } from './position-margin.ts';
import { given, max, product, sum } from './tree.ts';

/** The rule for an option among those of an edition. */
export function sellerRuleOf(
  rules: readonly OptionSellerRule[],
  { instrument }: PricedPosition,
): OptionSellerRule | undefined {
  const payoff = instrument.priceUnit === 'underlying' ? 'inverse' : 'linear';
  return rules.find(
    (rule) => rule.payoff === payoff && rule.underlyings.includes(instrument.underlying),
  );
}

/** An option that was bought: its premium is paid and nothing more can be lost. */
export function boughtOption(of: PricedPosition): PositionMargin {
  const { symbol, settlement } = of.instrument;
  const nothing = given(symbol, 0, settlement, { note: 'a bought option needs no margin' });
  return { of, initial: nothing, maintenance: nothing, editions: [] };
}

/**
 * Margin of a short option, in its settlement asset, by the venue's seller rule
 * (the formulas stand at `OptionSellerRule`).
 */
export function soldOption(
  of: PricedPosition,
  terms: OptionTerms,
  rule: OptionSellerRule,
  edition: MarginEdition,
): PositionMargin {
  const { instrument, mark } = of;
  const unit = instrument.settlement;
  const price = rule.reference === 'forward' ? of.forward : of.spot;
  const source = citation(edition);
  const scale = rule.payoff === 'inverse' ? 1 : price;
  const away = terms.right === 'call' ? terms.strike - price : price - terms.strike;
  const outOfTheMoney = Math.max(away, 0) * (scale / price);
  const applies = (to: 'none' | 'puts' | 'all'): boolean =>
    to === 'all' || (to === 'puts' && terms.right === 'put');

  const share = (label: string, rate: number): MarginNode =>
    scale === 1
      ? given(label, rate, unit, { source })
      : product(label, unit, [
          given('Rate', rate, '', { source }),
          given(`Price of the ${rule.reference === 'spot' ? 'index' : 'forward'}`, scale, unit),
        ]);
  /** A share less what the option is out of the money, beside its floor; the whole share without one. */
  const lowered = (label: string, rate: number, least: number | undefined): MarginNode[] =>
    least === undefined
      ? [share(label, rate)]
      : [
          sum(`${label} less out of the money`, unit, [
            share(label, rate),
            given('Out of the money', -outOfTheMoney, unit, {
              note: `strike ${terms.strike}, underlying ${price}`,
            }),
          ]),
          share('Least share of the underlying', least),
        ];
  const factored = (base: MarginNode): MarginNode =>
    rule.factor === 1
      ? base
      : product(base.label, unit, [base, given('Factor', rule.factor, '', { source })]);
  const markNode = given('Mark of the option', mark, unit);

  const maintenance = sum('Maintenance per unit', unit, [
    factored(
      max('Base', unit, [
        ...lowered('Share of the underlying', rule.maintenanceBase, rule.maintenanceFloor),
        ...(applies(rule.markShare)
          ? [given('Same share of the mark', rule.maintenanceBase * mark, unit, { source })]
          : []),
      ]),
    ),
    markNode,
    ...(rule.closingFee === 0 ? [] : [share('Fee of closing', rule.closingFee)]),
  ]);
  const seller = sum('Initial per unit', unit, [
    factored(
      max('Base', unit, lowered('Share of the underlying', rule.initialBase, rule.initialFloor)),
    ),
    markNode,
  ]);
  const initial = applies(rule.initialAtLeastMaintenance)
    ? max('Initial per unit, at least maintenance', unit, [seller, maintenance])
    : seller;

  const remarks: Remarks =
    rule.unconfirmed === undefined
      ? {}
      : {
          note: `unconfirmed: ${rule.unconfirmed}`,
          lacking: [failure('not-published', rule.unconfirmed, of.position.source)],
        };
  const ofPosition = (perUnit: MarginNode): MarginNode =>
    product(
      instrument.symbol,
      unit,
      [given('Contracts × multiplier', sizeOf(of), ''), perUnit],
      remarks,
    );
  return {
    of,
    initial: ofPosition(initial),
    maintenance: ofPosition(maintenance),
    editions: [edition],
  };
}
