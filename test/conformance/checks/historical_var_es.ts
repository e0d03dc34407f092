import { expectedShortfall } from '../../../src/engine/measures/expected-shortfall.ts';
import { rankInterval } from '../../../src/engine/measures/order-interval.ts';
import { observedSample } from '../../../src/engine/measures/outcomes.ts';
import { lossQuantile, tailMean } from '../../../src/engine/measures/quantile.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { near, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Expected = {
  readonly var_upper: number;
  readonly var_lower: number;
  readonly var_linear7: number;
  readonly var_weibull6: number;
  readonly var_median8: number;
  readonly es: number;
  readonly tail_mean: number;
  readonly ci95_upper: number | null;
  readonly ci95_lower: number | null;
  readonly ci95_ranks: readonly [number | null, number | null];
  readonly es_stderr: number;
};

type Case = {
  readonly pnl: readonly (number | null)[];
  readonly n_used?: number;
  readonly expected?: { readonly outcome: string };
  readonly expected_by_tail_prob?: Readonly<Record<string, Expected>>;
};

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const sample = observedSample(vector.pnl);
  if (!sample.ok) return [same('outcome', 'invalid', vector.expected?.outcome)];
  const { pnl } = sample.value;
  const counted = vector.n_used === undefined ? [] : [same('n_used', pnl.length, vector.n_used)];
  return [
    ...counted,
    ...Object.entries(vector.expected_by_tail_prob ?? {}).flatMap(([tail, expected]) =>
      measures(pnl, tail, expected),
    ),
  ];
});

function measures(pnl: Float64Array, tail: string, expected: Expected): readonly Comparison[] {
  const measured = valueAtRisk(pnl, tail);
  const shortfall = expectedShortfall(pnl, tail);
  const ranks = rankInterval(pnl.length, Number(tail));
  const close = (field: string, actual: number, reference: number): Comparison =>
    near(`${tail} ${field}`, actual, reference, 1e-12 * Math.abs(reference));
  const equal = (field: string, actual: unknown, reference: unknown): Comparison =>
    same(`${tail} ${field}`, actual, reference);
  return [
    equal('var_upper', measured.value, expected.var_upper),
    equal('var_upper as a convention', lossQuantile(pnl, tail, 'upper'), expected.var_upper),
    equal('index', 0 - pnl[measured.index]!, expected.var_upper),
    equal('var_lower', lossQuantile(pnl, tail, 'lower'), expected.var_lower),
    close('var_linear7', lossQuantile(pnl, tail, 'linear7'), expected.var_linear7),
    close('var_weibull6', lossQuantile(pnl, tail, 'weibull6'), expected.var_weibull6),
    close('var_median8', lossQuantile(pnl, tail, 'median8'), expected.var_median8),
    close('es', shortfall.value, expected.es),
    close('tail_mean', tailMean(pnl, tail), expected.tail_mean),
    equal('ci95_upper', measured.high, expected.ci95_upper),
    equal('ci95_lower', measured.low, expected.ci95_lower),
    equal('ci95_ranks', [ranks.low, ranks.high], expected.ci95_ranks),
    near(
      `${tail} es_stderr`,
      shortfall.standardError,
      expected.es_stderr,
      1e-9 * expected.es_stderr,
    ),
  ];
}
