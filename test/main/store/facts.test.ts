import { describe, expect, it } from 'vitest';
import { asset, marginAccountId, venue } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import {
  aBalance,
  aContract,
  aFigure,
  aFile,
  aLedgerRow,
  aQuote,
  hour,
  morning,
} from './support/items.ts';
import { aStore, imported } from './support/stores.ts';

const at = (hours: number): ReturnType<typeof instant> => instant(morning + hours * hour);

describe('facts as of an instant', () => {
  it('are the newest balance and figure of each asset, by time and not by import', () => {
    const store = aStore();
    imported(store, 'late.csv', [
      aBalance({ balance: '3', at: at(2) }),
      aFigure({ value: '30', at: at(2) }),
      aFigure({ name: 'initialMargin', value: '5', at: at(1) }),
    ]);
    imported(store, 'early.csv', [
      aBalance({ balance: '1', at: at(0) }),
      aBalance({ asset: asset('ETH'), balance: '8', at: at(0) }),
      aFigure({ value: '10', at: at(0) }),
    ]);
    const balances = (hours: number): string[] =>
      store.balances(at(hours)).map(({ item }) => `${item.asset} ${item.balance}`);
    expect(balances(-1)).toEqual([]);
    expect(balances(0)).toEqual(['BTC 1', 'ETH 8']);
    expect(balances(2)).toEqual(['BTC 3', 'ETH 8']);
    expect(store.figures(at(1)).map(({ item }) => `${item.name} ${item.value}`)).toEqual([
      'equity 10',
      'initialMargin 5',
    ]);
    expect(store.figures().map(({ item }) => item.value)).toEqual(['30', '5']);
  });

  it('are quotes at or before it, of the file imported last where times are equal', () => {
    const store = aStore();
    imported(store, 'one.csv', [
      aQuote({ mark: '1', at: at(0) }),
      aQuote({ mark: '2', at: at(1) }),
    ]);
    imported(store, 'two.csv', [aQuote({ mark: '1.5', at: at(0) })]);
    expect(store.quotes(at(-1))).toEqual([]);
    expect(store.quotes(at(0.5)).map(({ item }) => item.mark)).toEqual(['1.5']);
    expect(store.quotes().map(({ item }) => item.mark)).toEqual(['2']);
  });

  it('are the contract as stated last', () => {
    const store = aStore();
    imported(store, 'one.csv', [aContract({ multiplier: '1' })]);
    imported(store, 'two.csv', [aContract({ multiplier: '10' })]);
    expect(store.contracts().map(({ item }) => item.multiplier)).toEqual(['10']);
  });

  it('are the contract of the statements from before it where there are any', () => {
    const store = aStore();
    // A balance dates each statement.
    imported(store, 'one.csv', [aContract({ multiplier: '1' }), aBalance({ at: at(0) })]);
    imported(store, 'two.csv', [aContract({ multiplier: '10' }), aBalance({ at: at(5) })]);
    expect(store.contracts(at(1)).map(({ item }) => item.multiplier)).toEqual(['1']);
    expect(store.contracts(at(5)).map(({ item }) => item.multiplier)).toEqual(['10']);
    expect(store.contracts(at(-9)).map(({ item }) => item.multiplier)).toEqual(['10']);
  });

  it('are the ledger up to it, by time, then sequence, then line', () => {
    const store = aStore();
    imported(store, 'newest first.csv', [
      aLedgerRow({ at: at(2), sequence: 4, fee: '4' }),
      aLedgerRow({ at: at(1), sequence: 3, fee: '3' }),
      aLedgerRow({ at: at(1), sequence: 2, fee: '2a' }),
      aLedgerRow({ at: at(1), sequence: 2, fee: '2b' }),
      aLedgerRow({ at: instant(-5), sequence: 9, fee: 'before 1970' }),
    ]);
    const main = { venue: venue('DERIBIT'), account: 'main' };
    const fees = (hours: number): unknown[] =>
      [...store.ledger(main, at(hours))].map(({ item }) => item.fee);
    expect(fees(1)).toEqual(['before 1970', '2a', '2b', '3']);
    expect(fees(2)).toEqual(['before 1970', '2a', '2b', '3', '4']);
    expect([...store.ledger({ ...main, account: 'other' })]).toEqual([]);
    expect([...store.ledger({ ...main, venue: venue('BYBIT') })]).toEqual([]);
  });

  it('are whole ledgers however many pages they take', () => {
    const store = aStore();
    const writer = store.beginImport(aFile('long.csv'));
    // 12,001 rows, each time shared by seven: pages of 5,000 end within such a group.
    for (let n = 0; n < 12_001; n++) {
      const row = aLedgerRow({
        at: instant(morning + Math.floor(n / 7)),
        sequence: n % 7,
        id: `${n}`,
      });
      writer.add(n + 2, [row], '');
    }
    writer.commit();
    const ids = [...store.ledger(store.ledgerAccounts()[0]!)].map(({ item }) => Number(item.id));
    expect(ids).toEqual(Array.from({ length: 12_001 }, (_, n) => n));
  });
});

describe('what the workstation remembers', () => {
  it('are mappings by name, the last one put', () => {
    const store = aStore();
    store.putMapping({ name: 'desk', columns: { quantity: 'Qty' } });
    store.putMapping({ name: 'desk', columns: { quantity: 'Size', symbol: 'Ticker' } });
    store.putMapping({ name: 'broker', columns: {} });
    expect(store.mappings()).toEqual([
      { name: 'broker', columns: {} },
      { name: 'desk', columns: { quantity: 'Size', symbol: 'Ticker' } },
    ]);
  });

  it('are exactly the levels of the last run', () => {
    const store = aStore();
    const [first, second] = [marginAccountId('DERIBIT:main'), marginAccountId('BYBIT:desk')];
    store.putLevels(
      new Map([
        [first, 'watch'],
        [second, 'call'],
      ]),
    );
    store.putLevels(new Map([[second, 'liquidation']]));
    expect([...store.levels()]).toEqual([['BYBIT:desk', 'liquidation']]);
  });

  it('are settings of any plain shape; unknown ones are undefined', () => {
    const store = aStore();
    store.putSetting('limits', { watch: 0.6, list: [1, null] });
    expect(store.setting('limits')).toEqual({ watch: 0.6, list: [1, null] });
    expect(store.setting('toString')).toBeUndefined();
  });

  it('are the margin editions used, each once, a corrected one beside the first', () => {
    const store = aStore();
    const edition = {
      venue: venue('DERIBIT'),
      model: 'deribit-sm',
      from: '2026-01-01',
      source: 'published page',
      standing: 'published',
      numbers: { initial: '0.02' },
    } as const;
    store.putEditionsUsed([edition, edition]);
    store.putEditionsUsed([edition, { ...edition, numbers: { initial: '0.03' } }]);
    expect(store.editionsUsed()).toHaveLength(2);
    expect(store.editionsUsed()).toContainEqual(edition);
  });
});
