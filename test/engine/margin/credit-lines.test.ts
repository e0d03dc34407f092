import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  creditMargin,
  type CreditAccount,
  type CreditLine,
  type CreditMargin,
} from '../../../src/engine/margin/credit/lines.ts';
import { violations } from '../../../src/engine/margin/tree.ts';

const line = (fields: Partial<CreditLine> = {}): CreditLine => ({
  name: 'prime',
  limit: 1000,
  threshold: 0,
  minimumTransfer: 0,
  fee: 0,
  commitmentFee: 0,
  ...fields,
});

const account = (
  name: string,
  requirement: number,
  collateral: CreditAccount['collateral'] = [],
  on: string | null = 'prime',
): CreditAccount => ({ name, requirement, collateral, line: on });

const own = (value: number) => ({ name: 'own', value, borrowedOn: null });
const loan = (value: number, borrowedOn = 'prime') => ({ name: 'loan', value, borrowedOn });

function margin(lines: readonly CreditLine[], accounts: readonly CreditAccount[]): CreditMargin {
  const found = creditMargin(lines, accounts, 'USD');
  if (!found.ok) throw new Error(found.failure.message);
  expect([...violations(found.value.cover), ...violations(found.value.requirement)]).toEqual([]);
  return found.value;
}

describe('a line', () => {
  test('covers what collateral does not, up to its limit, by hand', () => {
    const { accounts, lines } = margin(
      [line()],
      [account('A', 700, [own(100)]), account('B', 600)],
    );
    expect(accounts.map(({ drawn, uncovered }) => [drawn, uncovered])).toEqual([
      [600, 0],
      [400, 200],
    ]);
    expect(lines[0]).toMatchObject({ utilisation: 1, headroom: 0, unsecured: 1000 });
  });

  test('is not counted twice: as collateral of one account and as credit of another', () => {
    const { accounts, lines } = margin(
      [line()],
      [account('A', 300, [loan(700)], null), account('B', 600)],
    );
    expect(accounts[0]).toMatchObject({ collateral: 700, drawn: 0, uncovered: 0 });
    expect(accounts[1]).toMatchObject({ drawn: 300, uncovered: 300 });
    expect(lines[0]).toMatchObject({ borrowed: 700, drawn: 300, headroom: 0 });
  });

  test('borrowed beyond its limit is refused, and so is a line that is not there or there twice', () => {
    expect(creditMargin([line()], [account('A', 0, [loan(1200)])], 'USD')).toMatchObject({
      failure: { reason: 'limit-exceeded', message: expect.stringContaining('200') },
    });
    expect(creditMargin([line()], [account('A', 0, [loan(1, 'other')])], 'USD')).toMatchObject({
      failure: { message: 'A: there is no line "other"' },
    });
    expect(creditMargin([line(), line()], [account('A', 0)], 'USD')).toMatchObject({
      failure: { message: expect.stringContaining('twice') },
    });
  });

  test('is called beyond its threshold where that is worth a transfer; fees run on both parts', () => {
    const called = (requirement: number) =>
      margin(
        [line({ threshold: 300, minimumTransfer: 50, fee: 0.073, commitmentFee: 0.0073 })],
        [account('A', requirement)],
      ).lines[0];
    expect(called(340)?.call).toBe(0);
    expect(called(350)?.call).toBe(50);
    // 400 × 7.3 % + 600 × 0.73 %, a 365th
    expect(called(400)?.feePerDay).toBeCloseTo((400 * 0.073 + 600 * 0.0073) / 365, 12);
  });

  test('whatever the accounts, no more is used than the limit, and every need is covered or told', () => {
    const amount = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 6 }), (drawn) => {
        const accounts = drawn.map(([requirement, value], i) =>
          account(`${i}`, requirement, [own(value)]),
        );
        const found = margin([line({ limit: 700 })], accounts);
        const used = found.lines[0];
        expect((used?.borrowed ?? 0) + (used?.drawn ?? 0)).toBeLessThanOrEqual(700);
        for (const one of found.accounts) {
          expect(one.collateral + one.drawn + one.uncovered).toBeGreaterThanOrEqual(
            one.requirement,
          );
        }
      }),
    );
  });
});
