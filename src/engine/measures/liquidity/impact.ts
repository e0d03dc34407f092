export type ImpactInputs = {
  /** Units to close, positive. */
  readonly quantity: number;
  /** Units traded per day. */
  readonly dailyVolume: number;
  /** Standard deviation of daily returns, a fraction. */
  readonly dailyVolatility: number;
  /** Y of the square-root law, about 0.5 to 1. */
  readonly coefficient: number;
  readonly price: number;
  /** Full spread as a fraction of the price. */
  readonly spread: number;
  /** Share of the volume one may be, such as 0.1. */
  readonly participation: number;
};

export type Impact = {
  /** Half the spread and the impact, quote currency. */
  readonly cost: number;
  readonly days: number;
  /** Factor on a one-day VaR for a position that shrinks evenly over those days; 1 within a day. */
  readonly riskScale: number;
};

/**
 * Cost and time of closing a position by the square-root law.
 *
 * @see Tóth et al., "Anomalous price impact and the critical nature of liquidity" (2011); Jorion,
 *   "Value at Risk" (2006), for the linear unwind
 */
export function squareRootImpact(inputs: ImpactInputs): Impact {
  const { quantity, dailyVolume, dailyVolatility, coefficient, price, spread } = inputs;
  const days = quantity / (inputs.participation * dailyVolume);
  const impact = coefficient * dailyVolatility * Math.sqrt(quantity / dailyVolume);
  return {
    cost: price * quantity * (spread / 2 + impact),
    days,
    riskScale: days < 1 ? 1 : Math.sqrt(((1 + days) * (2 + 1 / days)) / 6),
  };
}
