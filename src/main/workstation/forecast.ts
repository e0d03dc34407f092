import type { AccountForecast, ForecastReport } from '../../engine/contract/forecast.ts';
import { quantileAt, ratioForecast, worstRatio } from '../../engine/margin/calls/ratio-forecast.ts';
import { timeToCall } from '../../engine/margin/calls/time-to-call.ts';
import { pseudoRecord } from '../../engine/margin/calls/track-record.ts';
import { volatilityForecasts } from '../../engine/measures/forecast/volatility-track.ts';
import type { AccountInput } from '../../engine/model/priced.ts';
import { accountsOf, linesOf, type RiskInput } from '../../engine/run.ts';
import { ok } from '../../engine/values/outcome.ts';
import { thatCame } from '../../engine/scenarios/young-coins.ts';
import type { NewForecast } from '../store/forecasts.ts';
import type { Store } from '../store/store.ts';
import type { Resources } from './desk.ts';
import { scoredForecasts, type RecordedForecast } from './forecast-record.ts';
import { callSettings, outlookMarket, type OutlookMarket } from './outlook.ts';

/** An account is called where it needs all that it has. */
const LEVEL = 1;

/** Of the track record, which is made anew for every seventh day. */
const RECORD_PATHS = 300;

const shown = [0.05, 0.25, 0.5, 0.75, 0.95];

type Made = { readonly forecast: AccountForecast; readonly kept: NewForecast | null };

/** A ratio as it is shown: from the worst on there is none. */
const ratioOrNull = (ratio: number): number | null => (ratio < worstRatio ? ratio : null);

function made(account: AccountInput, input: RiskInput, { moves }: OutlookMarket): Made {
  const { id, name } = account.account;
  const { history, asOf, parameters } = input;
  const { paths, days, seed } = callSettings;
  const ratios = moves.ok ? ratioForecast(account, moves.value.returns) : moves;
  const time = moves.ok
    ? timeToCall(account, moves.value.returns, { paths, days, seed, level: LEVEL })
    : moves;
  const chance = (horizon: string): number | null =>
    time.ok
      ? (time.value.chances.find((one) => one.horizon === horizon)?.probability ?? null)
      : null;
  const recorded: RecordedForecast | null = ratios.ok
    ? {
        now: ratios.value.now,
        ratios: Array.from({ length: 99 }, (_, i) =>
          quantileAt(ratios.value.outcomes, (i + 1) / 100),
        ),
        day: chance('1 day'),
        week: chance('7 days'),
      }
    : null;
  return {
    kept: recorded === null ? null : { asOf, subject: id, content: recorded },
    forecast: {
      account: id,
      name,
      ratio: ratios.ok
        ? ok({
            now: ratioOrNull(ratios.value.now),
            quantiles: shown.map((p) => ({
              p,
              ratio: ratioOrNull(quantileAt(ratios.value.outcomes, p)),
            })),
            outcomes: ratios.value.outcomes.length,
          })
        : ratios,
      chances: time.ok ? ok(time.value.chances) : time,
      pseudo: pseudoRecord(account, history, parameters.measures, {
        paths: RECORD_PATHS,
        seed,
        level: LEVEL,
      }),
    },
  };
}

/**
 * Volatilities, tomorrow's margin ratio and the chance of a call of every account, each with its track
 * record. What is forecast of an account is recorded, once as of a time, where `keeps` allows it.
 */
export function forecastOf(
  store: Store,
  resources: Resources,
  input: RiskInput,
  keeps: boolean,
): ForecastReport {
  const held = new Set(linesOf(input).map(({ unit }) => unit.underlying));
  const volatilities = thatCame(input.history)
    .filter(({ asset }) => held.has(asset))
    .map((series) => volatilityForecasts(series, input.parameters.measures));
  const market = outlookMarket(input);
  const accounts = accountsOf(input).map((account) => made(account, input, market));
  if (keeps) {
    store.putForecasts(accounts.flatMap(({ kept }) => (kept === null ? [] : [kept])));
  }
  const scored = scoredForecasts(store, resources, input, LEVEL);
  return {
    volatilities: volatilities.flatMap((one) => (one.ok ? [one.value] : [])),
    accounts: accounts.map(({ forecast }) => forecast),
    recorded: scored.record,
    waiting: scored.waiting,
    notes: [
      ...volatilities.flatMap((one) => (one.ok ? [] : [one.failure.message])),
      ...(keeps
        ? []
        : [
            store.readOnly
              ? 'the store is open read-only: these forecasts are not recorded'
              : 'a past is shown: these forecasts are not recorded',
          ]),
      ...scored.notes,
      `chances from ${callSettings.paths} paths each: what none of them reached may still be ${(300 / callSettings.paths).toFixed(2)} %`,
      'called: margin ratio of 1 at a day’s close; prices alone move, as on joint past days at today’s volatility',
      'a call within the hour is never scored, nor is volatility by ranges: the store keeps daily closes',
    ],
  };
}
