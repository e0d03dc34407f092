import type { WhatIfDraft, WhatIfEdit } from '../contract/what-if.ts';
import type { Book, Collateral, MarginAccount, Position } from '../model/book.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Quote } from '../model/market.ts';
import type { RiskInput } from '../run.ts';
import { asset, market as marketId, type InstrumentId, type Market } from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { price, quantity, type Instant } from '../values/units.ts';

/** The contract that a symbol names in a market. */
export type FindContract = (symbol: string, market: Market) => Outcome<Instrument>;

/** What an edited book is made of, edit by edit. */
type Edited = {
  readonly instruments: Map<string, Instrument>;
  readonly positions: Position[];
  readonly collateral: Collateral[];
  readonly marks: Map<InstrumentId, Quote>;
};

const SOURCE = 'what-if';

/**
 * The input of a run with a draft's changes. An edit that cannot be done is left out with its reason; the others count.
 *
 * @param find contracts that the book does not hold
 */
export function editedInput(
  input: RiskInput,
  { from, edits }: Pick<WhatIfDraft, 'from' | 'edits'>,
  find: FindContract,
): { readonly input: RiskInput; readonly faults: readonly (string | null)[] } {
  const { book, market, asOf } = input;
  const edited: Edited = {
    instruments: new Map(book.instruments.map((one) => [one.id, one])),
    positions: from === 'empty' ? [] : [...book.positions],
    collateral: from === 'empty' ? [] : [...book.collateral],
    marks: new Map(market.marks),
  };
  const faults = edits.map((edit) => {
    const account = book.accounts.find(({ id }) => id === edit.account);
    if (account === undefined) return `there is no account "${edit.account}"`;
    const done =
      edit.kind === 'trade'
        ? trade(edited, edit, account, find, asOf)
        : put(edited, edit, account, asOf);
    return done.ok ? null : done.failure.message;
  });
  const held: Book = {
    ...book,
    instruments: [...edited.instruments.values()],
    positions: edited.positions,
    collateral: edited.collateral,
    failures: from === 'empty' ? [] : book.failures,
  };
  return { input: { ...input, book: held, market: { ...market, marks: edited.marks } }, faults };
}

function trade(
  edited: Edited,
  edit: Extract<WhatIfEdit, { kind: 'trade' }>,
  account: MarginAccount,
  find: FindContract,
  asOf: Instant,
): Outcome<null> {
  const found = contractOf(edited, edit, find);
  if (!found.ok) return found;
  const instrument = found.value;
  if (edit.quantity === 0 || !Number.isFinite(edit.quantity)) {
    return fail('malformed', `${edit.symbol}: a trade of ${edit.quantity} contracts is none`);
  }
  const known = edited.marks.get(instrument.id)?.value ?? null;
  const at = edit.price ?? known;
  if (at === null) {
    return fail('missing-market-data', `${edit.symbol}: no mark of it is known: state a price`);
  }
  if (known === null) edited.marks.set(instrument.id, { value: at, at: asOf, source: SOURCE });
  const rest = closed(edited.positions, instrument, account, edit.quantity);
  if (rest === 0) return ok(null);
  edited.positions.push({
    id: `${account.id}|${instrument.id}|${SOURCE} ${edited.positions.length}`,
    account: account.id,
    instrument: instrument.id,
    quantity: quantity(rest),
    entryPrice: price(at),
    leverage: null,
    source: SOURCE,
  });
  return ok(null);
}

function contractOf(
  edited: Edited,
  { symbol, market }: Extract<WhatIfEdit, { kind: 'trade' }>,
  find: FindContract,
): Outcome<Instrument> {
  const held = edited.instruments.get(`${symbol}.${market}`);
  if (held !== undefined) return ok(held);
  const found = find(symbol, marketId(market));
  if (found.ok) edited.instruments.set(found.value.id, found.value);
  return found;
}

/** Takes what is held of the other side off, oldest first. @returns what of the trade is left to be opened */
function closed(
  positions: Position[],
  instrument: Instrument,
  account: MarginAccount,
  traded: number,
): number {
  let rest = traded;
  for (let i = 0; i < positions.length && rest !== 0; i++) {
    const position = positions[i];
    if (position === undefined) continue;
    const isSame = position.account === account.id && position.instrument === instrument.id;
    if (!isSame || Math.sign(position.quantity) === Math.sign(rest)) continue;
    const taken = Math.sign(rest) * Math.min(Math.abs(rest), Math.abs(position.quantity));
    const left = position.quantity + taken;
    rest -= taken;
    if (left === 0) positions.splice(i--, 1);
    else positions[i] = { ...position, quantity: quantity(left) };
  }
  return rest;
}

function put(
  edited: Edited,
  { asset: code, amount }: Extract<WhatIfEdit, { kind: 'balance' }>,
  account: MarginAccount,
  at: Instant,
): Outcome<null> {
  if (amount === 0 || !Number.isFinite(amount)) {
    return fail('malformed', `${code}: an amount of ${amount} is none`);
  }
  if (!/^[A-Z0-9.]{1,20}$/.test(code)) return fail('malformed', `"${code}" is no code of an asset`);
  edited.collateral.push({
    account: account.id,
    asset: asset(code),
    balance: amount,
    at,
    source: SOURCE,
  });
  return ok(null);
}
