import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { HousePolicy, NettingLimits } from '../../../src/engine/model/house-policy.ts';
import { run } from '../../../src/engine/run.ts';
import { asset, venue } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { aHousePolicy } from '../../support/builders.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const input = aRiskInput();

function snapshotBy(policy: Partial<HousePolicy>, of = input) {
  return run({ ...of, parameters: { ...of.parameters, house: aHousePolicy(policy) } });
}

function needBy(policy: Partial<HousePolicy>, of = input): MarginNode {
  const { house } = snapshotBy(policy, of).houseView;
  if (!house.ok) throw new Error(house.failure.message);
  expect(violations(house.value)).toEqual([]);
  return house.value;
}

const part = (of: MarginNode, label: string): MarginNode => {
  const found = of.parts.find((one) => one.label === label);
  if (found === undefined) throw new Error(`no part "${label}"`);
  return found;
};

const limits = (counted: number): NettingLimits => ({
  sameUnderlying: { all: counted, by: new Map() },
  withinClass: { all: counted, by: new Map() },
  betweenClasses: counted,
  betweenLegalSets: counted,
});

const plain = needBy({});

test('without a policy the need is the expected shortfall of the netted book', () => {
  expect(plain.value).toBe(part(plain, 'Expected shortfall, tail 0.01, one day').value);
});

describe('limits of netting', () => {
  const apart = (): number => {
    const steps = snapshotBy({}).houseView.steps;
    const alone = steps?.parts[0]?.parts.at(1)?.value;
    return alone === undefined ? Number.NaN : -alone;
  };

  test('with nothing counted, each account’s underlyings need what they need by themselves', () => {
    expect(needBy({ netting: limits(0) }).value).toBeCloseTo(apart(), 6);
  });

  test('so it is however classes and legal sets are cut', () => {
    const policy = {
      netting: limits(0),
      classes: new Map([[asset('BTC'), 'crypto']]),
      legalSets: new Map([[venue('TEST'), 'europe']]),
    };
    expect(needBy(policy).value).toBeCloseTo(apart(), 6);
  });

  test('the less is counted, the more is needed', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(needBy({ netting: limits(low) }).value).toBeGreaterThanOrEqual(
          needBy({ netting: limits(high) }).value - 1e-6,
        );
      }),
      { numRuns: 15 },
    );
  });

  test('a limit of one underlying concerns that underlying alone', () => {
    const of = (code: string): MarginNode =>
      part(
        needBy({
          netting: {
            ...limits(1),
            sameUnderlying: { all: 1, by: new Map([[asset(code), 0.25]]) },
          },
        }),
        'Offsets that the house does not count',
      );
    expect(of('BTC').parts.map(({ label }) => label)).toEqual(['BTC at several accounts of book']);
    expect(of('BTC').value).toBeGreaterThan(0);
    // only one account holds ether
    expect(of('ETH').parts).toEqual([]);
  });

  test('venues of different legal sets give up what they offset', () => {
    const policy = {
      legalSets: new Map([[venue('TEST'), 'europe']]),
      netting: { ...limits(1), betweenLegalSets: 0 },
    };
    const charged = part(needBy(policy), 'Offsets that the house does not count');
    expect(charged.parts.map(({ label }) => label)).toEqual(['Between legal sets']);
    expect(charged.value).toBeGreaterThan(0);
  });
});

describe('correlations that break', () => {
  test('a spread of two assets that move together costs more when they do not', () => {
    const positions = input.book.positions.filter(({ instrument }) =>
      /^(?:BTC-PERP|ETH-PERP)\./.test(instrument),
    );
    const spread = { ...input, book: { ...input.book, positions, collateral: [] } };
    const policy = { correlation: { strength: 0.5, share: 0.25 } };
    const broken = part(needBy(policy, spread), 'Correlations that break');
    const [excess] = broken.parts;
    expect(excess?.scenario).toBe('each by itself');
    expect(broken.value).toBeCloseTo(0.25 * (excess?.value ?? 0), 9);
    expect(broken.value).toBeGreaterThan(0);
  });

  test('no stress makes the house need less', () => {
    const policy = { correlation: { strength: 0.9, share: 1 } };
    expect(needBy(policy).value).toBeGreaterThanOrEqual(plain.value);
  });
});

describe('closing out', () => {
  const depth = { dailyVolume: 1e6, spread: 0.002 };
  const liquidity = {
    participation: 0.1,
    coefficient: 1,
    markets: new Map([[asset('ETH'), depth]]),
  };

  test('spread, impact and days of an underlying follow from its delta, by hand', () => {
    const charged = part(needBy({ liquidity }), 'Closing out');
    const [ether] = charged.parts;
    const delta = 40 * 3_001;
    const [spread, impact, concentration] = ether?.parts ?? [];
    expect(spread?.value).toBeCloseTo(delta * 0.001, 6);
    const daily = Number(/daily volatility ([\d.e-]+)/.exec(impact?.note ?? '')?.[1]);
    expect(daily).toBeGreaterThan(0);
    expect(impact?.value).toBeCloseTo(delta * daily * Math.sqrt(delta / 1e6), 6);
    const days = delta / (0.1 * 1e6);
    const growth = Math.sqrt(((1 + days) * (2 + 1 / days)) / 6) - 1;
    expect(concentration?.parts[1]?.value).toBeCloseTo(growth, 12);
  });

  test('an underlying without a volume is lacking by name, not free', () => {
    const { lacking } = part(needBy({ liquidity }), 'Closing out');
    expect(lacking?.map(({ message }) => message)).toEqual([
      'the house policy has no daily volume of BTC: its close-out is not charged',
    ]);
  });
});

describe('stale prices', () => {
  const later = { ...input, asOf: instant(input.asOf + 3 * 86_400_000) };

  test('grow the loss of their lines with the square root of time', () => {
    const stale = part(needBy({ staleness: 2 }, later), 'Stale prices');
    expect(stale.parts.map(({ label }) => label).toSorted()).toEqual(['BTC', 'ETH']);
    for (const { value, parts } of stale.parts) {
      expect(value).toBeCloseTo((parts[0]?.value ?? Number.NaN) * (Math.sqrt(4) - 1) * 2, 6);
    }
  });

  test('cost nothing while prices are fresh', () => {
    expect(part(needBy({ staleness: 2 }), 'Stale prices').value).toBe(0);
  });
});

describe('calm that may not last', () => {
  const calm = { floor: true, stressedWeight: 0.25, stressedDays: 60 };
  /** Prices that hardly move of late. */
  const quiet = {
    ...input,
    history: input.history.map((one) => ({
      ...one,
      closes: one.closes.map((close, i) =>
        i > 280 ? one.closes[280]! * (1 + 1e-6 * (i % 3)) : close,
      ),
    })),
  };

  test('lifts the need to that of the whole history', () => {
    const need = needBy({ calm }, quiet);
    const charge = part(need, 'Calm that may not last');
    const floored = charge.parts[0]?.parts[0];
    expect(charge.value).toBeGreaterThan(0);
    expect(need.value).toBeGreaterThanOrEqual((floored?.value ?? Number.NaN) - 1e-6);
  });

  test('or a share of the way to the stressed period', () => {
    const need = needBy({ calm: { ...calm, floor: false } }, quiet);
    const charge = part(need, 'Calm that may not last');
    expect(charge.parts.map(({ label }) => label)).toEqual(['Towards the stressed period']);
    const [excess] = charge.parts[0]?.parts ?? [];
    expect(charge.value).toBeCloseTo(0.25 * (excess?.value ?? Number.NaN), 6);
    expect(excess?.parts[0]?.label).toMatch(/, 60 joint days$/);
  });

  test('costs nothing in a storm', () => {
    const stormy = {
      ...input,
      history: input.history.map((one) => ({
        ...one,
        closes: one.closes.map((close, i) => close * (i > 300 && i < 319 && i % 2 === 1 ? 1.3 : 1)),
      })),
    };
    expect(part(needBy({ calm }, stormy), 'Calm that may not last').value).toBe(0);
  });
});

test('what the house adds is a step of the saving', () => {
  const { steps, saving } = snapshotBy({ netting: limits(0.5) }).houseView;
  expect(steps && violations(steps)).toEqual([]);
  expect(steps?.value).toBeCloseTo(saving?.amount ?? Number.NaN, 6);
  expect(steps?.parts[3]?.value).toBeLessThan(0);
});
