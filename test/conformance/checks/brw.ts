import { ageWeighted, ageWeights } from '../../../src/engine/measures/age-weighted.ts';
import { near, same, vectorCheck, type VectorCheck } from '../frame.ts';

type Case = {
  readonly lambda: number;
  readonly pnl_oldest_first: readonly number[];
  readonly expected_by_tail_prob: Readonly<
    Record<
      string,
      {
        readonly var: number;
        readonly es: number;
        readonly weight_newest: number;
        readonly weight_oldest: number;
        readonly effective_n: number;
      }
    >
  >;
};

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const pnl = Float64Array.from(vector.pnl_oldest_first);
  const weights = ageWeights(pnl.length, vector.lambda);
  return Object.entries(vector.expected_by_tail_prob).flatMap(([tail, expected]) => {
    const actual = ageWeighted(pnl, tail, vector.lambda);
    const close = (field: string, value: number, reference: number) =>
      near(`${tail} ${field}`, value, reference, 1e-10 * Math.abs(reference));
    return [
      same(`${tail} var`, actual.valueAtRisk, expected.var),
      close('es', actual.expectedShortfall, expected.es),
      close('effective_n', actual.effectiveOutcomes, expected.effective_n),
      close('weight_newest', weights.at(-1)!, expected.weight_newest),
      close('weight_oldest', weights[0]!, expected.weight_oldest),
    ];
  });
});
