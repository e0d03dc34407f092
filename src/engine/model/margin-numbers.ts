/** One step of a venue's tier table. */
export type Tier = {
  /** Largest position of this tier, in what the table's `limitIn` says; tiers ascend. */
  readonly upTo: number;
  /** Maintenance margin as a fraction of the notional. */
  readonly maintenanceRate: number;
  /** Largest leverage: the smallest initial rate is 1 ÷ this. */
  readonly leverage: number;
  /** Taken off notional × rate, in the settlement asset; 0 where the table charges the whole. */
  readonly deduction: number;
};

/** The tiers of one or several symbols of a venue. */
export type TierTable = {
  /** Perpetuals and futures in the venue's spelling. */
  readonly symbols: readonly string[];
  /** What the limits count: notional in the settlement asset, or contracts. */
  readonly limitIn: 'notional' | 'contracts';
  /**
   * `marginal`: deductions make the charge continuous. `whole`: all of it at its tier's rate.
   * `levels`: each part at the rate of its own tier, initial margin too.
   */
  readonly charge: 'marginal' | 'whole' | 'levels';
  /** Present where a pool charges the larger of the long and the short side of an underlying. */
  readonly offset?: 'larger-side' | undefined;
  /** Long and short legs of one symbol in one account: charged `each`, or their `net`. */
  readonly legs: 'net' | 'each';
  /** The price that an isolated position's margin is measured at. */
  readonly isolatedAt: 'mark' | 'entry';
  /** Fraction of the notional added to maintenance for the fee of closing; 0 where none is. */
  readonly closingFee: number;
  readonly tiers: readonly Tier[];
};

/**
 * What a venue asks of an option's seller, per unit of the underlying, with `U` the underlying's
 * price, or 1 where the option is quoted in the underlying itself.
 *
 * Initial: `max(initialBase·U − out of the money, initialFloor·U)·factor + mark`.
 * Maintenance: `max(maintenanceBase·U, markShare·mark)·factor + mark + closingFee·U`, the first of
 * them `max(maintenanceBase·U − out of the money, maintenanceFloor·U)` where there is such a floor.
 */
export type OptionSellerRule = {
  readonly underlyings: readonly string[];
  readonly payoff: 'linear' | 'inverse';
  /** The price that stands for `U`. */
  readonly reference: 'forward' | 'spot';
  readonly initialBase: number;
  readonly initialFloor: number;
  readonly maintenanceBase: number;
  /** Absent where what an option is out of the money does not lower its maintenance. */
  readonly maintenanceFloor?: number | undefined;
  /** Options whose maintenance is also at least `maintenanceBase·mark`. */
  readonly markShare: 'none' | 'puts' | 'all';
  readonly factor: number;
  readonly closingFee: number;
  /** Options whose initial margin is at least their maintenance margin. */
  readonly initialAtLeastMaintenance: 'none' | 'puts' | 'all';
  /** What of the rule the venue has not published: every figure by it says so. */
  readonly unconfirmed?: string | undefined;
};

/** Tier tables and option rules of a venue's isolated and cross margin. */
export type TieredNumbers = {
  readonly tables: readonly TierTable[];
  readonly options: readonly OptionSellerRule[];
};

/** Requirement of a future or perpetual as a fraction that grows with its size. */
export type SizeRule = {
  readonly underlyings: readonly string[];
  readonly payoff: 'linear' | 'inverse';
  readonly initialBase: number;
  readonly maintenanceBase: number;
  /** Added to both per base unit held. */
  readonly perUnit: number;
};

/** Deribit's standard margin. */
export type StandardNumbers = {
  readonly futures: readonly SizeRule[];
  readonly options: readonly OptionSellerRule[];
};

/** Scan of one underlying in Deribit's portfolio margin. */
export type ScanPair = {
  readonly underlying: string;
  /** Outer price move of the standard table. */
  readonly priceRange: number;
  /** Relative volatility moves at the pivot. */
  readonly volatilityUp: number;
  readonly volatilityDown: number;
  /** Least volatility after an upward shock. */
  readonly leastVolatilityUp: number;
  /** Powers of (pivot ÷ days to expiry) below and from the pivot on. */
  readonly shortTermPower: number;
  readonly longTermPower: number;
  /** Scales the extended table. */
  readonly extendedFactor: number;
  /** Net delta in USD up to which there is no delta shock. */
  readonly deltaShockThreshold: number;
};

/** Per settlement currency of Deribit's portfolio margin. */
export type ScanCurrency = {
  readonly code: string;
  /** Settlement assets that use these numbers. */
  readonly assets: readonly string[];
  /** Roll shock per year to expiry, and its least value. */
  readonly annualisedMove: number;
  readonly leastMove: number;
  /** USD by which a far cell is moved towards 0, per price range beyond the first. */
  readonly extendedDampener: number;
  /** Share of a gain that may stand against losses, and its limit in USD (0 is no limit). */
  readonly gainShare: number;
  readonly gainLimit: number;
  /** True where the venue charges a correlation contingency. */
  readonly correlationSet: boolean;
};

/** Deribit's portfolio margin. */
export type PortfolioNumbers = {
  /** Maintenance ÷ risk matrix margin. */
  readonly maintenanceFactor: number;
  /** Price points on each side of the present price. */
  readonly bucketsPerSide: number;
  /** Days to expiry at which the volatility ranges hold as they are. */
  readonly pivotDays: number;
  /** Relative moves of the extended table. */
  readonly extendedMoves: readonly number[];
  readonly pairs: readonly ScanPair[];
  readonly currencies: readonly ScanCurrency[];
};

/** Part of a balance and its haircut. */
export type HaircutTier = {
  /** Upper edge in units of the asset; null: no end. */
  readonly upTo: number | null;
  readonly haircut: number;
};

/**
 * Haircuts of collateral: value × (1 − haircut) counts. With tiers each part of a balance has its
 * own; a last tier of haircut 1 is a limit on how much of an asset counts.
 */
export type CollateralNumbers = {
  readonly haircuts: readonly (
    | { readonly asset: string; readonly haircut: number }
    | { readonly asset: string; readonly tiers: readonly HaircutTier[] }
  )[];
};
