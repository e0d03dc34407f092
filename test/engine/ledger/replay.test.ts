import { describe, expect, test } from 'vitest';
import { replay, type Averaging, type LedgerEntry } from '../../../src/engine/ledger/replay.ts';
import { asset, market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';

const deribit = market('DERIBIT');

let sequence = 0;
function row(fields: Partial<LedgerEntry>): LedgerEntry {
  sequence += 1;
  return {
    at: instant(1_700_000_000_000),
    type: 'trade',
    market: deribit,
    symbol: 'BTC-PERPETUAL',
    quantity: null,
    price: null,
    positionAfter: null,
    asset: null,
    change: null,
    balanceAfter: null,
    source: `log.csv line ${sequence}`,
    ...fields,
  };
}
const all = (): Averaging => 'by price';

describe('positions from trades', () => {
  test('adding averages the entry, reducing keeps it, closing leaves nothing', () => {
    // (10 × 100 + 30 × 120) ÷ 40 = 115, by hand
    const built = [row({ quantity: '10', price: '100' }), row({ quantity: '30', price: '120' })];
    expect(replay(built, all).positions[0]).toMatchObject({ quantity: '40', entryPrice: '115' });
    const reduced = [...built, row({ quantity: '-15', price: '200' })];
    expect(replay(reduced, all).positions[0]).toMatchObject({ quantity: '25', entryPrice: '115' });
    expect(replay([...reduced, row({ quantity: '-25', price: '90' })], all).positions).toEqual([]);
  });

  test('an inverse contract averages the reciprocals of its prices', () => {
    // 10 at 100 and 30 at 120 earn like 40 at 40 ÷ (10/100 + 30/120) = 40 ÷ 0.35
    const rows = [row({ quantity: '10', price: '100' }), row({ quantity: '30', price: '120' })];
    const [held] = replay(rows, () => 'by reciprocal').positions;
    expect(Number(held?.entryPrice)).toBeCloseTo(40 / 0.35, 12);
  });

  test('a flip starts at the price of the trade that flipped it', () => {
    const rows = [row({ quantity: '5', price: '100' }), row({ quantity: '-8', price: '90' })];
    expect(replay(rows, all).positions[0]).toMatchObject({ quantity: '-3', entryPrice: '90' });
  });

  test('decimals stay exact', () => {
    const rows = [row({ quantity: '0.1', price: '1' }), row({ quantity: '0.2', price: '1' })];
    expect(replay(rows, all).positions[0]?.quantity).toBe('0.3');
  });

  test('a delivery takes the position to zero', () => {
    const rows = [
      row({ quantity: '0.5', price: '0.02', positionAfter: '0.5' }),
      row({ type: 'delivery', quantity: '-0.5', positionAfter: '0' }),
    ];
    expect(replay(rows, all).positions).toEqual([]);
  });
});

describe('what the venue states wins', () => {
  test('a ledger that begins in the middle has the stated position and no entry', () => {
    const rows = [row({ quantity: '10', price: '100', positionAfter: '250' })];
    const { positions, conflicts } = replay(rows, all);
    expect(positions[0]).toMatchObject({ quantity: '250', entryPrice: null });
    expect(conflicts).toEqual([]);
  });

  test('a gap inside the ledger is reported with its line', () => {
    const rows = [
      row({ quantity: '10', price: '100', positionAfter: '10' }),
      row({ quantity: '5', price: '100', positionAfter: '40' }),
    ];
    const { positions, conflicts } = replay(rows, all);
    expect(positions[0]?.quantity).toBe('40');
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toMatchObject({ reason: 'conflict', at: rows[1]?.source });
  });
});

test('balances: the last stated one, else the sum of changes', () => {
  const btc = asset('BTC');
  const usdt = asset('USDT');
  const rows = [
    row({ type: 'deposit', asset: usdt, change: '100.10' }),
    row({ type: 'fee', asset: usdt, change: '-0.20' }),
    row({ type: 'deposit', asset: btc, change: '1', balanceAfter: '7.5' }),
  ];
  const found = new Map(replay(rows, all).balances.map((one) => [one.asset, one.balance]));
  expect(found).toEqual(
    new Map([
      [usdt, '99.9'],
      [btc, '7.5'],
    ]),
  );
});

test('spot trades move balances, not positions', () => {
  const rows = [row({ quantity: '1', price: '10', asset: asset('BTC'), change: '1' })];
  const { positions, balances } = replay(rows, () => null);
  expect(positions).toEqual([]);
  expect(balances[0]?.balance).toBe('1');
});

test('changes below nothing mean that the ledger starts late: the balance is unknown', () => {
  const rows = [row({ type: 'trade', asset: asset('SOL'), change: '-2.5' })];
  const { balances, conflicts } = replay(rows, all);
  expect(balances).toEqual([]);
  expect(conflicts[0]?.message).toContain('-2.5');
});

test('a negative balance that the venue states is a debt', () => {
  const rows = [
    row({ type: 'interest', asset: asset('USDT'), change: '-1', balanceAfter: '-300' }),
  ];
  expect(replay(rows, all).balances[0]?.balance).toBe('-300');
});
