import { expect, test } from 'vitest';
import { gaussLegendre } from '../../../../src/engine/numeric/special/gauss-legendre.ts';

test('the five-point rule is that of Abramowitz & Stegun, table 25.4', () => {
  const { abscissae, weights } = gaussLegendre(5);
  const nodes = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];
  const shares = [
    0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189,
  ];
  abscissae.forEach((x, i) => expect(x).toBeCloseTo(nodes[i]!, 14));
  weights.forEach((w, i) => expect(w).toBeCloseTo(shares[i]!, 14));
});

test.each([2, 3, 7, 20])('%i points integrate every power up to 2n − 1', (points) => {
  const { abscissae, weights } = gaussLegendre(points);
  for (let power = 0; power <= 2 * points - 1; power++) {
    const sum = abscissae.reduce((total, x, i) => total + weights[i]! * x ** power, 0);
    expect(sum).toBeCloseTo(power % 2 === 0 ? 2 / (power + 1) : 0, 14);
  }
});

test('one point is no rule', () => {
  expect(() => gaussLegendre(1)).toThrow('Invariant');
});
