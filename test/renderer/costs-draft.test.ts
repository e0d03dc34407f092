import { expect, test } from 'vitest';
import type { CostsDocument } from '../../src/engine/contract/costs-document.ts';
import {
  draftOf,
  emptyRow,
  tradingColumns,
  transferColumns,
  typedCosts,
} from '../../src/renderer/views/margin/costs-draft.ts';

const costs: CostsDocument = {
  transfers: [
    {
      from: 'OKX',
      to: 'BYBIT',
      asset: 'USDT',
      gas: 1.5,
      bridgeFee: 2,
      bridgeRate: 0.0005,
      minutes: 12,
    },
  ],
  trading: [
    { venue: 'OKX', symbol: null, halfSpread: 0.0001, fee: 0.0005 },
    { venue: 'OKX', symbol: 'BTC-USDT-SWAP', halfSpread: 0.00005, fee: 0.0002 },
  ],
};

test('what is shown is what is read back, fractions in per cent', () => {
  const draft = draftOf(costs);
  expect(draft.transfers).toEqual([['OKX', 'BYBIT', 'USDT', '1.5', '2', '0.05', '12']]);
  expect(draft.trading[0]).toEqual(['OKX', '', '0.01', '0.05']);
  expect(typedCosts(draft)).toEqual({ costs });
});

test('a comma is a decimal point', () => {
  const row = ['OKX', 'BYBIT', 'USDT', '1,5', '0', '0', '1'];
  expect(typedCosts({ transfers: [row], trading: [] })).toMatchObject({
    costs: { transfers: [{ gas: 1.5 }] },
  });
});

test.each([
  ['Transfer 1: From is empty', { transfers: [emptyRow(transferColumns)], trading: [] }],
  ['Trading cost 1: Venue is empty', { transfers: [], trading: [emptyRow(tradingColumns)] }],
  [
    'Trading cost 2: Fee % was "101"',
    {
      transfers: [],
      trading: [
        ['A', '', '0', '0'],
        ['B', '', '0', '101'],
      ],
    },
  ],
  ['Transfer 1: Gas was "-1"', { transfers: [['A', 'B', 'C', '-1', '0', '0', '1']], trading: [] }],
  ['Transfer 1: Minutes was ""', { transfers: [['A', 'B', 'C', '1', '0', '0', ' ']], trading: [] }],
  ['Transfer 1: Gas was "x"', { transfers: [['A', 'B', 'C', 'x', '0', '0', '1']], trading: [] }],
])('%s', (fault, draft) => {
  const found = typedCosts(draft);
  expect('fault' in found ? found.fault : '').toContain(fault);
});
