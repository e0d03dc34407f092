import type { Instrument } from '../../model/instrument.ts';
import type { Instant } from '../../values/units.ts';

/** What a venue quotes of one option at one instant. A missing figure is null, never 0. */
export type OptionQuote = {
  readonly instrument: Instrument;
  /** In the instrument's own price unit. A venue's 0 with volatility 0 is no quote. */
  readonly bid: number | null;
  readonly ask: number | null;
  readonly mark: number | null;
  /** Contracts as the venue counts them. */
  readonly bidSize: number | null;
  readonly askSize: number | null;
  /** As the venue states them, fractions per √year. */
  readonly bidVolatility: number | null;
  readonly askVolatility: number | null;
  readonly markVolatility: number | null;
  /** Forward of the option's own expiry, in the quote currency. */
  readonly forward: number | null;
  readonly at: Instant;
};

/** What is asked of quotes and fits. */
export type SurfaceRules = {
  /** Rate of the quote currency by which premiums are discounted, continuous fraction per year. */
  readonly rate: number;
  /** Milliseconds; an older quote is stale. */
  readonly staleAfter: number;
  /** Milliseconds that a venue's clock may be ahead of the surface's instant. */
  readonly aheadBy: number;
  /** Ask volatility less bid volatility, by the volatility of the mid; wider is no quote to fit. */
  readonly widest: number;
  /** Half-spread in volatility below which a quote earns no more weight. */
  readonly finest: number;
  /** A mark is off the surface beyond so many scales of the residuals … */
  readonly markScales: number;
  /** … and at least so much volatility. */
  readonly markLeast: number;
};

/** Crypto venues quote undiscounted premiums. */
export const usualSurfaceRules: SurfaceRules = {
  rate: 0,
  staleAfter: 5 * 60_000,
  aheadBy: 10_000,
  widest: 0.5,
  finest: 0.0025,
  markScales: 6,
  markLeast: 0.01,
};
