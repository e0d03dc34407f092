/** The allowed difference, at least 1e-280 where the reference is below 1e-290 and so near underflow. */
export function floored(expected: number, allowed: number): number {
  return Math.abs(expected) < 1e-290 ? Math.max(allowed, 1e-280) : allowed;
}
