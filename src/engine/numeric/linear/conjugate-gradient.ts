/**
 * Solves A x = b for a symmetric positive definite A that is known by its products only.
 *
 * @param product A times a vector
 * @param tolerance wanted length of b − A x relative to that of b
 * @see Hestenes & Stiefel (1952)
 */
export function conjugateGradient(
  product: (vector: Float64Array) => Float64Array,
  target: Float64Array,
  tolerance: number,
): Float64Array {
  let solution: Float64Array = new Float64Array(target.length);
  let residual: Float64Array = target.slice();
  let direction: Float64Array = target.slice();
  let square = dot(residual, residual);
  const enough = square * tolerance ** 2;
  for (let step = 0; step < 10 * target.length && square > enough && square > 0; step++) {
    const image = product(direction);
    const bend = dot(direction, image);
    if (!(bend > 0)) break;
    const length = square / bend;
    solution = plus(solution, length, direction);
    residual = plus(residual, -length, image);
    const next = dot(residual, residual);
    direction = plus(residual, next / square, direction);
    square = next;
  }
  return solution;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}

function plus(a: Float64Array, times: number, b: Float64Array): Float64Array {
  return a.map((x, i) => x + times * b[i]!);
}
