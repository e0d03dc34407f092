import type { JointReturns } from '../../scenarios/history.ts';

/**
 * Log returns over several days: every run of consecutive joint returns, one for each day that a run
 * may end on, so that they overlap.
 *
 * @param days at least 1
 * @returns none where there are fewer returns than days
 */
export function overHorizon(returns: JointReturns, days: number): JointReturns {
  if (days === 1) return returns;
  const columns = returns.assets.length;
  const rows = Math.max(0, returns.rows - days + 1);
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let k = 0; k < days; k++) sum += returns.values[(row + k) * columns + c]!;
      values[row * columns + c] = sum;
    }
  }
  return { ...returns, rows, values, days: returns.days.slice(days - 1) };
}
