import { readFileSync } from 'node:fs';
import { coverageTest } from '../../../src/engine/measures/backtest/coverage.ts';
import { exceptionClustering } from '../../../src/engine/measures/backtest/independence.ts';
import {
  jointScores,
  quantileScores,
  scoreDuel,
} from '../../../src/engine/measures/backtest/scores.ts';
import {
  shortfallPValue,
  shortfallTests,
} from '../../../src/engine/measures/backtest/shortfall-tests.ts';
import {
  multiplier,
  trafficLight,
  type MultiplierScale,
} from '../../../src/engine/measures/backtest/traffic-light.ts';
import { near, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Figures = Readonly<Record<string, number | string | null | readonly number[]>>;

type Case = { readonly expected: Figures } & (
  | {
      readonly kind: 'kupiec_pof';
      readonly n: number;
      readonly exceptions: number;
      readonly tail_prob: number;
    }
  | { readonly kind: 'traffic_light_250'; readonly exceptions: number }
  | {
      readonly kind: 'christoffersen';
      readonly tail_prob: number;
      readonly hits: readonly number[];
    }
  | {
      readonly kind: 'acerbi_szekely';
      readonly tail_prob: number;
      readonly pnl: readonly number[];
      readonly var: readonly number[];
      readonly es: readonly number[];
    }
  | {
      readonly kind: 'diebold_mariano';
      readonly score_a: readonly number[];
      readonly score_b: readonly number[];
      readonly bartlett_lags: number;
    }
);

const scales = (
  JSON.parse(
    readFileSync(
      new URL('../../../resources/regulation/backtest-multipliers.json', import.meta.url),
      'utf8',
    ),
  ) as { readonly scales: readonly MultiplierScale[] }
).scales;

const multiplierOf = (name: string, exceptions: number): number =>
  multiplier(
    exceptions,
    scales.find((scale) => scale.name === name)!,
  );

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  if (vector.kind === 'acerbi_szekely') return shortfallFigures(vector);
  const actual = figures(vector);
  return Object.entries(vector.expected).map(([field, expected]) =>
    compared(field, actual[field], expected),
  );
});

function compared(field: string, actual: unknown, expected: unknown): Comparison {
  return typeof expected === 'number' && typeof actual === 'number'
    ? near(field, actual, expected, 1e-9 * Math.abs(expected) + 1e-12)
    : same(field, actual, expected);
}

function figures(vector: Exclude<Case, { readonly kind: 'acerbi_szekely' }>): Figures {
  switch (vector.kind) {
    case 'kupiec_pof': {
      const { exceptions, n, tail_prob: p } = vector;
      const found = coverageTest(exceptions, n, p);
      return {
        lr: found.ratio,
        p_value: found.pValue,
        binomial_cdf: found.cumulative,
        zone: trafficLight(exceptions, n, p),
        binomial_two_sided_p: found.exactPValue,
      };
    }
    case 'traffic_light_250':
      return {
        zone: trafficLight(vector.exceptions, 250, 0.01),
        multiplier_basel2_5: multiplierOf('basel-1996', vector.exceptions),
        multiplier_basel3_mar33: multiplierOf('mar33', vector.exceptions),
      };
    case 'christoffersen': {
      const found = exceptionClustering(
        vector.hits.map((hit) => hit === 1),
        vector.tail_prob,
      );
      return {
        exceptions: found.exceptions,
        n00_n01_n10_n11: found.transitions,
        lr_pof: found.coverage.ratio,
        p_pof: found.coverage.pValue,
        lr_ind: found.independence.ratio,
        p_ind: found.independence.pValue,
        lr_cc: found.conditional.ratio,
        p_cc: found.conditional.pValue,
        time_to_first: found.first?.day ?? null,
        lr_tuff: found.first?.ratio ?? null,
      };
    }
    default: {
      const duel = scoreDuel(
        Float64Array.from(vector.score_a),
        Float64Array.from(vector.score_b),
        vector.bartlett_lags,
      );
      return duel.ok
        ? { dm: duel.value.statistic, p_two_sided_normal: duel.value.pValue }
        : { dm: null, p_two_sided_normal: null };
    }
  }
}

function shortfallFigures(
  vector: Extract<Case, { readonly kind: 'acerbi_szekely' }>,
): readonly Comparison[] {
  const { expected, tail_prob: p } = vector;
  const series = {
    pnl: Float64Array.from(vector.pnl),
    valueAtRisk: Float64Array.from(vector.var),
    expectedShortfall: Float64Array.from(vector.es),
  };
  const tests = shortfallTests(series, p);
  const mean = (scores: Float64Array): number =>
    scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const simulated = shortfallPValue(series, p, { draws: 20_000, seed: 5489 });
  const error = Math.hypot(Number(expected['z2_p_value_mc_se']), simulated.standardError);
  const actual: Figures = {
    exceptions: tests.exceptions,
    z1: tests.z1,
    z2: tests.z2,
    z_minimally_biased: tests.ridge,
    fz0_mean_score: mean(jointScores(series, p)),
    quantile_score_mean: mean(quantileScores(series, p)),
  };
  return [
    ...Object.entries(actual).map(([field, value]) => compared(field, value, expected[field])),
    near('z2_p_value_mc', simulated.pValue, Number(expected['z2_p_value_mc']), 4 * error),
  ];
}
