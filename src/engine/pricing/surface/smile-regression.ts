/** Quotes of one expiry as columns [quote]; `weight` multiplies the residual, not its square. */
export type SmileQuotes = {
  /** ln(strike ÷ forward). */
  readonly k: Float64Array;
  /** Volatility² × years. */
  readonly variance: Float64Array;
  readonly weight: Float64Array;
};

/** SVI for a given centre and width is linear: variance = level + tilt (k − m) + bend √((k − m)² + σ²). */
export type LinearSmile = {
  readonly level: number;
  readonly tilt: number;
  readonly bend: number;
  /** Σ (weight × residual)². */
  readonly loss: number;
};

/** |rho| stays below 1 by this, or a wing would be flat and the parameters not unique. */
const greatestTilt = 1 - 1e-9;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Coefficients of least squares by modified Gram-Schmidt on a copy of the columns, and the loss that
 * remains. A column that depends on those before it gets the coefficient 0.
 */
function leastSquares(
  columns: readonly Float64Array[],
  target: Float64Array,
): { readonly coefficients: readonly number[]; readonly loss: number } {
  const basis: Float64Array[] = [];
  const triangle = columns.map(() => columns.map(() => 0));
  const rest = Float64Array.from(target);
  const shares = columns.map(() => 0);
  columns.forEach((column, j) => {
    const left = Float64Array.from(column);
    basis.forEach((unit, i) => {
      const share = dot(unit, left);
      triangle[i]![j] = share;
      for (let r = 0; r < left.length; r++) left[r] = left[r]! - share * unit[r]!;
    });
    const length = Math.sqrt(dot(left, left));
    const usable = length > 1e-13 * Math.sqrt(dot(column, column));
    triangle[j]![j] = usable ? length : 0;
    basis.push(usable ? left.map((x) => x / length) : new Float64Array(left.length));
    shares[j] = dot(basis[j]!, rest);
    for (let r = 0; r < rest.length; r++) rest[r] = rest[r]! - shares[j] * basis[j]![r]!;
  });
  const coefficients = columns.map(() => 0);
  for (let j = columns.length - 1; j >= 0; j--) {
    if (triangle[j]![j] === 0) continue;
    let sum = shares[j]!;
    for (let i = j + 1; i < columns.length; i++) sum -= triangle[j]![i]! * coefficients[i]!;
    coefficients[j] = sum / triangle[j]![j]!;
  }
  return { coefficients, loss: dot(rest, rest) };
}

/**
 * The best smile of a given centre and width with bend ≥ |tilt|, which is b ≥ 0 and |rho| < 1.
 *
 * The problem is convex: where the free optimum breaks the bound, the optimum lies on it.
 *
 * @see De Marco & Martini, "Quasi-explicit calibration of Gatheral's SVI model", Zeliade (2009)
 */
export function linearSmile(quotes: SmileQuotes, m: number, sigma: number): LinearSmile {
  const { k, variance, weight } = quotes;
  const level = weight;
  const tilt = k.map((x, i) => weight[i]! * (x - m));
  const bend = k.map((x, i) => weight[i]! * Math.sqrt((x - m) ** 2 + sigma * sigma));
  const target = variance.map((w, i) => weight[i]! * w);

  const free = leastSquares([level, tilt, bend], target);
  const [freeLevel = 0, freeTilt = 0, freeBend = 0] = free.coefficients;
  if (Math.abs(freeTilt) <= greatestTilt * freeBend) {
    return { level: freeLevel, tilt: freeTilt, bend: freeBend, loss: free.loss };
  }
  const flat = leastSquares([level], target);
  let best: LinearSmile = { level: flat.coefficients[0]!, tilt: 0, bend: 0, loss: flat.loss };
  for (const rho of [-greatestTilt, greatestTilt]) {
    const wing = bend.map((x, i) => x + rho * tilt[i]!);
    const { coefficients, loss } = leastSquares([level, wing], target);
    const [edgeLevel = 0, edgeBend = 0] = coefficients;
    if (edgeBend >= 0 && loss < best.loss) {
      best = { level: edgeLevel, tilt: rho * edgeBend, bend: edgeBend, loss };
    }
  }
  return best;
}
