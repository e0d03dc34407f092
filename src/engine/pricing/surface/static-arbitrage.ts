/** What a call of one strike can be sold and bought for; quotes as columns by rising strike. */
export type CallQuotes = readonly {
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
}[];

type Vertex = { readonly strike: number; readonly ask: number; readonly index: number };

const NONE = -1;

/** Lower convex hull of the asks, from (0, discounted forward) to a strike where calls are worth nothing. */
function hullOf(quotes: CallQuotes, kept: readonly boolean[], discountedForward: number): Vertex[] {
  const last = quotes.at(-1)!.strike;
  const all: Vertex[] = [
    { strike: 0, ask: discountedForward, index: NONE },
    ...quotes.flatMap(({ strike, ask }, index) => (kept[index] ? [{ strike, ask, index }] : [])),
    { strike: last * 1e6, ask: 0, index: NONE },
  ];
  const hull: Vertex[] = [];
  for (const next of all) {
    for (;;) {
      const b = hull.at(-1);
      const a = hull.at(-2);
      if (a === undefined || b === undefined) break;
      const turn =
        (b.ask - a.ask) * (next.strike - a.strike) - (next.ask - a.ask) * (b.strike - a.strike);
      if (turn < 0) break;
      hull.pop();
    }
    hull.push(next);
  }
  return hull;
}

/** How often each quote takes part in selling at a bid what its neighbours replicate for less. */
function involvement(
  quotes: CallQuotes,
  kept: readonly boolean[],
  discountedForward: number,
): number[] {
  const hull = hullOf(quotes, kept, discountedForward);
  const counts = quotes.map(() => 0);
  let segment = 0;
  quotes.forEach(({ strike, bid }, i) => {
    if (!kept[i]) return;
    while (hull[segment + 1]!.strike < strike) segment++;
    const left = hull[segment]!;
    const right = hull[segment + 1]!;
    const share = (strike - left.strike) / (right.strike - left.strike);
    const cost = (1 - share) * left.ask + share * right.ask;
    if (!(bid > cost + 1e-12 * discountedForward)) return;
    counts[i]! += 1;
    for (const { index } of [left, right]) if (index !== NONE && index !== i) counts[index]! += 1;
  });
  return counts;
}

/**
 * Which quotes must go so that no bid can be sold and replicated at the asks of others for less: no
 * free vertical spread, no free butterfly, no price beyond the bounds. The one that takes part most
 * goes first, of several the first.
 *
 * @param quotes strikes rising, no two the same
 * @param discountedForward what a call of strike 0 costs
 */
export function staticArbitrage(quotes: CallQuotes, discountedForward: number): readonly boolean[] {
  const kept = quotes.map(() => true);
  while (kept.includes(true)) {
    const counts = involvement(quotes, kept, discountedForward);
    const most = Math.max(...counts);
    if (most === 0) break;
    kept[counts.indexOf(most)] = false;
  }
  return kept.map((one) => !one);
}
