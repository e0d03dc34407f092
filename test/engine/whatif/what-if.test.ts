import { describe, expect, test } from 'vitest';
import type { WhatIfDraft, WhatIfEdit } from '../../../src/engine/contract/what-if.ts';
import { run } from '../../../src/engine/run.ts';
import { fail, ok } from '../../../src/engine/values/outcome.ts';
import { hedgeIdeas, whatIf } from '../../../src/engine/whatif/answer.ts';
import { editedInput, type FindContract } from '../../../src/engine/whatif/edited.ts';
import { anInstrument } from '../../support/builders.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const base = aRiskInput();
const input = {
  ...base,
  book: {
    ...base.book,
    // Accounts whose equity is worked out, not stated.
    accounts: base.book.accounts.map((one) => ({
      ...one,
      model: 'tiered-cross' as const,
      stated: [],
    })),
  },
};
const other = anInstrument({ symbol: 'BTC-OTHER' });
const find: FindContract = (symbol, market) =>
  symbol === other.symbol
    ? ok(other)
    : fail('unknown-contract', `${symbol}.${market} is not known`);

const [account] = input.book.accounts;
const [position] = input.book.positions;
if (account === undefined || position === undefined) throw new Error('the input holds something');
const held = input.book.instruments.find(({ id }) => id === position.instrument)!;

const trade = (part: Partial<Extract<WhatIfEdit, { kind: 'trade' }>> = {}): WhatIfEdit => ({
  kind: 'trade',
  account: position.account,
  symbol: held.symbol,
  market: held.market,
  quantity: 1,
  price: null,
  ...part,
});
const draft = (...edits: readonly WhatIfEdit[]): Pick<WhatIfDraft, 'from' | 'edits'> => ({
  from: 'book',
  edits,
});
const sum = (of: ReturnType<typeof editedInput>['input']): number =>
  of.book.positions
    .filter((one) => one.instrument === held.id && one.account === position.account)
    .reduce((total, one) => total + one.quantity, 0);

describe('an edited book', () => {
  test('without an edit is the book, figure for figure', () => {
    const answer = whatIf(input, draft(), find);
    expect(answer.after).toEqual(answer.before);
    for (const { before, after } of answer.accounts) expect(after).toEqual(before);
    expect(run(editedInput(input, draft(), find).input)).toEqual(run(input));
  });

  test('closes what is held of the other side before it opens anything', () => {
    const before = sum(input);
    const half = editedInput(input, draft(trade({ quantity: -before / 2 })), find).input;
    expect(sum(half)).toBeCloseTo(before / 2, 9);
    expect(half.book.positions).toHaveLength(input.book.positions.length);
    const flat = editedInput(input, draft(trade({ quantity: -before })), find).input;
    expect(sum(flat)).toBe(0);
    const turned = editedInput(input, draft(trade({ quantity: -2 * before })), find).input;
    expect(sum(turned)).toBeCloseTo(-before, 9);
    const opened = turned.book.positions.at(-1);
    expect(opened?.source).toBe('what-if');
  });

  test('takes the mark for the entry, so that a trade by itself earns nothing', () => {
    const answer = whatIf(input, draft(trade({ quantity: 3 })), find);
    const [before, after] = [run(input), answer.accounts];
    const was = before.accounts.find((one) => one.account === position.account)!;
    const is = after.find((one) => one.account === position.account)!.after;
    if (!was.equity.ok || !is.equity.ok) throw new Error('the equity is known');
    expect(is.equity.value).toBeCloseTo(was.equity.value.value, 6);
  });

  test('a contract that is not held is found, and needs a price that somebody states', () => {
    const unknown = whatIf(input, draft(trade({ symbol: other.symbol })), find);
    expect(unknown.faults).toEqual([expect.stringContaining('state a price')]);
    expect(unknown.after).toEqual(unknown.before);
    const priced = whatIf(input, draft(trade({ symbol: other.symbol, price: 80_000 })), find);
    expect(priced.after.notIncluded).toEqual(priced.before.notIncluded);
    expect(priced.after.netDelta).not.toBe(priced.before.netDelta);
  });

  test('leaves out by its reason what cannot be done, and does the rest', () => {
    const edits = draft(
      trade({ symbol: 'NOTHING' }),
      trade({ account: 'nobody' }),
      trade({ quantity: 0 }),
      { kind: 'balance', account: position.account, asset: 'no code', amount: 1 },
      { kind: 'balance', account: position.account, asset: 'USD', amount: 1_000 },
    );
    const { faults, accounts } = whatIf(input, edits, find);
    expect(faults).toEqual([
      expect.stringContaining('NOTHING'),
      'there is no account "nobody"',
      expect.stringContaining('a trade of 0'),
      expect.stringContaining('no code of an asset'),
      null,
    ]);
    const { before, after } = accounts.find((one) => one.account === position.account)!;
    if (!before.equity.ok || !after.equity.ok) throw new Error('the equity is known');
    expect(after.equity.value - before.equity.value).toBeCloseTo(1_000, 6);
  });

  test('that begins empty has the accounts and nothing in them', () => {
    const { after, accounts } = whatIf(input, { from: 'empty', edits: [] }, find);
    expect(after.deltas).toEqual([]);
    expect(accounts.map((one) => one.account)).toEqual(
      run(input).accounts.map((one) => one.account),
    );
  });

  test('never changes the book itself', () => {
    const before = structuredClone(input.book);
    whatIf(input, draft(trade({ quantity: -5 })), find);
    expect(input.book).toEqual(before);
  });
});

describe('hedges', () => {
  test('each takes the net delta off, by trades in what is held, least shortfall first', () => {
    const found = hedgeIdeas(input, draft(), 'BTC', find);
    if (!found.ok) throw new Error(found.failure.message);
    const now = whatIf(input, draft(), find);
    const delta = now.before.deltas.find(({ underlying }) => underlying === 'BTC')!.delta;
    expect(found.value.length).toBeGreaterThan(0);
    for (const idea of found.value) {
      expect(idea.delta).toBeCloseTo(-delta, -Math.log10(Math.abs(delta)) + 3);
      const { after } = whatIf(input, draft(idea.edit), find);
      const left = after.deltas.find(({ underlying }) => underlying === 'BTC')?.delta ?? 0;
      expect(Math.abs(left)).toBeLessThan(Math.abs(delta) / 500);
      expect(after.expectedShortfall).toEqual(idea.expectedShortfall);
    }
    const shortfalls = found.value.map(({ expectedShortfall: of }) => (of.ok ? of.value : 1e99));
    expect(shortfalls).toEqual(shortfalls.toSorted((a, b) => a - b));
  });

  test('of what has no delta are none, by their reason', () => {
    const found = hedgeIdeas(input, { from: 'empty', edits: [] }, 'BTC', find);
    expect(found).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
  });
});
