/** How a volatility shock fades with maturity, and the knees of that rule: a venue's dated numbers. */
export type TermRule = {
  /** Days at which the shock counts in full. */
  readonly pivotDays: number;
  /** Power below the pivot, where the shock is larger. */
  readonly shortPower: number;
  /** Power from the pivot on, where it is smaller. */
  readonly longPower: number;
  /** Days below which the shock grows no further. */
  readonly fewestDays: number;
};

/**
 * The factor on an option's volatility: 1 + shock × (pivot ÷ max(fewest, days))^power, at least 0.
 *
 * The form that portfolio-margin models of crypto venues publish.
 *
 * @param shock relative shift at the pivot: 0.45 is up 45 %
 * @param days to expiry
 */
export function volatilityFactor(shock: number, days: number, rule: TermRule): number {
  const power = days < rule.pivotDays ? rule.shortPower : rule.longPower;
  const scale = (rule.pivotDays / Math.max(rule.fewestDays, days)) ** power;
  return Math.max(1 + shock * scale, 0);
}
