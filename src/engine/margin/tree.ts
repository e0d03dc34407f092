import type { MarginNode, Rule } from '../contract/margin-node.ts';
import { BeyondNumbers } from '../values/beyond-numbers.ts';
import type { Failure } from '../values/outcome.ts';

/** What a node may say beside its figure. */
export type Remarks = {
  readonly note?: string;
  readonly source?: string;
  readonly scenario?: string;
  readonly lacking?: readonly Failure[];
};

type RuleOverParts = Exclude<Rule, 'given'>;

const total = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** The value that each rule gives over the values of its parts. */
const ruled: Readonly<Record<RuleOverParts, (values: readonly number[]) => number>> = {
  sum: total,
  floor: (values) => Math.max(total(values), 0),
  max: (values) => values.reduce((most, one) => Math.max(most, one), -Infinity),
  least: (values) => values.reduce((least, one) => Math.min(least, one), Infinity),
  worst: (values) => values.reduce((most, one) => Math.max(most, one), 0),
  product: (values) => values.reduce((all, one) => all * one, 1),
  ratio: (values) => (values.length === 2 ? values[0]! / values[1]! : Number.NaN),
  root: (values) => Math.sqrt(Math.max(total(values), 0)),
};

const valuesOf = (parts: readonly MarginNode[]): readonly number[] =>
  parts.map((part) => part.value);

/** @throws BeyondNumbers where numbers of the input are so large or small that the figure has no value */
function node(
  rule: Rule,
  label: string,
  unit: string,
  value: number,
  parts: readonly MarginNode[],
  remarks: Remarks,
): MarginNode {
  if (!Number.isFinite(value)) {
    throw new BeyondNumbers(`"${label}" cannot be computed: a number is too large or too small`);
  }
  const { lacking, ...said } = remarks;
  const whole = { label, value: value === 0 ? 0 : value, unit, rule, parts, ...said };
  const missing = new Set(lacking);
  for (const part of parts) for (const one of part.lacking ?? []) missing.add(one);
  return missing.size > 0 ? { ...whole, lacking: [...missing] } : whole;
}

function parent(
  rule: RuleOverParts,
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks,
): MarginNode {
  return node(rule, label, unit, ruled[rule](valuesOf(parts)), parts, remarks);
}

/** A leaf: a figure read from data. */
export const given = (
  label: string,
  value: number,
  unit: string,
  remarks: Remarks = {},
): MarginNode => node('given', label, unit, value, [], remarks);

/** The parts added up; 0 without parts. */
export const sum = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks = {},
): MarginNode => parent('sum', label, unit, parts, remarks);

/** The parts added up, at least 0. */
export const floor = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks = {},
): MarginNode => parent('floor', label, unit, parts, remarks);

/** The largest of at least one part. */
export const max = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks = {},
): MarginNode => parent('max', label, unit, parts, remarks);

/** The smallest of at least one part. */
export const least = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks = {},
): MarginNode => parent('least', label, unit, parts, remarks);

/** The square root of the parts added up, 0 where the sum is negative: parts are squares and cross terms. */
export const root = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks = {},
): MarginNode => parent('root', label, unit, parts, remarks);

/** The parts multiplied. */
export const product = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks = {},
): MarginNode => parent('product', label, unit, parts, remarks);

/** The largest loss of the scenarios, at least 0; `scenario` names the one that gave it. */
export const worst = (
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks = {},
): MarginNode => parent('worst', label, unit, parts, remarks);

/** First ÷ second, which must not be 0. */
export const ratioOf = (
  label: string,
  first: MarginNode,
  second: MarginNode,
  remarks: Remarks = {},
): MarginNode => parent('ratio', label, '', [first, second], remarks);

/**
 * The nodes of a tree whose value is not their rule over their parts, within 1e-9 of the largest
 * figure that the rule adds or multiplies. Empty for every tree that a model gives.
 */
export function violations(of: MarginNode): readonly MarginNode[] {
  const below = of.parts.flatMap(violations);
  if (of.rule === 'given') return of.parts.length === 0 ? below : [of, ...below];
  const values = valuesOf(of.parts);
  const expected = ruled[of.rule](values);
  const added = values.map(Math.abs).reduce((most, one) => Math.max(most, one), 0);
  const cancels =
    of.rule === 'root' ? Math.sqrt(added) : of.rule === 'sum' || of.rule === 'floor' ? added : 0;
  const scale = Math.max(Math.abs(expected), cancels);
  return Math.abs(of.value - expected) <= 1e-9 * scale ? below : [of, ...below];
}
