import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { GasNow } from '../../../src/engine/contract/gas.ts';
import type { Quote } from '../../../src/engine/model/market.ts';
import { asset, type Asset } from '../../../src/engine/values/ids.ts';
import { fail, ok } from '../../../src/engine/values/outcome.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { loadTransferTable } from '../../../src/main/parameters/transfer-table.ts';
import type { StoredSeries } from '../../../src/main/store/prices.ts';
import { withTable, type CostsInForce } from '../../../src/main/workstation/tabled-costs.ts';

const NOW = instant(Date.UTC(2026, 10, 27, 12));
const table = loadTransferTable(join(new URL('../../..', import.meta.url).pathname, 'resources'));

const spots = new Map<Asset, Quote>([[asset('ETH'), { value: 3_000, at: NOW, source: 'a test' }]]);

const gas: GasNow = {
  chainId: 42_161,
  chain: 'Arbitrum',
  coin: asset('ETH'),
  at: instant(NOW - 60_000),
  block: 1,
  baseFee: 9e7,
  blobBaseFee: null,
  price: { patient: 9e7, usual: 1e8, urgent: 2e8 },
  dataFee: ok(0),
};

const history: StoredSeries = {
  asset: asset('ETH-GAS'),
  quote: asset('WEI'),
  interval: 'day',
  at: Float64Array.of(Date.UTC(2026, 10, 24)),
  closes: Float64Array.of(20e9),
  source: 'gas.csv',
};

const own: CostsInForce = {
  costs: { transfers: [], trading: [] },
  terms: { concentration: [], borrowing: [], selling: [] },
};

const inForce = (live: readonly GasNow[], stored: readonly StoredSeries[] = []): CostsInForce =>
  withTable(
    own,
    table,
    { spots },
    { reporting: asset('USD'), pegged: [asset('USDC')] },
    { series: stored, live },
    NOW,
  );

test('with the price of gas on Arbitrum, moving from OKX to Hyperliquid has a price', () => {
  const { costs } = inForce([gas]);
  const found = costs.transfers.find(({ from, to }) => from === 'OKX' && to === 'HYPERLIQUID');
  // Half a dollar out; 90,000 gas × 0.1 gwei × 3,000 in.
  expect(found).toMatchObject({ bridgeFee: 0.5, minutes: 8 });
  expect(found?.gas).toBeCloseTo(0.027, 12);
  expect(found?.basis).toContain('live, 1 min old');
  expect(found?.basis).toContain('a third party');
});

test('without it that is not known, and gas of another chain does not stand in', () => {
  expect(inForce([]).costs.transfers).toEqual([]);
  expect(inForce([], [history]).costs.transfers).toEqual([]);
  const untold = { ...gas, dataFee: fail('unsupported-operation', 'no such function there') };
  expect(inForce([untold]).costs.transfers).toEqual([]);
});

test('a bridge whose gas nobody states has no cost, and what is not known of the way is told', () => {
  const { costs } = inForce([gas]);
  expect(costs.transfers.some(({ to }) => to === 'DERIVE')).toBe(false);
  const found = costs.unpriced?.find(({ from, to }) => from === 'OKX' && to === 'DERIVE');
  // 7 minutes out of OKX, 1 over CCTP by Fast Transfer, 10 into Derive.
  expect(found).toMatchObject({ asset: 'USDC', minutes: 18 });
  expect(found?.lacking).toContain('gas of CCTP Fast Transfer');
  expect(found?.lacking).toContain('fee of depositing at DERIVE');
});

test('what is held on a chain costs something to take out; what a venue holds does not', () => {
  const { terms } = inForce([]);
  expect(terms.takingOut?.map(({ venue, fixed }) => [venue, fixed])).toEqual([['HYPERLIQUID', 1]]);
});
