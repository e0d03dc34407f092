import { describe, expect, test } from 'vitest';
import type { Requirement } from '../../../src/engine/contract/snapshot.ts';
import { accountMargin, type AccountFigures } from '../../../src/engine/margin/account.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { AccountInput } from '../../../src/engine/model/priced.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { fail, failure } from '../../../src/engine/values/outcome.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInstant } from '../../support/builders.ts';
import { anInput, aTable, coins, dollars, held, inverse, linear, tiers } from './account-input.ts';

const unknown = fail('not-applicable', 'the house did not look');
const house: Requirement = { initial: unknown, maintenance: unknown };
const figures = (input: AccountInput): AccountFigures => accountMargin(input, house);
const editions = [
  tiers([aTable({ tiers: [{ upTo: 1e9, maintenanceRate: 0.01, leverage: 10, deduction: 0 }] })]),
];
const perp = linear('BTC-PERP', 'BTC');

const account = (balance: number, fields: Partial<AccountInput> = {}): AccountInput =>
  anInput('TEST', 'tiered-cross', {
    positions: [held({ instrument: perp, quantity: 10, mark: 100 })],
    collateral: [dollars(balance)],
    editions,
    ...fields,
  });

describe('margin ratio and what is available', () => {
  test('maintenance ÷ equity, equity − initial', () => {
    const found = figures(account(40));
    // 1,000 × 1 % ÷ 40; 40 − 1,000 ÷ 10
    expect(found.marginRatio).toEqual({ ok: true, value: 0.25 });
    expect(found.available).toEqual({ ok: true, value: -60 });
    expect(found.edition).toContain('from 2000-01-01');
    expect(found.modelName).toBe('Tiered margin, cross');
    expect(found.liquidations.map(({ underlying }) => underlying)).toEqual(['BTC']);
  });

  test('without equity there is no ratio, and the reason says what is owed', () => {
    const found = figures(account(-5));
    expect(found.marginRatio).toMatchObject({ ok: false, failure: { reason: 'limit-exceeded' } });
  });

  test('an empty account needs nothing and has no ratio', () => {
    const found = figures(anInput('TEST', 'tiered-cross'));
    expect(found.marginRatio).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
    expect(found.available).toEqual({ ok: true, value: 0 });
  });

  test('an incomplete figure is not shown as if it were whole', () => {
    const lacks = failure('missing-market-data', 'no mark of the option X', 'file.csv line 3');
    const found = figures(account(40, { lacking: [lacks] }));
    expect(found.marginRatio).toEqual(
      fail(
        'missing-market-data',
        'incomplete, 25 % without: no mark of the option X',
        'file.csv line 3',
      ),
    );
    expect(found.available.ok).toBe(false);
    expect(found.liquidations).toEqual([]);
    expect(found.equity.ok && found.equity.value.value).toBe(40);
  });

  test('a balance without a price merely supports nothing: the ratio errs on the safe side', () => {
    const aside = failure('missing-market-data', 'no price of DUST');
    const found = figures(account(40, { uncounted: [aside] }));
    expect(found.marginRatio).toEqual({ ok: true, value: 0.25 });
    expect(found.equity.ok && found.equity.value.lacking).toEqual([aside]);
  });
});

const need = (of: Requirement): number => {
  if (!of.initial.ok) throw new Error(of.initial.failure.message);
  expect(violations(of.initial.value)).toEqual([]);
  return of.initial.value.value;
};

const stated = (
  name: 'equity' | 'initialMargin' | 'maintenanceMargin',
  value: number,
  of = 'EUR',
) => ({
  name,
  asset: asset(of),
  value,
  at: anInstant,
  source: 'values.xml',
});

describe('ways to margin one account', () => {
  test('Deribit: all four, none added to another', () => {
    const call = { right: 'call', strike: 90_000, exercise: 'european' } as const;
    const perpetual = inverse('BTC-PERPETUAL', 'BTC', 'DERIBIT');
    const option = {
      ...inverse('BTC-C', 'BTC', 'DERIBIT'),
      kind: 'option' as const,
      option: call,
      priceUnit: 'underlying' as const,
    };
    const input = anInput('DERIBIT', 'deribit-pm', {
      positions: [
        held({ instrument: option, quantity: -5, mark: 0.03, spot: 82_000, years: 0.1 }),
        held({ instrument: perpetual, quantity: 160_000, mark: 82_000, entry: 80_000 }),
      ],
      collateral: [coins(3, 'BTC', 82_000)],
    });
    const { alternatives, requirement, edition } = figures(input);
    expect(need(alternatives.portfolio)).toBe(need(requirement));
    // A covered call: what the perpetual gains stands against the call in the scan alone.
    expect(need(alternatives.portfolio)).toBeLessThan(need(alternatives.cross));
    expect(need(alternatives.cross)).toBeLessThanOrEqual(need(alternatives.isolated));
    expect(alternatives.house).toBe(house);
    expect(edition).toContain('2026-09-23');
  });

  test('a venue without a known risk-based model says so', () => {
    const { alternatives } = figures(account(40));
    expect(alternatives.portfolio.initial).toMatchObject({ failure: { reason: 'not-published' } });
    expect(alternatives.cross.initial.ok).toBe(true);
  });

  test('a venue’s own figures where its model is not built', () => {
    const base = anInput('IBKR', 'stated', { collateral: [coins(10, 'EUR', 1.1)] });
    const found = figures({
      ...base,
      account: {
        ...base.account,
        stated: [
          stated('equity', 500),
          stated('initialMargin', 200),
          stated('maintenanceMargin', 100),
        ],
      },
    });
    expect(found.marginRatio).toMatchObject({ ok: true });
    expect(found.marginRatio.ok && found.marginRatio.value).toBeCloseTo(0.2, 12);
    expect(found.available.ok && found.available.value).toBeCloseTo(330, 9);
    expect(found.alternatives.cross.initial).toMatchObject({
      failure: { reason: 'not-published' },
    });
    expect(found.liquidations).toEqual([]);
    const older = { ...stated('maintenanceMargin', 900), at: instant(anInstant - 1) };
    const later = figures({
      ...base,
      account: {
        ...base.account,
        stated: [stated('equity', 500), stated('maintenanceMargin', 100), older],
      },
    });
    expect(later.marginRatio.ok && later.marginRatio.value).toBeCloseTo(0.2, 12);
    const silent = figures(base);
    expect(silent.requirement.initial).toMatchObject({ failure: { reason: 'missing-field' } });
  });
});
