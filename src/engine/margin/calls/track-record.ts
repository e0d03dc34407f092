import type { TrackRecord } from '../../contract/forecast.ts';
import { filteredReturns } from '../../measures/filtered-history.ts';
import { callScore, rankedScore, type Told } from '../../measures/forecast/scores.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import type { AccountInput } from '../../model/priced.ts';
import { mersenneTwister } from '../../numeric/random/mersenne-twister.ts';
import { filterSeed, jointReturns } from '../../scenarios/history.ts';
import { thatCame } from '../../scenarios/young-coins.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { accountTables } from './account-tables.ts';
import { movingAssets } from './moves.ts';
import { cappedRatio, quantileAt } from './ratio-forecast.ts';

/** A hundredth of log price from point to point, to a halving and a doubling. */
const WIDTH = 0.7;
const POINTS = 141;
/** Positions × evaluations beyond which no record is made. */
const MOST_WORK = 100_000;
const SPAN = 7;

/**
 * How forecasts of an account's margin ratio and of calls would have done if they had been made of
 * today's account on past days: each from the returns before it alone, then held against the return
 * that came. Nobody recorded them then. Forecasts are from tables of the account's own model; what
 * came of the ratio is by the model itself. Weeks do not overlap.
 *
 * @param level margin ratio at which the account is called
 */
export function pseudoRecord(
  input: AccountInput,
  history: readonly PriceSeries[],
  settings: MeasureSettings,
  { paths, seed, level }: { readonly paths: number; readonly seed: number; readonly level: number },
): Outcome<TrackRecord> {
  const wanted = movingAssets(input);
  const joint = jointReturns(
    thatCame(history).filter(({ asset }) => wanted.includes(asset)),
    { ...settings, lookback: Infinity },
  );
  if (!joint.ok) return joint;
  const returns = joint.value;
  const n = returns.assets.length;
  const days = returns.rows - settings.fewest;
  if (days < SPAN) {
    return fail(
      'missing-market-data',
      `${returns.rows} joint returns leave ${days} days after the first ${settings.fewest}: too few for a record`,
    );
  }
  if (input.positions.length * (n * POINTS + days) > MOST_WORK) {
    return fail(
      'not-applicable',
      `${input.positions.length} positions are too many to revalue for a record`,
    );
  }
  const made = accountTables(
    input,
    returns.assets,
    returns.assets.map(() => WIDTH),
    POINTS,
  );
  if (!made.ok) return made;
  const tables = made.value;
  if (level * tables.present.equity - tables.present.maintenance <= 0) {
    return fail('not-applicable', 'the account is called where it stands');
  }
  const ratioAt = (moves: Float64Array): number =>
    cappedRatio({
      ...tables.present,
      equity: tables.equity(moves),
      maintenance: tables.maintenance(moves),
    });
  const called = (moves: Float64Array): boolean =>
    level * tables.equity(moves) - tables.maintenance(moves) <= 0;
  const row = (values: Float64Array, at: number): Float64Array =>
    values.subarray(at * n, (at + 1) * n);
  const ratios = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: values.length / n }, (_, at) =>
      ratioAt(row(values, at)),
    ).toSorted();

  const random = mersenneTwister(seed);
  const sums = { crps: 0, plain: 0, within: 0, count: 0 };
  const days1: Told[] = [];
  const days7: Told[] = [];
  for (let t = settings.fewest; t < returns.rows; t++) {
    const from = Math.max(0, t - settings.lookback);
    const before = {
      assets: returns.assets,
      rows: t - from,
      values: returns.values.subarray(from * n, t * n),
    };
    const { values } = filteredReturns(before, {
      decay: settings.decay,
      seed: filterSeed,
      floor: 1e-6,
    });
    const forecast = ratios(values);
    const came = tables.full(row(returns.values, t));
    if (!came.ok) return came;
    const ratio = cappedRatio(came.value);
    sums.crps += rankedScore(forecast, ratio);
    sums.plain += rankedScore(ratios(before.values), ratio);
    const inside = ratio >= quantileAt(forecast, 0.05) && ratio <= quantileAt(forecast, 0.95);
    sums.within += inside ? 1 : 0;
    sums.count += 1;
    let hits = 0;
    for (let s = 0; s < before.rows; s++) if (called(row(values, s))) hits++;
    days1.push({
      probability: hits / before.rows,
      happened: level * came.value.equity - came.value.maintenance <= 0,
    });
    if ((t - settings.fewest) % SPAN !== 0 || t + SPAN > returns.rows) continue;
    let within = 0;
    for (let path = 0; path < paths; path++) {
      const drawn = (): Float64Array => row(values, Math.floor(random.uniform() * before.rows));
      if (calledWithin(called, n, drawn)) within++;
    }
    let next = t;
    days7.push({
      probability: within / paths,
      happened: calledWithin(called, n, () => row(returns.values, next++)),
    });
  }
  return ok({
    ratio: {
      count: sums.count,
      crps: sums.crps / sums.count,
      plainCrps: sums.plain / sums.count,
      within90: sums.within / sums.count,
    },
    calls: [callScore('1 day', days1), ...(days7.length > 0 ? [callScore('7 days', days7)] : [])],
  });
}

/** Whether the account is called at some day's end of a week of returns. */
function calledWithin(
  called: (moves: Float64Array) => boolean,
  n: number,
  next: () => Float64Array,
): boolean {
  const moves = new Float64Array(n);
  for (let day = 0; day < SPAN; day++) {
    const add = next();
    for (let a = 0; a < n; a++) moves[a] = moves[a]! + add[a]!;
    if (called(moves)) return true;
  }
  return false;
}
