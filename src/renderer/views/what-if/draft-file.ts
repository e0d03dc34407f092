import type { WhatIfDraft } from '../../../engine/contract/what-if.ts';

const kind = 'crossguard what-if';

/** A draft as a file of the user's. */
export const draftFile = ({ name, from, edits }: WhatIfDraft): string =>
  `${JSON.stringify({ kind, version: 1, name, from, edits }, null, 2)}\n`;

/** The draft of a file, under a new id; whether its edits are ones the workstation says. @throws when it holds none */
export function draftIn(text: string): WhatIfDraft {
  const given: unknown = JSON.parse(text);
  if (typeof given !== 'object' || given === null || Reflect.get(given, 'kind') !== kind) {
    throw new Error('this is no file of a what-if');
  }
  if (Reflect.get(given, 'version') !== 1) throw new Error('it is of a later version');
  const [name, edits]: readonly unknown[] = [
    Reflect.get(given, 'name'),
    Reflect.get(given, 'edits'),
  ];
  if (typeof name !== 'string' || !isList(edits)) throw new Error('it has no edits');
  const from = Reflect.get(given, 'from') === 'empty' ? 'empty' : 'book';
  return { id: crypto.randomUUID(), name, from, edits };
}

/** A list of edits as far as the window can tell: the workstation refuses what is none. */
const isList = (given: unknown): given is WhatIfDraft['edits'] => Array.isArray(given);
