import { z } from 'zod';
import type { TrackRecord } from '../../engine/contract/forecast.ts';
import { assessorOf } from '../../engine/margin/assessor.ts';
import { accountMoved, movingAssets } from '../../engine/margin/calls/moves.ts';
import { cappedRatio, quantileAt } from '../../engine/margin/calls/ratio-forecast.ts';
import { callScore, rankedScore, type Told } from '../../engine/measures/forecast/scores.ts';
import type { PriceSeries } from '../../engine/model/market.ts';
import type { AccountInput } from '../../engine/model/priced.ts';
import { accountsOf, type RiskInput } from '../../engine/run.ts';
import type { Asset } from '../../engine/values/ids.ts';
import { startOf } from '../../engine/values/days.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { Store } from '../store/store.ts';
import { riskInput, type Resources } from './desk.ts';
import { priceHistory } from './history.ts';

/** What is kept of an account's forecast. */
export type RecordedForecast = {
  /** Margin ratio as of then. */
  readonly now: number;
  /** Tomorrow's ratio at 1 %, 2 %, … 99 %. */
  readonly ratios: readonly number[];
  /** Chance of a call within a day and within a week; null where it had none. */
  readonly day: number | null;
  readonly week: number | null;
};

const probability = z.number().min(0).max(1).nullable();
const recordedForecast: z.ZodType<RecordedForecast> = z.strictObject({
  now: z.number(),
  ratios: z.array(z.number()).length(99),
  day: probability,
  week: probability,
});

const DAY = 86_400_000;
/** A close stands for a time that is this near. */
const NEAR = DAY / 2;

/** Ratios at which two runs on the same book may differ. */
const SAME = 1e-9;

export type Scored = {
  readonly record: TrackRecord | null;
  /** Forecasts whose week has not ended. */
  readonly waiting: number;
  readonly notes: readonly string[];
};

/** Price ÷ price as of the forecast at every later close that all assets of an account have. */
function laterFactors(
  { market, asOf }: RiskInput,
  account: AccountInput,
  history: readonly PriceSeries[],
): readonly { readonly at: Instant; readonly prices: ReadonlyMap<Asset, number> }[] {
  const moving = movingAssets(account);
  const series = history.filter(({ asset }) => moving.includes(asset));
  const spots = series.map(({ asset }) => market.spots.get(asset)?.value);
  if (series.length === 0 || spots.some((one) => one === undefined)) return [];
  const closes = series.map(
    ({ days, closes: own }) => new Map(Array.from(days, (day, i) => [day, own[i]!])),
  );
  return Array.from(series[0]!.days)
    .filter((day) => startOf(day + 1) > asOf && closes.every((own) => own.has(day)))
    .map((day) => ({
      at: startOf(day + 1),
      prices: new Map(
        series.map(({ asset }, i) => [asset, closes[i]!.get(day)! / spots[i]!] as const),
      ),
    }));
}

/**
 * Holds recorded forecasts against what came: the book as of each forecast, revalued at the daily
 * closes that came after it. A close within half a day of a day later (a week later) stands for it.
 *
 * @param level margin ratio at which an account is called
 */
export function scoredForecasts(
  store: Store,
  resources: Resources,
  { parameters: { reporting, pegged }, book: { synthetic } }: RiskInput,
  level: number,
): Scored {
  const history = priceHistory(store.priceSeries(), reporting, pegged);
  const sums = { crps: 0, within: 0, count: 0 };
  const told: { readonly day: Told[]; readonly week: Told[] } = { day: [], week: [] };
  let waiting = 0;
  let changed = 0;
  let late = 0;
  for (const [asOf, made] of Map.groupBy(store.forecasts(), (one) => one.asOf)) {
    const input = riskInput(store, resources, asOf, new Map(), synthetic);
    const accounts = input.ok ? accountsOf(input.value) : [];
    for (const { subject, content, madeAt } of made) {
      const read = recordedForecast.safeParse(content);
      const account = accounts.find((one) => one.account.id === subject);
      const figures = account === undefined ? null : assessorOf(account).figures;
      const now = account === undefined || figures === null ? null : figures(account);
      if (
        !input.ok ||
        !read.success ||
        account === undefined ||
        figures === null ||
        now?.ok !== true ||
        Math.abs(cappedRatio(now.value) - read.data.now) > SAME
      ) {
        changed++;
        continue;
      }
      const forecast = read.data;
      const later = laterFactors(input.value, account, history);
      const ratios = later.map(({ at, prices }) => {
        const found = figures(accountMoved(account, { prices, volatility: 1 }));
        return { at, ratio: found.ok ? cappedRatio(found.value) : null };
      });
      const nearest = (time: number) =>
        ratios
          .filter(({ at }) => Math.abs(at - time) <= NEAR)
          .toSorted((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time))[0];
      const next = nearest(asOf + DAY);
      const tomorrow = next?.ratio ?? null;
      if (next !== undefined && next.at <= madeAt) late++;
      else if (tomorrow !== null) {
        const sorted = Float64Array.from(forecast.ratios);
        sums.crps += rankedScore(sorted, tomorrow);
        sums.within +=
          tomorrow >= quantileAt(sorted, 0.05) && tomorrow <= quantileAt(sorted, 0.95) ? 1 : 0;
        sums.count += 1;
        if (forecast.day !== null) {
          told.day.push({ probability: forecast.day, happened: tomorrow >= level });
        }
      }
      const last = nearest(asOf + 7 * DAY);
      if (last === undefined) waiting++;
      else if (last.at > madeAt && forecast.week !== null) {
        const within = ratios.filter(({ at }) => at - asOf <= 7 * DAY + NEAR);
        const happened = within.some(({ ratio }) => ratio !== null && ratio >= level);
        told.week.push({ probability: forecast.week, happened });
      }
    }
  }
  const { count, crps, within } = sums;
  return {
    waiting,
    record:
      count === 0 && told.week.length === 0
        ? null
        : {
            ratio:
              count === 0
                ? null
                : { count, crps: crps / count, plainCrps: null, within90: within / count },
            calls: [
              ...(told.day.length > 0 ? [callScore('1 day', told.day)] : []),
              ...(told.week.length > 0 ? [callScore('7 days', told.week)] : []),
            ],
          },
    notes: [
      ...(changed > 0
        ? [`${changed} recorded forecasts are of books that imports have changed since: not scored`]
        : []),
      ...(late > 0
        ? [`${late} recorded forecasts were made when what came was known already: not scored`]
        : []),
    ],
  };
}
