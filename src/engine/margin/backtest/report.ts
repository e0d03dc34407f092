import type {
  Cover,
  CoveredShare,
  MarginBacktest,
  Swings,
} from '../../contract/margin-backtest.ts';
import { binomialInterval } from '../../measures/binomial-interval.ts';
import { rollingForecasts } from '../../measures/backtest/rolling.ts';
import { expectedShortfall } from '../../measures/expected-shortfall.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { Line } from '../../netting/lines.ts';
import { isoDay } from '../../values/days.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { toolReport } from '../dynamic/need-path.ts';
import { requirementPath, type RequirementPath } from './requirement-path.ts';

/** A day, and the days that closing out may take. */
export const usualHorizons = [1, 2] as const;

/** What a requirement lacks is named up to so many. */
const NAMED = 4;

/** The house's own need of the account, day by day, and what the day after brought. */
type NeedPath = {
  readonly days: Int32Array;
  readonly need: Float64Array;
  readonly pnl: Float64Array;
};

/**
 * Whether the venue's requirement would have covered what the positions lost, how often, by how much
 * it fell short, and how much it swings, beside the house need over the same days.
 *
 * @param lines of the account, by which the house need is measured
 */
export function marginBacktest(
  input: AccountInput,
  lines: readonly Line[],
  history: readonly PriceSeries[],
  settings: MeasureSettings,
  horizons: readonly number[],
): Outcome<MarginBacktest> {
  const need = needPath(lines, history, settings);
  const from = need.ok ? need.value.days[0]! : -Infinity;
  const found = requirementPath(input, history, settings, horizons, from);
  if (!found.ok) return found;
  const path = found.value;
  const pnl = path.pnl.get(1) ?? path.initial.map(() => Number.NaN);
  const ended = (values: Float64Array): Float64Array =>
    values.filter((_, t) => !Number.isNaN(pnl[t]!));
  return ok({
    days: Array.from(
      path.days.filter((_, t) => !Number.isNaN(pnl[t]!)),
      isoDay,
    ),
    every: path.every,
    initial: ended(path.initial),
    maintenance: ended(path.maintenance),
    pnl: ended(pnl),
    shares: [
      ...horizons.flatMap((horizon) =>
        (['initial', 'maintenance'] as const).flatMap((cover) =>
          coveredShare(cover, horizon, path.days, path[cover], path.pnl.get(horizon)!, path.every),
        ),
      ),
      ...(need.ok
        ? coveredShare('house need', 1, need.value.days, need.value.need, need.value.pnl, 1)
        : []),
    ],
    swings: swingsOf(path, need),
    notes: notesOf(path, need),
  });
}

/** The need of constant exposures by what was known at the close of each day. */
function needPath(
  lines: readonly Line[],
  history: readonly PriceSeries[],
  settings: MeasureSettings,
): Outcome<NeedPath> {
  const rolled = rollingForecasts([{ from: -Infinity, lines }], history, settings);
  if (!rolled.ok) return rolled;
  const { known, pnl, outcomes } = rolled.value;
  return ok({
    days: known,
    need: Float64Array.from(outcomes.filtered, (one) =>
      Math.max(expectedShortfall(one, settings.houseTail).value, 0),
    ),
    pnl,
  });
}

/** None where no window has ended. */
function coveredShare(
  cover: Cover,
  horizon: number,
  days: Int32Array,
  required: Float64Array,
  pnl: Float64Array,
  every: number,
): readonly CoveredShare[] {
  const ended = [...pnl.keys()].filter((t) => !Number.isNaN(pnl[t]!));
  if (ended.length === 0) return [];
  const isCovered = (t: number): boolean => -pnl[t]! <= required[t]!;
  const apart = Math.ceil(horizon / every);
  const thinned = ended.filter((t) => t % apart === 0);
  const covered = thinned.filter(isCovered).length;
  const worst = ended.reduce((a, t) => (pnl[t]! + required[t]! < pnl[a]! + required[a]! ? t : a));
  return [
    {
      cover,
      horizon,
      windows: ended.length,
      covered: ended.filter(isCovered).length,
      share: covered / thinned.length,
      ...binomialInterval(covered, thinned.length),
      worst: isCovered(worst)
        ? null
        : { day: isoDay(days[worst]!), loss: -pnl[worst]!, required: required[worst]! },
    },
  ];
}

function swingsIn(of: Swings['of'], values: Float64Array): Swings {
  const report = toolReport(values);
  if (!report.ok) return { of, swings: report };
  const { peakToTrough, rises } = report.value;
  return {
    of,
    swings: ok({ peakToTrough, rises: rises.map(({ over, ratio }) => ({ over, ratio })) }),
  };
}

function swingsOf(path: RequirementPath, need: Outcome<NeedPath>): readonly Swings[] {
  const rate = path.initial.map((x, t) => x / path.notional[t]!);
  return [
    swingsIn('initial', path.initial),
    swingsIn('initial per notional', rate),
    need.ok
      ? swingsIn(
          'house need',
          need.value.need.filter((_, t) => t % path.every === 0),
        )
      : { of: 'house need', swings: need },
  ];
}

function notesOf(
  { still, lacking, every }: RequirementPath,
  need: Outcome<NeedPath>,
): readonly string[] {
  return [
    'today’s positions at each day’s prices, by the model’s numbers of today; volatilities, time to expiry and basis stay',
    'the loss of the positions alone; venues close out within the day, so that a day is longer than they may take',
    ...(every > 1 ? [`evaluated on every ${every}th joint day: the account is large`] : []),
    ...(still.length > 0 ? [`stand still for lack of history: ${still.join(', ')}`] : []),
    ...(lacking.length > 0
      ? [
          `the requirement is a lower bound, and so is what it covers; it lacks: ${lacking.slice(0, NAMED).join('; ')}${lacking.length > NAMED ? ` and ${lacking.length - NAMED} more` : ''}`,
        ]
      : []),
    ...(need.ok ? [] : [`no house need: ${need.failure.message}`]),
  ];
}
