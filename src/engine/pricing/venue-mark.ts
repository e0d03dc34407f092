import { fail, ok, type Outcome } from '../values/outcome.ts';
import { unfitInput } from './market-check.ts';

/** The top of a contract's book and its index at one moment, in the quote currency. */
export type BasisSample = { readonly bid: number; readonly ask: number; readonly index: number };

/** Mean of mid − index over the samples of a venue's window. */
function meanBasis(samples: readonly BasisSample[]): Outcome<number> {
  if (samples.length === 0) return fail('missing-market-data', 'no sample of bid, ask and index');
  let total = 0;
  for (const { bid, ask, index } of samples) {
    const unfit = unfitInput([
      ['bid', bid, 'positive'],
      ['ask', ask, 'positive'],
      ['index', index, 'positive'],
    ]);
    if (unfit !== null) return fail(unfit.reason, unfit.message);
    total += (bid + ask) / 2 - index;
  }
  return ok(total / samples.length);
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

export type PerpetualMarket = {
  readonly index: number;
  /** Fraction per 8 hours, positive: longs pay. */
  readonly lastFunding: number;
  /** Hours until the next funding, not negative. */
  readonly hoursToFunding: number;
  /** 30 samples a second apart since 2025-09-18. */
  readonly samples: readonly BasisSample[];
  /** The contract's last price. */
  readonly contractPrice: number;
};

/**
 * Binance's mark of a perpetual: the median of `index·(1 + last funding × hours ÷ 8)`,
 * `index + mean basis` and the contract's price.
 *
 * @see Binance announcement of 2025-09-16, in force on 2025-09-18 08:01 UTC
 */
export function binancePerpetualMark(of: PerpetualMarket): Outcome<number> {
  const { index, lastFunding, hoursToFunding, samples, contractPrice } = of;
  const unfit = unfitInput([
    ['index', index, 'positive'],
    ['last funding', lastFunding, 'finite'],
    ['hours to funding', hoursToFunding, 'not negative'],
    ['contract price', contractPrice, 'positive'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const basis = meanBasis(samples);
  if (!basis.ok) return basis;
  const funded = index * (1 + (lastFunding * hoursToFunding) / 8);
  return ok(middleOf(funded, index + basis.value, contractPrice));
}

/** Binance's mark of a delivery contract: index + mean basis. */
export function binanceDeliveryMark(
  index: number,
  samples: readonly BasisSample[],
): Outcome<number> {
  const unfit = unfitInput([['index', index, 'positive']]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const basis = meanBasis(samples);
  return basis.ok ? ok(index + basis.value) : basis;
}

/**
 * Derive's mark of a perpetual: spot + mean basis of 30 minutes, the basis at most `cap` of spot.
 *
 * @param cap fraction, 0.06
 * @see docs.derive.xyz, perpetual mark price
 */
export function deriveMark(
  spot: number,
  samples: readonly BasisSample[],
  cap: number,
): Outcome<number> {
  const unfit = unfitInput([
    ['spot', spot, 'positive'],
    ['cap', cap, 'not negative'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const basis = meanBasis(samples);
  return basis.ok ? ok(spot + Math.min(Math.max(basis.value, -cap * spot), cap * spot)) : basis;
}

/** A bound on a quoted volatility, fractions per √year. */
export type VolatilityBand = { readonly least: number; readonly most: number };

/**
 * Binance's mark volatility of an option: the mean of bid and ask volatility, each held within the
 * venue's band.
 *
 * @see Binance, FAQ dd7483da…
 */
export function binanceOptionVolatility(
  bid: number,
  ask: number,
  { least, most }: VolatilityBand,
): Outcome<number> {
  const unfit = unfitInput([
    ['bid volatility', bid, 'not negative'],
    ['ask volatility', ask, 'not negative'],
    ['least volatility', least, 'not negative'],
    ['most volatility', most, 'positive'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  if (least > most) return fail('malformed', `least volatility was ${least}, above ${most}`);
  const held = (x: number): number => Math.min(Math.max(x, least), most);
  return ok((held(bid) + held(ask)) / 2);
}

/** Mean of the index samples of a settlement window: 30 minutes at Binance and Deribit. */
export function settlementPrice(samples: readonly number[]): Outcome<number> {
  if (samples.length === 0) return fail('missing-market-data', 'no sample of the index');
  const unfit = unfitInput(samples.map((one, i) => [`index sample ${i + 1}`, one, 'positive']));
  return unfit === null
    ? ok(samples.reduce((total, one) => total + one, 0) / samples.length)
    : fail(unfit.reason, unfit.message);
}
