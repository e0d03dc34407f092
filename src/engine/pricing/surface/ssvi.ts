/**
 * One slice of a surface SVI with power-law curvature: total variance
 * `θ/2 (1 + ρ φ k + √((φ k + ρ)² + 1 − ρ²))`, φ = η θ^−γ (1 + θ)^(γ − 1).
 *
 * For expiries with too few quotes for a smile of their own: ρ, η and γ are shared by all.
 *
 * @see Gatheral & Jacquier, "Arbitrage-free SVI volatility surfaces" (2014), section 4
 */
export type SsviSlice = {
  /** Total variance at the money, positive. */
  readonly theta: number;
  /** In (−1, 1). */
  readonly rho: number;
  /** Positive. */
  readonly eta: number;
  /** In (0, 1). */
  readonly gamma: number;
};

export function ssviCurvature({ theta, eta, gamma }: SsviSlice): number {
  return eta / (theta ** gamma * (1 + theta) ** (1 - gamma));
}

/** Volatility² × years at k = ln(strike ÷ forward). */
export function ssviVariance(slice: SsviSlice, k: number): number {
  const { theta, rho } = slice;
  const x = ssviCurvature(slice) * k;
  return (theta / 2) * (1 + rho * x + Math.sqrt((x + rho) ** 2 + (1 - rho) * (1 + rho)));
}

/** Whether theorem 4.2 assures that the slice is free of butterfly arbitrage. */
export function isSurelyButterflyFree(slice: SsviSlice): boolean {
  const phi = ssviCurvature(slice);
  const tilt = 1 + Math.abs(slice.rho);
  return slice.theta * phi * tilt < 4 && slice.theta * phi * phi * tilt <= 4;
}

/** Whether η (1 + |ρ|) ≤ 2, which suffices for every θ where γ = ½. */
export function isEtaBounded({ eta, rho }: SsviSlice): boolean {
  return eta * (1 + Math.abs(rho)) <= 2;
}
