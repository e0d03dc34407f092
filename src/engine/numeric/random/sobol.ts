import { invariant } from '../../values/invariant.ts';

/**
 * Primitive polynomials and first direction numbers of dimensions 2 to 21: degree, coefficients as
 * bits, then m₁, m₂, …
 *
 * @see Joe & Kuo, "Constructing Sobol sequences with better two-dimensional projections" (2008),
 *   file new-joe-kuo-6
 */
const directions: readonly (readonly number[])[] = [
  [1, 0, 1],
  [2, 1, 1, 3],
  [3, 1, 1, 3, 1],
  [3, 2, 1, 1, 1],
  [4, 1, 1, 1, 3, 3],
  [4, 4, 1, 3, 5, 13],
  [5, 2, 1, 1, 5, 5, 17],
  [5, 4, 1, 1, 5, 5, 5],
  [5, 7, 1, 1, 7, 11, 19],
  [5, 11, 1, 1, 5, 1, 1],
  [5, 13, 1, 1, 1, 3, 11],
  [5, 14, 1, 3, 5, 5, 31],
  [6, 1, 1, 3, 3, 9, 7, 49],
  [6, 13, 1, 1, 1, 15, 21, 21],
  [6, 16, 1, 3, 1, 13, 27, 49],
  [6, 19, 1, 1, 1, 15, 7, 5],
  [6, 22, 1, 3, 1, 15, 13, 25],
  [6, 25, 1, 1, 5, 5, 19, 61],
  [7, 1, 1, 3, 7, 11, 23, 15, 103],
  [7, 4, 1, 3, 7, 13, 13, 15, 69],
];

const bits = 32;

/** Most dimensions that there are direction numbers for. */
export const mostDimensions: number = directions.length + 1;

/**
 * The first points of the Sobol sequence in Gray-code order; the first is the origin.
 *
 * @param dimensions 1 to `mostDimensions`
 * @returns row-major [point × dimension], in [0, 1)
 */
export function sobolPoints(dimensions: number, points: number): Float64Array {
  invariant(
    dimensions >= 1 && dimensions <= mostDimensions,
    `a Sobol sequence has 1 to ${mostDimensions} dimensions`,
  );
  const numbers = Array.from({ length: dimensions }, (_, d) => directionNumbers(d));
  const state = new Uint32Array(dimensions);
  const sequence = new Float64Array(points * dimensions);
  for (let k = 1; k < points; k++) {
    // The bit that the Gray code flips: the lowest zero of k − 1.
    const flipped = 31 - Math.clz32(k & -k);
    for (let d = 0; d < dimensions; d++) {
      state[d] = state[d]! ^ numbers[d]![flipped]!;
      sequence[k * dimensions + d] = state[d]! / 2 ** bits;
    }
  }
  return sequence;
}

function directionNumbers(dimension: number): Uint32Array {
  const numbers = new Uint32Array(bits);
  const row = directions[dimension - 1];
  if (row === undefined) return numbers.map((_, i) => 2 ** (bits - 1 - i));
  const [degree = 0, coefficients = 0, ...first] = row;
  for (let i = 0; i < bits; i++) {
    if (i < degree) {
      numbers[i] = first[i]! * 2 ** (bits - 1 - i);
      continue;
    }
    let next = numbers[i - degree]! ^ (numbers[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) {
      if (((coefficients >>> (degree - 1 - k)) & 1) === 1) next ^= numbers[i - k]!;
    }
    numbers[i] = next;
  }
  return numbers;
}
