import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountMargin, type AccountFigures } from '../../../src/engine/margin/account.ts';
import type { Level, WarningLimits } from '../../../src/engine/model/parameters.ts';
import { fail, failure } from '../../../src/engine/values/outcome.ts';
import { ratio } from '../../../src/engine/values/units.ts';
import { assessWarnings } from '../../../src/engine/warnings/assess.ts';
import { levelOf } from '../../../src/engine/warnings/level.ts';
import { figure, percentage } from '../../../src/engine/warnings/wording.ts';
import { anInput, aTable, dollars, held, linear, tiers } from '../margin/account-input.ts';

const limits: WarningLimits = {
  watch: ratio(0.6),
  call: ratio(0.8),
  liquidation: ratio(1),
  hysteresis: ratio(0.05),
};
const ranks: Record<Level, number> = { ok: 0, watch: 1, call: 2, liquidation: 3 };
const levels: readonly Level[] = ['ok', 'watch', 'call', 'liquidation'];

const at = (value: number, last: Level = 'ok'): Level =>
  levelOf({ kind: 'ratio', value }, limits, last);

test('begin at their limit', () => {
  expect([0.59, 0.6, 0.8, 1, 7].map((one) => at(one))).toEqual([
    'ok',
    'watch',
    'call',
    'liquidation',
    'liquidation',
  ]);
});

describe('levels', () => {
  test('are left only below the limit by the hysteresis', () => {
    expect(at(0.76, 'call')).toBe('call');
    expect(at(0.74, 'call')).toBe('watch');
    expect(at(0.56, 'call')).toBe('watch');
    expect(at(0.54, 'call')).toBe('ok');
    expect(at(0.96, 'liquidation')).toBe('liquidation');
    expect(at(0.76, 'watch')).toBe('watch');
  });

  test('a higher ratio never gives a milder level', () => {
    const ratios = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(ratios, ratios, fc.constantFrom(...levels), (a, b, last) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(ranks[at(high, last)]).toBeGreaterThanOrEqual(ranks[at(low, last)]);
      }),
    );
  });

  test('a worse past never gives a milder level', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (value) => {
        const found = levels.map((last) => ranks[at(value, last)]);
        expect(found).toEqual(found.toSorted((x, y) => x - y));
      }),
    );
  });

  test('no equity is liquidation; what is unknown stays as it was', () => {
    expect(levelOf({ kind: 'exhausted' }, limits, 'ok')).toBe('liquidation');
    expect(levels.map((last) => levelOf({ kind: 'unknown' }, limits, last))).toEqual(levels);
  });
});

const none = fail('not-applicable', 'not looked at');
const house = { initial: none, maintenance: none };
const perp = linear('BTC-PERP', 'BTC');

/** 1,000 dollars of notional, 100 of maintenance margin. */
const figures = (
  balance: number,
  lacking = [] as readonly ReturnType<typeof failure>[],
): AccountFigures =>
  accountMargin(
    anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: perp, quantity: 10, mark: 100 })],
      collateral: [dollars(balance)],
      lacking,
      editions: [
        tiers([
          aTable({ tiers: [{ upTo: 1e9, maintenanceRate: 0.1, leverage: 5, deduction: 0 }] }),
        ]),
      ],
    }),
    house,
  );

describe('warnings', () => {
  test('say why, by how much, and what would help', () => {
    const { accounts, warnings } = assessWarnings([figures(120)], limits, new Map());
    expect(accounts.map(({ level }) => level)).toEqual(['call']);
    const [warning] = warnings;
    // 100 ÷ (0.8 − 0.05) − 120 = 13.33; 100 − 120 × 0.75 = 10
    expect(warning).toMatchObject({
      id: 'margin|TEST:main',
      level: 'call',
      title: 'Test main: margin call',
    });
    expect(warning?.shortfall).toBeCloseTo(13.3333333, 6);
    expect(warning?.cause).toContain(
      'Equity is 120 USD, maintenance margin 100 USD, 83.3 % of it; the limit is 80.0 %.',
    );
    expect(warning?.cause).toContain('BTC-PERP asks for 100 USD');
    // 120 + 10 (p − 100) = p → p = 880 ÷ 9
    expect(warning?.cause).toContain('Liquidation is at BTC 97.78, −2.2 % from 100.');
    expect(warning?.remedy).toBe(
      'Add 13.33 USD of collateral to come to 75.0 %, or cut maintenance margin by 10.00 USD (10.0 % of it).',
    );
  });

  test('a total that the venue states is not told as a part of itself', () => {
    const base = anInput('IBKR', 'stated', { collateral: [dollars(110)] });
    const stated = {
      name: 'maintenanceMargin' as const,
      asset: base.reporting,
      value: 100,
      at: base.asOf,
      source: 'values.xml',
    };
    const of = accountMargin({ ...base, account: { ...base.account, stated: [stated] } }, house);
    const { warnings } = assessWarnings([of], limits, new Map());
    expect(warnings[0]?.level).toBe('call');
    expect(warnings[0]?.cause).not.toContain('asks for');
  });

  test('the remedy is enough to leave the level', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 166, noNaN: true }), (balance) => {
        const first = assessWarnings([figures(balance)], limits, new Map());
        const level = first.accounts[0]?.level ?? 'ok';
        const missing = first.warnings[0]?.shortfall ?? 0;
        const last = new Map(first.accounts.map((one) => [one.account, one.level]));
        const after = assessWarnings([figures(balance + missing + 1e-6)], limits, last);
        expect(ranks[after.accounts[0]?.level ?? 'ok']).toBeLessThan(ranks[level]);
      }),
      { numRuns: 40 },
    );
  });

  test('without equity: liquidation, though there is no ratio', () => {
    const { accounts, warnings } = assessWarnings([figures(-10)], limits, new Map());
    expect(accounts[0]?.marginRatio.ok).toBe(false);
    expect(warnings[0]).toMatchObject({ level: 'liquidation' });
    // 100 ÷ 0.95 + 10
    expect(warnings[0]?.shortfall).toBeCloseTo(115.263158, 5);
  });

  test('gaps are told beside the level that the known part gives', () => {
    const gap = failure('missing-market-data', 'no price of XYZ', 'file.csv line 2');
    const { accounts, warnings } = assessWarnings([figures(110, [gap])], limits, new Map());
    expect(accounts[0]?.level).toBe('call');
    expect(warnings.map(({ id }) => id)).toEqual(['margin|TEST:main', 'data|TEST:main']);
    expect(warnings[1]?.cause).toContain('no price of XYZ');
  });

  test('unknown figures keep the last level and say so', () => {
    const unknown = { ...figures(110), equity: fail('missing-market-data', 'no balances') };
    const last = new Map([[unknown.account, 'call' as const]]);
    const { accounts, warnings } = assessWarnings([unknown], limits, last);
    expect(accounts[0]?.level).toBe('call');
    expect(warnings[0]?.cause).toContain('unknown now: no balances');
    expect(warnings[0]?.shortfall).toBeNull();
  });

  test('the worst comes first, quiet accounts give none, faults of the data are kept', () => {
    const fault = failure('stale-market-data', 'the feed is silent', 'DERIBIT');
    const all = assessWarnings([figures(1e6), figures(150), figures(50)], limits, new Map(), [
      fault,
    ]);
    expect(all.warnings.map(({ level }) => level)).toEqual(['liquidation', 'watch', 'watch']);
    expect(all.warnings.at(-1)).toMatchObject({
      account: null,
      cause: 'the feed is silent (DERIBIT)',
    });
  });
});

test('figures in sentences', () => {
  expect([0, 0.0123, 1.5, 1234567.8, -1234].map(figure)).toEqual([
    '0',
    '0.0123',
    '1.50',
    '1\u202F234\u202F568',
    '−1\u202F234',
  ]);
  expect(percentage(-0.083)).toBe('−8.3 %');
});
