import { invariant } from '../../values/invariant.ts';

/** Abscissae and weights of a quadrature rule on [−1, 1], abscissae ascending. */
export type QuadratureRule = {
  readonly abscissae: readonly number[];
  readonly weights: readonly number[];
};

/** Legendre polynomial of degree n and its derivative at x, by the three-term recurrence. */
function legendre(n: number, x: number): readonly [value: number, slope: number] {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; k++) {
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  }
  return [value, (n * (x * value - before)) / (x * x - 1)];
}

/** The Gauss-Legendre rule of `points` points: exact for polynomials of degree 2·points − 1. */
export function gaussLegendre(points: number): QuadratureRule {
  invariant(
    Number.isInteger(points) && points >= 2,
    'a Gauss-Legendre rule has two points at least',
  );
  const abscissae: number[] = [];
  const weights: number[] = [];
  for (let i = points - 1; i >= 0; i--) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5));
    // Newton from this guess converges in four or five steps for every degree.
    for (let step = 0; step < 8; step++) {
      const [value, slope] = legendre(points, x);
      x -= value / slope;
    }
    const [, slope] = legendre(points, x);
    abscissae.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { abscissae, weights };
}
