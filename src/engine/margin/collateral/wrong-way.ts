import type { WrongWay } from '../../contract/collateral.ts';
import { shortfallMeasure } from '../../measures/risk-report.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Differences from the mean as shares of the largest, so that no square underflows; null where all are 0. */
function deviations(values: Float64Array): Float64Array | null {
  const centre = mean(values);
  const apart = values.map((value) => value - centre);
  const largest = apart.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return largest > 0 ? apart.map((one) => one / largest) : null;
}

function correlationOf(first: Float64Array, second: Float64Array): number | null {
  const [a, b] = [deviations(first), deviations(second)];
  if (a === null || b === null) return null;
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += value * b[i]!;
    aa += value ** 2;
    bb += b[i]! ** 2;
  });
  return Math.min(1, Math.max(-1, ab / Math.sqrt(aa * bb)));
}

/**
 * Wrong-way risk: whether collateral falls in the outcomes in which the positions lose most.
 *
 * @param positions P&L [scenario], gain positive; the same scenarios as `collateral`
 * @param tail of the worst outcomes as decimal text
 */
export function wrongWay(
  positions: Float64Array,
  collateral: Float64Array,
  tail: string,
): Outcome<WrongWay> {
  if (positions.length === 0 || positions.length !== collateral.length) {
    return fail('missing-market-data', 'positions and collateral have no scenarios in common');
  }
  const { value } = shortfallMeasure(positions, tail, []);
  const count = Math.max(1, Math.round(positions.length * Number(tail)));
  const worst = [...positions.keys()]
    .toSorted((a, b) => positions[a]! - positions[b]!)
    .slice(0, count);
  const lost = worst.reduce((all, s) => all - collateral[s]!, 0) / count;
  return ok({
    correlation: correlationOf(positions, collateral),
    positions: value,
    collateral: lost === 0 ? 0 : lost,
  });
}
