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

/** Least multiple of a direction at which `slack` is no longer positive; null within the farthest. */
function crossing(
  direction: Float64Array,
  slack: (x: Float64Array) => number | null,
): number | null {
  const at = (r: number): number | null => slack(direction.map((one) => one * r));
  let near = 0;
  let step = 0.25;
  while (near < FARTHEST) {
    const far = Math.min(near + step, FARTHEST);
    const value = at(far);
    if (value === null) return null;
    if (value <= 0) {
      let [low, high] = [near, far];
      for (let i = 0; i < 44; i++) {
        const middle = (low + high) / 2;
        const here = at(middle);
        if (here === null) return null;
        if (here <= 0) high = middle;
        else low = middle;
      }
      return high;
    }
    near = far;
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

/** From a crossing on, turned to the steepest descent there until the distance falls no more. */
function refined(
  from: Float64Array,
  slack: (x: Float64Array) => number | null,
): DesignPoint | null {
  let direction = from;
  let distance = crossing(direction, slack);
  if (distance === null) return null;
  for (let turn = 0; turn < 40; turn++) {
    const slope = gradient(
      direction.map((one) => one * (distance ?? 0)),
      slack,
    );
    const size = slope === null ? 0 : length(slope);
    if (slope === null || size === 0) break;
    // Half-way to the normal of the boundary at first, less when that overshoots.
    let better: { direction: Float64Array; distance: number } | null = null;
    for (let share = 1; share > 1e-3 && better === null; share /= 2) {
      const turned = direction.map((one, i) => (1 - share) * one - (share * slope[i]!) / size);
      const whole = length(turned);
      if (whole === 0) continue;
      const next = turned.map((one) => one / whole);
      const reached = crossing(next, slack);
      if (reached !== null && reached < distance * (1 - 1e-9)) {
        better = { direction: next, distance: reached };
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
  const found = starts(n, gradient(new Float64Array(n), slack)).flatMap((direction) => {
    const point = refined(direction, slack);
    return point === null ? [] : [point];
  });
  const [nearest] = found.toSorted((a, b) => a.distance - b.distance);
  return nearest === undefined
    ? fail('not-applicable', `no move within ${FARTHEST} daily deviations uses it up`)
    : ok(nearest);
}
