import type {
  CorrelationChoice,
  CorrelationComparison,
  CorrelationEdit,
  CorrelationWhatIf,
  CorrelationWorth,
  PairAnswer,
  PairWorth,
} from '../../engine/contract/correlation.ts';
import { measuredBook, type MeasuredBook } from '../../engine/margin/offsets/measured-book.ts';
import { correlationWorth, worthOfPair } from '../../engine/margin/offsets/report.ts';
import { correlationWhatIf } from '../../engine/margin/offsets/what-if.ts';
import { correlationAnswer } from '../../engine/measures/correlations/answer.ts';
import { correlationDifference } from '../../engine/measures/correlations/difference.ts';
import { pairAnswer, usualPair } from '../../engine/measures/correlations/pair.ts';
import { linesOf, type RiskInput } from '../../engine/run.ts';
import type { Asset } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

/** Underlyings, and what contracts settle in, without what stands still beside the reporting currency. */
function heldAssets(input: RiskInput): readonly Asset[] {
  const { reporting, pegged } = input.parameters;
  const held = linesOf(input).flatMap(({ unit }) => [unit.underlying, unit.settlement]);
  const known = new Set(input.history.map(({ asset }) => asset));
  return [...new Set(held)].filter(
    (asset) => known.has(asset) || (asset !== reporting && !pegged.includes(asset)),
  );
}

/** Correlations of what is held by one model, and by another beside it. */
export function comparisonOf(
  input: RiskInput,
  first: CorrelationChoice,
  second: CorrelationChoice | null,
): Outcome<CorrelationComparison> {
  const assets = heldAssets(input);
  const { history } = input;
  const { measures } = input.parameters;
  const one = correlationAnswer(first, assets, history, measures);
  if (!one.ok) return one;
  if (second === null) return ok({ first: one.value, second: null, difference: null });
  const other = correlationAnswer(second, assets, history, measures);
  if (!other.ok) return other;
  return ok({
    first: one.value,
    second: other.value,
    difference: correlationDifference(one.value, other.value),
  });
}

/** How two assets that are held moved together. */
export function pairOf(
  input: RiskInput,
  pair: readonly [string, string],
  window: number | null,
): Outcome<PairAnswer> {
  const held = heldAssets(input);
  const history = input.history.filter(({ asset }) => held.includes(asset));
  const [a, b] = pair.map((name) => history.find(({ asset }) => asset === name));
  if (a === undefined || b === undefined || a === b) {
    const known = history.map(({ asset }) => asset).join(', ');
    return fail('not-applicable', `no pair "${pair.join(', ')}"; there are histories of ${known}`);
  }
  return pairAnswer(a, b, { ...usualPair, window: window ?? input.parameters.measures.lookback });
}

const bookOf = (input: RiskInput): Outcome<MeasuredBook> =>
  measuredBook(linesOf(input), input.history, input.parameters, input.asOf, input.market);

/** What the correlations are worth on the book. */
export function worthOf(input: RiskInput): Outcome<CorrelationWorth> {
  const book = bookOf(input);
  return book.ok ? correlationWorth(book.value, input.parameters) : book;
}

/** What one pair of underlyings is worth on the book. */
export function pairWorthOf(input: RiskInput, pair: readonly [string, string]): Outcome<PairWorth> {
  const book = bookOf(input);
  return book.ok ? worthOfPair(book.value, input.parameters, pair) : book;
}

/** The book under edited correlations. */
export function whatIfOf(
  input: RiskInput,
  edits: readonly CorrelationEdit[],
): Outcome<CorrelationWhatIf> {
  const book = bookOf(input);
  return book.ok ? correlationWhatIf(book.value, edits) : book;
}
