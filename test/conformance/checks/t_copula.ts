import { logCopulaDensity, studentScores } from '../../../src/engine/measures/copula/density.ts';
import { ellipticalRisk } from '../../../src/engine/measures/copula/elliptical-risk.ts';
import {
  copulaFit,
  definiteFactor,
  logLikelihood,
} from '../../../src/engine/measures/copula/fit.ts';
import {
  averageRanks,
  copulaCorrelation,
  kendallTau,
  spearmanRho,
} from '../../../src/engine/measures/copula/rank-correlation.ts';
import { simulatedPnl } from '../../../src/engine/measures/copula/simulated-pnl.ts';
import { simulatedReturns } from '../../../src/engine/measures/copula/simulation.ts';
import { columnOf } from '../../../src/engine/measures/covariance.ts';
import { expectedShortfall } from '../../../src/engine/measures/expected-shortfall.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Table = readonly (readonly number[])[];
type ByTail = Readonly<Record<string, Readonly<Record<string, number>>>>;

type SimulationCase = {
  readonly kind: 't_copula_mc';
  readonly copula_nu: number;
  readonly corr: Table;
  readonly margins: readonly { readonly nu: number; readonly sd: number }[];
  readonly exposure: readonly number[];
  readonly option: {
    readonly underlying: number;
    readonly S: number;
    readonly K: number;
    readonly T_after_horizon: number;
    readonly vol: number;
    readonly r: number;
    readonly type: 'call' | 'put';
    readonly quantity: number;
    readonly price_before: number;
  } | null;
  readonly expected_by_tail_prob: ByTail;
};

type Case =
  | SimulationCase
  | {
      readonly kind: 'multivariate_t_exact';
      readonly nu: number;
      readonly corr: Table;
      readonly scale: readonly number[];
      readonly exposure: readonly number[];
      readonly expected_by_tail_prob: ByTail;
    }
  | {
      readonly kind: 't_copula_logpdf';
      readonly nu: number;
      readonly corr: Table;
      readonly u: readonly number[];
      readonly expected: { readonly logpdf: number };
    }
  | {
      readonly kind: 'rank_correlation';
      readonly x: readonly number[];
      readonly y: readonly number[];
      readonly expected: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 't_copula_fit';
      readonly x: Table;
      readonly expected: {
        readonly R_from_kendall: Table;
        readonly nu: number;
        readonly loglik: number;
        readonly loglik_at_4: number;
      };
    };

const flat = (table: Table): Float64Array => Float64Array.from(table.flat());

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  switch (vector.kind) {
    case 'multivariate_t_exact':
      return Object.entries(vector.expected_by_tail_prob).flatMap(([tail, expected]) => {
        const found = ellipticalRisk(
          Float64Array.from(vector.exposure),
          Float64Array.from(vector.scale),
          flat(vector.corr),
          vector.nu,
          tail,
        );
        return [
          near(`${tail} var`, found.valueAtRisk, expected['var']!, 1e-9 * expected['var']!),
          near(`${tail} es`, found.expectedShortfall, expected['es']!, 1e-9 * expected['es']!),
        ];
      });
    case 't_copula_mc':
      return [...simulated(vector, 'random'), ...simulated(vector, 'sobol')];
    case 't_copula_logpdf': {
      const factor = definiteFactor(flat(vector.corr), vector.u.length);
      if (!factor.ok) return [same('factor', factor.failure.message, 'definite')];
      const scores = studentScores(Float64Array.from(vector.u), vector.nu);
      const { logpdf } = vector.expected;
      const found = logCopulaDensity(scores, factor.value, vector.nu);
      return [near('logpdf', found, logpdf, 1e-8 * Math.abs(logpdf))];
    }
    case 'rank_correlation':
      return ranks(Float64Array.from(vector.x), Float64Array.from(vector.y), vector.expected);
    default:
      return fitted(vector.x, vector.expected);
  }
});

function simulated(vector: SimulationCase, source: 'random' | 'sobol'): readonly Comparison[] {
  const { option } = vector;
  const returns = simulatedReturns(
    {
      freedom: vector.copula_nu,
      correlation: flat(vector.corr),
      margins: vector.margins.map(({ nu, sd }) => ({ freedom: nu, deviation: sd })),
    },
    { draws: source === 'sobol' ? 16_384 : 200_000, seed: 5489, source },
  );
  if (!returns.ok) return [same('returns', returns.failure.message, 'simulated')];
  const options =
    option === null
      ? []
      : [
          {
            underlying: option.underlying,
            spot: option.S,
            strike: option.K,
            years: option.T_after_horizon,
            volatility: option.vol,
            rate: option.r,
            right: option.type,
            quantity: option.quantity,
            valueBefore: option.price_before,
          },
        ];
  const pnl = simulatedPnl(returns.value, Float64Array.from(vector.exposure), options);
  return Object.entries(vector.expected_by_tail_prob).flatMap(([tail, expected]) => {
    const quantile = valueAtRisk(pnl, tail);
    const shortfall = expectedShortfall(pnl, tail);
    // Half the 95 % rank interval by 1.96 is the quantile's own standard error.
    const error = (quantile.high! - quantile.low!) / (2 * 1.96);
    return [
      near(
        `${source} ${tail} var`,
        quantile.value,
        expected['var']!,
        4 * Math.hypot(error, expected['var_se']!),
      ),
      near(
        `${source} ${tail} es`,
        shortfall.value,
        expected['es']!,
        4 * Math.hypot(shortfall.standardError, expected['es_se']!),
      ),
    ];
  });
}

function ranks(
  x: Float64Array,
  y: Float64Array,
  expected: Readonly<Record<string, number>>,
): readonly Comparison[] {
  const tau = kendallTau(x, y);
  const actual: Readonly<Record<string, number | null>> = {
    kendall_tau_b: tau,
    spearman: spearmanRho(x, y),
    copula_rho_from_tau: tau === null ? null : copulaCorrelation(tau),
  };
  return Object.entries(expected).map(([field, reference]) => {
    const value = actual[field];
    return typeof value === 'number'
      ? near(field, value, reference, 1e-12)
      : same(field, value, reference);
  });
}

function fitted(
  x: Table,
  expected: Extract<Case, { readonly kind: 't_copula_fit' }>['expected'],
): readonly Comparison[] {
  const n = x[0]!.length;
  const values = flat(x);
  const found = copulaFit(values, x.length, n);
  if (!found.ok) return [same('fit', found.failure.message, expected)];
  const { correlation, freedom } = found.value;
  const factor = definiteFactor(correlation, n);
  if (!factor.ok) return [same('factor', factor.failure.message, 'definite')];
  const uniforms = Array.from({ length: n }, (_, column) =>
    averageRanks(columnOf(values, x.length, n, column)).map((rank) => rank / (x.length + 1)),
  );
  return [
    ...nearEach('R_from_kendall', correlation, expected.R_from_kendall.flat(), () => 1e-12),
    near('nu', freedom, expected.nu, 0.02),
    near('loglik', found.value.logLikelihood, expected.loglik, 1e-4),
    near('loglik_at_4', logLikelihood(uniforms, factor.value, 4), expected.loglik_at_4, 1e-4),
  ];
}
