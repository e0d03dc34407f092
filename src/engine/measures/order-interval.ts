import { logBinomial } from './binomial.ts';

/** Ranks from the worst outcome, 1 being the worst; null where no outcome bounds that side. */
export type RankInterval = { readonly low: number | null; readonly high: number | null };

/**
 * Distribution-free 95 % interval of a loss quantile: the true one lies between the losses at rank
 * `low` (smaller loss) and rank `high` (larger loss). Conservative: 2.5 % at most on either side.
 *
 * @see David & Nagaraja, "Order Statistics" (2003), section 7.1
 */
export function rankInterval(outcomes: number, p: number): RankInterval {
  const side = 0.025;
  const logs = logBinomial(outcomes, p);

  let high: number | null = null;
  for (let rank = 1, below = 0; rank <= outcomes; rank++) {
    below += Math.exp(logs[rank - 1]!);
    if (below > side) break;
    high = rank;
  }
  let low: number | null = null;
  for (let rank = outcomes, above = 0; rank >= 1; rank--) {
    above += Math.exp(logs[rank]!);
    if (above > side) break;
    low = rank;
  }
  return { low, high };
}
