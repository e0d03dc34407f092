import type { AccountMargin, Liquidation } from '../../../engine/contract/snapshot.ts';

const severity = ['liquidation', 'call', 'watch', 'unknown', 'ok'] as const;

const severityOf = ({ level, marginRatio }: AccountMargin): number =>
  severity.indexOf(level === 'ok' && !marginRatio.ok ? 'unknown' : level);

const ratio = ({ marginRatio }: AccountMargin): number =>
  marginRatio.ok ? marginRatio.value : -Infinity;

/**
 * Nearest to liquidation first: by level, then by margin ratio; what nobody knows
 * stands before what is known to be in order.
 */
export function byNearness(accounts: readonly AccountMargin[]): readonly AccountMargin[] {
  return accounts.toSorted((a, b) => severityOf(a) - severityOf(b) || ratio(b) - ratio(a));
}

/** The underlying whose move breaks the account first; null where no move does. */
export function nearest({ liquidations }: AccountMargin): Liquidation | null {
  let found: Liquidation | null = null;
  for (const liquidation of liquidations) {
    if (liquidation.distance === null) continue;
    if (found?.distance == null || liquidation.distance < found.distance) found = liquidation;
  }
  return found;
}
