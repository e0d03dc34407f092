import type { MethodReport, SliceName } from '../../engine/contract/methods.ts';
import { riskByMethod } from '../../engine/measures/methods/report.ts';
import type { MethodSettings } from '../../engine/measures/methods/slice.ts';
import { linesOf, type RiskInput } from '../../engine/run.ts';
import type { PriceBook } from '../../engine/scenarios/compiled/book-pnl.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { slicedLines } from './slices.ts';

/** What a slice of the book could lose by every method; slices that are given together are cut together. */
export function methodsOf(
  input: RiskInput,
  slices: readonly SliceName[],
  settings: MethodSettings,
  price: PriceBook,
): Outcome<MethodReport> {
  const lines = slicedLines(linesOf(input), slices);
  if (!lines.ok) return lines;
  const { history, parameters, asOf } = input;
  return riskByMethod(lines.value, history, parameters, asOf, settings, price);
}
