/**
 * Sample correlation of two columns, within [−1, 1]; null for fewer than two rows, or where one
 * does not move.
 */
export function pearsonCorrelation(x: Float64Array, y: Float64Array): number | null {
  const rows = x.length;
  if (rows < 2) return null;
  const [mx, my] = [mean(x), mean(y)];
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let t = 0; t < rows; t++) {
    const dx = x[t]! - mx;
    const dy = y[t]! - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (!(xx > 0 && yy > 0)) return null;
  return Math.min(1, Math.max(-1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

/** The value itself of a constant column, so that it has no variance from rounding. */
function mean(x: Float64Array): number {
  let sum = 0;
  let constant = true;
  for (const one of x) {
    sum += one;
    if (one !== x[0]) constant = false;
  }
  return constant ? x[0]! : sum / x.length;
}
