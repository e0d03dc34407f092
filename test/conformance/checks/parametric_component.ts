import { cornishFisher, type CornishFisher } from '../../../src/engine/measures/cornish-fisher.ts';
import { deltaGammaMoments } from '../../../src/engine/measures/delta-gamma.ts';
import {
  expectedShortfall,
  shortfallContributions,
} from '../../../src/engine/measures/expected-shortfall.ts';
import { sampleMoments } from '../../../src/engine/measures/moments.ts';
import { parametricRisk } from '../../../src/engine/measures/parametric.ts';
import {
  incrementalShortfalls,
  quantileContributions,
} from '../../../src/engine/measures/scenario-components.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { factorisation } from '../../../src/engine/numeric/linear/factorisation.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Table = readonly (readonly number[])[];
type Figures = Readonly<Record<string, number | readonly number[] | boolean>>;
type ByTail = Readonly<Record<string, Figures | number>>;

type Case =
  | {
      readonly kind: 'cornish_fisher';
      readonly mean: number;
      readonly sd: number;
      readonly skew: number;
      readonly excess_kurtosis: number;
      readonly expected_by_tail_prob: ByTail;
    }
  | {
      readonly kind: 'moments';
      readonly returns: readonly number[];
      readonly expected: ByTail;
    }
  | {
      readonly kind: 'component_parametric';
      readonly exposures: readonly number[];
      readonly cov: Table;
      readonly expected_by_tail_prob: ByTail;
    }
  | {
      readonly kind: 'delta_gamma';
      readonly delta: readonly number[];
      readonly gamma: Table;
      readonly cov: Table;
      readonly expected: ByTail;
    }
  | {
      readonly kind: 'component_historical';
      readonly pnl_by_scenario: Table;
      readonly expected_by_tail_prob: ByTail;
    };

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  switch (vector.kind) {
    case 'cornish_fisher': {
      const moments = {
        mean: vector.mean,
        deviation: vector.sd,
        skew: vector.skew,
        excessKurtosis: vector.excess_kurtosis,
      };
      return byTail(vector.expected_by_tail_prob, (tail) =>
        expansion(cornishFisher(moments, tail)),
      );
    }
    case 'moments':
      return momentFigures(vector.returns, vector.expected);
    case 'component_parametric':
      return parametricFigures(vector.exposures, vector.cov, vector.expected_by_tail_prob);
    case 'delta_gamma':
      return quadraticFigures(vector);
    case 'component_historical':
      return scenarioFigures(vector.pnl_by_scenario, vector.expected_by_tail_prob);
    default:
      return [];
  }
});

/** Compares every expected figure; one that is not computed has failed. */
function compared(
  at: string,
  actual: Figures,
  expected: Figures,
  allowed: (of: number) => number,
): readonly Comparison[] {
  return Object.entries(expected).flatMap(([field, reference]) => {
    const value = actual[field];
    const name = `${at} ${field}`;
    if (typeof reference === 'number' && typeof value === 'number') {
      return [near(name, value, reference, allowed(reference))];
    }
    return Array.isArray(reference) && Array.isArray(value)
      ? nearEach(name, value, reference, allowed)
      : [same(name, value, reference)];
  });
}

const relative = (of: number): number => 1e-10 * Math.abs(of);

function byTail(expected: ByTail, actual: (tail: string) => Figures): readonly Comparison[] {
  return Object.entries(expected).flatMap(([tail, figures]) =>
    typeof figures === 'number'
      ? [same(tail, 'not compared', figures)]
      : compared(tail, actual(tail), figures, relative),
  );
}

function expansion(found: CornishFisher): Figures {
  return {
    z_cf: found.quantile,
    var: found.valueAtRisk,
    es: found.expectedShortfall,
    monotone: found.monotone,
  };
}

const EXPANSION = 'cornish_fisher_';

/** Figures of the moments themselves, and the expansion at each tail that the file names. */
function momentsAndTails(
  moments: Parameters<typeof cornishFisher>[0],
  figures: Figures,
  expected: ByTail,
): readonly Comparison[] {
  return Object.entries(expected).flatMap(([key, reference]) =>
    typeof reference === 'number'
      ? compared('', figures, { [key]: reference }, relative)
      : key.startsWith(EXPANSION)
        ? compared(
            key,
            expansion(cornishFisher(moments, key.slice(EXPANSION.length))),
            reference,
            relative,
          )
        : [same(key, 'not compared', reference)],
  );
}

function momentFigures(returns: readonly number[], expected: ByTail): readonly Comparison[] {
  const found = sampleMoments(Float64Array.from(returns));
  if (!found.ok) return [same('moments', found.failure.message, expected)];
  const moments = found.value;
  const figures = {
    mean: moments.mean,
    sd_n_minus_1: moments.deviation,
    skew_g1: moments.skew,
    excess_kurtosis_g2: moments.excessKurtosis,
  };
  return momentsAndTails(moments, figures, expected);
}

function parametricFigures(
  exposures: readonly number[],
  cov: Table,
  expected: ByTail,
): readonly Comparison[] {
  const weights = Float64Array.from(exposures);
  const covariance = Float64Array.from(cov.flat());
  const singular = factorisation(covariance, weights.length).kind !== 'definite';
  const size = Math.max(...exposures.map(Math.abs));
  return Object.entries(expected).flatMap(([key, reference]) => {
    // The deviation and the diversification ratio stand beside the tails and hold for each.
    const tail = typeof reference === 'number' ? '0.01' : key;
    const found = parametricRisk(weights, covariance, tail);
    if (!found.ok) return [same(key, found.failure.message, reference)];
    const risk = found.value;
    const spare = (singular ? 1e-7 : 1e-9) * risk.valueAtRisk;
    const actual = {
      portfolio_sd: risk.deviation,
      diversification_ratio: risk.diversification,
      var: risk.valueAtRisk,
      es: risk.expectedShortfall,
      component: risk.components,
      incremental: risk.incremental,
      standalone: risk.standalone,
    };
    if (typeof reference === 'number') {
      return compared('', actual, { [key]: reference }, relative);
    }
    const { marginal, ...rest } = reference;
    return [
      ...compared(key, actual, rest, (of) => relative(of) + spare),
      ...compared(
        key,
        { marginal: risk.marginal },
        { marginal: marginal! },
        (of) => relative(of) + spare / size,
      ),
    ];
  });
}

function quadraticFigures(vector: Extract<Case, { kind: 'delta_gamma' }>): readonly Comparison[] {
  const found = deltaGammaMoments(
    Float64Array.from(vector.delta),
    Float64Array.from(vector.gamma.flat()),
    Float64Array.from(vector.cov.flat()),
  );
  if (!found.ok) return [same('moments', found.failure.message, vector.expected)];
  const { moments, variance, thirdCumulant, fourthCumulant } = found.value;
  const figures = {
    mean: moments.mean,
    variance,
    third_cumulant: thirdCumulant,
    fourth_cumulant: fourthCumulant,
    skew: moments.skew,
    excess_kurtosis: moments.excessKurtosis,
  };
  return momentsAndTails(moments, figures, vector.expected);
}

function scenarioFigures(table: Table, expected: ByTail): readonly Comparison[] {
  const parts = table[0]!.map((_, part) => Float64Array.from(table.map((row) => row[part]!)));
  const total = Float64Array.from(table.map((row) => row.reduce((sum, pnl) => sum + pnl, 0)));
  return Object.entries(expected).flatMap(([tail, figures]) => {
    if (typeof figures === 'number') return [same(tail, 'not compared', figures)];
    const spare = 1e-9 * Math.abs(valueAtRisk(total, tail).value);
    return compared(
      tail,
      {
        var: valueAtRisk(total, tail).value,
        es: expectedShortfall(total, tail).value,
        component_es: shortfallContributions(parts, total, tail),
        component_var_scenario: quantileContributions(parts, total, tail),
        incremental_es: incrementalShortfalls(parts, total, tail),
      },
      figures,
      (of) => relative(of) + spare,
    );
  });
}
