/** One funding payment at a yearly pace: a comparison, never a forecast. Positive: longs pay. */
export type AnnualFunding = {
  /** Rate × payments a year. */
  readonly simple: number;
  /** Payments reinvested. */
  readonly compounded: number;
  /** ln(1 + compounded). */
  readonly continuous: number;
};

const hoursPerYear = 8760;

/**
 * @param rate fraction of notional per payment, above −1
 * @param intervalHours between payments, positive
 */
export function annualFunding(rate: number, intervalHours: number): AnnualFunding {
  const payments = hoursPerYear / intervalHours;
  const continuous = payments * Math.log1p(rate);
  return { simple: rate * payments, compounded: Math.expm1(continuous), continuous };
}
