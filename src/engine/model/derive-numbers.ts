import type { OptionRight } from '../pricing/black.ts';

/** One scenario of Derive's portfolio margin. */
export type DeriveScenario = {
  /** Multiplier of the spot: 1.18 is up 18 %. */
  readonly spot: number;
  /** `linear` and `absolute` leave the level of volatility alone and tilt its skew. */
  readonly volatility: 'up' | 'none' | 'down' | 'linear' | 'absolute';
  /** Weight of the scenario's loss. */
  readonly dampening: number;
};

/** Largest tilt of a skew scenario: `cap + perRootYear × √years`. */
export type SkewTilt = { readonly cap: number; readonly perRootYear: number };

/** Derive's portfolio margin (PMRM2) of one underlying. */
export type DerivePortfolioNumbers = {
  readonly scenarios: readonly DeriveScenario[];
  readonly volatility: {
    /** Relative moves at 30 days. */
    readonly up: number;
    readonly down: number;
    /** Least volatility after an upward shock. */
    readonly leastUp: number;
    readonly shortPower: number;
    readonly longPower: number;
    /** Days below which a shock grows no further. */
    readonly fewestDays: number;
  };
  readonly skew: {
    readonly linear: SkewTilt;
    readonly absolute: SkewTilt;
    /** Width of the tilt in log-moneyness: `max(leastWidth, √T·scale·(static + √T·perRootYear))`. */
    readonly leastWidth: number;
    readonly widthScale: number;
    readonly widthStatic: number;
    readonly widthPerRootYear: number;
  };
  readonly loss: { readonly initialFactor: number; readonly maintenanceFactor: number };
  readonly discount: {
    readonly longBase: number;
    readonly shortBase: number;
    readonly longRateMultiple: number;
    readonly shortRateMultiple: number;
    /** Added to the rate, per year. */
    readonly longAdded: number;
    readonly shortAdded: number;
  };
  /** Contingency of the forward moving apart from the spot. */
  readonly forward: {
    readonly up: number;
    readonly down: number;
    readonly added: number;
    readonly perYear: number;
  };
  /** Added to the initial loss factor per unit that the stablecoin is below the threshold. */
  readonly peg: { readonly threshold: number; readonly factor: number };
  readonly confidence: { readonly threshold: number; readonly margin: number };
  /** Fractions of the notional; initial comes on top of maintenance. */
  readonly perpetual: { readonly maintenance: number; readonly initial: number };
  /** Fractions of the spot for each naked short option; initial comes on top of maintenance. */
  readonly option: { readonly maintenance: number; readonly initial: number };
};

/** Derive's standard margin of one underlying. */
export type DeriveStandardNumbers = {
  readonly option: {
    readonly initialBase: number;
    readonly initialFloor: number;
    readonly maintenanceCall: number;
    readonly maintenancePut: number;
    readonly maintenancePutMark: number;
    /** Initial margin of a short put is at least this × its maintenance margin. */
    readonly putOffset: number;
  };
  /** Charge on calls that no other call covers, as multiples of the forward. */
  readonly unpaired: { readonly initial: number; readonly maintenance: number };
  readonly perpetual: { readonly initial: number; readonly maintenance: number };
  readonly peg: { readonly threshold: number; readonly factor: number };
  readonly confidence: { readonly threshold: number };
};

/** European options of one contract each base unit, in dollars. */
export type DeriveOption = {
  /** To expiry, at least 0. */
  readonly seconds: number;
  readonly strike: number;
  readonly right: OptionRight;
  /** Long positive. */
  readonly quantity: number;
  /** Fraction per √year. */
  readonly volatility: number;
};
