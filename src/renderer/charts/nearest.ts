/** Index of the number that is nearest to another, the first of equals; −1 where there is none. */
export function nearestOf(places: readonly number[], to: number): number {
  let best = -1;
  for (const [at, place] of places.entries()) {
    if (best < 0 || Math.abs(place - to) < Math.abs((places[best] ?? 0) - to)) best = at;
  }
  return best;
}
