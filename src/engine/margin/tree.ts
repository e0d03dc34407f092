import type { MarginNode, Rule } from '../contract/margin-node.ts';
import { invariant } from '../values/invariant.ts';
import type { Failure } from '../values/outcome.ts';

/** What a node may say beside its figure. */
export type Remarks = {
  readonly note?: string;
  readonly source?: string;
  readonly scenario?: string;
  readonly lacking?: readonly Failure[];
};

/** The value that a rule gives over its parts; null for a leaf, which has no rule over parts. */
function ruled(rule: Rule, parts: readonly MarginNode[]): number | null {
  const values = parts.map((part) => part.value);
  const total = (): number => values.reduce((sum, value) => sum + value, 0);
  switch (rule) {
    case 'given':
      return null;
    case 'sum':
      return total();
    case 'floor':
      return Math.max(total(), 0);
    case 'max':
      return values.reduce((most, value) => Math.max(most, value), -Infinity);
    case 'worst':
      return values.reduce((most, value) => Math.max(most, value), 0);
    case 'product':
      return values.reduce((product, value) => product * value, 1);
    case 'ratio':
      return values.length === 2 ? values[0]! / values[1]! : Number.NaN;
  }
}

function node(
  rule: Rule,
  label: string,
  unit: string,
  value: number,
  parts: readonly MarginNode[],
  remarks: Remarks,
): MarginNode {
  invariant(Number.isFinite(value), `the figure "${label}" is finite`);
  const { lacking, ...said } = remarks;
  const missing = new Set([...(lacking ?? []), ...parts.flatMap((part) => part.lacking ?? [])]);
  return {
    label,
    value: value === 0 ? 0 : value,
    unit,
    rule,
    parts,
    ...said,
    ...(missing.size > 0 ? { lacking: [...missing] } : {}),
  };
}

function parent(
  rule: Rule,
  label: string,
  unit: string,
  parts: readonly MarginNode[],
  remarks: Remarks,
): MarginNode {
  const value = ruled(rule, parts);
  invariant(value !== null, `"${label}" follows from its parts`);
  return node(rule, label, unit, value, parts, remarks);
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
  const expected = ruled(of.rule, of.parts);
  if (expected === null) return of.parts.length === 0 ? below : [of, ...below];
  const scale = Math.max(
    Math.abs(expected),
    ...(of.rule === 'sum' || of.rule === 'floor' ? of.parts.map((part) => Math.abs(part.value)) : []),
  );
  return Math.abs(of.value - expected) <= 1e-9 * scale ? below : [of, ...below];
}
