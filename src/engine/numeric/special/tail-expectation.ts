import { invariant } from '../../values/invariant.ts';
import { normalDensity, normalQuantile } from './normal.ts';
import { studentCumulative, studentDensity, studentQuantile } from './student.ts';

/**
 * Expected shortfall of the standard normal law, a positive loss: n(z_p) ÷ p.
 *
 * @param p tail probability, strictly between 0 and 1: 0.025 for 97.5 %
 */
export function normalShortfall(p: number): number {
  return normalDensity(normalQuantile(p)) / p;
}

/**
 * Expected shortfall of the standard t law (scale 1, not variance 1), a positive loss.
 *
 * @param p tail probability, strictly between 0 and 1
 * @param freedom above 1: the mean does not exist otherwise
 * @see McNeil, Frey & Embrechts, "Quantitative Risk Management" (2015), example 2.15
 */
export function studentShortfall(p: number, freedom: number): number {
  invariant(freedom > 1, 'the t law has a mean only above one degree of freedom');
  const quantile = studentQuantile(p, freedom);
  const weight = (freedom + quantile * quantile) / (freedom - 1);
  return (studentDensity(quantile, freedom) / p) * weight;
}

/**
 * Coefficient of tail dependence of the t copula: the limit of the probability that one component
 * is extreme given that the other is.
 *
 * @param correlation strictly between −1 and 1
 * @see McNeil, Frey & Embrechts (2015), section 7.3.1
 */
export function tailDependence(freedom: number, correlation: number): number {
  invariant(correlation > -1 && correlation < 1, 'a correlation lies strictly between −1 and 1');
  const distance = Math.sqrt(((freedom + 1) * (1 - correlation)) / (1 + correlation));
  return 2 * studentCumulative(-distance, freedom + 1);
}
