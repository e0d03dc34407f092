import type { MarginNode } from '../../contract/margin-node.ts';
import { normalQuantile } from '../../numeric/special/normal.ts';
import { floor, given, product, sum } from '../tree.ts';
import { crossed, crossTerms, factorLabel, grouped } from './aggregation.ts';
import { RESIDUAL, type CurvatureRule } from './class-rule.ts';
import { netted, type Sensitivity } from './sensitivity.ts';

const DAYS: Readonly<Record<string, number>> = { w: 7, m: 365 / 12, y: 365 };

/** Days of an expiry such as `2w`, `3m`, `10y`. @throws RangeError for any other text */
function daysOf(label: string): number {
  const [, count, unit] = /^(\d+)([wmy])$/i.exec(label) ?? [];
  const each = unit === undefined ? undefined : DAYS[unit.toLowerCase()];
  if (count === undefined || each === undefined) {
    throw new RangeError(`"${label}" is no expiry such as 2w, 3m or 10y`);
  }
  return Number(count) * each;
}

type Curved = { readonly of: Sensitivity; readonly value: number };

/** One of the two parts, numbered buckets or the residual one, that are added. */
function partMargin(
  label: string,
  curved: readonly Curved[],
  { bucket, correlation, between }: CurvatureRule,
  unit: string,
): MarginNode | null {
  if (curved.length === 0) return null;
  const total = curved.reduce((all, { value }) => all + value, 0);
  const gross = curved.reduce((all, { value }) => all + Math.abs(value), 0);
  const theta = gross === 0 ? 0 : Math.min(total / gross, 0);
  const quantile = normalQuantile(0.995);
  const lambda = (quantile * quantile - 1) * (1 + theta) - theta;
  const buckets = [...grouped(curved, ({ of }) => bucket(of))].map(([name, held]) => {
    const cross = crossTerms(held.length, (i, j) => {
      const [a, b] = [held[i]!, held[j]!];
      return correlation(a.of, b.of) ** 2 * a.value * b.value;
    });
    const parts = held.map(({ of, value }) => given(factorLabel(of), value, unit));
    const margin = crossed(name === '' ? 'All currencies' : `Bucket ${name}`, unit, parts, cross);
    const net = held.reduce((all, { value }) => all + value, 0);
    return { name, margin, net: Math.max(Math.min(net, margin.value), -margin.value) };
  });
  const cross = crossTerms(buckets.length, (i, j) => {
    const [a, b] = [buckets[i]!, buckets[j]!];
    return between(a.name, b.name) ** 2 * a.net * b.net;
  });
  return floor(label, unit, [
    given('Sum of curvature', total, unit),
    product('λ × spread', unit, [
      given('λ', lambda, '', { note: `(Φ⁻¹(0.995)² − 1)(1 + θ) − θ with θ ${theta.toFixed(6)}` }),
      crossed(
        'Buckets',
        unit,
        buckets.map(({ margin }) => margin),
        cross,
      ),
    ]),
  ]);
}

/**
 * Curvature margin of a risk class from its vega sensitivities: each × ½·min(1, days ÷ days to
 * expiry), then `max(sum + λ·spread, 0)`. Null where there are none.
 *
 * @param calendarDays of the horizon
 * @throws RangeError when an expiry is none
 */
export function curvatureMargin(
  vegas: readonly Sensitivity[],
  rule: CurvatureRule,
  calendarDays: number,
  unit: string,
): MarginNode | null {
  const scaled = vegas
    .filter((one) => !rule.excludes(one))
    .map((one) => {
      const fraction = 0.5 * Math.min(1, calendarDays / daysOf(one.label1));
      return { ...one, amount: one.amount * rule.scale(one) * fraction };
    });
  const curved = netted(scaled, rule.factor).map((of) => ({ of, value: of.amount }));
  const isResidual = ({ of }: Curved): boolean => rule.bucket(of) === RESIDUAL;
  const parts = [
    partMargin(
      'Numbered buckets',
      curved.filter((one) => !isResidual(one)),
      rule,
      unit,
    ),
    partMargin('Residual bucket', curved.filter(isResidual), rule, unit),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const all = sum('Curvature', unit, parts);
  return rule.factorOfAll === 1
    ? all
    : product('Curvature, scaled', unit, [all, given('Scale of the class', rule.factorOfAll, '')]);
}
