import { symmetricEigen } from '../numeric/linear/symmetric-eigen.ts';

/** One way in which correlations may fail. */
export type CorrelationStress = {
  readonly name: string;
  /** Correlations, row-major [n × n], positive definite where the present ones are. */
  readonly matrix: Float64Array;
};

/** Mix of a correlation matrix with another: (1 − k) C + k D. */
const mixed = (matrix: Float64Array, strength: number, other: (at: number) => number) =>
  matrix.map((rho, at) => (1 - strength) * rho + strength * other(at));

/** Signs of the first eigenvector: who moves with the market and who against it. */
function marketSigns(matrix: Float64Array, n: number): readonly number[] {
  const { vectors } = symmetricEigen(matrix, n);
  return Array.from({ length: n }, (_, row) => (vectors[row * n + n - 1]! < 0 ? -1 : 1));
}

/**
 * Correlations moved towards a stress: all assets together; all along the market's main direction,
 * where some move against it; and none together.
 *
 * @param matrix correlations, row-major [n × n]
 * @param strength in [0, 1): 0 is as they are
 */
export function correlationStresses(
  matrix: Float64Array,
  n: number,
  strength: number,
): readonly CorrelationStress[] {
  const signs = marketSigns(matrix, n);
  const row = (at: number): number => Math.floor(at / n);
  const opposed = signs.some((sign) => sign !== signs[0]);
  return [
    { name: 'all together', matrix: mixed(matrix, strength, () => 1) },
    ...(opposed
      ? [
          {
            name: 'along the market, hedges kept',
            matrix: mixed(matrix, strength, (at) => signs[row(at)]! * signs[at % n]!),
          },
        ]
      : []),
    {
      name: 'each by itself',
      matrix: mixed(matrix, strength, (at) => (row(at) === at % n ? 1 : 0)),
    },
  ];
}
