import { below, seeded } from './random.ts';

/** What happens to one message on its way, or in place of it. */
export type MessageFault =
  /** It never comes. */
  | { readonly kind: 'drop' }
  /** It comes so many times. */
  | { readonly kind: 'duplicate'; readonly times: number }
  /** It comes after the next so many. */
  | { readonly kind: 'delay'; readonly by: number }
  /** An older one comes again after it. */
  | { readonly kind: 'replay'; readonly back: number }
  /** Its beginning comes alone. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** Another text comes in its place, or before it where `keeps`. */
  | { readonly kind: 'text'; readonly text: string; readonly keeps: boolean }
  /** The connection ends before it. `code` null: as a fallen cable, without a word. */
  | { readonly kind: 'end'; readonly code: number | null }
  /** A binary message comes before it. */
  | { readonly kind: 'binary' }
  /** Half of its bytes come, then the connection is reset. Where there are no bytes: an end. */
  | { readonly kind: 'torn' };

/** Faults by the number of the session's message. */
export type FaultPlan = ReadonlyMap<number, MessageFault>;

/** A text that no venue sends: cut, of another language, or of a shape that nothing has. */
const GARBAGE: readonly string[] = [
  '{"jsonrpc":"2.0","method":"subscr',
  '<html><body>502 Bad Gateway</body></html>',
  '\u0000\ufffd\u0007',
  '[[[[[[',
  '',
  'null',
  '"text"',
  '1e400',
];

/** Kinds that change what comes, and leave the connection as it is. */
type SequenceKind = 'drop' | 'duplicate' | 'swap' | 'delay' | 'replay' | 'garbage' | 'truncate';
type EndKind = 'cut' | 'closed' | 'binary' | 'torn';
export type FaultKind = SequenceKind | EndKind;

const CODES = [1000, 1001, 1006, 1008, 1011, 1012, 1013, 4000];

function faultOf(kind: FaultKind, random: () => number): MessageFault {
  switch (kind) {
    case 'drop':
      return { kind: 'drop' };
    case 'duplicate':
      return { kind: 'duplicate', times: 2 + below(random, 3) };
    case 'swap':
      return { kind: 'delay', by: 1 };
    case 'delay':
      return { kind: 'delay', by: 2 + below(random, 20) };
    case 'replay':
      return { kind: 'replay', back: 1 + below(random, 40) };
    case 'garbage':
      return { kind: 'text', text: GARBAGE[below(random, GARBAGE.length)]!, keeps: random() < 0.5 };
    case 'truncate':
      return { kind: 'truncate', share: random() };
    case 'cut':
      return { kind: 'end', code: null };
    case 'closed':
      return { kind: 'end', code: CODES[below(random, CODES.length)]! };
    case 'binary':
      return { kind: 'binary' };
    case 'torn':
      return { kind: 'torn' };
  }
}

/** About one message in `every` has a fault of these kinds. */
export function faultPlan(
  kinds: readonly FaultKind[],
  length: number,
  every: number,
  seed: number,
): FaultPlan {
  const random = seeded(seed);
  const plan = new Map<number, MessageFault>();
  for (let i = 0; i < length; i++) {
    if (random() * every < 1) plan.set(i, faultOf(kinds[below(random, kinds.length)]!, random));
  }
  return plan;
}
