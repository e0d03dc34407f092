import type { Asset, MarginAccountId } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';

export const volatilityModels = ['ewma', 'garch', 'gjr', 'har'] as const;

export type VolatilityModel = (typeof volatilityModels)[number];

/** One model's forecast of one asset, and how its forecasts of past days did. */
export type VolatilityForecast = {
  readonly model: VolatilityModel;
  /** Standard deviation of the log return of the next day, and of the next seven together. */
  readonly day: number;
  readonly week: number;
  /** Mean QLIKE loss of past forecasts: ln σ² + r² ÷ σ²; the smaller the better. */
  readonly dayLoss: number;
  readonly weekLoss: number;
};

export type AssetVolatility = {
  readonly asset: Asset;
  readonly forecasts: readonly VolatilityForecast[];
  /** Models that give no forecast, and why. */
  readonly failed: readonly { readonly model: VolatilityModel; readonly message: string }[];
  /** Of the least day loss. */
  readonly best: VolatilityModel;
  /** p of the best one's losses being no different from those of EWMA; null where it is EWMA or nothing differs. */
  readonly pValue: number | null;
  /** Past days in the losses. */
  readonly days: number;
};

/** Forecast probabilities of one range, and how often it happened. */
export type ReliabilityRow = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly forecast: number;
  readonly happened: number;
};

/** Yes-or-no forecasts afterwards. */
export type CallScore = {
  readonly horizon: '1 day' | '7 days';
  readonly count: number;
  readonly happened: number;
  /** Mean forecast probability. */
  readonly forecast: number;
  /** Mean squared error: 0 is perfect. */
  readonly brier: number;
  readonly reliability: readonly ReliabilityRow[];
};

/** Forecasts of tomorrow's margin ratio afterwards. */
type RatioScore = {
  readonly count: number;
  /** Mean continuous ranked probability score, in units of the ratio: 0 is perfect. */
  readonly crps: number;
  /** The same of past days as they were; null where they were not forecast. */
  readonly plainCrps: number | null;
  /** Share of outcomes within the middle nine tenths of their forecast. */
  readonly within90: number;
};

export type TrackRecord = {
  readonly ratio: RatioScore | null;
  readonly calls: readonly CallScore[];
};

/** Tomorrow's margin ratio: quantiles of its distribution; null from 2 on, equity being gone or nearly so. */
type RatioForecast = {
  readonly now: number | null;
  readonly quantiles: readonly { readonly p: number; readonly ratio: number | null }[];
  /** Revaluations behind it. */
  readonly outcomes: number;
};

export type AccountForecast = {
  readonly account: MarginAccountId;
  readonly name: string;
  readonly ratio: Outcome<RatioForecast>;
  readonly chances: Outcome<
    readonly {
      readonly horizon: string;
      readonly probability: number;
      readonly standardError: number;
    }[]
  >;
  /** Of forecasts that would have been made of today's account on past days: none was recorded then. */
  readonly pseudo: Outcome<TrackRecord>;
};

/** Forecasts as of one time, with what became of earlier ones. */
export type ForecastReport = {
  readonly volatilities: readonly AssetVolatility[];
  readonly accounts: readonly AccountForecast[];
  /** Forecasts that were recorded when they were made, all accounts together; null where none has ended. */
  readonly recorded: TrackRecord | null;
  /** Recorded forecasts that have not ended yet. */
  readonly waiting: number;
  readonly notes: readonly string[];
};
