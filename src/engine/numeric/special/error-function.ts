/** Coefficients of the rational approximations on [0, 0.46875], (0.46875, 4] and (4, ∞). */
const smallNumerator: readonly number[] = [
  1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2,
  3.20937758913846947e3,
];
const smallDenominator: readonly number[] = [
  1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3,
];
const middleNumerator: readonly number[] = [
  2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
  2.98635138197400131e2, 8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3,
  1.23033935479799725e3,
];
const middleDenominator: readonly number[] = [
  1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
  3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
];
const largeNumerator: readonly number[] = [
  1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
  1.60837851487422766e-2, 6.58749161529837803e-4,
];
const largeDenominator: readonly number[] = [
  1, 2.56852019228982242, 1.87295284992346047, 5.27905102951428412e-1, 6.05183413124413191e-2,
  2.33520497626869185e-3,
];

const inverseRootPi = 5.6418958354775628695e-1;
const smallest = 0.46875;

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** exp(−x²) without the rounding of x² in the exponent. */
function gaussian(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
}

/** erf on |x| ≤ 0.46875. */
function erfNearZero(x: number): number {
  const square = x * x;
  return (x * polynomial(smallNumerator, square)) / polynomial(smallDenominator, square);
}

/** exp(x²)·erfc(x) on x > 0.46875. */
function scaledTail(x: number): number {
  if (x <= 4) return polynomial(middleNumerator, x) / polynomial(middleDenominator, x);
  const inverseSquare = 1 / (x * x);
  const correction =
    (inverseSquare * polynomial(largeNumerator, inverseSquare)) /
    polynomial(largeDenominator, inverseSquare);
  return (inverseRootPi - correction) / x;
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
  const tail = size < 27.3 ? gaussian(size) * scaledTail(size) : 0;
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
