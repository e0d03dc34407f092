import type { MarginNode } from '../../engine/contract/margin-node.ts';
import type { Total } from '../../engine/contract/snapshot.ts';
import type { Outcome } from '../../engine/values/outcome.ts';

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** `−1,234,568`: whole units of the reporting currency, true minus. */
export function money(x: number): string {
  const text = grouped.format(Math.abs(x));
  return x < 0 && text !== '0' ? `−${text}` : text;
}

/** `12.3 %`. */
export const percent = (x: number): string => `${(x * 100).toFixed(1)} %`;

/** A total with a mark when parts of it are unknown: `1,234 (incomplete: 2)`. */
export function total({ amount, lacking }: Total): string {
  if (amount === null) return `unknown (lacks ${lacking.length})`;
  return lacking.length === 0 ? money(amount) : `${money(amount)} (incomplete: ${lacking.length})`;
}

/** The figure of a margin tree, or why there is none. */
export function figure(node: Outcome<MarginNode>): string {
  if (!node.ok) return `unknown (${node.failure.reason})`;
  const { value, lacking } = node.value;
  return lacking === undefined || lacking.length === 0 ? money(value) : `${money(value)} *`;
}

/** `2026-11-20 16:00 UTC`. */
export const time = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
