import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountChange } from '../../../../src/engine/margin/changes/account-change.ts';
import { changeReport } from '../../../../src/engine/margin/changes/report.ts';
import type { AccountInput, PricedPosition } from '../../../../src/engine/model/priced.ts';
import { undiscountedBlack } from '../../../../src/engine/pricing/black.ts';
import { instant, quantity } from '../../../../src/engine/values/units.ts';
import { anInstant, anInstrument } from '../../../support/builders.ts';
import { aTable, anInput, coins, dollars, held, linear, tiers } from '../account-input.ts';

const DAY = 86_400_000;
const editions = [
  tiers([aTable({ tiers: [{ upTo: 1e12, maintenanceRate: 0.01, leverage: 50, deduction: 0 }] })]),
  {
    ...tiers([
      aTable({ tiers: [{ upTo: 1e12, maintenanceRate: 0.02, leverage: 50, deduction: 0 }] }),
    ]),
    from: new Date(anInstant + DAY / 2).toISOString().slice(0, 10),
  },
];
const perpetual = linear('BTC-PERP', 'BTC');

/** A position that was entered at 60,000. */
function account(
  at: number,
  mark: number,
  count: number,
  cash: number,
  fields: Partial<AccountInput> = {},
): AccountInput {
  return anInput('TEST', 'tiered-cross', {
    editions,
    asOf: instant(at),
    positions: [held({ instrument: perpetual, quantity: count, mark, entry: 60_000 })],
    collateral: [dollars(cash)],
    ...fields,
  });
}

type Found = ReturnType<typeof accountChange>;

const steps = ({ steps: found }: Found): readonly (readonly unknown[])[] => {
  if (!found.ok) throw new Error(found.failure.message);
  return found.value.map(({ cause, asset, change }) => [
    asset === null ? cause : `${cause} ${asset}`,
    Math.round(change.equity * 1e6) / 1e6,
    change.maintenance === null ? null : Math.round(change.maintenance * 1e6) / 1e6,
  ]);
};

describe('by hand', () => {
  const today = account(anInstant, 60_000, 1, 10_000);

  test('a price that moves', () => {
    expect(steps(accountChange(today, account(anInstant + 1, 58_000, 1, 10_000)))).toEqual([
      ['price BTC', -2_000, -20],
    ]);
  });

  test('a trade and a deposit', () => {
    // 2 held instead of 1, 5,000 paid in.
    expect(steps(accountChange(today, account(anInstant + 1, 60_000, 2, 15_000)))).toEqual([
      ['holdings', 5_000, 600],
    ]);
  });

  test('margin numbers that come into force', () => {
    expect(steps(accountChange(today, account(anInstant + 2 * DAY, 60_000, 1, 10_000)))).toEqual([
      ['parameters', 0, 600],
    ]);
  });

  test('a coin that is collateral', () => {
    const fields = (rate: number): Partial<AccountInput> => ({
      positions: [],
      collateral: [coins(2, 'ETH', rate)],
    });
    const before = account(anInstant, 1, 0, 0, fields(3_000));
    const after = account(anInstant + 1, 1, 0, 0, fields(2_900));
    expect(steps(accountChange(before, after))).toEqual([['price ETH', -200, 0]]);
  });

  test('an account that is new or gone is holdings alone', () => {
    expect(steps(accountChange(null, today))).toEqual([['holdings', 10_000, 600]]);
    expect(steps(accountChange(today, null))).toEqual([['holdings', -10_000, -600]]);
  });

  test('an option: time, price, volatility, and what its mark moved beyond them', () => {
    const call = anInstrument({
      symbol: 'BTC-C',
      kind: 'option',
      expiry: instant(anInstant + 30 * DAY),
      option: { right: 'call', strike: 60_000, exercise: 'european' },
    });
    const black = (forward: number, years: number, volatility: number): number =>
      undiscountedBlack('call', forward, 60_000, volatility * Math.sqrt(years));
    const at = (spot: number, years: number, volatility: number, beyond: number): PricedPosition =>
      held({
        instrument: call,
        quantity: 2,
        mark: black(spot, years, volatility) + beyond,
        spot,
        forward: spot,
        volatility,
        years,
        entry: 0,
      });
    const years = [30 / 365, 29 / 365] as const;
    const input = (position: PricedPosition, when: number): AccountInput =>
      anInput('TEST', 'stated', { asOf: instant(when), positions: [position] });
    const found = accountChange(
      input(at(60_000, years[0], 0.5, 0), anInstant),
      input(at(62_000, years[1], 0.6, 7), anInstant + DAY),
    );
    const state = [
      black(60_000, years[0], 0.5),
      black(60_000, years[1], 0.5),
      black(62_000, years[1], 0.5),
      black(62_000, years[1], 0.6),
      black(62_000, years[1], 0.6) + 7,
    ];
    expect(steps(found).map(([cause, equity]) => [cause, equity])).toEqual(
      ['time', 'price BTC', 'volatility', 'marks'].map((cause, i) => [
        cause,
        expect.closeTo(2 * (state[i + 1]! - state[i]!), 5),
      ]),
    );
  });
});

const price = fc.double({ min: 20_000, max: 120_000, noNaN: true });
const some = fc.record({
  price,
  count: fc.integer({ min: -5, max: 5 }),
  cash: fc.integer({ min: 0, max: 100_000 }),
  rate: fc.double({ min: 0.5, max: 2, noNaN: true }),
});

test('the steps always add up to the whole change, and the total to all accounts', () => {
  fc.assert(
    fc.property(some, some, fc.nat(5), (a, b, days) => {
      const at = ({ price: mark, count, cash, rate }: typeof a, when: number): AccountInput =>
        account(when, mark, count, 0, {
          collateral: [dollars(cash), { ...coins(cash, 'EUR', rate) }],
          positions:
            count === 0
              ? []
              : [
                  {
                    ...held({ instrument: perpetual, quantity: count, mark, entry: 60_000 }),
                    position: {
                      ...held({ instrument: perpetual, quantity: count, mark }).position,
                      quantity: quantity(count),
                    },
                  },
                ],
        });
      const before = at(a, anInstant);
      const after = at(b, anInstant + 1 + days * DAY);
      const report = changeReport([before], [after], { from: before.asOf, to: after.asOf });
      const [found] = report.accounts;
      if (found?.before.ok !== true || !found.after.ok || !found.steps.ok) {
        throw new Error('not known');
      }
      for (const figure of ['equity', 'initial', 'maintenance'] as const) {
        const change = (found.after.value[figure] ?? 0) - (found.before.value[figure] ?? 0);
        for (const all of [found.steps.value, report.total]) {
          const sum = all.reduce((total, step) => total + (step.change[figure] ?? 0), 0);
          expect(sum).toBeCloseTo(change, 4);
        }
      }
    }),
  );
});
