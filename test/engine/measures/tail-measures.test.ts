import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  expectedShortfall,
  shortfallContributions,
} from '../../../src/engine/measures/expected-shortfall.ts';
import { observedSample } from '../../../src/engine/measures/outcomes.ts';
import { lossQuantile, quantileConventions } from '../../../src/engine/measures/quantile.ts';
import {
  incrementalShortfalls,
  quantileContributions,
} from '../../../src/engine/measures/scenario-components.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { tailText, twoPnls, wholePnl } from './samples.ts';

const sum = ([x, y]: readonly Float64Array[]): Float64Array => x!.map((v, s) => v + y![s]!);

/** −1 to −100: the loss of rank k from the worst is 101 − k. */
const hundred = Float64Array.from({ length: 100 }, (_, i) => -(i + 1));

test('VaR is the loss of rank ⌈n p⌉, and says which scenario it is', () => {
  expect(valueAtRisk(hundred, '0.05')).toMatchObject({ value: 96, rank: 5, index: 95 });
  expect(valueAtRisk(hundred, '0.051')).toMatchObject({ value: 95, rank: 6, index: 94 });
});

test('expected shortfall counts the outcome at the tail’s end in part', () => {
  // (100 + 99 + 98 + 97 + 96) ÷ 5 and (100 + 99 + 98/2) ÷ 2.5
  expect(expectedShortfall(hundred, '0.05').value).toBe(98);
  expect(expectedShortfall(hundred, '0.025').value).toBeCloseTo(99.2, 12);
});

test('a tail of less than one outcome is the worst outcome', () => {
  expect(expectedShortfall(hundred, '0.001').value).toBe(100);
  expect(valueAtRisk(hundred, '0.001').value).toBe(100);
});

test('measures are not clamped: a sure gain is a negative need', () => {
  const gains = Float64Array.from([3, 5, 4]);
  expect(valueAtRisk(gains, '0.5').value).toBe(-4);
  expect(expectedShortfall(gains, '0.5').value).toBeCloseTo(-(3 + 0.5 * 4) / 1.5, 12);
});

test('no outcome at all is a failure at the edge and a broken rule within', () => {
  expect(observedSample([null, null])).toMatchObject({ ok: false });
  expect(observedSample([1, null, 2])).toMatchObject({ ok: true, value: { missing: 1 } });
  expect(observedSample([NaN])).toMatchObject({ ok: false, failure: { reason: 'malformed' } });
  expect(() => valueAtRisk(new Float64Array(), '0.01')).toThrow('at least one outcome');
  expect(() => expectedShortfall(Float64Array.from([NaN]), '0.01')).toThrow('finite');
});

test('expected shortfall is at least VaR and at most the worst loss', () => {
  fc.assert(
    fc.property(wholePnl(1, 60), tailText, (pnl, tail) => {
      const shortfall = expectedShortfall(pnl, tail).value;
      expect(shortfall).toBeGreaterThanOrEqual(valueAtRisk(pnl, tail).value - 1e-9);
      expect(shortfall).toBeLessThanOrEqual(-Math.min(...pnl) + 1e-9);
    }),
  );
});

test('both grow with confidence', () => {
  fc.assert(
    fc.property(wholePnl(1, 60), tailText, tailText, (pnl, one, other) => {
      const [near, far] = Number(one) < Number(other) ? [other, one] : [one, other];
      expect(valueAtRisk(pnl, far).value).toBeGreaterThanOrEqual(valueAtRisk(pnl, near).value);
      expect(expectedShortfall(pnl, far).value).toBeGreaterThanOrEqual(
        expectedShortfall(pnl, near).value - 1e-9,
      );
    }),
  );
});

test('two books together never need more expected shortfall than the two apart', () => {
  fc.assert(
    fc.property(twoPnls(1, 60), tailText, ([a, b], tail) => {
      expect(expectedShortfall(sum([a, b]), tail).value).toBeLessThanOrEqual(
        expectedShortfall(a, tail).value + expectedShortfall(b, tail).value + 1e-9,
      );
    }),
  );
});

test('certain cash lowers both by that cash, a doubled book doubles both', () => {
  fc.assert(
    fc.property(
      wholePnl(1, 60),
      tailText,
      fc.integer({ min: -500, max: 500 }),
      (pnl, tail, cash) => {
        const richer = pnl.map((x) => x + cash);
        const doubled = pnl.map((x) => 2 * x);
        const shortfall = expectedShortfall(pnl, tail).value;
        expect(valueAtRisk(richer, tail).value).toBe(valueAtRisk(pnl, tail).value - cash);
        expect(expectedShortfall(richer, tail).value).toBeCloseTo(shortfall - cash, 8);
        expect(valueAtRisk(doubled, tail).value).toBeCloseTo(2 * valueAtRisk(pnl, tail).value, 8);
        expect(expectedShortfall(doubled, tail).value).toBeCloseTo(2 * shortfall, 8);
      },
    ),
  );
});

test('the interval holds the VaR, and the scenario named has its loss', () => {
  fc.assert(
    fc.property(wholePnl(1, 300), tailText, (pnl, tail) => {
      const { value, low, high, index } = valueAtRisk(pnl, tail);
      expect(-pnl[index]!).toBe(value === 0 ? -0 : value);
      if (low !== null) expect(low).toBeLessThanOrEqual(value);
      if (high !== null) expect(high).toBeGreaterThanOrEqual(value);
    }),
  );
});

test('every quantile convention lies between the best and the worst loss', () => {
  fc.assert(
    fc.property(
      wholePnl(1, 40),
      tailText,
      fc.constantFrom(...quantileConventions),
      (pnl, tail, by) => {
        const quantile = lossQuantile(pnl, tail, by);
        expect(quantile).toBeGreaterThanOrEqual(-Math.max(...pnl) - 1e-9);
        expect(quantile).toBeLessThanOrEqual(-Math.min(...pnl) + 1e-9);
      },
    ),
  );
});

test('contributions sum to the expected shortfall, those of the VaR scenario to the VaR', () => {
  fc.assert(
    fc.property(twoPnls(1, 80), tailText, ([a, b], tail) => {
      const total = a.map((x, s) => x + b[s]!);
      const shares = shortfallContributions([a, b], total, tail);
      expect(shares[0]! + shares[1]!).toBeCloseTo(expectedShortfall(total, tail).value, 8);
      const inScenario = quantileContributions([a, b], total, tail);
      expect(inScenario[0]! + inScenario[1]!).toBeCloseTo(valueAtRisk(total, tail).value, 8);
    }),
  );
});

/** Rounded to hundreds, so that many scenarios tie. */
const coarse = (x: Float64Array): Float64Array => x.map((v) => Math.round(v / 100) * 100);

test('contributions do not depend on the order of scenarios tied at the VaR', () => {
  fc.assert(
    fc.property(
      twoPnls(2, 30).chain((books) =>
        fc.tuple(
          fc.constant(books),
          fc.shuffledSubarray([...books[0].keys()], { minLength: books[0].length }),
        ),
      ),
      tailText,
      ([[a, b], order], tail) => {
        const parts = [coarse(a), coarse(b)];
        const moved = parts.map((part) => Float64Array.from(order, (s) => part[s]!));
        const before = shortfallContributions(parts, sum(parts), tail);
        const after = shortfallContributions(moved, sum(moved), tail);
        before.forEach((share, i) => expect(after[i]!).toBeCloseTo(share, 8));
      },
    ),
  );
});

test('parts that do not add up to the whole are a broken rule', () => {
  const part = Float64Array.from([-1, 2]);
  expect(() => shortfallContributions([part], Float64Array.from([-1.5, 2]), '0.5')).toThrow(
    'add up',
  );
});

test('a part that is the whole is missed by all of its expected shortfall', () => {
  expect(incrementalShortfalls([hundred], hundred, '0.05')).toEqual([98]);
});
