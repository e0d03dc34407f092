/** A stretch of a grid over which a function is positive, and where it is largest. */
export type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly size: number;
};

/** @param grid rising */
export function positiveStretches(
  grid: readonly number[],
  of: (k: number) => number,
): readonly Stretch[] {
  const found: Stretch[] = [];
  let inside = false;
  for (const k of grid) {
    const size = of(k);
    const before = found.at(-1);
    if (!(size > 0)) inside = false;
    else if (!inside || before === undefined) {
      found.push({ from: k, to: k, at: k, size });
      inside = true;
    } else {
      const peak = size > before.size ? { at: k, size } : { at: before.at, size: before.size };
      found[found.length - 1] = { from: before.from, to: k, ...peak };
    }
  }
  return found;
}
