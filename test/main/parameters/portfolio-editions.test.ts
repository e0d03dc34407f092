import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { editionOf } from '../../../src/main/parameters/edition-document.ts';

const shipped = (name: string): Record<string, unknown> => {
  const file = fileURLToPath(new URL(`../../../resources/margin/${name}`, import.meta.url));
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
};

/** What is said of an edition whose numbers are a shipped one's with one list or number replaced. */
function fault(name: string, numbers: Record<string, unknown>): string {
  const content = shipped(name);
  const own = content['numbers'] as Record<string, unknown>;
  const found = editionOf({ ...content, numbers: { ...own, ...numbers } }, name);
  return found.ok ? '' : `${found.failure.at ?? ''} ${found.failure.message}`;
}

const okx = 'okx/2024-12-30-portfolio.json';
const fitted = 'okx/2024-12-30-portfolio-fitted.json';
const bybit = 'bybit/2026-03-24-portfolio.json';
const binance = 'binance/2024-10-01-portfolio.json';
const btc = { underlyings: ['BTC'] };

describe('nonsense is refused, the file and the field named', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    [
      'moves that fall',
      okx,
      { spotShocks: [{ ...btc, moves: [0.1, 0] }] },
      'spotShocks[0].moves[1]',
    ],
    [
      'a move to nothing',
      okx,
      { spotShocks: [{ ...btc, moves: [-1, 0] }] },
      'spotShocks[0].moves[0]',
    ],
    ['no moves', okx, { spotShocks: [{ ...btc, moves: [] }] }, 'spotShocks[0].moves'],
    [
      'an underlying named twice',
      okx,
      {
        spotShocks: [
          { ...btc, moves: [0] },
          { ...btc, moves: [0] },
        ],
      },
      'spotShocks[1].underlyings: BTC is named twice',
    ],
    ['a factor below 1', okx, { initialFactor: 0.9 }, 'initialFactor'],
    [
      'steps that overlap',
      okx,
      {
        reductionSteps: [
          {
            ...btc,
            steps: [
              { upTo: 10, rate: 1 },
              { upTo: 5, rate: 2 },
            ],
          },
        ],
      },
      'reductionSteps[0].steps[1].upTo: was 5, not above 10',
    ],
    [
      'a step after the rest',
      okx,
      {
        reductionSteps: [
          {
            ...btc,
            steps: [
              { upTo: null, rate: 1 },
              { upTo: 5, rate: 2 },
            ],
          },
        ],
      },
      'reductionSteps[0].steps[1].upTo',
    ],
    [
      'a negative rate',
      fitted,
      { basis: [{ ...btc, perpetualRate: -0.1 }] },
      'basis[0].perpetualRate',
    ],
    [
      'a far move of nothing',
      fitted,
      { extremes: [{ ...btc, move: 0, share: 0.5 }] },
      'extremes[0].move',
    ],
    [
      'a share above 1',
      fitted,
      { extremes: [{ ...btc, move: 0.3, share: 2 }] },
      'extremes[0].share',
    ],
    [
      'a price row that rises',
      fitted,
      {
        depeg: [
          { priceFrom: 0.9, steps: [{ upTo: null, rate: 0 }] },
          { priceFrom: 0.95, steps: [{ upTo: null, rate: 0 }] },
        ],
      },
      'depeg[1].priceFrom: was 0.95, not below the one before',
    ],
    [
      'debt without a rate',
      bybit,
      { borrowing: [{ assets: ['BTC'], upTo: null, maintenanceRate: 0.1 }] },
      'borrowing[0].initialRate',
    ],
    [
      'debt that is cheaper to open than to keep',
      bybit,
      { borrowing: [{ assets: ['BTC'], upTo: null, maintenanceRate: 0.1, initialRate: 0.05 }] },
      'borrowing[0].initialRate: was below the maintenance rate',
    ],
    [
      'a shock above 1',
      bybit,
      { volatilityShocks: [{ ...btc, shock: 2 }] },
      'volatilityShocks[0].shock',
    ],
    ['a misspelt list', bybit, { pricegrids: [] }, 'pricegrids'],
    [
      'levels that fall',
      binance,
      {
        levels: [
          { atMost: 2, action: 'a' },
          { atMost: 1, action: 'b' },
        ],
      },
      'was 1, not above the one before',
    ],
    [
      'loan leverage below 1',
      binance,
      { loans: [{ leverage: 0, maintenanceRate: 0 }] },
      'loans[0].leverage',
    ],
  ])('%s', (_, name, numbers, message) => {
    expect(fault(name, numbers)).toContain(name);
    expect(fault(name, numbers)).toContain(message);
  });

  test('an edition that states nothing', () => {
    for (const name of [okx, bybit, binance]) {
      const found = editionOf({ ...shipped(name), numbers: {} }, name);
      expect(found.ok ? '' : found.failure.message).toContain('states no number');
    }
  });
});

test('what is not published of a seller rule has words', () => {
  const name = 'binance/2026-09-25-options.json';
  const [rule] = (shipped(name)['numbers'] as { readonly options: readonly object[] }).options;
  expect(fault(name, { options: [{ ...rule, unconfirmed: '' }] })).toContain('unconfirmed');
  expect(fault(name, { options: [{ ...rule, maintenanceFloor: -1 }] })).toContain(
    'maintenanceFloor',
  );
});
