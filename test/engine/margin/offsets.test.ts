import { describe, expect, test } from 'vitest';
import type { CorrelationEdit } from '../../../src/engine/contract/correlation.ts';
import { breakEven } from '../../../src/engine/margin/offsets/break-even.ts';
import {
  measuredBook,
  pnlIn,
  type MeasuredBook,
} from '../../../src/engine/margin/offsets/measured-book.ts';
import { multipliedCorrelations } from '../../../src/engine/margin/offsets/multiplier-curve.ts';
import { correlationWorth, worthOfPair } from '../../../src/engine/margin/offsets/report.ts';
import { correlationWhatIf } from '../../../src/engine/margin/offsets/what-if.ts';
import { largestFall, worstWindow } from '../../../src/engine/margin/offsets/worst-window.ts';
import { pearsonCorrelation } from '../../../src/engine/measures/correlations/pearson.ts';
import { expectedShortfall } from '../../../src/engine/measures/expected-shortfall.ts';
import type { PriceSeries } from '../../../src/engine/model/market.ts';
import { symmetricEigen } from '../../../src/engine/numeric/linear/symmetric-eigen.ts';
import { normalDraw } from '../../../src/engine/numeric/random/draws.ts';
import { mersenneTwister } from '../../../src/engine/numeric/random/mersenne-twister.ts';
import { linesOf, run, type RiskInput } from '../../../src/engine/run.ts';
import { recorrelation } from '../../../src/engine/scenarios/recorrelated.ts';
import { dayOf } from '../../../src/engine/values/days.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { anInstant, aPosition } from '../../support/builders.ts';
import { aRiskInput, first } from '../../support/risk-input.ts';

function value<T>(of: Outcome<T>): T {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
}

const DAYS = 2_000;

/** Normal daily returns of 1 % that correlate by `rho`. */
function histories(rho: number): readonly PriceSeries[] {
  const random = mersenneTwister(19);
  const closes = [[80_000], [3_000]];
  for (let day = 0; day < DAYS; day++) {
    const [x, z] = [normalDraw(random), normalDraw(random)];
    const moves = [x, rho * x + Math.sqrt(1 - rho ** 2) * z];
    closes.forEach((path, a) => path.push(path.at(-1)! * Math.exp(0.01 * moves[a]!)));
  }
  const end = dayOf(anInstant) - 1;
  return closes.map((path, a) => ({
    asset: asset(['BTC', 'ETH'][a]!),
    days: Int32Array.from(path, (_, i) => end - path.length + 1 + i),
    closes: Float64Array.from(path),
    source: 'test',
  }));
}

/** Perpetuals alone: so many bitcoin at 80 000 and ether at 3 000, in the plain scenarios. */
function linear(bitcoin: number, ether: number, rho = 0.8): RiskInput {
  const input = aRiskInput();
  const held = [
    ['BTC-PERP', bitcoin],
    ['ETH-PERP', ether],
  ] as const;
  const positions = held.map(([symbol, contracts]) =>
    aPosition(
      input.book.instruments.find((one) => one.symbol === symbol)!,
      contracts,
      {
        account: first.id,
      },
    ),
  );
  const { parameters } = input;
  return {
    ...input,
    history: histories(rho),
    book: {
      ...input.book,
      positions,
      collateral: input.book.collateral.filter((one) => one.asset === 'USD'),
    },
    parameters: {
      ...parameters,
      measures: { ...parameters.measures, history: 'plain', lookback: DAYS, houseTail: '0.05' },
    },
  };
}

const bookOf = (input: RiskInput): MeasuredBook =>
  value(measuredBook(linesOf(input), input.history, input.parameters, input.asOf, input.market));

const worthOf = (input: RiskInput) => value(correlationWorth(bookOf(input), input.parameters));

const shortfall = (book: MeasuredBook, underlying: string): number =>
  expectedShortfall(
    pnlIn(
      book.lines.filter(({ unit }) => unit.underlying === underlying),
      book.set,
    ),
    '0.05',
  ).value;

describe('the multiplier', () => {
  test('of 1 gives the figures of the run, the house need included', () => {
    const input = aRiskInput();
    const snapshot = run(input);
    const { curve } = worthOf(input);
    const point = curve.find(({ multiplier }) => multiplier === 1)!;
    expect(point.expectedShortfall).toBe(value(snapshot.risk).expectedShortfall.value);
    expect(point.houseShortfall).toBe(value(snapshot.risk).houseShortfall.value);
    expect(point.need).toBeCloseTo(value(snapshot.houseView.house).value, 6);
  });

  test('of 2 makes losses of two long positions add up, of 0 makes them those of strangers', () => {
    const input = linear(10, 200);
    const book = bookOf(input);
    const { curve } = value(correlationWorth(book, input.parameters));
    const apart = shortfall(book, 'BTC') + shortfall(book, 'ETH');
    expect(curve.at(-1)!.multiplier).toBe(2);
    expect(curve.at(-1)!.houseShortfall).toBeCloseTo(apart, 4);
    // Independent normal losses add as the legs of a right angle.
    const strangers = Math.hypot(shortfall(book, 'BTC'), shortfall(book, 'ETH'));
    expect(Math.abs(curve[0]!.houseShortfall / strangers - 1)).toBeLessThan(0.05);
    const shortfalls = curve.map(({ houseShortfall }) => houseShortfall);
    expect(shortfalls).toEqual(shortfalls.toSorted((a, b) => a - b));
  });

  test('gives a correlation matrix everywhere', () => {
    const matrix = Float64Array.of(1, 0.9, 0.3, 0.9, 1, -0.1, 0.3, -0.1, 1);
    for (const multiplier of [0, 0.5, 1, 1.5, 2]) {
      const found = multipliedCorrelations(matrix, 3, multiplier);
      expect(symmetricEigen(found, 3).values[0]!).toBeGreaterThan(-1e-12);
      expect([found[0], found[4], found[8]]).toEqual([1, 1, 1]);
    }
    expect(multipliedCorrelations(matrix, 3, 0)[1]).toBe(0);
    expect(multipliedCorrelations(matrix, 3, 2)[5]).toBe(1);
  });
});

describe('a hedge', () => {
  // 800 000 long, 600 000 short: σ² = a² + b² − 2ρab is a² at ρ = b ÷ 2a = 0.375
  const input = linear(10, -200);
  const book = bookOf(input);
  const hedge = value(worthOfPair(book, input.parameters, ['BTC', 'ETH']));

  test('breaks even where the variance of both is that of the larger alone', () => {
    expect(hedge.kind).toBe('hedge');
    expect(hedge.adverse).toBe(-1);
    expect(Math.abs(hedge.breakEven! - 0.375)).toBeLessThan(0.1);
  });

  test('takes nothing off the larger leg at that correlation', () => {
    const { under } = value(recorrelation(book.set, [asset('BTC'), asset('ETH')]));
    const rho = hedge.breakEven!;
    const set = value(under(Float64Array.of(1, rho, rho, 1)));
    const together = expectedShortfall(pnlIn(book.lines, set), '0.05').value;
    expect(hedge.hedgeWorth).toBeGreaterThan(1_000);
    expect(Math.abs(together / Math.max(...hedge.alone) - 1)).toBeLessThan(0.001);
  });

  test('saves nothing at all where both legs lose together', () => {
    expect(hedge.worth).toBeCloseTo(hedge.alone[0] + hedge.alone[1] - hedge.together, 9);
    expect(Math.abs(hedge.worthAtAdverse)).toBeLessThan(1e-6 * hedge.alone[0]);
  });

  test('decorrelated leaves the book with more to lose', () => {
    expect(hedge.relies.houseShortfall).toBeGreaterThan(0);
    // Both alone are the whole book: as the first point of the curve
    const { curve } = value(correlationWorth(book, input.parameters));
    const now = curve.find(({ multiplier }) => multiplier === 1)!;
    expect(hedge.relies.houseShortfall).toBeCloseTo(
      curve[0]!.houseShortfall - now.houseShortfall,
      6,
    );
  });
});

test('diversification of two long positions ends where they lose together', () => {
  const input = linear(10, 200, 0.2);
  const found = value(worthOfPair(bookOf(input), input.parameters, ['ETH', 'BTC']));
  expect(found).toMatchObject({ kind: 'diversification', adverse: 1 });
  expect(found.breakEven).toBeGreaterThan(0.95);
  expect(found.hedgeWorth).toBeLessThan(0);
  expect(found.worth).toBeGreaterThan(0);
});

test('a pair that is not held, or not two, is refused by name', () => {
  const input = linear(10, 0);
  const { parameters } = input;
  for (const pair of [
    ['BTC', 'XRP'],
    ['BTC', 'BTC'],
  ] as const) {
    const found = worthOfPair(bookOf(input), parameters, pair);
    expect(found).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
  }
});

test('one underlying has no correlations to be worth anything', () => {
  const input = linear(10, -200);
  const only = { ...input, history: input.history.slice(0, 1) };
  const found = correlationWorth(bookOf(only), only.parameters);
  expect(found).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
});

test('a break-even is the first sign change on the way to the adverse end', () => {
  // 0.7 − ρ² on the way from 0 to where it is less: both ends alike, so to 1
  expect(breakEven((rho) => 0.49 - rho ** 2, 0).correlation).toBeCloseTo(0.7, 4);
  expect(breakEven((rho) => rho + 0.25, 0.5)).toMatchObject({ adverse: -1 });
  expect(breakEven((rho) => rho + 0.25, 0.5).correlation).toBeCloseTo(-0.25, 4);
  expect(breakEven((rho) => 3 + rho, 0.5)).toEqual({ correlation: null, adverse: -1 });
});

describe('the worst window', () => {
  test('falls from the highest so far, by hand', () => {
    expect(largestFall(Float64Array.of(3, -1, 2, -4, -2, 5))).toBe(6);
    expect(largestFall(Float64Array.of(-2, 1))).toBe(2);
    expect(largestFall(Float64Array.of(1, 2))).toBe(0);
  });

  test('is the one in which a hedge that else holds lost on both sides', () => {
    const random = mersenneTwister(3);
    const moves = Float64Array.from({ length: 400 }, () => normalDraw(random));
    // 200 to 289: the other leg turns
    const other = moves.map((x, day) => (day >= 200 && day < 290 ? x : -x) * 0.9);
    const parts = {
      labels: [...moves.keys()].map((day) => `day ${day}`),
      pnl: [moves, other],
      moves: [moves, other.map((x) => -x)],
    } as const;
    const found = worstWindow(parts, parts)!;
    expect(Number(found.from.slice(4))).toBeLessThanOrEqual(290);
    expect(Number(found.to.slice(4))).toBeGreaterThanOrEqual(200);
    expect(found.shared.past).toBeCloseTo(1, 9);
    expect(found.shared.now!).toBeLessThan(found.shared.past);
    expect(found.correlation.past).toBeLessThan(found.correlation.now);
    expect(found.drawdown).toBeGreaterThan(found.drawdownAlone);
  });

  test('is none where history is shorter', () => {
    const few = Float64Array.of(1, -1);
    const parts = { labels: ['a', 'b'], pnl: [few, few], moves: [few, few] } as const;
    expect(worstWindow(parts, parts)).toBeNull();
  });
});

describe('edited correlations', () => {
  const input = linear(10, -200);
  const book = bookOf(input);
  const under = (...edits: readonly CorrelationEdit[]) => value(correlationWhatIf(book, edits));

  test('without an edit every figure stays', () => {
    const found = under();
    for (const { now, under: changed } of [
      found.expectedShortfall,
      found.houseShortfall,
      found.need,
    ]) {
      expect(changed).toBe(now);
    }
    expect(found.used).toEqual(found.now);
    expect(found.repair).toBeNull();
  });

  test('a hedge that decorrelates costs, one that tightens saves', () => {
    const { now } = under().houseShortfall;
    const to = (rho: number): number =>
      under({ is: 'pair', pair: ['ETH', 'BTC'], to: rho }).houseShortfall.under;
    expect(to(0)).toBeGreaterThan(now);
    expect(to(-1)).toBeGreaterThan(to(0));
    expect(to(0.99)).toBeLessThan(now);
    expect(under({ is: 'decorrelate', strength: 1, among: null }).houseShortfall.under).toBe(to(0));
  });

  test('what is no correlation matrix is brought to the nearest one, and that is said', () => {
    const three = {
      ...book,
      set: {
        ...book.set,
        assets: [...book.set.assets, asset('SOL')],
        prices: Float64Array.from([
          ...book.set.prices,
          ...book.set.prices.subarray(0, DAYS).map((price, s) => price * (1 + 0.002 * Math.sin(s))),
        ]),
        volatilities: new Float64Array(3 * DAYS).fill(1),
      },
    };
    const found = value(correlationWhatIf(three, [{ is: 'pair', pair: ['BTC', 'ETH'], to: -0.9 }]));
    expect(found.repair!.least).toBeLessThan(0);
    expect(found.repair!.distance).toBeGreaterThan(0.1);
    expect(symmetricEigen(found.used, 3).values[0]!).toBeGreaterThan(-1e-10);
    const place = (name: string): number => found.assets.indexOf(asset(name));
    const at = 3 * place('BTC') + place('ETH');
    expect(found.asked[at]).toBe(-0.9);
    expect(found.used[at]).toBeGreaterThan(-0.9);
  });

  test('as in a stretch of history: the sample correlation of those days, others refused', () => {
    const [from, to] = [book.long!.labels[100]!, book.long!.labels[399]!];
    const found = under({ is: 'as-in', from, to, strength: 1 });
    const column = (row: number): Float64Array =>
      book.long!.prices.slice(row * DAYS + 100, row * DAYS + 400).map(Math.log);
    expect(found.used[1]).toBeCloseTo(pearsonCorrelation(column(0), column(1))!, 12);
    const edit = { is: 'as-in', from, to: from, strength: 1 } as const;
    expect(correlationWhatIf(book, [edit])).toMatchObject({
      ok: false,
      failure: { reason: 'missing-market-data' },
    });
  });

  test('of what is not held is refused', () => {
    const found = correlationWhatIf(book, [{ is: 'pair', pair: ['BTC', 'XRP'], to: 0 }]);
    expect(found).toMatchObject({ ok: false, failure: { reason: 'not-applicable' } });
  });
});
