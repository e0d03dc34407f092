import type { MethodReport, SliceName } from '../../engine/contract/methods.ts';
import { riskByMethod } from '../../engine/measures/methods/report.ts';
import type { MethodSettings } from '../../engine/measures/methods/slice.ts';
import type { Line } from '../../engine/netting/lines.ts';
import { linesOf, type RiskInput } from '../../engine/run.ts';
import type { PriceBook } from '../../engine/scenarios/compiled/book-pnl.ts';
import { fail, type Outcome } from '../../engine/values/outcome.ts';

const parts = {
  venue: (line: Line): string => line.venue,
  account: (line: Line): string => line.account,
  underlying: (line: Line): string => line.unit.underlying,
} as const;

/** What a slice of the book could lose by every method; slices that are given together are cut together. */
export function methodsOf(
  input: RiskInput,
  slices: readonly SliceName[],
  settings: MethodSettings,
  price: PriceBook,
): Outcome<MethodReport> {
  let lines = linesOf(input);
  for (const slice of slices) {
    if (slice.by === 'book') continue;
    const of = parts[slice.by];
    const known = [...new Set(lines.map(of))];
    lines = lines.filter((line) => of(line) === slice.of);
    if (lines.length === 0) {
      const held = known.length === 0 ? 'nothing is held' : `there are ${known.join(', ')}`;
      return fail('not-applicable', `no ${slice.by} "${slice.of}" is held; ${held}`);
    }
  }
  const { history, parameters, asOf } = input;
  return riskByMethod(lines, history, parameters, asOf, settings, price);
}
