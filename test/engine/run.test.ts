import { describe, expect, test } from 'vitest';
import { violations } from '../../src/engine/margin/tree.ts';
import { run } from '../../src/engine/run.ts';
import { aPosition } from '../support/builders.ts';
import { aRiskInput, first, unpriceable } from '../support/risk-input.ts';

const snapshot = run(aRiskInput());
if (!snapshot.risk.ok) throw new Error(snapshot.risk.failure.message);
const risk = snapshot.risk.value;

test('the same input gives the same snapshot, to the last bit', () => {
  expect(run(aRiskInput())).toEqual(snapshot);
});

test('one hedged underlying nets to less than its parts', () => {
  const bitcoin = snapshot.exposures.find((row) => row.id === 'BTC');
  // long 10 at 80,010; short 600,000 USD of inverse; 4 coins less what the short lost; put short: long delta
  expect(bitcoin?.gross).toBeGreaterThan(1_000_000);
  expect(Math.abs(bitcoin?.sensitivities.delta ?? Number.NaN)).toBeLessThan(bitcoin?.gross ?? 0);
});

describe('totals equal the sum of their parts', () => {
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

  test('overview, underlyings and leaves have one delta', () => {
    for (const depth of [0, 3]) {
      const rows = snapshot.exposures.filter((row) => row.depth === depth);
      const delta = sum(rows.map((row) => row.sensitivities.delta));
      expect(delta).toBeCloseTo(snapshot.overview.sensitivities.delta, 6);
    }
  });

  test('contributions add up to the expected shortfall, however it is cut', () => {
    for (const parts of [risk.byUnderlying, risk.byAccount, risk.byVenue]) {
      expect(sum(parts.map(({ amount }) => amount))).toBeCloseTo(risk.expectedShortfall.value, 6);
    }
  });

  test('every margin tree holds', () => {
    for (const { equity, requirement, alternatives } of snapshot.accounts) {
      const trees = [equity, requirement, alternatives.house].flatMap((one) =>
        'ok' in one ? [one] : [one.initial, one.maintenance],
      );
      for (const tree of trees) if (tree.ok) expect(violations(tree.value)).toEqual([]);
    }
    const { house } = snapshot.houseView;
    expect(house.ok && violations(house.value)).toEqual([]);
  });
});

test('expected shortfall is at least VaR at its own tail, and the house need is at the deeper tail', () => {
  expect(risk.houseShortfall.value).toBeGreaterThanOrEqual(risk.valueAtRisk.value);
  expect(risk.houseShortfall.value).toBeGreaterThanOrEqual(risk.expectedShortfall.value);
});

test('the middle of every surface is the market as it is', () => {
  for (const { pnl, priceShifts, volatilityShifts } of snapshot.surfaces) {
    const at = volatilityShifts.indexOf(0) * priceShifts.length + priceShifts.indexOf(0);
    expect(pnl[at]).toBeCloseTo(0, 6);
  }
});

describe('what cannot be priced', () => {
  const input = aRiskInput();
  const lost = aPosition(unpriceable, 7, { account: first.id, source: 'new.csv line 3' });
  const with7 = run({
    ...input,
    book: {
      ...input.book,
      instruments: [...input.book.instruments, unpriceable],
      positions: [...input.book.positions, lost],
    },
  });

  test('is listed with its reason and place', () => {
    expect(with7.notIncluded).toContainEqual(
      expect.objectContaining({
        what: unpriceable.id,
        quantity: 7,
        source: 'new.csv line 3',
        failure: expect.objectContaining({ reason: 'missing-market-data' }),
      }),
    );
  });

  test('never changes another figure', () => {
    expect(with7.exposures).toEqual(snapshot.exposures);
    expect(with7.surfaces).toEqual(snapshot.surfaces);
    expect(with7.risk.ok && with7.risk.value.pnl).toEqual(risk.pnl);
  });

  test('marks the figures that lack it as incomplete', () => {
    const { house } = with7.houseView;
    expect(house.ok && house.value.lacking?.length).toBe(1);
    expect(with7.houseView.saving?.lacking.length).toBeGreaterThan(0);
  });
});

test('without price history there is no risk figure but every other one', () => {
  const bare = run(aRiskInput({ history: [] }));
  expect(bare.risk).toMatchObject({ ok: false, failure: { reason: 'missing-market-data' } });
  expect(bare.exposures).toEqual(snapshot.exposures);
  expect(bare.houseView.house.ok).toBe(false);
});

test('where no venue’s demand is known their total is unknown, not 0, and so is the saving', () => {
  const input = aRiskInput();
  const accounts = input.book.accounts.map((one) => ({
    ...one,
    model: 'stated' as const,
    stated: [],
  }));
  const { overview, houseView } = run({ ...input, book: { ...input.book, accounts } });
  expect(overview.initialMargin.amount).toBeNull();
  expect(overview.initialMargin.lacking.length).toBeGreaterThan(0);
  expect(houseView).toMatchObject({ saving: null, steps: null });
});

test('an empty book gives an empty snapshot', () => {
  const input = aRiskInput();
  const book = { ...input.book, positions: [], collateral: [], accounts: [], instruments: [] };
  const empty = run({ ...input, book });
  expect(empty.exposures).toEqual([]);
  expect(empty.risk).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
});

test('what has no price history is in no risk figure, and is listed with the file it came from', () => {
  const input = aRiskInput();
  const [known, other] = [...new Set(input.book.instruments.map((one) => one.underlying))];
  const bare = run({ ...input, history: input.history.filter((one) => one.asset !== other) });
  expect(known).not.toBe(other);
  const held = input.book.positions.filter(
    ({ instrument }) =>
      input.book.instruments.find(({ id }) => id === instrument)?.underlying === other,
  );
  expect(held.length).toBeGreaterThan(0);
  for (const { quantity, source } of held) {
    expect(bare.notIncluded).toContainEqual(
      expect.objectContaining({
        quantity,
        source,
        failure: expect.objectContaining({ reason: 'missing-market-data' }),
      }),
    );
  }
});
