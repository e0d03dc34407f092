/** a × b as the rounded product and its exact error (Dekker's product, no fused multiply-add needed). */
function product(a: number, b: number): readonly [high: number, low: number] {
  const split = 134217729;
  const high = a * b;
  const aHigh = a * split - (a * split - a);
  const aLow = a - aHigh;
  const bHigh = b * split - (b * split - b);
  const bLow = b - bHigh;
  return [high, aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow];
}

/**
 * value − factor × (a − b), rounded once: what is left when two nearly equal figures are subtracted.
 *
 * @see Dekker, "A floating-point technique for extending the available precision" (1971)
 */
export function exactRemainder(value: number, factor: number, a: number, b: number): number {
  const difference = a - b;
  const back = a - difference;
  const lost = a - (difference + (a - difference - b + (b - back))) - b;
  const [high, low] = product(factor, difference);
  return value - high - (low + factor * lost);
}
