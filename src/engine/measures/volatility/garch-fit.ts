import { simplexMinimum } from '../../numeric/search/nelder-mead.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { sampleMoments } from '../moments.ts';
import { garchPath, persistence, type GarchParameters } from './garch.ts';

export type GarchModel = {
  /** Whether a fall may raise the variance by more than a rise. */
  readonly asymmetric: boolean;
  readonly law: 'normal' | 'student';
};

export type GarchFit = {
  readonly parameters: GarchParameters;
  readonly logLikelihood: number;
  readonly persistence: number;
  readonly longRunVariance: number;
  /** Tomorrow's variance. */
  readonly next: number;
};

/** At the upper end the t law is as good as normal; at the lower its variance hardly exists. */
const freedomRange = { least: 2.05, most: 500 };
/** Nearer to 1 the long-run variance is noise. */
const mostPersistent = 0.9999;

/**
 * Maximum likelihood parameters, from three starts. The search runs on returns of unit deviation:
 * on raw daily returns, whose variances are about 1e-4, it stalls.
 */
export function garchFit(returns: Float64Array, model: GarchModel): Outcome<GarchFit> {
  if (returns.length < 20) {
    return fail('missing-market-data', `${returns.length} returns are too few for a GARCH fit`);
  }
  const moments = sampleMoments(returns);
  if (!moments.ok) return moments;
  const scale = moments.value.deviation;
  const scaled = returns.map((r) => r / scale);
  const loss = (point: readonly number[]): number =>
    -garchPath(scaled, parametersAt(point, model)).logLikelihood;

  const mean = moments.value.mean / scale;
  const minima = [
    [0.97, 0.93],
    [0.9, 0.85],
    [0.5, 0.5],
  ].map(([kept, share]) => refined(loss, startAt(mean, kept!, share!, model)));
  const best = minima.reduce((a, b) => (b.value < a.value ? b : a));
  const parameters = inUnits(parametersAt(best.point, model), scale);
  const { variances, logLikelihood } = garchPath(returns, parameters);
  const kept = persistence(parameters);
  return ok({
    parameters,
    logLikelihood,
    persistence: kept,
    longRunVariance: parameters.omega / (1 - kept),
    next: variances.at(-1)!,
  });
}

type Found = { readonly point: readonly number[]; readonly value: number };

/** A simplex that has shrunk too early is set up anew where it stopped, until that gains nothing. */
function refined(loss: (point: readonly number[]) => number, start: readonly number[]): Found {
  const limits = { tolerance: 1e-7, evaluations: 3000 };
  let found: Found = simplexMinimum(
    loss,
    start,
    start.map(() => 0.3),
    limits,
  );
  for (let round = 0; round < 8; round++) {
    const next = simplexMinimum(
      loss,
      found.point,
      start.map(() => 0.2),
      limits,
    );
    const gain = found.value - next.value;
    if (gain > 0) found = next;
    if (gain < 1e-7) break;
  }
  return found;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (p: number): number => Math.log(p / (1 - p));

/**
 * Free coordinates: mean, ln omega, logit of the persistence, logit of beta's share of it, then
 * logit of alpha's share of what a fall and a rise weigh together, and that of the freedom.
 */
function parametersAt(point: readonly number[], { asymmetric, law }: GarchModel): GarchParameters {
  const kept = mostPersistent * logistic(point[2]!);
  const beta = kept * logistic(point[3]!);
  const reaction = kept - beta;
  const alpha = asymmetric ? 2 * reaction * logistic(point[4]!) : reaction;
  const { least, most } = freedomRange;
  return {
    mean: point[0]!,
    omega: Math.exp(point[1]!),
    alpha,
    beta,
    gamma: asymmetric ? 2 * (reaction - alpha) : 0,
    freedom: law === 'student' ? least + (most - least) * logistic(point.at(-1)!) : null,
  };
}

function startAt(mean: number, kept: number, share: number, model: GarchModel): number[] {
  return [
    mean,
    Math.log(1 - kept),
    logit(kept / mostPersistent),
    logit(share),
    ...(model.asymmetric ? [0] : []),
    ...(model.law === 'student' ? [logit(0.012)] : []),
  ];
}

const inUnits = (parameters: GarchParameters, scale: number): GarchParameters => ({
  ...parameters,
  mean: parameters.mean * scale,
  omega: parameters.omega * scale ** 2,
});
