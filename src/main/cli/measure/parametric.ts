import { z } from 'zod';
import { cornishFisher, type CornishFisher } from '../../../engine/measures/cornish-fisher.ts';
import { deltaGammaMoments } from '../../../engine/measures/delta-gamma.ts';
import { sampleMoments, type Moments } from '../../../engine/measures/moments.ts';
import { parametricRisk } from '../../../engine/measures/parametric.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { series, square, tail, tails } from './fields.ts';
import { measureKind, type Answer, type MeasureKind } from './kind.ts';

function expansion(moments: Moments, at: string): Answer {
  const found: CornishFisher = cornishFisher(moments, at);
  return { tail: at, ...found };
}

/** VaR and expected shortfall from four moments, given or taken from a sample. */
export const cornishFisherRisk: MeasureKind = measureKind(
  z.object({
    tails,
    sample: z.union([
      series,
      z.object({
        mean: z.number(),
        deviation: z.number().gt(0),
        skew: z.number(),
        excessKurtosis: z.number(),
      }),
    ]),
  }),
  ({ sample, tails: wanted }) => {
    const moments = Array.isArray(sample) ? sampleMoments(Float64Array.from(sample)) : ok(sample);
    return moments.ok
      ? ok({ ...moments.value, measures: wanted.map((at) => expansion(moments.value, at)) })
      : moments;
  },
);

/** Normal VaR of linear exposures with its contributions. */
export const normalRisk: MeasureKind = measureKind(
  z
    .object({ exposures: series, covariance: square, tail })
    .refine(({ exposures, covariance }) => exposures.length === covariance.length, {
      message: 'the covariance must have a row for every exposure',
    }),
  ({ exposures, covariance, tail: at }) => {
    const found = parametricRisk(
      Float64Array.from(exposures),
      Float64Array.from(covariance.flat()),
      at,
    );
    if (!found.ok) return found;
    const { marginal, components, incremental, standalone, ...whole } = found.value;
    return ok({
      tail: at,
      ...whole,
      positions: exposures.map((exposure, i) => ({
        exposure,
        marginal: marginal[i]!,
        component: components[i]!,
        incremental: incremental[i]!,
        standalone: standalone[i]!,
      })),
    });
  },
);

/** Cornish-Fisher risk of a quadratic P&L. */
export const deltaGammaRisk: MeasureKind = measureKind(
  z
    .object({ delta: series, gamma: square, covariance: square, tails })
    .refine(
      ({ delta, gamma, covariance }) =>
        delta.length === gamma.length && delta.length === covariance.length,
      { message: 'delta, gamma and covariance must speak of the same factors' },
    ),
  ({ delta, gamma, covariance, tails: wanted }) => {
    const found = deltaGammaMoments(
      Float64Array.from(delta),
      Float64Array.from(gamma.flat()),
      Float64Array.from(covariance.flat()),
    );
    if (!found.ok) return found;
    const { moments, ...cumulants } = found.value;
    return ok({
      ...cumulants,
      ...moments,
      measures: wanted.map((at) => expansion(moments, at)),
    });
  },
);
