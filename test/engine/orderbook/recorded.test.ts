import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { InstrumentKind } from '../../../src/engine/model/instrument.ts';
import { consolidated } from '../../../src/engine/orderbook/consolidated.ts';
import { depthWithin, type SideDepth } from '../../../src/engine/orderbook/depth.ts';
import { topOfBook } from '../../../src/engine/orderbook/top-of-book.ts';
import { asset, market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInstrument } from '../../support/builders.ts';
import { itWithSharedData } from '../../support/shared-data.ts';
import { value } from './books.ts';
import { recordedBook, type RecordedBook } from './recorded-binance.ts';

const script = fileURLToPath(new URL('rebuild_books.py', import.meta.url));
const python = spawnSync('python3', ['--version']).status === 0;

const usdt = asset('USDT');
const RATE = 1.0003;
const DISTANCES = [1, 2, 5, 10, 25, 50];
// exchange times between the snapshots of 2024-08-08 23:54:17 UTC and the end of the recording
const TIMES = [1723161262000, 1723161275000, 1723161290500, 1723161311111, 1723161330000];

const contracts = {
  spot: anInstrument({
    symbol: 'BTCUSDT',
    market: market('BINANCE-SPOT'),
    kind: 'spot',
    quote: usdt,
  }),
  usdm: anInstrument({ symbol: 'BTCUSDT', market: market('BINANCE-USDM'), quote: usdt }),
  // contracts of 100 dollars
  coinm: anInstrument({
    symbol: 'BTCUSD_PERP',
    market: market('BINANCE-COINM'),
    payoff: 'inverse',
    settlement: asset('BTC'),
    multiplier: 100,
  }),
};
const files = {
  spot: 'spot_btcusdt.log.gz',
  usdm: 'usdm_btcusdt.log.gz',
  coinm: 'coinm_btcusd_perp.log.gz',
};
type Name = keyof typeof files;
const names: readonly Name[] = ['spot', 'usdm', 'coinm'];

/** What the script prints for one time. */
type Rebuilt = {
  readonly mid: number;
  readonly bid: number;
  readonly ask: number;
  readonly depths: readonly Readonly<Record<'bids' | 'asks', Partial<Record<Name, number>>>>[];
};

const folderOf = (data: string): string => path.join(data, 'ws', 'binance-3venues-20240808');

function replayed(data: string): Record<Name, RecordedBook> {
  const of = (name: Name): RecordedBook =>
    recordedBook(path.join(folderOf(data), files[name]), contracts[name], TIMES);
  return { spot: of('spot'), usdm: of('usdm'), coinm: of('coinm') };
}

function rebuilt(data: string): readonly Rebuilt[] {
  const asked = [script, folderOf(data), String(RATE), DISTANCES.join(','), TIMES.join(',')];
  const { status, stdout, stderr } = spawnSync('python3', asked, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const kinds = new Set<InstrumentKind>(['spot', 'perpetual']);
const rates = {
  reporting: asset('USD'),
  spots: new Map([[usdt, { value: RATE, at: instant(0), source: 'test' }]]),
};

function expectSame(found: SideDepth, expected: Partial<Record<Name, number>>): void {
  let total = 0;
  for (const name of names) {
    const share = found.shares.find(({ instrument }) => instrument === contracts[name].id);
    const wanted = expected[name] ?? 0;
    total += wanted;
    expect(Math.abs((share?.quantity ?? 0) - wanted)).toBeLessThanOrEqual(1e-9 * (wanted + 1));
  }
  expect(Math.abs(found.quantity - total)).toBeLessThanOrEqual(1e-9 * (total + 1));
}

describe('three books recorded at Binance on 2024-08-08', () => {
  itWithSharedData('show the best prices that the venue sent beside them', (data) => {
    for (const { compared, different } of Object.values(replayed(data))) {
      expect(compared).toBeGreaterThan(50);
      expect(different).toBe(0);
    }
  });

  const name = 'merge to the depth that another program finds, at every time and distance';
  if (python) itWithSharedData(name, compareDepths);
  else it.skip(`${name} (skipped: no python3)`, () => undefined);
});

function compareDepths(data: string): void {
  const books = replayed(data);
  const expected = rebuilt(data);
  expect(expected).toHaveLength(TIMES.length);
  for (const [i, at] of expected.entries()) {
    const request = { underlying: asset('BTC'), kinds, skew: 0, late: 'kept' } as const;
    const ladder = consolidated(
      names.map((one) => books[one].at[i]!),
      request,
      rates,
    );
    expect(ladder.leftOut).toEqual([]);
    const top = value(topOfBook(ladder));
    expect(top.mid).toBeCloseTo(at.mid, 6);
    expect(top.bid.price).toBeCloseTo(at.bid, 6);
    expect(top.ask.price).toBeCloseTo(at.ask, 6);
    // 3 basis points of USDT above the dollar put its bids above the asks of the dollar contract
    expect(ladder.crossing?.width ?? 0).toBeCloseTo(Math.max(at.bid - at.ask, 0), 6);
    for (const [k, distance] of DISTANCES.entries()) {
      const depth = value(depthWithin(ladder, distance));
      expectSame(depth.bids, at.depths[k]!.bids);
      expectSame(depth.asks, at.depths[k]!.asks);
    }
    const widest = at.depths.at(-1)!;
    for (const one of names) expect(widest.bids[one]).toBeGreaterThan(1);
  }
}
