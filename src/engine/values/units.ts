declare const unit: unique symbol;

/** A finite number that knows its unit. Made only in this file. */
type Unit<U extends string> = number & { readonly [unit]: U };

/** Reporting currency, float64. Fit for risk, not for a ledger. */
export type Amount = Unit<'amount'>;
/** A plain fraction: 0.15 is 15 %. Volatilities, rates, haircuts and confidences are ratios. */
export type Ratio = Unit<'ratio'>;
/** Signed number of contracts, as the venue counts them; long positive. */
export type Quantity = Unit<'quantity'>;
/** A price in the unit that its instrument or asset is quoted in. */
export type Price = Unit<'price'>;
/** Time to an event in years of 365 days (ACT/365F). */
export type Years = Unit<'years'>;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Unit<'instant'>;

function finite(x: number, what: string): number {
  if (!Number.isFinite(x)) throw new RangeError(`${what} must be finite, was ${x}`);
  return x === 0 ? 0 : x;
}

export const amount = (x: number): Amount => finite(x, 'amount') as Amount;
export const ratio = (x: number): Ratio => finite(x, 'ratio') as Ratio;
export const quantity = (x: number): Quantity => finite(x, 'quantity') as Quantity;
export const price = (x: number): Price => finite(x, 'price') as Price;
export const years = (x: number): Years => finite(x, 'years') as Years;
export const instant = (x: number): Instant => finite(x, 'instant') as Instant;
