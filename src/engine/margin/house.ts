import type { MarginNode } from '../contract/margin-node.ts';
import type { Requirement } from '../contract/snapshot.ts';
import { shortfallMeasure } from '../measures/risk-report.ts';
import type { MeasuredSlices, Slice } from '../measures/risk-run.ts';
import type { Parameters } from '../model/parameters.ts';
import type { Held } from '../netting/lines.ts';
import { invariant } from '../values/invariant.ts';
import { fail, ok, type Failure, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import { brokenCorrelations, type StressedNeed } from './house/broken-correlations.ts';
import { calmTimes, type LongNeeds } from './house/calm.ts';
import { closeOut } from './house/close-out.ts';
import type { PricesNow } from './house/live-ladders.ts';
import { nettingLimits, type Need } from './house/netting-limits.ts';
import { priceConfidence } from './house/price-confidence.ts';
import { stalePrices } from './house/stale-prices.ts';
import { floor, given } from './tree.ts';

const oneNeed = fail(
  'not-applicable',
  'the house view has one need, not an initial and a maintenance one',
);

/** Expected shortfall of any lines by one way of slicing; where the whole has one, so has every part. */
const needBy =
  <L>(slice: Slice<L>, tail: string): Need<L> =>
  (lines) => {
    const found = slice(lines);
    invariant(found.ok, 'a part of a book that is measured can be measured');
    return shortfallMeasure(found.value.pnl, tail, found.value.labels).value;
  };

function stressedNeeds<L>(
  { stressed }: MeasuredSlices<L>,
  lines: readonly L[],
  tail: string,
): Outcome<readonly StressedNeed[]> {
  return stressed.ok
    ? ok(stressed.value.map(({ name, slice }) => ({ name, value: needBy(slice, tail)(lines) })))
    : stressed;
}

const period = (days: readonly string[]): string =>
  `${days[0]} to ${days.at(-1)}, ${days.length} joint days`;

/** Needs over the long run; null where the house does not ask. */
function longNeeds<L>(
  { long }: MeasuredSlices<L>,
  lines: readonly L[],
  tail: string,
): LongNeeds | null {
  const found = long?.slice(lines);
  if (found === undefined || long === null || !found.ok) return null;
  const { pnl, labels } = found.value;
  const { from, to } = long.stressed;
  return {
    whole: shortfallMeasure(pnl, tail, labels).value,
    stressed: shortfallMeasure(pnl.subarray(from, to), tail, labels.slice(from, to)).value,
    wholePeriod: period(labels),
    stressedPeriod: period(labels.slice(from, to)),
  };
}

/** What the house adds to the expected shortfall by its policy. */
function charges<L extends Held>(
  lines: readonly L[],
  present: number,
  run: MeasuredSlices<L>,
  { house, measures, staleAfter, reporting }: Parameters,
  asOf: Instant,
  now: PricesNow,
): readonly MarginNode[] {
  const need = needBy(run.slice, measures.houseTail);
  const { correlation, liquidity, calm, staleness, confidence } = house;
  const long = longNeeds(run, lines, measures.houseTail);
  return [
    nettingLimits(lines, need, house, reporting),
    ...(correlation === null
      ? []
      : [
          brokenCorrelations(
            present,
            stressedNeeds(run, lines, measures.houseTail),
            correlation.share,
            correlation.strength,
            reporting,
          ),
        ]),
    ...(liquidity === null
      ? []
      : [closeOut(lines, need, liquidity, run.volatility, now, reporting)]),
    ...(calm === null || long === null ? [] : [calmTimes(present, long, calm, reporting)]),
    ...(staleness === 0 ? [] : [stalePrices(lines, need, asOf, staleAfter, staleness, reporting)]),
    ...(confidence === 0 ? [] : [priceConfidence(lines, now, confidence, reporting)]),
  ];
}

/**
 * The house's own requirement: expected shortfall of the lines' joint P&L and what the house policy
 * adds to it, at least 0. It is one figure for what the netted book could lose in a day, not a
 * venue's pair of thresholds.
 *
 * @param lines those that the run measures, or what each account holds of each underlying
 */
export function houseRequirement<L extends Held>(
  lines: readonly L[],
  run: MeasuredSlices<L>,
  parameters: Parameters,
  asOf: Instant,
  lacking: readonly Failure[],
  now: PricesNow,
): Requirement {
  const slice = run.slice(lines);
  if (!slice.ok) return { initial: slice, maintenance: oneNeed };
  const { houseTail: tail } = parameters.measures;
  const { reporting } = parameters;
  const measure = shortfallMeasure(slice.value.pnl, tail, slice.value.labels);
  const shortfall = given(`Expected shortfall, tail ${tail}, one day`, measure.value, reporting, {
    scenario: measure.scenario,
    note: `mean of the worst ${tail} of ${measure.outcomes} joint outcomes of the netted positions`,
  });
  const added = charges(lines, measure.value, run, parameters, asOf, now);
  return {
    initial: ok(floor('House need', reporting, [shortfall, ...added], { lacking })),
    maintenance: oneNeed,
  };
}
