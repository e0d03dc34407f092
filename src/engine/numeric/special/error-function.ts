// The rational approximations are written out: they run in the innermost loop of every revaluation.

const inverseRootPi = 0.5641895835477563;
const smallest = 0.46875;

/** exp(−x²) without the rounding of x² in the exponent. */
function gaussian(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
}

/** erf on |x| ≤ 0.46875. */
export function erfNearZero(x: number): number {
  const y = x * x;
  const above =
    (((0.18577770618460315 * y + 3.1611237438705655) * y + 113.86415415105016) * y +
      377.485237685302) *
      y +
    3209.3775891384694;
  const below =
    (((y + 23.601290952344122) * y + 244.02463793444417) * y + 1282.6165260773723) * y +
    2844.236833439171;
  return (x * above) / below;
}

/** exp(x²)·erfc(x) on 0.46875 < x ≤ 4. */
function middleTail(x: number): number {
  const above =
    (((((((2.1531153547440383e-8 * x + 0.5641884969886701) * x + 8.883149794388377) * x +
      66.11919063714163) *
      x +
      298.6351381974001) *
      x +
      881.952221241769) *
      x +
      1712.0476126340707) *
      x +
      2051.0783778260716) *
      x +
    1230.3393547979972;
  const below =
    (((((((x + 15.744926110709835) * x + 117.6939508913125) * x + 537.1811018620099) * x +
      1621.3895745666903) *
      x +
      3290.7992357334597) *
      x +
      4362.619090143247) *
      x +
      3439.3676741437216) *
      x +
    1230.3393548037495;
  return above / below;
}

/** exp(x²)·erfc(x) on x > 4. */
function farTail(x: number): number {
  const y = 1 / (x * x);
  const above =
    ((((0.016315387137302097 * y + 0.30532663496123236) * y + 0.36034489994980445) * y +
      0.12578172611122926) *
      y +
      0.016083785148742275) *
      y +
    0.0006587491615298378;
  const below =
    ((((y + 2.568520192289822) * y + 1.8729528499234604) * y + 0.5279051029514285) * y +
      0.06051834131244132) *
      y +
    0.0023352049762686918;
  return (inverseRootPi - (y * above) / below) / x;
}

/** exp(x²)·erfc(x) on x > 0.46875. */
export function scaledTail(x: number): number {
  return x <= 4 ? middleTail(x) : farTail(x);
}

/**
 * Complementary error function 2/√π ∫ₓ^∞ exp(−t²) dt, accurate relatively down to underflow.
 *
 * @see Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969),
 * and his CALERF (1990)
 */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size <= smallest) return 1 - erfNearZero(x);
  const tail = size > 27.3 ? 0 : gaussian(size) * scaledTail(size);
  return x < 0 ? 2 - tail : tail;
}

/** Error function 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  if (Math.abs(x) <= smallest) return erfNearZero(x);
  return x < 0 ? erfc(-x) - 1 : 1 - erfc(x);
}

/** Scaled complementary error function exp(x²)·erfc(x); infinite below about −26.6. */
export function erfcx(x: number): number {
  if (Math.abs(x) <= smallest) return Math.exp(x * x) * (1 - erfNearZero(x));
  if (x > 0) return scaledTail(x);
  if (x < -26.7) return Number.POSITIVE_INFINITY;
  return 2 / gaussian(-x) - scaledTail(-x);
}
