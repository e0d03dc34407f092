import type { AccountMargin, Liquidation } from '../../../engine/contract/snapshot.ts';

const severity = ['liquidation', 'call', 'watch', 'ok'] as const;

const ratio = ({ marginRatio }: AccountMargin): number =>
  marginRatio.ok ? marginRatio.value : -Infinity;

/** Nearest to liquidation first: by level, then by margin ratio; unknown ratios after known ones. */
export function byNearness(accounts: readonly AccountMargin[]): readonly AccountMargin[] {
  return accounts.toSorted(
    (a, b) => severity.indexOf(a.level) - severity.indexOf(b.level) || ratio(b) - ratio(a),
  );
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
