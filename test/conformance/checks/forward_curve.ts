import { basis } from '../../../src/engine/pricing/basis.ts';
import { discounting } from '../../../src/engine/pricing/discounting.ts';
import { forwardAt, forwardCurve } from '../../../src/engine/pricing/forward-curve.ts';
import { annualFunding } from '../../../src/engine/pricing/funding-rate.ts';
import { parityForward } from '../../../src/engine/pricing/parity-forward.ts';
import { yearFraction } from '../../../src/engine/pricing/year-fraction.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Figures = Readonly<Record<string, number>>;
type Case =
  | {
      readonly kind: 'discount';
      readonly r_cont: number;
      readonly T: number;
      readonly expected: Figures;
    }
  | {
      readonly kind: 'basis';
      readonly S: number;
      readonly F: number;
      readonly T: number;
      readonly expected: Figures;
    }
  | {
      readonly kind: 'curve';
      readonly S: number;
      readonly expiries: readonly number[];
      readonly futures: readonly number[];
      readonly query: readonly number[];
      readonly expected: { readonly F: readonly number[] };
    }
  | {
      readonly kind: 'parity_regression';
      readonly strikes: readonly number[];
      readonly call_minus_put: readonly number[];
      readonly expected: Figures;
    }
  | {
      readonly kind: 'funding';
      readonly rate: number;
      readonly interval_hours: number;
      readonly expected: Figures;
    }
  | {
      readonly kind: 'year_fraction';
      readonly from_ms: number;
      readonly to_ms: number;
      readonly expected: Figures;
    };

/** Every expected figure against ours, relatively; a figure that we do not give has failed. */
function figures(actual: Figures, expected: Figures, relative: number): readonly Comparison[] {
  return Object.entries(expected).map(([name, reference]) =>
    near(name, actual[name] ?? Number.NaN, reference, relative * Math.abs(reference)),
  );
}

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  switch (vector.kind) {
    case 'discount': {
      const { factor, loss, simpleRate, annualRate } = discounting(vector.r_cont, vector.T);
      const actual = {
        D: factor,
        one_minus_D: loss,
        simple_rate: simpleRate,
        annual_compounded: annualRate,
      };
      return figures(actual, vector.expected, 1e-13);
    }
    case 'basis': {
      const outcome = basis(vector.S, vector.F, vector.T);
      if (!outcome.ok) return [same('outcome', outcome.failure, 'a value')];
      const actual = {
        basis_abs: outcome.value.absolute,
        basis_rel: outcome.value.relative,
        annual_simple: outcome.value.annualSimple,
        annual_cont: outcome.value.annualContinuous,
        annual_compounded: outcome.value.annualCompounded,
      };
      return figures(actual, vector.expected, 1e-13);
    }
    case 'curve': {
      const knots = vector.expiries.map((years, i) => ({ years, future: vector.futures[i]! }));
      const curve = forwardCurve(vector.S, knots);
      if (!curve.ok) return [same('outcome', curve.failure, 'a curve')];
      const read = vector.query.map((years) => forwardAt(curve.value, years));
      return nearEach('F', read, vector.expected.F, (reference) => 1e-13 * reference);
    }
    case 'parity_regression': {
      const outcome = parityForward(
        vector.strikes.map((strike, i) => ({
          strike,
          callMinusPut: vector.call_minus_put[i]!,
          weight: 1,
        })),
      );
      if (!outcome.ok) return [same('outcome', outcome.failure, 'a value')];
      const actual = { D: outcome.value.discount, F: outcome.value.forward };
      return figures(actual, vector.expected, 1e-9);
    }
    case 'funding': {
      const { simple, compounded, continuous } = annualFunding(vector.rate, vector.interval_hours);
      const actual = {
        annual_simple: simple,
        annual_compounded: compounded,
        annual_cont: continuous,
      };
      return figures(actual, vector.expected, 1e-13);
    }
    default: {
      const from = instant(vector.from_ms);
      const to = instant(vector.to_ms);
      const actual = { act365f: yearFraction(from, to), act36525: yearFraction(from, to, 365.25) };
      return figures(actual, vector.expected, 1e-13);
    }
  }
});
