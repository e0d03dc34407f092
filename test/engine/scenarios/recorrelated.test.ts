import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spearmanRho } from '../../../src/engine/measures/copula/rank-correlation.ts';
import { recorrelation, stressedSets } from '../../../src/engine/scenarios/recorrelated.ts';
import type { ScenarioSet } from '../../../src/engine/scenarios/scenario-set.ts';
import { asset } from '../../../src/engine/values/ids.ts';

/** Moves of some assets, [asset][scenario]. */
function aSet(...columns: readonly (readonly number[])[]): ScenarioSet {
  const count = columns[0]?.length ?? 0;
  return {
    kind: 'history',
    labels: Array.from({ length: count }, (_, s) => `day ${s}`),
    assets: columns.map((_, a) => asset(`A${a}`)),
    prices: Float64Array.from(columns.flat()),
    volatilities: new Float64Array(columns.length * count).fill(1),
  };
}

const wave = (phase: number, share: number): number[] =>
  Array.from(
    { length: 200 },
    (_, s) => 1 + 0.02 * Math.sin(s * 1.7) + share * 0.02 * Math.sin(s * 2.3 + phase),
  );

const column = (set: ScenarioSet, row: number): Float64Array =>
  set.prices.slice(row * set.labels.length, (row + 1) * set.labels.length);

function stressed(set: ScenarioSet, strength: number) {
  const found = stressedSets(set, strength);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

describe('scenarios under stressed correlations', () => {
  const together = aSet(wave(0, 0.6), wave(1, 0.6));

  test('each asset keeps its own moves, whatever the stress', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.95, noNaN: true }), (strength) => {
        for (const { set } of stressed(together, strength)) {
          for (const row of [0, 1]) {
            expect(column(set, row).toSorted()).toEqual(column(together, row).toSorted());
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('without strength nothing is reordered', () => {
    for (const { set } of stressed(together, 0)) expect(set.prices).toEqual(together.prices);
  });

  test('rank correlations go where the stress says', () => {
    const rho = (set: ScenarioSet): number => spearmanRho(column(set, 0), column(set, 1)) ?? 9;
    const found = new Map(stressed(together, 0.7).map(({ name, set }) => [name, rho(set)]));
    expect([...found.keys()]).toEqual(['all together', 'each by itself']);
    expect(found.get('all together')).toBeGreaterThan(rho(together) + 0.05);
    expect(found.get('each by itself')).toBeLessThan(rho(together) - 0.2);
  });

  test('assets that move against each other may also be pressed along their common direction', () => {
    const against = aSet(
      wave(0, 0.6),
      wave(1, 0.6).map((price) => 1 / price),
    );
    const rho = (set: ScenarioSet): number => spearmanRho(column(set, 0), column(set, 1)) ?? 9;
    const found = new Map(stressed(against, 0.7).map(({ name, set }) => [name, rho(set)]));
    expect(found.get('along the market, hedges kept')).toBeLessThan(rho(against) - 0.05);
    expect(found.get('all together')).toBeGreaterThan(rho(against) + 0.5);
  });

  test('an asset that never moves is left alone, and one asset has no correlations', () => {
    const still = Array.from({ length: 200 }, () => 1);
    expect(stressed(aSet(wave(0, 0.6), still), 0.5)).toEqual([]);
    for (const { set } of stressed(aSet(wave(0, 0.6), still, wave(1, 0.6)), 0.5)) {
      expect([...column(set, 1)]).toEqual(still);
    }
  });

  test('two names of one price have no definite correlations, which is said', () => {
    const found = stressedSets(aSet(wave(0, 0.6), wave(0, 0.6)), 0.5);
    expect(found).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
  });
});

describe('scenarios under other correlations', () => {
  const three = aSet(wave(0, 0.6), wave(1, 0.6), wave(2, 0.9));
  const found = recorrelation(three);
  if (!found.ok) throw new Error(found.failure.message);
  const { matrix, under, assets } = found.value;
  const setUnder = (wanted: Float64Array): ScenarioSet => {
    const set = under(wanted);
    if (!set.ok) throw new Error(set.failure.message);
    return set.value;
  };
  const ranks = (of: Float64Array): number[] => {
    const places: number[] = [];
    [...of.keys()]
      .toSorted((a, b) => of[a]! - of[b]! || a - b)
      .forEach((at, rank) => (places[at] = rank));
    return places;
  };

  test('their own leave every scenario as it is', () => {
    expect(assets).toEqual(three.assets);
    expect(setUnder(matrix).prices).toEqual(three.prices);
  });

  test('all one: every asset has its worst move in the same scenario, its second worst, and so on', () => {
    const set = setUnder(new Float64Array(9).fill(1));
    expect(ranks(column(set, 1))).toEqual(ranks(column(set, 0)));
    expect(ranks(column(set, 2))).toEqual(ranks(column(set, 0)));
  });

  test('perfect opposites move against each other', () => {
    const set = setUnder(Float64Array.of(1, -1, 1, -1, 1, -1, 1, -1, 1));
    const last = set.labels.length - 1;
    expect(ranks(column(set, 1))).toEqual(ranks(column(set, 0)).map((rank) => last - rank));
  });

  test('the correlation of normal scores is near what was asked', () => {
    const wanted = Float64Array.of(1, 0.3, -0.4, 0.3, 1, 0.2, -0.4, 0.2, 1);
    const again = recorrelation(setUnder(wanted));
    if (!again.ok) throw new Error(again.failure.message);
    again.value.matrix.forEach((rho, at) => expect(Math.abs(rho - wanted[at]!)).toBeLessThan(0.05));
  });

  test('only those named are reordered', () => {
    const pair = recorrelation(three, [three.assets[0]!, three.assets[1]!]);
    if (!pair.ok) throw new Error(pair.failure.message);
    const set = pair.value.under(Float64Array.of(1, -0.9, -0.9, 1));
    if (!set.ok) throw new Error(set.failure.message);
    expect(column(set.value, 2)).toEqual(column(three, 2));
    expect(column(set.value, 1)).not.toEqual(column(three, 1));
  });

  test('a table that is no correlation matrix is refused', () => {
    const wrong = Float64Array.of(1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1);
    expect(under(wrong)).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
  });
});
