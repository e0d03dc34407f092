import { mersenneTwister } from '../../../src/engine/numeric/random/mersenne-twister.ts';
import { sobolPoints } from '../../../src/engine/numeric/random/sobol.ts';
import { same, vectorCheck, type VectorCheck } from '../frame.ts';

type Case =
  | {
      readonly kind: 'sobol_joe_kuo';
      readonly dimension: number;
      readonly skip: number;
      readonly expected: { readonly points: readonly (readonly number[])[] };
    }
  | {
      readonly kind: 'mt19937';
      readonly seed_init_genrand: number;
      readonly expected: {
        readonly first_uint32: readonly number[];
        readonly first_genrand_res53: readonly number[];
      };
    };

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  if (vector.kind === 'sobol_joe_kuo') {
    const { dimension, skip } = vector;
    const { points } = vector.expected;
    const found = sobolPoints(dimension, skip + points.length).slice(skip * dimension);
    return [same('points', [...found], points.flat())];
  }
  const { first_uint32: whole, first_genrand_res53: parts } = vector.expected;
  const one = mersenneTwister(vector.seed_init_genrand);
  const other = mersenneTwister(vector.seed_init_genrand);
  return [
    same(
      'uint32',
      whole.map(() => one.uint32()),
      whole,
    ),
    same(
      'res53',
      parts.map(() => other.uniform()),
      parts,
    ),
  ];
});
