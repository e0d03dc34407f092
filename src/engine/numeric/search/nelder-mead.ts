/** A minimum that was found, and how. */
export type Minimum = {
  readonly point: readonly number[];
  readonly value: number;
  readonly evaluations: number;
};

export type SearchLimits = {
  /** The search ends when the simplex is this small, by each coordinate's first step. */
  readonly tolerance: number;
  readonly evaluations: number;
};

type Vertex = { readonly point: readonly number[]; readonly value: number };

/** The point `share` of the way from one point to another; beyond it above 1, behind below 0. */
function between(from: readonly number[], to: readonly number[], share: number): number[] {
  return from.map((x, i) => x + share * (to[i]! - x));
}

function centroid(vertices: readonly Vertex[]): number[] {
  return vertices[0]!.point.map(
    (_, i) => vertices.reduce((sum, vertex) => sum + vertex.point[i]!, 0) / vertices.length,
  );
}

function isSmall(simplex: readonly Vertex[], steps: readonly number[], tolerance: number): boolean {
  const best = simplex[0]!.point;
  return simplex.every(({ point }) =>
    point.every((x, i) => Math.abs(x - best[i]!) <= tolerance * Math.abs(steps[i]!)),
  );
}

/**
 * Local minimum of a function of few variables, without derivatives.
 *
 * @param objective may give ∞ where a point is not allowed
 * @param steps first step along each coordinate, not 0
 * @see Nelder & Mead, "A simplex method for function minimization", Computer Journal 7 (1965)
 */
export function simplexMinimum(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
  { tolerance, evaluations: most }: SearchLimits,
): Minimum {
  let evaluations = 0;
  const vertex = (point: readonly number[]): Vertex => {
    evaluations++;
    const value = objective(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  let simplex = [
    vertex(start),
    ...steps.map((step, i) => vertex(start.map((x, j) => (i === j ? x + step : x)))),
  ];
  for (;;) {
    simplex = simplex.toSorted((a, b) => a.value - b.value);
    const best = simplex[0]!;
    const worst = simplex.at(-1)!;
    if (evaluations >= most || isSmall(simplex, steps, tolerance)) return { ...best, evaluations };

    const others = simplex.slice(0, -1);
    const centre = centroid(others);
    const reflected = vertex(between(centre, worst.point, -1));
    if (reflected.value < best.value) {
      const expanded = vertex(between(centre, worst.point, -2));
      simplex = [...others, expanded.value < reflected.value ? expanded : reflected];
    } else if (reflected.value < others.at(-1)!.value) {
      simplex = [...others, reflected];
    } else {
      const outside = reflected.value < worst.value;
      const contracted = vertex(between(centre, worst.point, outside ? -0.5 : 0.5));
      simplex =
        contracted.value < Math.min(reflected.value, worst.value)
          ? [...others, contracted]
          : [best, ...simplex.slice(1).map(({ point }) => vertex(between(best.point, point, 0.5)))];
    }
  }
}
