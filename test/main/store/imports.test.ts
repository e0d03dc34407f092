import { describe, expect, it } from 'vitest';
import { instant } from '../../../src/engine/values/units.ts';
import {
  aBalance,
  aClose,
  aContract,
  aFigure,
  aFile,
  aLedgerRow,
  aPosition,
  aQuote,
  morning,
} from './support/items.ts';
import { aReader, aStore, contents, imported } from './support/stores.ts';

const everyKind = [
  aPosition(),
  aBalance(),
  aFigure(),
  aLedgerRow(),
  aLedgerRow({ id: '77', sequence: 1 }),
  aContract(),
  aQuote(),
  aClose(),
];

describe('an import', () => {
  it('gives back every field as it was kept, decimals to the last digit', () => {
    const store = aStore();
    const { verdicts, report } = imported(store, 'all.csv', everyKind);
    expect(verdicts).toEqual(everyKind.map(() => 'new'));
    expect(report).toMatchObject({ rows: 8, kept: 8, unchanged: 0, failures: [] });
    const [ledger] = store.ledgerAccounts();
    expect(ledger).toEqual({ venue: 'DERIBIT', account: 'main' });
    expect(store.positions().map(({ item }) => item)).toEqual([everyKind[0]]);
    expect(store.balances().map(({ item }) => item)).toEqual([everyKind[1]]);
    expect(store.figures().map(({ item }) => item)).toEqual([everyKind[2]]);
    expect([...store.ledger(ledger!)].map(({ item }) => item)).toEqual(everyKind.slice(3, 5));
    expect(store.contracts().map(({ item }) => item)).toEqual([everyKind[5]]);
    expect(store.quotes().map(({ item }) => item)).toEqual([everyKind[6]]);
    expect(store.priceSeries()).toMatchObject([
      { asset: 'BTC', quote: 'USD', interval: 'day', source: 'all.csv' },
    ]);
    expect([...store.priceSeries()[0]!.closes]).toEqual([91000.5]);
  });

  it('remembers the file and the line of each row', () => {
    const store = aStore();
    const { id } = imported(store, 'positions.csv', [aBalance(), aPosition()]);
    expect(store.positions()[0]?.origin).toEqual({
      statement: id,
      file: 'positions.csv',
      format: 'deribit-test',
      venue: 'DERIBIT',
      line: 3,
    });
  });

  it('keeps the contract that a row itself states, and gives it back with the row', () => {
    const store = aStore();
    const contract = aContract();
    const rows = [
      aPosition({ symbol: contract.symbol, contract }),
      aLedgerRow({ symbol: contract.symbol, contract }),
      aLedgerRow({ symbol: contract.symbol, contract, sequence: 1 }),
    ];
    imported(store, 'broker.xml', rows);
    expect(store.positions()[0]?.item.contract).toEqual(contract);
    expect([...store.ledger(store.ledgerAccounts()[0]!)].map(({ item }) => item)).toEqual(
      rows.slice(1),
    );
    expect(store.contracts()).toHaveLength(1);
    expect(store.check().problems).toEqual([]);
  });

  it('keeps failures, notes and the equation rows = kept + unchanged + failures', () => {
    const store = aStore();
    imported(store, 'old.csv', [aBalance()]);
    const writer = store.beginImport(aFile('new.csv'));
    const failure = {
      line: 3,
      field: 'Size',
      reason: 'malformed',
      message: '"12x" is no number',
    } as const;
    expect(writer.add(2, [aBalance()], 'balance').verdict).toBe('same');
    expect(writer.fail(failure)).toEqual({
      line: 3,
      verdict: 'failed',
      summary: failure.message,
      failure,
    });
    expect(writer.add(4, [aPosition()], 'position').verdict).toBe('new');
    expect(writer.add(5, [], 'a total').verdict).toBe('same');
    writer.note('times taken as UTC');
    const report = writer.commit();
    expect(report).toMatchObject({ rows: 4, kept: 1, unchanged: 2, failures: [failure] });
    const [record] = store.imports();
    expect(record?.report).toEqual(report);
    expect(record?.report.notes).toEqual(['times taken as UTC']);
    expect(store.failures()).toMatchObject([
      { item: failure, origin: { file: 'new.csv', line: 3 } },
    ]);
    expect(store.check().problems).toEqual([]);
  });

  it('of the same bytes again changes nothing and adds no statement', () => {
    const store = aStore();
    const first = imported(store, 'all.csv', everyKind);
    const before = contents(store);
    const again = imported(store, 'all.csv', everyKind);
    expect(again.verdicts).toEqual(everyKind.map(() => 'same'));
    expect(again.report).toMatchObject({ rows: 8, kept: 0, unchanged: 8 });
    expect(again.id).toBe(first.id);
    expect(contents(store)).toEqual(before);
  });

  it('of the same rows in another file changes nothing', () => {
    const store = aStore();
    imported(store, 'all.csv', everyKind);
    const before = [...store.ledger(store.ledgerAccounts()[0]!)].map(({ item }) => item);
    const again = imported(store, 'all (2).csv', everyKind);
    expect(again.verdicts).toEqual(everyKind.map(() => 'same'));
    expect(again.report).toMatchObject({ rows: 8, kept: 0, unchanged: 8 });
    expect([...store.ledger(store.ledgerAccounts()[0]!)].map(({ item }) => item)).toEqual(before);
    expect(store.positions()).toHaveLength(1);
  });

  it('of the same bytes for another account is another import', () => {
    const store = aStore();
    imported(store, 'all.csv', [aBalance()]);
    const writer = store.beginImport(aFile('all.csv', { account: 'hedge' }));
    expect(writer.repeats).toBeNull();
    expect(writer.add(2, [aBalance({ account: 'hedge' })], '').verdict).toBe('new');
    writer.commit();
    expect(store.balances()).toHaveLength(2);
  });

  it('of an overlapping part adds only what is new, with and without ids of the venue', () => {
    const rows = Array.from({ length: 6 }, (_, n) =>
      aLedgerRow({ at: instant(morning + n), sequence: n, id: n % 2 === 0 ? `id-${n}` : null }),
    );
    const store = aStore();
    imported(store, 'january-march.csv', rows.slice(0, 4));
    const second = imported(store, 'march-june.csv', rows.slice(2));
    expect(second.verdicts).toEqual(['same', 'same', 'new', 'new']);
    expect(second.report).toMatchObject({ rows: 4, kept: 2, unchanged: 2 });
    expect([...store.ledger(store.ledgerAccounts()[0]!)].map(({ item }) => item)).toEqual(rows);
  });

  it('keeps genuine repetitions within a file, and counts them once across files', () => {
    const store = aStore();
    const fill = aLedgerRow();
    const first = imported(store, 'fills.csv', [fill, fill]);
    expect(first.verdicts).toEqual(['new', 'new']);
    const second = imported(store, 'more fills.csv', [fill, fill, fill]);
    expect(second.verdicts).toEqual(['same', 'same', 'new']);
    expect([...store.ledger(store.ledgerAccounts()[0]!)]).toHaveLength(3);
  });

  it('takes the same id of the venue twice in a file for one row', () => {
    const store = aStore();
    const row = aLedgerRow({ id: '9001' });
    expect(imported(store, 'joined.csv', [row, row]).verdicts).toEqual(['new', 'same']);
    expect([...store.ledger(store.ledgerAccounts()[0]!)]).toHaveLength(1);
    expect(store.check().problems).toEqual([]);
  });

  it('keeps rows of one id that differ in type: a trade and its fee', () => {
    const store = aStore();
    const trade = aLedgerRow({ id: '9001' });
    const fee = aLedgerRow({ id: '9001', type: 'fee', sequence: 1 });
    imported(store, 'part one.csv', [trade, fee]);
    // The cut between two parts may fall between the two rows.
    expect(imported(store, 'part two.csv', [fee]).verdicts).toEqual(['same']);
    expect([...store.ledger(store.ledgerAccounts()[0]!)].map(({ item }) => item)).toEqual([
      trade,
      fee,
    ]);
  });

  it('shows a corrected row as changed, and the correction stands', () => {
    const store = aStore();
    imported(store, 'first.csv', [aLedgerRow({ id: '1', fee: '0.1' }), aBalance({ balance: '1' })]);
    const second = imported(store, 'second.csv', [
      aLedgerRow({ id: '1', fee: '0.2' }),
      aBalance({ balance: '2' }),
    ]);
    expect(second.verdicts).toEqual(['changed', 'changed']);
    expect(second.report).toMatchObject({ rows: 2, kept: 2, unchanged: 0 });
    expect([...store.ledger(store.ledgerAccounts()[0]!)].map(({ item }) => item.fee)).toEqual([
      '0.2',
    ]);
    expect(store.balances().map(({ item }) => item.balance)).toEqual(['2']);
    // And back: what stands counts, not what was ever said.
    expect(imported(store, 'third.csv', [aBalance({ balance: '1' })]).verdicts).toEqual([
      'changed',
    ]);
  });

  it('stays apart from readers until it is committed', () => {
    const store = aStore();
    const beside = aReader(store.path);
    const writer = store.beginImport(aFile('a.csv'));
    writer.add(2, [aPosition()], '');
    expect(store.positions()).toEqual([]);
    expect(beside.positions()).toEqual([]);
    writer.commit();
    expect(store.positions()).toHaveLength(1);
    expect(beside.positions()).toHaveLength(1);
  });

  it('previewed gives the verdicts of the commit and leaves nothing', () => {
    const store = aStore();
    imported(store, 'old.csv', [aBalance({ balance: '1' }), aFigure()]);
    const before = contents(store);
    const items = [aBalance({ balance: '2' }), aFigure(), aPosition()];
    const preview = store.beginImport(aFile('new.csv'));
    const verdicts = items.map((item, n) => preview.add(n + 2, [item], '').verdict);
    const foretold = preview.preview();
    expect(contents(store)).toEqual(before);
    expect(store.imports()).toHaveLength(1);
    const { verdicts: done, report } = imported(store, 'new.csv', items);
    expect(done).toEqual(['changed', 'same', 'new']);
    expect(verdicts).toEqual(done);
    expect(foretold).toEqual(report);
  });

  it('cancelled leaves nothing and lets the next one begin', () => {
    const store = aStore();
    const writer = store.beginImport(aFile('a.csv'));
    writer.add(2, [aPosition(), aClose()], '');
    writer.rollback();
    writer.rollback();
    expect(store.isEmpty()).toBe(true);
    expect(imported(store, 'a.csv', [aPosition()]).verdicts).toEqual(['new']);
    expect(() => writer.add(3, [], '')).toThrow('Invariant');
  });

  it('refuses other changes while it runs, but takes levels', () => {
    const store = aStore();
    const { id } = imported(store, 'a.csv', [aPosition()]);
    const writer = store.beginImport(aFile('b.csv'));
    for (const change of [
      () => store.beginImport(aFile('c.csv')),
      () => store.undoImport(id),
      () => store.putSetting('theme', 'dark'),
    ]) {
      expect(change).toThrow(expect.objectContaining({ kind: 'busy' }));
    }
    store.putLevels(new Map([['DERIBIT:main' as never, 'call']]));
    expect([...store.levels()]).toEqual([['DERIBIT:main', 'call']]);
    writer.rollback();
    store.close();
    expect([...aStore(store.path).levels()]).toEqual([['DERIBIT:main', 'call']]);
  });

  it('fails a row whose price no number can hold, and keeps the rest', () => {
    const store = aStore();
    const writer = store.beginImport(aFile('a.csv'));
    const huge = `1${'0'.repeat(400)}`;
    expect(writer.add(2, [aClose({ close: huge })], '').verdict).toBe('failed');
    expect(writer.add(3, [aClose()], '').verdict).toBe('new');
    expect(writer.commit()).toMatchObject({ rows: 2, kept: 1, failures: [{ line: 2 }] });
  });
});
