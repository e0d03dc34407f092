/** One leg of a spread against the deltas that are left. */
export type SpreadLeg = {
  /** Legs of one key draw on the same deltas. */
  readonly key: string;
  readonly side: 'A' | 'B';
  readonly ratio: number;
  /** Deltas left on a side, at least 0. */
  readonly available: (sign: 1 | -1) => number;
  readonly use: (sign: 1 | -1, amount: number) => void;
};

/** Legs on one side of one place are one leg. */
function merged(legs: readonly SpreadLeg[]): readonly SpreadLeg[] {
  const byPlace = new Map<string, SpreadLeg>();
  for (const leg of legs) {
    const place = `${leg.side} ${leg.key}`;
    const known = byPlace.get(place);
    byPlace.set(place, known === undefined ? leg : { ...leg, ratio: known.ratio + leg.ratio });
  }
  return [...byPlace.values()];
}

const signOf = ({ side }: SpreadLeg, sideA: 1 | -1): 1 | -1 =>
  side === 'A' ? sideA : sideA === 1 ? -1 : 1;

/** Number of spreads that the deltas allow, not rounded, without forming them. */
export function formable(legs: readonly SpreadLeg[], sideA: 1 | -1): number {
  const counts = merged(legs).map((leg) => leg.available(signOf(leg, sideA)) / leg.ratio);
  return legs.length < 2 ? 0 : counts.reduce((least, count) => Math.min(least, count));
}

/**
 * Forms as many spreads as the deltas allow, sides A long and B short, then the other way round, and
 * uses their deltas up. The number is not rounded: deltas of options are fractions.
 */
export function formed(legs: readonly SpreadLeg[]): number {
  let total = 0;
  for (const sideA of [1, -1] as const) {
    const count = formable(legs, sideA);
    if (count <= 0) continue;
    for (const leg of merged(legs)) leg.use(signOf(leg, sideA), count * leg.ratio);
    total += count;
  }
  return total;
}
