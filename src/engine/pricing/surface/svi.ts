/**
 * Raw SVI smile of one expiry: total variance as a function of k = ln(strike ÷ forward),
 * `a + b (rho (k − m) + √((k − m)² + sigma²))`.
 *
 * @see Gatheral & Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014)
 */
export type SviSmile = {
  readonly a: number;
  /** At least 0. */
  readonly b: number;
  /** In (−1, 1). */
  readonly rho: number;
  readonly m: number;
  /** Positive. */
  readonly sigma: number;
};

/** Volatility² × years at k. Negative for parameters that are no smile. */
export function sviVariance({ a, b, rho, m, sigma }: SviSmile, k: number): number {
  const y = k - m;
  return a + b * (rho * y + Math.sqrt(y * y + sigma * sigma));
}

/** First derivative of the total variance by k. */
export function sviSlope({ b, rho, m, sigma }: SviSmile, k: number): number {
  const y = k - m;
  return b * (rho + y / Math.sqrt(y * y + sigma * sigma));
}

/** Second derivative of the total variance by k. */
export function sviCurvature({ b, m, sigma }: SviSmile, k: number): number {
  const root = Math.sqrt((k - m) ** 2 + sigma * sigma);
  return (b * sigma * sigma) / root / root / root;
}

/** Durrleman's function, proportional to the implied density: negative where butterflies are free money. */
export function butterflyFunction(smile: SviSmile, k: number): number {
  const w = sviVariance(smile, k);
  const slope = sviSlope(smile, k);
  return (
    (1 - (k * slope) / (2 * w)) ** 2 -
    ((slope * slope) / 4) * (1 / w + 0.25) +
    sviCurvature(smile, k) / 2
  );
}

/** Least total variance of the smile: a + b σ √(1 − ρ²). */
export function leastVariance({ a, b, rho, sigma }: SviSmile): number {
  return a + b * sigma * Math.sqrt((1 - rho) * (1 + rho));
}

/** Whether both wings grow slowly enough for a finite variance of the price (Lee 2004). */
export function wingsAllowed({ b, rho }: SviSmile): boolean {
  return b * (1 + Math.abs(rho)) <= 2;
}

/** Whether no butterfly on a grid of k in [−3, 3], step 0.01, is free money. */
export function isButterflyFree(smile: SviSmile): boolean {
  if (leastVariance(smile) < 0) return false;
  for (let step = -300; step <= 300; step++) {
    if (!(butterflyFunction(smile, step / 100) >= 0)) return false;
  }
  return true;
}

/** The smile in a trader's words. */
export type JumpWings = {
  /** Variance at the money, per year. */
  readonly variance: number;
  /** Skew at the money: slope of volatility × √years. */
  readonly skew: number;
  readonly putWing: number;
  readonly callWing: number;
  /** Least variance, per year. */
  readonly leastVariance: number;
};

/** @param years to expiry, positive */
export function jumpWings(smile: SviSmile, years: number): JumpWings {
  const { b, rho, m, sigma } = smile;
  const central = sviVariance(smile, 0);
  const root = Math.sqrt(central);
  return {
    variance: central / years,
    skew: (b * (rho - m / Math.sqrt(m * m + sigma * sigma))) / (2 * root),
    putWing: (b * (1 - rho)) / root,
    callWing: (b * (1 + rho)) / root,
    leastVariance: leastVariance(smile) / years,
  };
}
