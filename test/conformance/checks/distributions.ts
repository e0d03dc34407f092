import { bivariateNormalCumulative } from '../../../src/engine/numeric/special/bivariate-normal.ts';
import {
  chiSquaredQuantile,
  chiSquaredTail,
} from '../../../src/engine/numeric/special/chi-squared.ts';
import { erfc, erfcx } from '../../../src/engine/numeric/special/error-function.ts';
import { normalCumulative, normalQuantile } from '../../../src/engine/numeric/special/normal.ts';
import { studentCumulative, studentQuantile } from '../../../src/engine/numeric/special/student.ts';
import {
  normalShortfall,
  studentShortfall,
  tailDependence,
} from '../../../src/engine/numeric/special/tail-expectation.ts';
import { near, same, vectorCheck, vectorNumber, type VectorCheck } from '../frame.ts';
import { floored } from '../tolerances.ts';

type Case = {
  readonly fn: string;
  readonly args: readonly (number | string)[];
  readonly expected: number | string;
};

const functions: Readonly<Record<string, (x: number, y: number, z: number) => number>> = {
  normal_cdf: normalCumulative,
  erfc,
  erfcx,
  normal_quantile: normalQuantile,
  t_cdf: studentCumulative,
  t_quantile: studentQuantile,
  chi2_sf: chiSquaredTail,
  chi2_quantile: chiSquaredQuantile,
  normal_es: normalShortfall,
  t_es: studentShortfall,
  bivariate_normal_cdf: bivariateNormalCumulative,
  t_copula_tail_dependence: tailDependence,
};

export const check: VectorCheck = vectorCheck<Case>(({ fn, args, expected: stated }) => {
  const evaluate = functions[fn];
  if (evaluate === undefined) return [same('fn', fn, 'a function that the engine has')];
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = args.map(vectorNumber);
  const expected = vectorNumber(stated);
  const allowed =
    fn === 'bivariate_normal_cdf' ? 1e-10 : floored(expected, 1e-10 * Math.abs(expected));
  return [near(fn, evaluate(x, y, z), expected, allowed)];
});
