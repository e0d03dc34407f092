/** A line y = intercept + slope x. */
export type Line = { readonly intercept: number; readonly slope: number };

/**
 * The line below which a share p of the points lies: it makes the check loss least.
 *
 * Exact: of the best lines through one point each also passes a second. From there the search goes
 * on through that second point, until no point on the line leads to a better one.
 *
 * @param p strictly between 0 and 1
 * @see Koenker & Bassett, "Regression quantiles" (1978)
 */
export function quantileRegression(x: Float64Array, y: Float64Array, p: number): Line {
  const start = [...y.keys()].toSorted((a, b) => y[a]! - y[b]!)[Math.floor(y.length * p)]!;
  let best = bestThrough(x, y, p, start);
  for (let improved = true; improved;) {
    improved = false;
    for (const pivot of pointsOn(x, y, best.line)) {
      const next = bestThrough(x, y, p, pivot);
      if (next.loss < best.loss * (1 - 1e-14)) {
        best = next;
        improved = true;
        break;
      }
    }
  }
  return best.line;
}

/** Σ ρ_p(y − line), ρ_p(u) = u (p − 1{u < 0}). */
export function checkLoss(x: Float64Array, y: Float64Array, p: number, line: Line): number {
  return x.reduce((sum, at, k) => {
    const rest = y[k]! - (line.intercept + line.slope * at);
    return sum + rest * (rest < 0 ? p - 1 : p);
  }, 0);
}

type Candidate = { readonly line: Line; readonly loss: number };

/** The best line through one point: its slope is a weighted quantile of the slopes to the others. */
function bestThrough(x: Float64Array, y: Float64Array, p: number, pivot: number): Candidate {
  const slopes = [...x.keys()]
    .filter((k) => x[k] !== x[pivot])
    .map((k) => {
      const run = x[k]! - x[pivot]!;
      return { slope: (y[k]! - y[pivot]!) / run, weight: Math.abs(run), ahead: run > 0 };
    })
    .toSorted((a, b) => a.slope - b.slope);
  let descent = slopes.reduce((sum, { weight, ahead }) => sum - weight * (ahead ? p : 1 - p), 0);
  let slope = 0;
  for (const next of slopes) {
    slope = next.slope;
    descent += next.weight;
    if (descent >= 0) break;
  }
  const line = { intercept: y[pivot]! - slope * x[pivot]!, slope };
  return { line, loss: checkLoss(x, y, p, line) };
}

function pointsOn(x: Float64Array, y: Float64Array, { intercept, slope }: Line): number[] {
  return [...x.keys()].filter((k) => {
    const fitted = intercept + slope * x[k]!;
    return Math.abs(y[k]! - fitted) <= 1e-12 * (Math.abs(y[k]!) + Math.abs(intercept));
  });
}
