import type { MethodMeasure, MethodReport, RiskMethod } from '../../contract/methods.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { Parameters } from '../../model/parameters.ts';
import type { Line } from '../../netting/lines.ts';
import { ageNotes, jointReturns } from '../../scenarios/history.ts';
import { bookPnl, type PriceBook } from '../../scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../scenarios/compiled/compiled-book.ts';
import { strictKernel } from '../../revaluation/kernel/kernels.ts';
import { dayOf } from '../../values/days.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';
import { deltaGamma, parametric } from './closed-form.ts';
import { fourMoments, historical, weightedByAge } from './historical.ts';
import { simulated } from './simulated.ts';
import type { Measured, MethodSettings, Slice } from './slice.ts';

const measured: Readonly<Record<RiskMethod, (of: Slice, horizon: number) => Measured>> = {
  filtered: (of, horizon) => historical(of, 'filtered', horizon),
  plain: (of, horizon) => historical(of, 'plain', horizon),
  'age-weighted': weightedByAge,
  'cornish-fisher': fourMoments,
  parametric,
  'delta-gamma': deltaGamma,
  copula: simulated,
};

/**
 * What some lines could lose, by each method, tail and horizon. Positions do not age over the
 * horizon, and volatilities of options stay as they are.
 *
 * @param price prices the book in the scenarios of each method
 */
export function riskByMethod(
  lines: readonly Line[],
  history: readonly PriceSeries[],
  parameters: Parameters,
  asOf: Instant,
  settings: MethodSettings,
  price: PriceBook = bookPnl(strictKernel()),
): Outcome<MethodReport> {
  if (lines.length === 0) return fail('not-applicable', 'nothing is held');
  const wanted = new Set(lines.flatMap(({ unit }) => [unit.underlying, unit.settlement]));
  const returns = jointReturns(
    history.filter(({ asset }) => wanted.has(asset)),
    parameters.measures,
  );
  if (!returns.ok) return returns;
  const moving = new Set(returns.value.assets);
  const known = lines.filter(({ unit }) => moving.has(unit.underlying));
  const units = [...new Map(known.map(({ unit }) => [unit.key, unit])).values()];
  const book = compileBook(
    known.map(({ unit, quantity }) => ({ unit, quantity, group: 0 })),
    1,
  );
  const of: Slice = {
    units,
    returns: returns.value,
    parameters,
    settings,
    pnlIn: (set) => price(book, set),
  };
  const measures: MethodMeasure[] = [];
  const failed: MethodReport['failed'][number][] = [];
  for (const horizon of settings.horizons) {
    for (const method of settings.methods) {
      const found = measured[method](of, horizon);
      if (found.ok) measures.push(...found.value);
      else failed.push({ method, horizon, failure: found.failure });
    }
  }
  const left = lines.filter((line) => !known.includes(line));
  return ok({
    measures,
    failed,
    notes: [
      ...returns.value.notes,
      ...(left.length > 0
        ? [`in no figure for lack of history: ${left.map(({ label }) => label).join(', ')}`]
        : []),
      ...ageNotes(returns.value, dayOf(asOf)),
    ],
  });
}
