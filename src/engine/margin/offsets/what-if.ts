import type { CorrelationEdit, CorrelationWhatIf } from '../../contract/correlation.ts';
import { editedCorrelations } from '../../measures/correlations/edits.ts';
import { inOrder } from '../../measures/correlations/in-order.ts';
import { similarityOrder } from '../../measures/correlation.ts';
import { repaired } from '../../measures/correlations/estimate.ts';
import { recorrelation } from '../../scenarios/recorrelated.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { pastCorrelations } from './past-correlations.ts';
import { needNote, type MeasuredBook } from './measured-book.ts';

/**
 * A book under edited correlations of the scenarios that its risk is measured on, made a correlation
 * matrix where the edits ask for none. Without edits every figure is that of now.
 */
export function correlationWhatIf(
  book: MeasuredBook,
  edits: readonly CorrelationEdit[],
): Outcome<CorrelationWhatIf> {
  const scenarios = recorrelation(book.set);
  if (!scenarios.ok) return scenarios;
  const { assets, matrix, under } = scenarios.value;
  const asked = editedCorrelations(matrix, assets, edits, (from, to) =>
    pastCorrelations(book.long, assets, from, to),
  );
  if (!asked.ok) return asked;
  const usable = repaired(asked.value, assets);
  if (!usable.ok) return usable;
  const set = under(usable.value.matrix);
  if (!set.ok) return set;
  const [now, changed] = [book.figuresIn(book.set), book.figuresIn(set.value)];
  if (!now.ok) return now;
  if (!changed.ok) return changed;
  const { order } = similarityOrder(matrix, assets.length);
  return ok({
    assets: order.map((row) => assets[row]!),
    now: inOrder(matrix, order),
    asked: inOrder(asked.value, order),
    used: inOrder(usable.value.matrix, order),
    repair: usable.value.repair,
    expectedShortfall: {
      now: now.value.expectedShortfall,
      under: changed.value.expectedShortfall,
    },
    houseShortfall: { now: now.value.houseShortfall, under: changed.value.houseShortfall },
    need: { now: now.value.need, under: changed.value.need },
    notes: [
      'correlations are those of the normal scores of the scenarios that risk is measured on',
      needNote,
      'each asset keeps its own moves: they are reordered, and every position is priced anew',
      ...(book.unmeasured.length > 0
        ? [
            `in no figure for lack of history: ${book.unmeasured.map(({ line }) => line.label).join(', ')}`,
          ]
        : []),
    ],
  });
}
