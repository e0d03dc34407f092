import type { AccountInput } from '../../model/priced.ts';
import { mersenneTwister } from '../../numeric/random/mersenne-twister.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { accountTables } from './account-tables.ts';
import { movingAssets } from './moves.ts';

/** Daily log returns of several assets at today's volatility. */
export type DailyReturns = {
  readonly assets: readonly Asset[];
  readonly rows: number;
  /** Row-major [day × asset]. */
  readonly values: Float64Array;
};

type CallChance = {
  /** `1 hour`, `1 day`, `7 days`. */
  readonly horizon: string;
  readonly probability: number;
  readonly standardError: number;
};

export type TimeToCall = {
  readonly chances: readonly CallChance[];
  /** Share of paths first called on each day, from the first; the rest are not called. */
  readonly firstDay: readonly number[];
  /** Smallest number of days within which half of the paths are called; null where fewer are. */
  readonly medianDay: number | null;
  /** Largest difference of equity less margin to the full model at random points, as a share of equity. */
  readonly error: number;
  readonly paths: number;
  /** Assets that stand still for lack of history. */
  readonly still: readonly Asset[];
};

export type PathSettings = {
  readonly paths: number;
  readonly days: number;
  readonly seed: number;
  /** Margin ratio at which the account is called. */
  readonly level: number;
};

/** Points of a table of one price, and how far it goes in daily deviations of the horizon. */
const POINTS = 41;
const WIDTH = 6;
/** Random points at which the tables are held against the full model. */
const CHECKS = 24;

const hours = 24;

/**
 * When an account is called: first passage over paths of bootstrapped joint days, prices alone
 * moving. Each asset's effect on equity and margin is tabulated by the account's own model and the
 * effects are added, which is exact where no term of the model couples two assets; the error of that
 * is measured and given. An hour is a day's return scaled by √(1 ÷ 24).
 *
 * @param returns each row a joint day, drawn with equal chance
 */
export function timeToCall(
  input: AccountInput,
  returns: DailyReturns,
  { paths, days, seed, level }: PathSettings,
): Outcome<TimeToCall> {
  const known = new Map(returns.assets.map((asset, column) => [asset, column]));
  const moving = movingAssets(input).filter((asset) => known.has(asset));
  const columns = moving.map((asset) => known.get(asset) ?? 0);
  if (moving.length === 0)
    return fail('missing-market-data', 'nothing that moves the account has a history');

  const widths = columns.map((column) =>
    Math.max(WIDTH * deviationOf(returns, column) * Math.sqrt(days), 1e-6),
  );
  const tables = accountTables(input, moving, widths, POINTS);
  if (!tables.ok) return tables;
  const { present, equity, maintenance, full } = tables.value;
  if (level * present.equity - present.maintenance <= 0) {
    return fail('not-applicable', 'the account is called where it stands');
  }
  const slackOf = (moves: Float64Array): number => level * equity(moves) - maintenance(moves);

  const random = mersenneTwister(seed);
  const drawn = (): number => Math.floor(random.uniform() * returns.rows);
  const moves = new Float64Array(moving.length);
  const add = (row: number, scale: number): void => {
    columns.forEach((column, i) => {
      moves[i] = moves[i]! + scale * returns.values[row * returns.assets.length + column]!;
    });
  };
  let withinHour = 0;
  const first = new Float64Array(days);
  for (let path = 0; path < paths; path++) {
    moves.fill(0);
    add(drawn(), Math.sqrt(1 / hours));
    if (slackOf(moves) <= 0) withinHour++;
    moves.fill(0);
    for (let day = 0; day < days; day++) {
      add(drawn(), 1);
      if (slackOf(moves) > 0) continue;
      first[day] = first[day]! + 1;
      break;
    }
  }

  let worst = 0;
  for (let check = 0; check < CHECKS; check++) {
    moves.fill(0);
    for (let day = 0; day <= check % days; day++) add(drawn(), 1);
    const found = full(moves);
    if (!found.ok) return found;
    const slack = level * found.value.equity - found.value.maintenance;
    worst = Math.max(worst, Math.abs(slack - slackOf(moves)));
  }

  const within = (count: number): number => first.subarray(0, count).reduce((a, b) => a + b, 0);
  const half = Array.from({ length: days }, (_, d) => d + 1).find((d) => within(d) >= paths / 2);
  const chance = (horizon: string, called: number): CallChance => {
    const probability = called / paths;
    return {
      horizon,
      probability,
      standardError: Math.sqrt((probability * (1 - probability)) / paths),
    };
  };
  return ok({
    chances: [
      chance('1 hour', withinHour),
      chance('1 day', within(1)),
      ...(days > 1 ? [chance(`${days} days`, within(days))] : []),
    ],
    firstDay: [...first].map((count) => count / paths),
    medianDay: half ?? null,
    error: worst / Math.max(Math.abs(present.equity), 1),
    paths,
    still: movingAssets(input).filter((asset) => !known.has(asset)),
  });
}

/** Standard deviation about zero of one asset's returns. */
function deviationOf({ rows, values, assets }: DailyReturns, column: number): number {
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += values[row * assets.length + column]! ** 2;
  return Math.sqrt(squares / Math.max(rows, 1));
}
