import type { Asset, InstrumentId, Market } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';

/** Why an option's quote is not among the points of a fit: a closed list. */
export type LeftOut =
  | 'malformed number'
  | 'expired'
  | 'stale'
  | 'dated ahead'
  | 'older duplicate'
  | 'no bid and no ask'
  | 'no bid'
  | 'no ask'
  | 'crossed'
  | 'no forward'
  | 'beyond bounds'
  | 'too wide'
  | 'static arbitrage'
  | 'far from the fit';

/** What a quote was used for. The side that is in the money serves the forward alone. */
export type QuoteUse = 'fit' | 'in the money' | LeftOut;

/** A contract that no surface can be made of, and why. */
type RefusedContract = { readonly instrument: InstrumentId; readonly message: string };

/** A quote that entered the fit. Volatilities are fractions per √year. */
export type SmilePoint = {
  readonly instrument: InstrumentId;
  readonly right: 'call' | 'put';
  readonly strike: number;
  /** ln(strike ÷ forward). */
  readonly k: number;
  readonly bid: number;
  readonly mid: number;
  readonly ask: number;
  /** 1 ÷ half the spread in volatility, but for the finest spreads. */
  readonly weight: number;
};

/** Forward from put-call parity of mid prices, in the quote currency. */
export type ParityEstimate = {
  readonly forward: number;
  /** Standard error from the scatter of the strikes about it. */
  readonly error: number;
  /** Strikes whose call and put are both quoted. */
  readonly pairs: number;
};

export type ForwardView = {
  /** The forward that the smile is fitted about, in the quote currency. */
  readonly value: number;
  readonly source: 'parity' | 'stated';
  readonly parity: Outcome<ParityEstimate>;
  /** Median of what the venue states with the options of the expiry; null where it states none. */
  readonly stated: number | null;
  /** Parity less stated, as a fraction of the stated one; null where either is missing. */
  readonly difference: number | null;
};

/** Parameters of raw SVI, of which every fitted model here is a case. */
type SmileParameters = {
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
};

/** A stretch of k where the implied density is negative. */
export type ButterflyViolation = {
  readonly from: number;
  readonly to: number;
  /** Where Durrleman's function is least, and its value there, below 0. */
  readonly at: number;
  readonly size: number;
  /** Whether it lies wholly outside the quoted strikes. */
  readonly beyondQuotes: boolean;
};

export type ButterflyCheck = {
  readonly violations: readonly ButterflyViolation[];
  /** Slope of total variance in the steeper wing: above 2 it breaks Lee's bound. */
  readonly steepestWing: number;
  /** Least total variance of the smile: below 0 it is no smile. */
  readonly leastVariance: number;
  readonly free: boolean;
};

/** A stretch of k where the total variance of the later expiry is below that of the earlier. */
export type CalendarViolation = {
  readonly earlier: Instant;
  readonly later: Instant;
  readonly from: number;
  readonly to: number;
  /** Where the shortfall of total variance is largest, and the shortfall, positive. */
  readonly at: number;
  readonly variance: number;
  /** The same as volatility of the later expiry: what it lacks there, positive. */
  readonly volatility: number;
  /** Whether it lies outside the quoted strikes of one of the two. */
  readonly beyondQuotes: boolean;
};

/** How a smile meets the quotes. Residuals are fit less mid, in volatility. */
export type FitQuality = {
  /** Root of the weighted mean square residual; weights 1 ÷ half the spread in volatility. */
  readonly weightedRms: number;
  /** Robust scale of the residuals: 1.4826 × median of their sizes. */
  readonly scale: number;
  /** Points whose fit lies between bid and ask, inclusive, and all points. */
  readonly inside: number;
  readonly points: number;
  readonly worst: { readonly strike: number; readonly residual: number };
};

/** What traders read off a smile: fractions per √year, by undiscounted forward delta N(d₁). */
export type SmileNumbers = {
  readonly atTheMoney: Outcome<number>;
  readonly call25: Outcome<number>;
  readonly put25: Outcome<number>;
  /** Call less put. */
  readonly riskReversal25: Outcome<number>;
  /** Mean of call and put less the volatility at the money. */
  readonly butterfly25: Outcome<number>;
};

export type SliceFit = {
  /** `svi` has five parameters; `svi-natural` three, free of butterfly arbitrage by construction. */
  readonly model: 'svi' | 'svi-natural' | 'ssvi';
  readonly smile: SmileParameters;
  readonly butterfly: ButterflyCheck;
  readonly quality: FitQuality;
  readonly numbers: SmileNumbers;
};

/** How a venue's marks of one expiry keep call − put = forward − strike, by the forward. */
export type MarkParity = {
  readonly pairs: number;
  readonly median: number;
  readonly largest: number;
};

/** Volatility that the venue states with a mark less the one in the mark, where both are known. */
export type StatedCheck = {
  readonly options: number;
  /** Of their sizes. */
  readonly median: number;
  readonly largest: number;
};

export type ExpirySlice = {
  readonly expiry: Instant;
  /** From the surface's instant, ACT/365. */
  readonly years: number;
  /** All options: those in the fit, those in the money and those left out add up to it. */
  readonly options: number;
  readonly inTheMoney: number;
  readonly leftOut: readonly { readonly why: LeftOut; readonly count: number }[];
  readonly forward: Outcome<ForwardView>;
  readonly points: readonly SmilePoint[];
  readonly fit: Outcome<SliceFit>;
  /** The second model: one shape for the whole surface. */
  readonly ssvi: Outcome<SliceFit>;
  /** The fit moved into the region without arbitrage; null where the surface needs no repair. */
  readonly repaired: SliceFit | null;
  readonly markParity: Outcome<MarkParity>;
  readonly statedCheck: Outcome<StatedCheck>;
};

/** A venue's mark that stands out. */
export type MarkAgainstFit = {
  readonly instrument: InstrumentId;
  readonly expiry: Instant;
  readonly strike: number;
  readonly why: 'outside bid and ask' | 'off the surface' | 'outside and off';
  readonly difference: MarkDifference;
};

/** Mark less something, in the instrument's own price unit and in volatility. */
export type MarkDifference = {
  readonly mark: number;
  /** Price of the fit, in the instrument's own unit. */
  readonly fitted: number;
  readonly toFit: number;
  /** Null where a side is missing. */
  readonly toMid: number | null;
  /** Volatility in the mark, at the forward that the venue states with it. */
  readonly volatility: Outcome<number>;
  /** Volatility in the mark less that of the fit; null where the mark holds none. */
  readonly volatilityToFit: number | null;
  /** By the scale of the fit's residuals; null likewise, beyond the quoted strikes, and of an exact fit. */
  readonly z: number | null;
};

/** The shape that all expiries share in the second model; see `SsviSlice`. */
export type SharedShape = { readonly rho: number; readonly eta: number; readonly gamma: number };

/** Volatilities for drawing, by expiry and k; null beyond the quoted strikes of the expiry. */
export type VolatilityGrid = {
  readonly k: readonly number[];
  readonly rows: readonly {
    readonly expiry: Instant;
    readonly volatilities: readonly (number | null)[];
  }[];
};

type RepairView = {
  /** Smiles and stretches that the moved surface still breaks: none when the repair is whole. */
  readonly butterflies: number;
  readonly calendar: readonly CalendarViolation[];
  readonly grid: VolatilityGrid;
};

/** Fitted surface of the options that one market lists on one underlying in one settlement. */
export type SurfaceView = {
  readonly market: Market;
  readonly underlying: Asset;
  readonly quote: Asset;
  readonly settlement: Asset;
  readonly priceUnit: 'quote' | 'underlying';
  readonly asOf: Instant;
  readonly slices: readonly ExpirySlice[];
  readonly shape: Outcome<SharedShape>;
  readonly calendar: readonly CalendarViolation[];
  readonly grid: VolatilityGrid;
  /** Null where no check failed. */
  readonly repair: RepairView | null;
  /** Volatility at the money at 30 days: total variance linear in time between expiries. */
  readonly thirtyDays: Outcome<number>;
  /** Marks compared with the fit, and those that stand out, the farthest first. */
  readonly marksCompared: number;
  readonly marks: readonly MarkAgainstFit[];
};

/** All surfaces that a set of quotes gives. */
export type SurfacesView = {
  readonly surfaces: readonly SurfaceView[];
  readonly refused: readonly RefusedContract[];
};

/** One option of a chain: prices in its own unit, volatilities fractions per √year. */
export type ChainSide = {
  readonly instrument: InstrumentId;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number | null;
  readonly askSize: number | null;
  readonly bidVolatility: Outcome<number>;
  readonly askVolatility: Outcome<number>;
  /** Volatilities as the venue states them; null where it does not. */
  readonly stated: {
    readonly bid: number | null;
    readonly ask: number | null;
    readonly mark: number | null;
  };
  readonly mark: number | null;
  readonly use: QuoteUse;
  /** Null without a mark or a fit. */
  readonly difference: MarkDifference | null;
  /** Price of the fit, in the option's own unit; null without a fit. */
  readonly fitted: number | null;
};

export type ChainRow = {
  readonly strike: number;
  /** ln(strike ÷ forward) and the fit there; null without a forward, or a fit. */
  readonly k: number | null;
  readonly fittedVolatility: number | null;
  readonly call: ChainSide | null;
  readonly put: ChainSide | null;
};
