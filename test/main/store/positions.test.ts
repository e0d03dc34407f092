import { describe, expect, it } from 'vitest';
import { market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import type { PositionItem } from '../../../src/main/imports/format.ts';
import type { Store } from '../../../src/main/store/open.ts';
import { aFile, aPosition, hour, morning } from './support/items.ts';
import { aStore } from './support/stores.ts';

/** Keeps positions `[symbol, quantity, hour]`; with `scope`, as all there is at that hour. */
function snapshot(
  store: Store,
  rows: readonly (readonly [symbol: string, quantity: string, hour: number])[],
  options: { readonly scope?: number; readonly over?: Partial<PositionItem> } = {},
): void {
  const writer = store.beginImport(aFile(`${store.imports().length}.json`));
  rows.forEach(([symbol, quantity, at], n) =>
    writer.add(
      n + 1,
      [aPosition({ symbol, quantity, at: instant(morning + at * hour), ...options.over })],
      '',
    ),
  );
  if (options.scope !== undefined) {
    writer.scope('main', market('DERIBIT'), instant(morning + options.scope * hour));
  }
  writer.commit();
}

const held = (store: Store, atHour?: number): string[] =>
  store
    .positions(atHour === undefined ? undefined : instant(morning + atHour * hour))
    .map(({ item }) => `${item.symbol} ${item.quantity}`);

describe('current positions', () => {
  it('are those of the newest whole statement: what it lacks is closed', () => {
    const store = aStore();
    snapshot(
      store,
      [
        ['A', '1', 0],
        ['B', '2', 0],
      ],
      { scope: 0 },
    );
    snapshot(store, [['B', '3', 1]], { scope: 1 });
    expect(held(store)).toEqual(['B 3']);
    expect(store.scopes()).toMatchObject([
      { item: { account: 'main', market: 'DERIBIT', at: morning + hour } },
    ]);
  });

  it('are none when the newest whole statement holds none', () => {
    const store = aStore();
    snapshot(store, [['A', '1', 0]], { scope: 0 });
    snapshot(store, [], { scope: 1 });
    expect(held(store)).toEqual([]);
  });

  it('follow time, not the order of import', () => {
    const store = aStore();
    snapshot(store, [['A', '9', 5]], { scope: 5 });
    snapshot(
      store,
      [
        ['A', '1', 0],
        ['B', '2', 0],
      ],
      { scope: 0 },
    );
    expect(held(store)).toEqual(['A 9']);
  });

  it('include rows of a whole statement that it dates earlier', () => {
    const store = aStore();
    snapshot(store, [['A', '1', 0]], { scope: 1 });
    snapshot(
      store,
      [
        ['A', '1', -20],
        ['B', '2', -10],
      ],
      { scope: 2 },
    );
    expect(held(store)).toEqual(['A 1', 'B 2']);
  });

  it('without a whole statement are the newest of each instrument', () => {
    const store = aStore();
    snapshot(store, [
      ['A', '1', 0],
      ['B', '2', 0],
    ]);
    snapshot(store, [
      ['B', '3', 1],
      ['C', '4', 1],
    ]);
    expect(held(store)).toEqual(['A 1', 'B 3', 'C 4']);
  });

  it('take later partial statements on top of a whole one', () => {
    const store = aStore();
    snapshot(
      store,
      [
        ['A', '1', 0],
        ['B', '2', 0],
      ],
      { scope: 0 },
    );
    snapshot(store, [
      ['B', '5', -1],
      ['A', '7', 1],
      ['C', '3', 1],
    ]);
    expect(held(store)).toEqual(['A 7', 'B 2', 'C 3']);
  });

  it('leave out what a row closes with zero', () => {
    const store = aStore();
    snapshot(store, [
      ['A', '1', 0],
      ['B', '2', 0],
    ]);
    snapshot(store, [
      ['A', '0.000', 1],
      ['B', '-0.0000000001', 1],
    ]);
    expect(held(store)).toEqual(['B -0.0000000001']);
  });

  it('keep both sides of a hedge and equal lots of one statement', () => {
    const store = aStore();
    snapshot(
      store,
      [
        ['A', '5', 0],
        ['A', '-3', 0],
        ['B', '1', 0],
        ['B', '1', 0],
      ],
      { scope: 0 },
    );
    expect(held(store)).toEqual(['A 5', 'A -3', 'B 1', 'B 1']);
  });

  it('are told apart by account and market', () => {
    const store = aStore();
    snapshot(store, [['A', '1', 0]], { scope: 0 });
    snapshot(store, [['A', '2', 0]], { over: { account: 'other' } });
    snapshot(store, [['A', '3', 0]], { over: { market: market('BINANCE-USDM') } });
    expect(store.positions().map(({ item }) => [item.account, item.market, item.quantity])).toEqual(
      [
        ['main', 'BINANCE-USDM', '3'],
        ['main', 'DERIBIT', '1'],
        ['other', 'DERIBIT', '2'],
      ],
    );
  });

  it('can be asked for as of a past instant', () => {
    const store = aStore();
    snapshot(
      store,
      [
        ['A', '1', 0],
        ['B', '2', 0],
      ],
      { scope: 0 },
    );
    snapshot(store, [['A', '7', 2]]);
    snapshot(store, [['B', '3', 4]], { scope: 4 });
    expect(held(store, -1)).toEqual([]);
    expect(held(store, 0)).toEqual(['A 1', 'B 2']);
    expect(held(store, 2)).toEqual(['A 7', 'B 2']);
    expect(held(store, 4)).toEqual(['B 3']);
    expect(held(store)).toEqual(['B 3']);
  });
});
