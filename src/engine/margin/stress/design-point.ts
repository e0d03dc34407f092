import { fail, ok, type Outcome } from '../../values/outcome.ts';

/** The state nearest to the origin at which something is used up. */
export type DesignPoint = {
  /** In standard normal coordinates. */
  readonly at: Float64Array;
  /** Its distance from the origin. */
  readonly distance: number;
};

/** Units looked at in each direction. */
const FARTHEST = 60;
const STEP = 1e-4;

const length = (x: Float64Array): number => Math.sqrt(x.reduce((all, one) => all + one * one, 0));

/** Between a positive and a not positive value: the falsi of Illinois, halved where that is slow. */
function closedIn(
  at: (r: number) => number | null,
  near: { readonly r: number; readonly value: number },
  far: { readonly r: number; readonly value: number },
): number | null {
  let [low, high] = [near.r, far.r];
  let [above, below] = [near.value, far.value];
  for (let i = 0; i < 60 && high - low > 1e-10 * high; i++) {
    const guess = i % 3 === 2 ? (low + high) / 2 : low + ((high - low) * above) / (above - below);
    const r = guess > low && guess < high ? guess : (low + high) / 2;
    const value = at(r);
    if (value === null) return null;
    if (value > 0) {
      low = r;
      above = value;
      below /= 2;
    } else {
      high = r;
      below = value;
      above /= 2;
    }
  }
  return high;
}

/** Least multiple of a direction at which `slack` is no longer positive; null within the farthest. */
function crossing(
  direction: Float64Array,
  today: number,
  slack: (x: Float64Array) => number | null,
): number | null {
  const at = (r: number): number | null => slack(direction.map((one) => one * r));
  let near = { r: 0, value: today };
  let step = 0.25;
  while (near.r < FARTHEST) {
    const r = Math.min(near.r + step, FARTHEST);
    const value = at(r);
    if (value === null) return null;
    if (value <= 0) return closedIn(at, near, { r, value });
    near = { r, value };
    step *= 1.25;
  }
  return null;
}

function gradient(x: Float64Array, slack: (x: Float64Array) => number | null): Float64Array | null {
  const found = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const [up, down] = [1, -1].map((side) => {
      const moved = x.slice();
      moved[i] = moved[i]! + side * STEP;
      return slack(moved);
    });
    if (up == null || down == null) return null;
    found[i] = (up - down) / (2 * STEP);
  }
  return found;
}

/** Directions to begin with: the steepest from today, each axis both ways, and all together. */
function starts(n: number, steepest: Float64Array | null): readonly Float64Array[] {
  const axes = Array.from({ length: 2 * n }, (_, i) => {
    const axis = new Float64Array(n);
    axis[i >> 1] = i % 2 === 0 ? -1 : 1;
    return axis;
  });
  const all = [-1, 1].map((side) => new Float64Array(n).fill(side / Math.sqrt(n)));
  const size = steepest === null ? 0 : length(steepest);
  return steepest === null || size === 0
    ? [...axes, ...all]
    : [steepest.map((one) => -one / size), ...axes, ...all];
}

/** A direction and where `slack` is used up along it. */
type Reached = { readonly direction: Float64Array; readonly distance: number };

/** Directions that are refined: those along which the end is nearest. */
const REFINED = 3;

/** From a crossing on, turned to the steepest descent there until the distance falls no more. */
function refined(
  from: Reached,
  today: number,
  slack: (x: Float64Array) => number | null,
): DesignPoint {
  let { direction, distance } = from;
  for (let turn = 0; turn < 40; turn++) {
    const reached = distance;
    const slope = gradient(
      direction.map((one) => one * reached),
      slack,
    );
    const size = slope === null ? 0 : length(slope);
    if (slope === null || size === 0) break;
    // Whole at first, less when that overshoots.
    let better: Reached | null = null;
    for (let share = 1; share > 1e-2 && better === null; share /= 2) {
      const turned = direction.map((one, i) => (1 - share) * one - (share * slope[i]!) / size);
      const whole = length(turned);
      if (whole === 0) continue;
      const next = turned.map((one) => one / whole);
      const found = crossing(next, today, slack);
      if (found !== null && found < distance * (1 - 1e-7)) {
        better = { direction: next, distance: found };
      }
    }
    if (better === null) break;
    ({ direction, distance } = better);
  }
  const reached = distance;
  return { at: direction.map((one) => one * reached), distance };
}

/**
 * The point nearest to the origin of standard normal space at which `slack` is not positive: the design point
 * of structural reliability, sought from several directions, since a book with options may have several.
 *
 * @param n number of coordinates
 * @param slack continuous, positive at the origin; null where it is unknown
 * @see Hasofer & Lind, "Exact and invariant second-moment code format" (1974); Breuer & Csiszár (2013)
 */
export function designPoint(
  n: number,
  slack: (x: Float64Array) => number | null,
): Outcome<DesignPoint> {
  const today = slack(new Float64Array(n));
  if (today === null) return fail('missing-market-data', 'a figure is not known');
  if (today <= 0) return fail('not-applicable', 'it is used up where it stands');
  const found = starts(n, gradient(new Float64Array(n), slack))
    .flatMap((direction): Reached[] => {
      const distance = crossing(direction, today, slack);
      return distance === null ? [] : [{ direction, distance }];
    })
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, REFINED)
    .map((one) => refined(one, today, slack));
  const [nearest] = found.toSorted((a, b) => a.distance - b.distance);
  return nearest === undefined
    ? fail('not-applicable', `no move within ${FARTHEST} daily deviations uses it up`)
    : ok(nearest);
}
