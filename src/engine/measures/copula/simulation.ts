import { factorisation } from '../../numeric/linear/factorisation.ts';
import { chiSquaredDraw, normalDraw } from '../../numeric/random/draws.ts';
import { mersenneTwister } from '../../numeric/random/mersenne-twister.ts';
import { mostDimensions, sobolPoints } from '../../numeric/random/sobol.ts';
import { chiSquaredQuantile } from '../../numeric/special/chi-squared.ts';
import { normalQuantile } from '../../numeric/special/normal.ts';
import { invariant } from '../../values/invariant.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { marginTransform, type StudentMargin } from './margin-transform.ts';

export type CopulaModel = {
  /** Degrees of freedom of the copula, above 0. */
  readonly freedom: number;
  /** Row-major [factor × factor]. */
  readonly correlation: Float64Array;
  readonly margins: readonly StudentMargin[];
};

/** `random` draws in pairs of opposite sign; `sobol` fills space evenly, shifted by the seed. */
export type DrawSettings = {
  readonly draws: number;
  readonly seed: number;
  readonly source: 'random' | 'sobol';
};

/**
 * Logarithmic returns from a t copula with t margins.
 *
 * @returns row-major [draw × factor]
 * @see Demarta & McNeil, "The t copula and related copulas" (2005)
 */
export function simulatedReturns(
  { freedom, correlation, margins }: CopulaModel,
  settings: DrawSettings,
): Outcome<Float64Array> {
  const n = margins.length;
  invariant(correlation.length === n * n, 'a margin for every row of the correlation');
  const found = factorisation(correlation, n);
  if (found.kind !== 'definite' && found.kind !== 'singular') {
    return fail('not-applicable', `the correlation is ${found.kind}: repair it first`);
  }
  if (settings.source === 'sobol' && n + 1 > mostDimensions) {
    return fail('limit-exceeded', `a Sobol simulation has at most ${mostDimensions - 1} factors`);
  }
  const mixtures =
    settings.source === 'sobol'
      ? sobolMixtures(n, freedom, settings)
      : randomMixtures(n, freedom, settings);
  const transforms = margins.map((margin) => marginTransform(freedom, margin));
  const returns = new Float64Array(settings.draws * n);
  for (let draw = 0; draw < settings.draws; draw++) {
    const normals = mixtures.subarray(draw * n, (draw + 1) * n);
    for (let i = 0; i < n; i++) {
      let x = 0;
      for (let k = 0; k < n; k++) x += found.factor[i * n + k]! * normals[k]!;
      returns[draw * n + i] = transforms[i]!(x);
    }
  }
  return ok(returns);
}

/** Independent normals over the root of a common χ²/ν: each row is a spherical t vector. */
function randomMixtures(n: number, freedom: number, { draws, seed }: DrawSettings): Float64Array {
  const random = mersenneTwister(seed);
  const rows = new Float64Array(draws * n);
  for (let draw = 0; draw < draws; draw += 2) {
    const shrink = 1 / Math.sqrt(chiSquaredDraw(random, freedom) / freedom);
    for (let k = 0; k < n; k++) {
      const z = shrink * normalDraw(random);
      rows[draw * n + k] = z;
      if (draw + 1 < draws) rows[(draw + 1) * n + k] = -z;
    }
  }
  return rows;
}

function sobolMixtures(n: number, freedom: number, { draws, seed }: DrawSettings): Float64Array {
  const random = mersenneTwister(seed);
  const shift = Float64Array.from({ length: n + 1 }, () => random.uniform());
  const points = sobolPoints(n + 1, draws);
  // Shifted round the unit interval; the origin's exact 0 would be an infinite normal.
  const uniform = (draw: number, dimension: number): number =>
    Math.max((points[draw * (n + 1) + dimension]! + shift[dimension]!) % 1, 2 ** -54);
  const rows = new Float64Array(draws * n);
  for (let draw = 0; draw < draws; draw++) {
    const shrink = 1 / Math.sqrt(chiSquaredQuantile(uniform(draw, n), freedom) / freedom);
    for (let k = 0; k < n; k++) rows[draw * n + k] = shrink * normalQuantile(uniform(draw, k));
  }
  return rows;
}
