import { z } from 'zod';
import {
  definedCorrelation,
  reordered,
  similarityOrder,
} from '../../../engine/measures/correlation.ts';
import type { Linkage } from '../../../engine/measures/linkage.ts';
import { pairwiseCorrelation } from '../../../engine/measures/pairwise-correlation.ts';
import { factorisation } from '../../../engine/numeric/linear/factorisation.ts';
import {
  nearestCorrelation,
  shrunkCorrelation,
} from '../../../engine/numeric/linear/nearest-correlation.ts';
import { symmetricEigen } from '../../../engine/numeric/linear/symmetric-eigen.ts';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { covarianceModels, modelCovariance } from '../../../engine/measures/covariance-models.ts';
import { decay, gappyTable, square } from './fields.ts';
import { measureKind, rowsOf, type Answer, type MeasureKind } from './kind.ts';

const linkage = z.enum(['average', 'single', 'complete', 'ward']).default('average');
const assets = z.array(z.string().min(1)).min(1);

/** A complete correlation matrix, and the covariance behind it, in order of similarity. */
function orderedAnswer(
  matrix: Float64Array,
  of: readonly Asset[],
  by: Linkage,
  covariance?: Float64Array,
): Answer {
  const similarity = similarityOrder(matrix, of.length, by);
  const { matrix: shown, merges } = reordered(matrix, similarity);
  return {
    assets: similarity.order.map((i) => of[i]!),
    order: similarity.order,
    correlations: rowsOf(shown, of.length),
    merges,
    leastEigenvalue: symmetricEigen(matrix, of.length).values[0]!,
    ...(covariance !== undefined && {
      covariances: rowsOf(reordered(covariance, similarity).matrix, of.length),
    }),
  };
}

/** Correlation of returns by a model, ordered by similarity. Rows with a gap are left out and counted. */
export const correlation: MeasureKind = measureKind(
  z
    .object({
      assets,
      returns: gappyTable,
      model: z.enum(covarianceModels).default('sample'),
      decay: decay.default(0.97),
      seed: z.number().int().min(1).default(30),
      linkage,
    })
    .refine((request) => request.assets.length === request.returns[0]?.length, {
      message: 'there must be a column of returns for every asset',
    }),
  ({ returns, model, linkage: by, ...request }) => {
    const of = request.assets.map(asset);
    const complete = returns.filter((row): row is number[] => row.every((r) => r !== null));
    const found = modelCovariance(
      model,
      {
        values: Float64Array.from(complete.flat()),
        rows: complete.length,
        columns: of.length,
      },
      request,
    );
    if (!found.ok) return found;
    const { covariance, intensity } = found.value;
    const matrix = definedCorrelation(covariance, of);
    if (!matrix.ok) return matrix;
    return ok({
      model,
      observations: complete.length,
      leftOut: returns.length - complete.length,
      shrinkage: intensity,
      ...orderedAnswer(matrix.value, of, by, covariance),
    });
  },
);

/** Correlation of returns with gaps, each pair on its own joint days, made usable by the nearest matrix. */
export const pairwise: MeasureKind = measureKind(
  z
    .object({
      assets,
      returns: gappyTable,
      fewest: z.number().int().min(2).default(60),
      linkage,
    })
    .refine((request) => request.assets.length === request.returns[0]?.length, {
      message: 'there must be a column of returns for every asset',
    }),
  ({ returns, fewest, linkage: by, ...request }) => {
    const of = request.assets.map(asset);
    const n = of.length;
    const { correlations, counts } = pairwiseCorrelation(returns, n, fewest);
    const raw = Array.from({ length: n }, (_, i) => correlations.slice(i * n, (i + 1) * n));
    const jointDays = Array.from({ length: n }, (_, i) => [...counts.subarray(i * n, (i + 1) * n)]);
    const known = correlations.filter((rho) => rho !== null);
    const answer = { assets: of, raw, jointDays };
    if (known.length < n * n) return ok({ ...answer, repaired: null });
    const repaired = repairedAnswer(Float64Array.from(known), of, by);
    return repaired.ok ? ok({ ...answer, repaired: repaired.value }) : repaired;
  },
);

function repairedAnswer(matrix: Float64Array, of: readonly Asset[], by: Linkage): Outcome<Answer> {
  const n = of.length;
  const nearest = nearestCorrelation(matrix, n);
  return nearest === null
    ? fail('malformed', 'the matrix is not symmetric, or no correlation matrix is near it')
    : ok({
        changedBy: nearest.distance,
        leastEigenvalueBefore: nearest.least,
        ...orderedAnswer(nearest.matrix, of, by),
      });
}

/** The nearest correlation matrix to a given one; `leastEigenvalue` shrinks it to be definite. */
export const nearest: MeasureKind = measureKind(
  z
    .object({
      assets: assets.optional(),
      matrix: square,
      leastEigenvalue: z.number().min(0).lt(1).default(0),
      linkage,
    })
    .refine((request) => (request.assets ?? request.matrix).length === request.matrix.length, {
      message: 'there must be a row of the matrix for every asset',
    }),
  ({ matrix, leastEigenvalue, linkage: by, ...request }) => {
    const n = matrix.length;
    const of = (request.assets ?? matrix.map((_, i) => `${i + 1}`)).map(asset);
    const values = Float64Array.from(matrix.flat());
    const repaired = repairedAnswer(values, of, by);
    if (!repaired.ok) return repaired;
    const shrunk = shrunkCorrelation(values, n, leastEigenvalue);
    return ok({
      ...repaired.value,
      ...(shrunk !== null && {
        shrunk: {
          assets: of,
          weightOfIdentity: shrunk.weight,
          correlations: rowsOf(shrunk.matrix, n),
        },
      }),
    });
  },
);

/** Whether a matrix is a covariance, with its factor. */
export const factor: MeasureKind = measureKind(z.object({ matrix: square }), ({ matrix }) => {
  const n = matrix.length;
  const found = factorisation(Float64Array.from(matrix.flat()), n);
  switch (found.kind) {
    case 'definite':
      return ok({
        kind: found.kind,
        logDeterminant: found.logDeterminant,
        factor: rowsOf(found.factor, n),
      });
    case 'singular':
      return ok({ kind: found.kind, factor: rowsOf(found.factor, n) });
    case 'indefinite':
      return fail('not-applicable', `the matrix is indefinite: an eigenvalue is ${found.least}`);
    case 'asymmetric':
      return fail('malformed', 'the matrix is not symmetric');
    default:
      return fail('malformed', 'the matrix is not one of finite numbers');
  }
});
