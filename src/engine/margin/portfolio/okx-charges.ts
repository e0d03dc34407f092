import type { MarginNode } from '../../contract/margin-node.ts';
import type { EditionOf } from '../../model/parameters.ts';
import { failure, type Failure } from '../../values/outcome.ts';
import { citation, newest } from '../editions.ts';
import { given, max, product, sum, type Remarks } from '../tree.ts';
import { hedgesBetweenDollars } from './dollar-hedges.ts';
import { ofUnderlying } from './of-underlying.ts';
import { cashDelta } from './reporting-array.ts';
import { holdsExpiries, holdsOptions, type RiskUnit } from './risk-units.ts';
import { steppedCharge } from './stepped-charge.ts';

/** OKX's editions in force, newest first. */
export type OkxEditions = readonly EditionOf<'okx-pm'>[];

const unknown = (what: string, { underlying }: RiskUnit): Failure =>
  failure('not-published', `OKX ${underlying}: ${what}`);

/** What a number that is not the venue's own says beside its figure. */
const unconfirmed = (of: { readonly unconfirmed?: string | undefined }, unit: RiskUnit): Remarks =>
  of.unconfirmed === undefined
    ? {}
    : { note: `unconfirmed: ${of.unconfirmed}`, lacking: [unknown(of.unconfirmed, unit)] };

const missing = (label: string, unit: string, lacking: Failure): MarginNode =>
  given(label, 0, unit, { note: 'not published, counted as 0', lacking: [lacking] });

const totalDelta = ({ positions }: RiskUnit): number =>
  positions.reduce((total, one) => total + cashDelta(one), 0);

/** MR4, basis: the net delta of the perpetuals × their rate. The rate of dated contracts is not published. */
export function basisCharge(unit: RiskUnit, editions: OkxEditions, reporting: string): MarginNode {
  const { underlying, positions } = unit;
  const perpetuals = positions.filter(({ instrument }) => instrument.kind === 'perpetual');
  const rate = newest(editions, ({ basis }) => ofUnderlying(basis, underlying));
  const parts: MarginNode[] = [];
  if (perpetuals.length > 0) {
    const delta = Math.abs(totalDelta({ underlying, positions: perpetuals }));
    parts.push(
      rate === null || rate.value === null
        ? missing('Perpetuals', reporting, unknown('the basis charge of perpetuals (MR4)', unit))
        : product('Perpetuals', reporting, [
            given('Net delta', delta, reporting),
            given('Rate', rate.value.perpetualRate, '', {
              source: citation(rate.edition),
              ...unconfirmed(rate.value, unit),
            }),
          ]),
    );
  }
  if (holdsExpiries(unit)) {
    parts.push(
      missing(
        'Dated contracts',
        reporting,
        unknown('the basis charge of dated contracts (MR4)', unit),
      ),
    );
  }
  return sum('MR4 basis', reporting, parts);
}

/** MR2, MR3 and MR5, which OKX charges options alone and whose formulas it has not published. */
export function optionCharges(unit: RiskUnit, reporting: string): readonly MarginNode[] {
  return holdsOptions(unit)
    ? [
        missing(
          'MR3 vega term structure, MR5 interest rate',
          reporting,
          unknown('vega term structure (MR3) and interest rate (MR5)', unit),
        ),
      ]
    : [];
}

/** MR2, which stands beside the losses of MR1 and MR6; without options nothing. */
export function thetaCharge(unit: RiskUnit, reporting: string): readonly MarginNode[] {
  return holdsOptions(unit)
    ? [missing('MR2 theta decay', reporting, unknown('theta decay (MR2)', unit))]
    : [];
}

/**
 * MR7, least charge: net delta × rate, each part of that amount × the multiplier of its step. A
 * multiplier that is not published counts as 1, the least that any published table has.
 */
export function reductionCharge(
  unit: RiskUnit,
  editions: OkxEditions,
  reporting: string,
): MarginNode {
  const label = 'MR7 cost of reducing the position';
  const { underlying } = unit;
  const cost = newest(editions, ({ reductionCosts }) => ofUnderlying(reductionCosts, underlying));
  if (cost === null || cost.value === null || holdsOptions(unit)) {
    return missing(label, reporting, unknown('the cost of reducing the position (MR7)', unit));
  }
  const steps = newest(editions, ({ reductionSteps }) => ofUnderlying(reductionSteps, underlying));
  const whole = product('Before the multiplier', reporting, [
    given('Net delta', Math.abs(totalDelta(unit)), reporting),
    given('Rate', cost.value.rate, '', {
      source: citation(cost.edition),
      ...unconfirmed(cost.value, unit),
    }),
  ]);
  const beyond = unknown('the multiplier of the cost of reducing the position (MR7)', unit);
  if (steps === null || steps.value === null || reporting !== 'USD') {
    return max(label, reporting, [whole], {
      note: 'the multiplier is not known and counts as 1',
      lacking: [beyond],
    });
  }
  const source = citation(steps.edition);
  const { value, lacking = [] } = whole;
  return steppedCharge(label, reporting, value, steps.value.steps, source, beyond, {
    note: `net delta × ${cost.value.rate}, each part × the multiplier of its step; ${citation(cost.edition)}`,
    lacking,
  });
}

/** MR9: delta in one dollar that another dollar's delta hedges, charged by size and by the weaker dollar's price. */
export function depegCharge(
  unit: RiskUnit,
  editions: OkxEditions,
  reporting: string,
): readonly MarginNode[] {
  const parts = hedgesBetweenDollars(unit.positions).map(({ pair, amount, price }) => {
    const beyond = unknown(`the charge of ${pair} hedges of this size or price (MR9)`, unit);
    const table = newest(editions, ({ depeg }) => depeg);
    const row = table?.value.find(({ priceFrom }) => price >= priceFrom) ?? table?.value.at(-1);
    if (table === null || row === undefined || reporting !== 'USD') {
      return missing(pair, reporting, beyond);
    }
    const source = citation(table.edition);
    const charge = steppedCharge(pair, reporting, amount, row.steps, source, beyond);
    return price >= row.priceFrom ? charge : sum(pair, reporting, [charge], { lacking: [beyond] });
  });
  return parts.length > 0 ? [sum('MR9 hedges between dollars', reporting, parts)] : [];
}
