import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountMargin } from '../../../src/engine/margin/account.ts';
import { equity } from '../../../src/engine/margin/equity.ts';
import { answerOf, portfolioAlternative } from '../../../src/engine/margin/models.ts';
import { crossMargin } from '../../../src/engine/margin/pools.ts';
import { binancePortfolioMargin, uniLevel } from '../../../src/engine/margin/portfolio/binance.ts';
import { tieredRule } from '../../../src/engine/margin/tiered.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { AccountInput, PricedPosition } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { fail } from '../../../src/engine/values/outcome.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInput, coins, held, inverse, linear, published } from './account-input.ts';
import { value } from './nodes.ts';

const usdt = asset('USDT');
const dollarPerpetual = {
  ...linear('BTCUSDT', 'BTC', 'BINANCE-USDM'),
  settlement: usdt,
  quote: usdt,
};
const coinPerpetual = { ...inverse('BTCUSD_PERP', 'BTC', 'BINANCE-COINM'), multiplier: 100 };
const account = (
  positions: readonly PricedPosition[],
  fields: Partial<AccountInput> = {},
): AccountInput =>
  anInput('BINANCE', 'binance-pm', {
    positions,
    collateral: [coins(10_000, 'USDT', 1)],
    ...fields,
  });
const figures = (input: AccountInput) => {
  const { initial, maintenance } = binancePortfolioMargin(input).requirement;
  return { initial: value(initial), maintenance: value(maintenance) };
};
const none = fail('not-applicable', 'not looked at');

describe('the inputs of the venue’s worked account, whose result is not readable', () => {
  // BTCUSDT short 0.05 @ 52,000 and BTCUSD long 10,000 USD @ 50,000, both at 40,000: +600 USDT, −0.05 BTC
  const input = account(
    [
      held({ instrument: dollarPerpetual, quantity: -0.05, mark: 40_000, entry: 52_000 }),
      held({ instrument: coinPerpetual, quantity: 100, mark: 40_000, entry: 50_000 }),
    ],
    { collateral: [coins(5000, 'USDT', 1), coins(0.1, 'BTC', 40_000)] },
  );

  test('one equity of both wallets, unrealised P&L inside', () => {
    const found = accountMargin(input, { initial: none, maintenance: none });
    expect(value(found.equity).value).toBeCloseTo(5000 + 600 + 40_000 * (0.1 - 0.05), 9);
  });

  test('maintenance is the brackets’ of both: 0.4 % of 2,000 USDT and of 0.25 BTC', () => {
    expect(figures(input).maintenance.value).toBeCloseTo(2000 * 0.004 + 0.25 * 0.004 * 40_000, 9);
    expect(figures(input).maintenance.note).toContain('normal');
  });
});

test('a loan needs its lowest published rate, and lacks the leverage of the account', () => {
  const input = account([], { collateral: [coins(-0.04, 'BTC', 50_000), coins(5000, 'USDT', 1)] });
  const { initial, maintenance } = figures(input);
  expect(maintenance.value).toBeCloseTo(0.04 * 0.05 * 50_000, 9);
  expect(maintenance.lacking?.map(({ reason }) => reason)).toEqual(['missing-field']);
  expect(initial.lacking?.map(({ reason }) => reason)).toEqual(['not-published']);
});

test('a symbol without brackets beside a loan: the loan stands, the symbol is named', () => {
  const unknown = held({
    instrument: { ...dollarPerpetual, symbol: 'NEWUSDT' },
    quantity: 1,
    mark: 10,
  });
  const input = account([unknown], { collateral: [coins(-1, 'ETH', 2000)] });
  const maintenance = value(binancePortfolioMargin(input).requirement.maintenance);
  expect(maintenance.value).toBeCloseTo(100, 9);
  expect(maintenance.lacking?.some(({ message }) => message.includes('NEWUSDT'))).toBe(true);
});

describe('levels of uniMMR', () => {
  const levels = published
    .flatMap((one) => (one.model === 'binance-pm' && one.from === '2024-10-01' ? [one] : []))
    .flatMap(({ numbers }) => numbers.levels ?? []);

  test.each([
    [1.51, 'normal'],
    [1.5, 'reminder'],
    [1.2, 'reduce-only'],
    [1.05, 'liquidation'],
    [1, 'bankruptcy'],
    [-3, 'bankruptcy'],
  ])('%d is %s', (ratio, level) => expect(uniLevel(ratio, levels)).toBe(level));

  test('stand in the note of the requirement, by the edition of the day', () => {
    const short = held({ instrument: dollarPerpetual, quantity: -1, mark: 40_000, entry: 40_000 });
    const poor = account([short], { collateral: [coins(255, 'USDT', 1)] });
    // 40,000 × 0.4 % = 160
    expect(figures(poor).maintenance.note).toBe('uniMMR = equity ÷ this = 159.38 %, normal');
    const less = account([short], { collateral: [coins(200, 'USDT', 1)] });
    expect(figures(less).maintenance.note).toContain('reminder');
  });
});

test('before the brackets were known there is no figure', () => {
  const short = held({ instrument: dollarPerpetual, quantity: -1, mark: 40_000 });
  const input = account([short], { asOf: instant(Date.parse('2020-01-01')) });
  const { maintenance } = binancePortfolioMargin(input).requirement;
  expect(maintenance.ok ? null : maintenance.failure.reason).toBe('not-published');
});

test('without loans it needs what cross margin needs, and is the account’s alternative', () => {
  fc.assert(
    fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (a, b) => {
      const input = account([
        held({ instrument: dollarPerpetual, quantity: a, mark: 40_000 }),
        held({ instrument: coinPerpetual, quantity: b * 100, mark: 40_000 }),
      ]);
      const cross = crossMargin(input, tieredRule(input)).requirement;
      const { initial, maintenance } = figures(input);
      expect(initial.value).toBe(value(cross.initial).value);
      expect(maintenance.value).toBe(value(cross.maintenance).value);
      expect([...violations(initial), ...violations(maintenance)]).toEqual([]);
      expect(value(portfolioAlternative(input).maintenance).value).toBe(maintenance.value);
      expect(answerOf(input).name).toBe('Binance Portfolio Margin');
    }),
  );
});

test('equity is what min(net × index × rate, net × index) adds up to', () => {
  const amount = fc.double({ min: -10, max: 10, noNaN: true });
  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(amount, amount, rate, rate, (btc, eth, first, second) => {
      const input = account([], {
        collateral: [coins(btc, 'BTC', 50_000), coins(eth, 'ETH', 2000)],
      });
      const haircuts = [
        { asset: 'BTC', haircut: 1 - first },
        { asset: 'ETH', haircut: 1 - second },
      ];
      const edition = {
        venue: input.account.venue,
        model: 'collateral' as const,
        from: '2020-01-01',
        source: 'made up for a test',
        standing: 'third-party' as const,
        numbers: { haircuts },
      };
      const expected =
        Math.min(btc * 50_000 * first, btc * 50_000) + Math.min(eth * 2000 * second, eth * 2000);
      expect(equity({ ...input, editions: [edition] }).value).toBeCloseTo(expected, 6);
    }),
  );
});
