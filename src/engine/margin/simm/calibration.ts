/** Vertices of interest rates and credit, shortest first. */
export const tenors = [
  '2w',
  '1m',
  '3m',
  '6m',
  '1y',
  '2y',
  '3y',
  '5y',
  '10y',
  '15y',
  '20y',
  '30y',
] as const;

/** Numbers by bucket: `1`, `2`, …, `Residual`. */
type ByBucket = Readonly<Record<string, number>>;

/** Risk classes in the order of the correlations between them. */
export const riskClasses = [
  'InterestRate',
  'CreditQualifying',
  'CreditNonQualifying',
  'Equity',
  'Commodity',
  'FX',
] as const;

export type RiskClass = (typeof riskClasses)[number];

export type RatesCalibration = {
  /** Currencies of regular and of low volatility; every other one is of high. */
  readonly regular: readonly string[];
  readonly low: readonly string[];
  /** Risk weights by vertex. */
  readonly weights: Readonly<Record<'regular' | 'low' | 'high', readonly number[]>>;
  readonly inflationWeight: number;
  readonly basisWeight: number;
  readonly vegaWeight: number;
  readonly historicalRatio: number;
  /** [vertex][vertex]. */
  readonly tenorCorrelation: readonly (readonly number[])[];
  readonly subCurveCorrelation: number;
  readonly inflationCorrelation: number;
  readonly basisCorrelation: number;
  readonly betweenCurrencies: number;
  /** The list without currencies is for all others; none at all is no concentration. */
  readonly thresholds: readonly {
    readonly currencies: readonly string[];
    readonly delta: number;
    readonly vega: number;
  }[];
};

export type CreditCalibration = {
  readonly weights: ByBucket;
  readonly vegaWeight: number;
  readonly same: number;
  readonly different: number;
  readonly residualSame: number;
  readonly residualDifferent: number;
  /** [bucket][bucket], without the residual one. */
  readonly betweenBuckets: readonly (readonly number[])[];
  /** By bucket; none is no concentration. */
  readonly deltaThresholds: ByBucket;
  readonly vegaThreshold: number | null;
};

export type BucketCalibration = {
  readonly weights: ByBucket;
  readonly vegaWeights: ByBucket;
  readonly historicalRatio: number;
  readonly within: ByBucket;
  readonly betweenBuckets: readonly (readonly number[])[];
  readonly deltaThresholds: ByBucket;
  readonly vegaThresholds: ByBucket;
};

/** Regular and high volatility, of a currency and of the other one. */
export type VolatilityPair = 'RR' | 'RH' | 'HR' | 'HH';

export type CurrencyCalibration = {
  readonly high: readonly string[];
  readonly weights: Readonly<Record<VolatilityPair, number>>;
  readonly vegaWeight: number;
  readonly historicalRatio: number;
  /** By the volatility of the calculation currency, then of the two currencies. */
  readonly correlation: Readonly<Record<'R' | 'H', Readonly<Record<VolatilityPair, number>>>>;
  readonly volatilityCorrelation: number;
  /** First the categories by name; a currency of none is of the last. Empty is no concentration. */
  readonly categories: readonly {
    readonly currencies: readonly string[];
    readonly delta: number;
  }[];
  /** Vega thresholds by categories, the smaller first: `1-1`, `1-2`, … */
  readonly pairThresholds: Readonly<Record<string, number>>;
};

/**
 * One calibration of ISDA SIMM for one horizon, from the user's own licensed file. Thresholds and
 * sensitivities are in one currency.
 */
export type SimmCalibration = {
  readonly version: string;
  /** Calendar days of the horizon: 14 for ten days, 1.4 for one. */
  readonly calendarDays: number;
  readonly rates: RatesCalibration;
  readonly creditQualifying: CreditCalibration & {
    readonly baseCorrelationWeight: number;
    readonly baseCorrelation: number;
  };
  readonly creditNonQualifying: CreditCalibration;
  readonly equity: BucketCalibration;
  readonly commodity: BucketCalibration;
  readonly currencies: CurrencyCalibration;
  /** [class][class] in the order of `riskClasses`. */
  readonly betweenClasses: readonly (readonly number[])[];
};
