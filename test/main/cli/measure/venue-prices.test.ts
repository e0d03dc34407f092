import { expect, test } from 'vitest';
import { answers, measured } from './measured.ts';

const sample = { bid: 100.5, ask: 101.5, index: 100 };

test('what a venue would mark a contract at, by its rule', () => {
  const found = answers(
    {
      measure: 'mark',
      rule: 'binance-perpetual',
      index: 100,
      lastFunding: 0.008,
      hoursToFunding: 4,
      samples: [sample, { bid: 99, ask: 101, index: 100 }],
      contractPrice: 103,
    },
    { measure: 'mark', rule: 'binance-delivery', index: 200, samples: [sample] },
    { measure: 'mark', rule: 'derive-perpetual', spot: 10, samples: [sample], cap: 0.06 },
    {
      measure: 'mark',
      rule: 'binance-option-volatility',
      bid: 0.1,
      ask: 2,
      band: { least: 0.4, most: 0.9 },
    },
    { measure: 'mark', rule: 'settlement', index: [100, 101, 105] },
  );
  const marks = [100.5, 201, 10.6, 0.65, 102];
  expect(found.map(({ mark }) => mark)).toEqual(marks.map((one) => expect.closeTo(one, 12)));
});

test('one funding payment by a venue’s rule, and its yearly pace', () => {
  const bounds = { least: -0.005, most: 0.005 };
  const found = answers(
    {
      measure: 'funding',
      rule: 'premium',
      premium: 0.002,
      interest: 0.0001,
      band: 0.0005,
      intervalHours: 1,
    },
    { measure: 'funding', rule: 'damped', mark: 10_010, index: 10_000, damper: 0.00025, bounds },
    { measure: 'funding', rule: 'bounded', premiums: [0.001, 0.003], interest: 0.0005, bounds },
  );
  const rates = [0.0015 / 8, 0.00075, 0.0015];
  expect(found.map(({ rate }) => rate)).toEqual(rates.map((one) => expect.closeTo(one, 12)));
  // 8,760 hours a year
  expect(found.map(({ annual }) => annual)).toMatchObject([
    { simple: expect.closeTo((0.0015 / 8) * 8760, 9) },
    { simple: expect.closeTo(0.00075 * 1095, 9) },
    { simple: expect.closeTo(0.0015 * 1095, 9) },
  ]);
});

test('an unknown rule and nonsense are refused by name', () => {
  const { status, stderr } = measured({
    requests: [
      { measure: 'mark', rule: 'guess' },
      { measure: 'mark', rule: 'settlement', index: [100, -1] },
    ],
  });
  expect(status).toBe(1);
  expect(stderr).toContain('rule');
  expect(stderr).toContain('index sample 2');
});

test('Derive’s liquidation auction of an account, solvent and not', () => {
  const numbers = {
    bufferShare: 0.15,
    feeShare: 0.1,
    firstDiscount: 0.05,
    slowDiscount: 0.3,
    fastSeconds: 900,
    slowSeconds: 43_200,
    insolventSeconds: 3600,
  };
  const account = { measure: 'liquidation-auction', numbers, maintenance: -15_000 };
  const [solvent, insolvent] = answers(
    { ...account, markToMarket: 10_000, seconds: 0 },
    { ...account, markToMarket: -4000, seconds: 600, share: 0.4 },
  );
  // −15,000 + 0.15 × −25,000; 18,750 ÷ (18,750 + 0.95 × 10,000)
  expect(solvent).toMatchObject({
    solvent: true,
    buffer: -18_750,
    largestShare: expect.closeTo(18_750 / 28_250, 12),
  });
  expect(insolvent).toMatchObject({ solvent: false, cost: expect.closeTo(-2333.333, 3) });
  const whole = { ...account, maintenance: 1, markToMarket: 5, seconds: 0 };
  expect(measured({ requests: [whole] }).stderr).toContain('not below maintenance');
});
