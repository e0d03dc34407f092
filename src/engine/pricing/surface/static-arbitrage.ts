/** What a call of one strike can be sold and bought for; quotes as columns by rising strike. */
export type CallQuotes = readonly {
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
}[];

type Vertex = { readonly strike: number; readonly ask: number; readonly index: number };

const NONE = -1;
/** Two prices as near as this, by the forward, are the same. */
const rounding = 1e-12;

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

/** A bid that can be sold and replicated for less: by how much, and the quotes that take part. */
type Breach = { readonly excess: number; readonly quotes: readonly number[] };

function breachesOf(
  quotes: CallQuotes,
  kept: readonly boolean[],
  discountedForward: number,
): readonly Breach[] {
  const hull = hullOf(quotes, kept, discountedForward);
  const breaches: Breach[] = [];
  let segment = 0;
  quotes.forEach(({ strike, bid }, i) => {
    if (!kept[i]) return;
    while (hull[segment + 1]!.strike < strike) segment++;
    const left = hull[segment]!;
    const right = hull[segment + 1]!;
    const share = (strike - left.strike) / (right.strike - left.strike);
    const excess = bid - (1 - share) * left.ask - share * right.ask;
    if (!(excess > rounding * discountedForward)) return;
    const replicating = [left.index, right.index].filter((one) => one !== NONE && one !== i);
    breaches.push({ excess, quotes: [i, ...replicating] });
  });
  return breaches;
}

const excessOf = (breaches: readonly Breach[]): number =>
  breaches.reduce((sum, { excess }) => sum + excess, 0);

/**
 * Which quotes must go so that no bid can be sold and replicated at the asks of others for less: no
 * free vertical spread, no free butterfly, no price beyond the bounds. The one without which least is
 * left over goes first; of several, the one that takes part most.
 *
 * @param quotes strikes rising, no two the same
 * @param discountedForward what a call of strike 0 costs
 */
export function staticArbitrage(quotes: CallQuotes, discountedForward: number): readonly boolean[] {
  const kept = quotes.map(() => true);
  for (;;) {
    const breaches = breachesOf(quotes, kept, discountedForward);
    const involved = breaches.flatMap((one) => one.quotes);
    if (involved.length === 0) return kept.map((one) => !one);
    const [worst] = [...new Set(involved)]
      .map((index) => ({
        index,
        left: excessOf(
          breachesOf(
            quotes,
            kept.map((one, i) => one && i !== index),
            discountedForward,
          ),
        ),
        part: involved.filter((one) => one === index).length,
      }))
      .toSorted((a, b) => a.left - b.left || b.part - a.part || a.index - b.index);
    kept[worst!.index] = false;
  }
}
