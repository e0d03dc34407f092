import type { BacktestReport } from '../../engine/contract/backtest.ts';
import type { SliceName } from '../../engine/contract/methods.ts';
import { backtestReport, type BacktestSettings } from '../../engine/measures/backtest/report.ts';
import type { Epoch } from '../../engine/measures/backtest/rolling.ts';
import { linesOf, type RiskInput } from '../../engine/run.ts';
import { withRules } from '../../engine/scenarios/young-coins.ts';
import { dayOf } from '../../engine/values/days.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { Store } from '../store/store.ts';
import { riskInput, type Resources } from './desk.ts';
import { historyRulesInForce } from './history-rules.ts';
import { priceHistory } from './history.ts';
import { inSlices, slicedLines } from './slices.ts';

/** Dated books that are built at most: the newest. */
const MOST_BOOKS = 250;

/** What was held, by the store's dated positions, from each day on that says something of them. */
function datedEpochs(
  store: Store,
  resources: Resources,
  slices: readonly SliceName[],
  synthetic: boolean,
): readonly Epoch[] {
  return store
    .positionTimes()
    .slice(-MOST_BOOKS)
    .flatMap((at) => {
      const input = riskInput(store, resources, at, new Map(), synthetic);
      if (!input.ok) return [];
      const lines = linesOf(input.value).filter((line) => inSlices(line, slices));
      return [{ from: dayOf(at), lines }];
    });
}

/** How risk forecasts of a slice did on past days: today's book held throughout, or the dated one. */
export function backtestOf(
  store: Store,
  resources: Resources,
  input: RiskInput,
  slices: readonly SliceName[],
  settings: BacktestSettings,
): Outcome<BacktestReport> {
  const { measures, reporting, pegged } = input.parameters;
  if (settings.book === 'today') {
    const lines = slicedLines(linesOf(input), slices);
    if (!lines.ok) return lines;
    const always: Epoch = { from: -Infinity, lines: lines.value };
    return backtestReport([always], input.history, measures, settings);
  }
  const epochs = datedEpochs(store, resources, slices, input.book.synthetic);
  if (epochs.length === 0) return fail('not-applicable', 'the store holds no dated positions');
  // What came after the newest statement of positions is told by prices alone.
  const rules = historyRulesInForce(store);
  if (!rules.ok) return rules;
  const history = withRules(priceHistory(store.priceSeries(), reporting, pegged), rules.value);
  const found = backtestReport(epochs, history, measures, settings);
  if (!found.ok) return found;
  const note = `${epochs.length} dated ${epochs.length === 1 ? 'book' : 'books'}, each held from its own day until the next`;
  return ok({ ...found.value, notes: [note, ...found.value.notes] });
}
