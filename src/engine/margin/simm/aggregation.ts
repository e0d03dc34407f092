import type { MarginNode } from '../../contract/margin-node.ts';
import { given, product, root, sum } from '../tree.ts';
import { RESIDUAL, type Concentration, type MeasureRule } from './class-rule.ts';
import { netted, type Sensitivity } from './sensitivity.ts';

type Weighted = {
  readonly of: Sensitivity;
  readonly value: number;
  readonly concentration: number;
};

/** Weighted sensitivities of one bucket, added with correlation. */
type Bucket = {
  readonly name: string;
  /** Square root of the squares and cross terms, at least 0. */
  readonly margin: MarginNode;
  /** Sum of the weighted sensitivities, kept within ± the margin. */
  readonly net: number;
  readonly concentration: number;
};

const square = (node: MarginNode): MarginNode =>
  product(`${node.label}, squared`, '', [node, given('The same', node.value, node.unit)]);

/** A root over squares with all their cross terms in one leaf. */
export const crossed = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  cross: number,
): MarginNode =>
  root(label, unit, [
    ...parts.map(square),
    ...(cross === 0 ? [] : [given('Cross terms', cross, '')]),
  ]);

function concentrations(
  all: readonly Sensitivity[],
  { group, threshold }: Concentration,
): (of: Sensitivity) => number {
  const sums = new Map<string, number>();
  for (const one of all) {
    const key = group(one);
    if (key !== null) sums.set(key, (sums.get(key) ?? 0) + one.amount);
  }
  return (of) => {
    const key = group(of);
    return key === null ? 1 : Math.max(1, Math.sqrt(Math.abs(sums.get(key) ?? 0) / threshold(of)));
  };
}

const unlike = (a: number, b: number): number => Math.min(a, b) / Math.max(a, b);

/** Twice the sum over pairs of `pair(i, j)`. */
export function crossTerms(size: number, pair: (i: number, j: number) => number): number {
  let total = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) total += 2 * pair(i, j);
  }
  return total;
}

function bucketOf(
  name: string,
  weighted: readonly Weighted[],
  rule: MeasureRule,
  unit: string,
): Bucket {
  const weakens = rule.concentration?.weakens === 'factors';
  const cross = crossTerms(weighted.length, (i, j) => {
    const [a, b] = [weighted[i]!, weighted[j]!];
    const ratio = weakens ? unlike(a.concentration, b.concentration) : 1;
    return rule.correlation(a.of, b.of) * ratio * a.value * b.value;
  });
  const parts = weighted.map(({ of, value }) => given(factorLabel(of), value, unit));
  const margin = crossed(name === '' ? 'All currencies' : `Bucket ${name}`, unit, parts, cross);
  const total = weighted.reduce((all, { value }) => all + value, 0);
  return {
    name,
    margin,
    net: Math.max(Math.min(total, margin.value), -margin.value),
    concentration: Math.max(...weighted.map(({ concentration }) => concentration)),
  };
}

export const factorLabel = ({ type, qualifier, label1, label2 }: Sensitivity): string =>
  [type, qualifier, label1, label2].filter((part) => part !== '').join(' ');

/** The groups of a list, in the order that they are met. */
export function grouped<T>(all: readonly T[], key: (of: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = key(one);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [one]);
    else known.push(one);
  }
  return groups;
}

/**
 * Delta or vega margin of a risk class: weighted sensitivities to buckets, buckets to the class, the
 * residual bucket added to the rest. Null where there are none.
 */
export function measureMargin(
  label: string,
  all: readonly Sensitivity[],
  rule: MeasureRule,
  unit: string,
): MarginNode | null {
  if (all.length === 0) return null;
  const concentrated =
    rule.concentration === null ? () => 1 : concentrations(all, rule.concentration);
  const factors = netted(all, rule.factor).map((of): Weighted => {
    const concentration = concentrated(of);
    return { of, concentration, value: rule.weight(of) * of.amount * concentration };
  });
  const buckets = [...grouped(factors, ({ of }) => rule.bucket(of))].map(([name, weighted]) =>
    bucketOf(name, weighted, rule, unit),
  );
  const plain = buckets.filter(({ name }) => name !== RESIDUAL);
  const weakens = rule.concentration?.weakens === 'buckets';
  const cross = crossTerms(plain.length, (i, j) => {
    const [a, b] = [plain[i]!, plain[j]!];
    const ratio = weakens ? unlike(a.concentration, b.concentration) : 1;
    return rule.between(a.name, b.name) * ratio * a.net * b.net;
  });
  return sum(label, unit, [
    crossed(
      'Buckets',
      unit,
      plain.map(({ margin }) => margin),
      cross,
    ),
    ...buckets.filter(({ name }) => name === RESIDUAL).map(({ margin }) => margin),
  ]);
}
