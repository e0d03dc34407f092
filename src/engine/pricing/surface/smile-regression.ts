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

type Regression = { readonly coefficients: readonly number[]; readonly loss: number };

/**
 * Coefficients of least squares by modified Gram-Schmidt, and the loss that remains. A column that
 * depends on those before it gets the coefficient 0.
 *
 * @param columns overwritten
 * @param target overwritten
 */
function leastSquares(columns: readonly Float64Array[], target: Float64Array): Regression {
  const rows = target.length;
  const count = columns.length;
  const triangle = new Float64Array(count * count);
  const shares = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const column = columns[j]!;
    const before = lengthOf(column);
    for (let i = 0; i < j; i++) {
      if (triangle[i * count + i] === 0) continue;
      triangle[i * count + j] = withoutShare(column, columns[i]!, rows);
    }
    const length = lengthOf(column);
    if (!(length > 1e-13 * before)) continue;
    triangle[j * count + j] = length;
    for (let r = 0; r < rows; r++) column[r] = column[r]! / length;
    shares[j] = withoutShare(target, column, rows);
  }
  const coefficients = columns.map(() => 0);
  for (let j = count - 1; j >= 0; j--) {
    if (triangle[j * count + j] === 0) continue;
    let sum = shares[j]!;
    for (let i = j + 1; i < count; i++) sum -= triangle[j * count + i]! * coefficients[i]!;
    coefficients[j] = sum / triangle[j * count + j]!;
  }
  let loss = 0;
  for (let r = 0; r < rows; r++) loss += target[r]! * target[r]!;
  return { coefficients, loss };
}

function lengthOf(column: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < column.length; r++) sum += column[r]! * column[r]!;
  return Math.sqrt(sum);
}

/** Takes the part along a unit column out of a column, and gives that part's length. */
function withoutShare(column: Float64Array, unit: Float64Array, rows: number): number {
  let share = 0;
  for (let r = 0; r < rows; r++) share += unit[r]! * column[r]!;
  for (let r = 0; r < rows; r++) column[r] = column[r]! - share * unit[r]!;
  return share;
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
  const rows = k.length;
  const target = new Float64Array(rows);
  const tilt = new Float64Array(rows);
  const bend = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    const y = k[r]! - m;
    target[r] = weight[r]! * variance[r]!;
    tilt[r] = weight[r]! * y;
    bend[r] = weight[r]! * Math.sqrt(y * y + sigma * sigma);
  }
  const free = leastSquares([weight.slice(), tilt.slice(), bend.slice()], target.slice());
  const [freeLevel = 0, freeTilt = 0, freeBend = 0] = free.coefficients;
  if (Math.abs(freeTilt) <= greatestTilt * freeBend) {
    return { level: freeLevel, tilt: freeTilt, bend: freeBend, loss: free.loss };
  }
  const flat = leastSquares([weight.slice()], target.slice());
  let best: LinearSmile = { level: flat.coefficients[0]!, tilt: 0, bend: 0, loss: flat.loss };
  for (const rho of [-greatestTilt, greatestTilt]) {
    const wing = bend.map((x, i) => x + rho * tilt[i]!);
    const { coefficients, loss } = leastSquares([weight.slice(), wing], target.slice());
    const [edgeLevel = 0, edgeBend = 0] = coefficients;
    if (edgeBend >= 0 && loss < best.loss) {
      best = { level: edgeLevel, tilt: rho * edgeBend, bend: edgeBend, loss };
    }
  }
  return best;
}
