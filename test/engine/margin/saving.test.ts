import { describe, expect, test } from 'vitest';
import { violations } from '../../../src/engine/margin/tree.ts';
import { run } from '../../../src/engine/run.ts';
import { marginAccountId } from '../../../src/engine/values/ids.ts';
import { quantity } from '../../../src/engine/values/units.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const input = aRiskInput();

function stepsOf(of: typeof input): readonly [number, number, number] {
  const { steps, saving } = run(of).houseView;
  if (steps === null || saving === null || saving.amount === null) throw new Error('no saving');
  expect(violations(steps)).toEqual([]);
  expect(steps.value).toBeCloseTo(saving.amount, 6);
  const [rules, netting, together] = steps.parts.map(({ value }) => value);
  return [rules ?? Number.NaN, netting ?? Number.NaN, together ?? Number.NaN];
}

describe('the steps of the saving', () => {
  test('add up to it, and neither netting nor diversification costs anything', () => {
    const [, netting, together] = stepsOf(input);
    expect(netting).toBeGreaterThanOrEqual(-1e-6);
    expect(together).toBeGreaterThanOrEqual(-1e-6);
  });

  test('with every position held the other way at another account, netting is all there is', () => {
    const [first] = input.book.accounts;
    if (first === undefined) throw new Error('no account');
    const mirror = marginAccountId('TEST:mirror');
    const book = {
      ...input.book,
      accounts: [...input.book.accounts, { ...first, id: mirror, name: 'Mirror' }],
      collateral: [],
      positions: input.book.positions.flatMap((one) => [
        one,
        {
          ...one,
          id: `mirror ${one.id}`,
          account: mirror,
          quantity: quantity(0 - one.quantity),
        },
      ]),
    };
    const [, netting, together] = stepsOf({ ...input, book });
    const { house } = run({ ...input, book }).houseView;
    expect(house.ok && house.value.value).toBeCloseTo(0, 6);
    expect(together).toBeCloseTo(0, 6);
    expect(netting).toBeGreaterThan(0);
  });

  test('an underlying that cannot be measured is no saving of nothing', () => {
    const lost = { ...input, history: input.history.filter(({ asset }) => asset !== 'ETH') };
    const netting = run(lost).houseView.steps?.parts[1]?.parts.map(({ label }) => label) ?? [];
    expect(run(lost).notIncluded.map(({ what }) => what)).toContain('ETH-PERP');
    expect(netting).toContain('BTC');
    expect(netting).not.toContain('ETH');
  });

  test('without a house need there are none', () => {
    expect(run({ ...input, history: [] }).houseView.steps).toBeNull();
  });
});
