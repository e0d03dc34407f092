import type { MarginNode } from '../contract/margin-node.ts';
import type { SizeRule } from '../model/margin-numbers.ts';
import type { EditionOf, MarginEdition } from '../model/parameters.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { dayOf, startOf } from '../values/days.ts';
import type { Venue } from '../values/ids.ts';
import { kept } from '../values/kept.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { citation, inForce, newest } from './editions.ts';
import { boughtOption, sellerRuleOf, soldOption } from './option-seller.ts';
import { listRule, sizeOf, type ListRule, type PositionMargin } from './position-margin.ts';
import { given, product, sum } from './tree.ts';

/**
 * Deribit's standard margin: each instrument by itself. A future or perpetual of n base units
 * needs the fraction `base + n × perUnit` of its position, coin of an inverse contract, index
 * value of a linear one; a sold option needs what the seller rule says.
 *
 * @see support.deribit.com, articles 25944738177565 and 25944811528477
 */
export const standardRule = ({ account, editions, asOf }: AccountInput): ListRule =>
  ruleIn(editions, account.venue, dayOf(asOf));

/** The rule on a day: asked again about a position, its answer is kept. */
const ruleIn = kept(readRule);

function readRule(editions: readonly MarginEdition[], venue: Venue, day: number): ListRule {
  const current = inForce(editions, venue, 'deribit-sm', startOf(day));
  const unknown = (of: PricedPosition): Outcome<never> =>
    fail(
      'not-published',
      `no standard margin of ${venue} is known for ${of.instrument.symbol}`,
      of.position.source,
    );

  return listRule({
    margin: (of) => {
      const { option, underlying, payoff } = of.instrument;
      if (option !== null) {
        if (of.position.quantity >= 0) return ok(boughtOption(of));
        const rule = newest(current, ({ options }) => sellerRuleOf(options, of));
        return rule === null ? unknown(of) : ok(soldOption(of, option, rule.value, rule.edition));
      }
      const rule = newest(current, ({ futures }) =>
        futures.find((one) => one.payoff === payoff && one.underlyings.includes(underlying)),
      );
      return rule === null ? unknown(of) : ok(sizedMargin(of, rule.value, rule.edition));
    },
    legs: () => 'net',
  });
}

function sizedMargin(
  of: PricedPosition,
  rule: SizeRule,
  edition: EditionOf<'deribit-sm'>,
): PositionMargin {
  const { instrument, mark, spot } = of;
  const unit = instrument.settlement;
  const inverse = rule.payoff === 'inverse';
  const units = inverse ? sizeOf(of) / mark : sizeOf(of);
  const source = citation(edition);

  const value = inverse
    ? product('Position', unit, [
        given('Contracts × multiplier', sizeOf(of), instrument.quote),
        given('1 ÷ mark', 1 / mark, '', { note: `mark ${mark} ${instrument.quote}` }),
      ])
    : product('Position', unit, [
        given('Contracts × multiplier', sizeOf(of), instrument.underlying),
        given('Index', spot, unit),
      ]);
  const requirement = (base: number): MarginNode =>
    product(instrument.symbol, unit, [
      value,
      sum('Fraction', '', [
        given('Base', base, '', { source }),
        product('Growth with size', '', [
          given('Base units', units, instrument.underlying),
          given('Per base unit', rule.perUnit, '', { source }),
        ]),
      ]),
    ]);
  return {
    of,
    initial: requirement(rule.initialBase),
    maintenance: requirement(rule.maintenanceBase),
    editions: [edition],
  };
}
