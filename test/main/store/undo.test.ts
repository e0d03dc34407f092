import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import type { StatementItem } from '../../../src/main/imports/format.ts';
import type { Store } from '../../../src/main/store/open.ts';
import {
  aBalance,
  aClose,
  aContract,
  aFile,
  aLedgerRow,
  aPosition,
  aQuote,
  day,
  morning,
} from './support/items.ts';
import { aStore, contents, imported } from './support/stores.ts';

/** Few distinct values, so that files overlap, contradict and repeat each other. */
const few = fc.integer({ min: 0, max: 2 });
const item: fc.Arbitrary<StatementItem> = fc.oneof(
  fc.tuple(few, few, few).map(([quantity, at, symbol]) =>
    aPosition({
      quantity: `${quantity}`,
      symbol: `S${symbol}`,
      at: instant(morning + at),
      contract:
        quantity === 1 ? aContract({ symbol: `S${symbol}`, multiplier: `${at + 1}` }) : null,
    }),
  ),
  fc
    .tuple(few, few)
    .map(([balance, at]) => aBalance({ balance: `${balance}`, at: instant(morning + at) })),
  fc
    .tuple(few, few, fc.boolean())
    .map(([fee, at, named]) =>
      aLedgerRow({ fee: `${fee}`, at: instant(morning + at), id: named ? `id${at}` : null }),
    ),
  fc.tuple(few, few).map(([mark, at]) => aQuote({ mark: `${mark}`, at: instant(morning + at) })),
  fc
    .tuple(few, few)
    .map(([close, at]) => aClose({ close: `${close + 1}`, at: instant(morning + at * 200 * day) })),
);
const file = fc.record({
  items: fc.array(item, { maxLength: 12 }),
  scopeAt: fc.option(few),
  undone: fc.boolean(),
});

function keep(
  store: Store,
  name: string,
  { items, scopeAt }: { items: StatementItem[]; scopeAt: number | null },
): void {
  const writer = store.beginImport(aFile(name));
  items.forEach((one, n) => writer.add(n + 1, [one], one.kind));
  if (scopeAt !== null) writer.scope('main', market('DERIBIT'), instant(morning + scopeAt));
  writer.fail({ line: 99, field: '', reason: 'malformed', message: name });
  writer.commit();
}

/** Without the numbers of imports, which differ between stores. */
function comparable(store: Store): unknown {
  return JSON.parse(
    JSON.stringify(contents(store), (key, value: unknown) => {
      if (key === 'statement') return null;
      return value instanceof Float64Array ? [...value] : value;
    }),
  );
}

describe('undoing imports', () => {
  it(
    'leaves what the others alone would have given, and redoing brings all back',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), (files) => {
          const store = aStore();
          files.forEach((one, n) => keep(store, `file ${n}`, one));
          const all = contents(store);
          const undone = store.imports().filter(({ id }) => files[id - 1]!.undone);
          for (const { id } of undone) store.undoImport(id);

          const others = aStore();
          files.forEach((one, n) => {
            if (!one.undone) keep(others, `file ${n}`, one);
          });
          expect(comparable(store)).toEqual(comparable(others));
          expect(store.check().problems).toEqual([]);

          for (const { id } of undone) store.redoImport(id);
          expect(contents(store)).toEqual(all);
          store.close();
          others.close();
        }),
        { numRuns: 30 },
      );
    },
  );

  it('is remembered with its time, and again changes nothing', () => {
    const store = aStore();
    const { id } = imported(store, 'a.csv', [aBalance()]);
    store.undoImport(id);
    store.undoImport(id);
    expect(store.imports()).toMatchObject([{ id, undoneAt: morning }]);
    expect(store.isEmpty()).toBe(true);
    store.redoImport(id);
    expect(store.imports()).toMatchObject([{ id, undoneAt: null }]);
    expect(store.isEmpty()).toBe(false);
  });

  it('of an import that is not there says so', () => {
    expect(() => aStore().undoImport(7)).toThrow(
      expect.objectContaining({
        kind: 'unknown-import',
        message: 'The store has no import number 7.',
      }),
    );
  });

  it('lets the same file be imported anew; redoing the first then doubles nothing', () => {
    const store = aStore();
    const items = [aLedgerRow(), aLedgerRow(), aLedgerRow({ id: '1', sequence: 1 }), aPosition()];
    const first = imported(store, 'a.csv', items);
    store.undoImport(first.id);
    const second = imported(store, 'a.csv', items);
    expect(second.verdicts).toEqual(['new', 'new', 'new', 'new']);
    store.redoImport(first.id);
    expect([...store.ledger(store.ledgerAccounts()[0]!)]).toHaveLength(3);
    expect(store.positions()).toHaveLength(1);
  });
});
