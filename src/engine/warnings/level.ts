import type { MarginNode } from '../contract/margin-node.ts';
import type { Level, WarningLimits } from '../model/parameters.ts';
import type { Outcome } from '../values/outcome.ts';

/** Warning levels above `ok`, mildest first. */
const levels = ['watch', 'call', 'liquidation'] as const;

const rank = (of: Level): number => (of === 'ok' ? -1 : levels.indexOf(of));

/** How heavily an account is used, as far as its figures are known. */
export type Strain =
  | { readonly kind: 'ratio'; readonly value: number }
  /** No equity is left while margin is needed, or equity is negative. */
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'unknown' };

/** Maintenance margin against equity, known parts only. */
export function strainOf(equity: Outcome<MarginNode>, maintenance: Outcome<MarginNode>): Strain {
  if (!equity.ok || !maintenance.ok) return { kind: 'unknown' };
  const held = equity.value.value;
  const needed = maintenance.value.value;
  if (held < 0 || (held === 0 && needed > 0)) return { kind: 'exhausted' };
  return { kind: 'ratio', value: held === 0 ? 0 : needed / held };
}

/**
 * The level of a strain. It rises at once when a limit is reached; it falls only when the ratio is
 * the hysteresis below the limit. An unknown strain keeps the last level: nothing shows it ended.
 */
export function levelOf(strain: Strain, limits: WarningLimits, last: Level): Level {
  if (strain.kind === 'unknown') return last;
  if (strain.kind === 'exhausted') return 'liquidation';
  const reached = (level: (typeof levels)[number]): boolean =>
    strain.value >= limits[level] ||
    (rank(last) >= rank(level) && strain.value > limits[level] - limits.hysteresis);
  return levels.findLast(reached) ?? 'ok';
}

/** The margin ratio that ends a warning; where there is none, the one at which the first begins. */
export function targetOf(strain: Strain, limits: WarningLimits, last: Level): number {
  const level = levelOf(strain, limits, last);
  return level === 'ok' ? limits.watch : limits[level] - limits.hysteresis;
}
