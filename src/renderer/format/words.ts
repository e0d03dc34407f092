import type { MarginNode } from '../../engine/contract/margin-node.ts';
import type { Level } from '../../engine/model/parameters.ts';
import type { Reason } from '../../engine/values/outcome.ts';

/** Why there is no value, as a person says it. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  malformed: 'unreadable',
  'missing-field': 'field missing',
  'missing-market-data': 'no market data',
  'stale-market-data': 'market data too old',
  'unsupported-instrument': 'instrument not supported',
  'unsupported-operation': 'operation not supported',
  'unknown-contract': 'contract not known',
  conflict: 'conflicting data',
  ambiguous: 'ambiguous',
  'limit-exceeded': 'limit exceeded',
  'not-published': 'not published',
  'not-applicable': 'not applicable',
};

export const levelWords: Readonly<Record<Level, string>> = {
  ok: 'in order',
  watch: 'watch',
  call: 'margin call',
  liquidation: 'liquidation',
};

/** How a node's value follows from the parts listed under it. */
export function ruleWords(node: MarginNode): string {
  switch (node.rule) {
    case 'sum':
      return 'sum of';
    case 'max':
      return 'largest of';
    case 'least':
      return 'smallest of';
    case 'root':
      return 'square root of the sum of';
    case 'product':
      return 'product of';
    case 'worst':
      return node.parts.length > 0 ? `worst of ${node.parts.length}` : 'worst case';
    case 'floor':
      return 'sum, at least 0, of';
    case 'ratio':
      return 'first ÷ second of';
    default:
      return 'given';
  }
}

/** `1 file`, `3 files`. */
export const counted = (count: number, one: string, many: string = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** An account's name with its venue, once: many names hold the venue already. */
export function accountWords({
  name,
  venue,
}: {
  readonly name: string;
  readonly venue: string;
}): string {
  return name.toLowerCase().includes(venue.toLowerCase()) ? name : `${name} · ${venue}`;
}
