import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ratioOf } from '../../../src/engine/margin/assessor.ts';
import { collateralStress } from '../../../src/engine/margin/collateral/stress.ts';
import { wrongWay } from '../../../src/engine/margin/collateral/wrong-way.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { anInput, aTable, coins, dollars, held, linear, tiers } from './account-input.ts';

const usdt = asset('USDT');
const contract = { ...linear('BTC-PERP', 'BTC'), quote: usdt, settlement: usdt };

describe('a fall of collateral', () => {
  const input = anInput('TEST', 'tiered-cross', {
    positions: [held({ instrument: contract, quantity: -10, mark: 100 })],
    collateral: [dollars(400, 'USDT'), coins(2, 'ETH', 50), dollars(30)],
    editions: [tiers([aTable()])],
  });

  test('of a coin lowers equity alone, by hand', () => {
    const [, ether] = collateralStress(input, [0.2], new Set([usdt]));
    expect(ether).toMatchObject({ asset: 'ETH', value: 100, pegged: false });
    const [fall] = ether?.falls ?? [];
    // 430 + 80; maintenance 1 % of 1,000
    expect(fall?.figures.ok && fall.figures.value.equity).toBeCloseTo(510, 9);
    expect(fall?.figures.ok && ratioOf(fall.figures.value)).toBeCloseTo(10 / 510, 9);
  });

  test('of a coin that contracts are quoted in costs those who are short against it', () => {
    const [peg] = collateralStress(input, [0.1], new Set([usdt]));
    expect(peg).toMatchObject({ asset: 'USDT', pegged: true });
    const [fall] = peg?.falls ?? [];
    // in USDT the price rises to 100 ÷ 0.9: 10 × −11.11 lost of 400, the rest worth 0.9 each
    const worth = (400 - 10 * (100 / 0.9 - 100)) * 0.9 + 100 + 30;
    expect(fall?.figures.ok && fall.figures.value.equity).toBeCloseTo(worth, 9);
  });

  test('the reporting currency, and what is owed, are no collateral that falls', () => {
    const owing = { ...input, collateral: [dollars(500), coins(-2, 'ETH', 50)] };
    expect(collateralStress(owing, [0.1], new Set())).toEqual([]);
  });
});

describe('wrong-way risk', () => {
  test('collateral that loses when the positions do, by hand', () => {
    const positions = Float64Array.of(-10, 5, 1, -2);
    const found = wrongWay(positions, Float64Array.of(-4, 2, 0, -1), '0.25');
    expect(found.ok && found.value).toMatchObject({ positions: 10, collateral: 4 });
    expect(found.ok && found.value.correlation).toBeGreaterThan(0.95);
    const hedged = wrongWay(positions, Float64Array.of(4, -2, 0, 1), '0.25');
    expect(hedged.ok && hedged.value.collateral).toBe(-4);
    expect(hedged.ok && hedged.value.correlation).toBeLessThan(-0.95);
  });

  test('collateral that never moves correlates with nothing; no scenarios are said', () => {
    const still = wrongWay(Float64Array.of(-1, 1), new Float64Array(2), '0.5');
    expect(still.ok && still.value).toMatchObject({ correlation: null, collateral: 0 });
    expect(wrongWay(new Float64Array(), new Float64Array(), '0.5').ok).toBe(false);
  });

  test('a correlation lies between −1 and 1 and does not depend on the unit', () => {
    const pnl = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
      minLength: 3,
      maxLength: 20,
    });
    fc.assert(
      fc.property(pnl, fc.double({ min: 0.1, max: 10, noNaN: true }), (outcomes, factor) => {
        const a = Float64Array.from(outcomes);
        const b = a.map((x, i) => x + Math.sin(i * 3) * 5);
        const one = wrongWay(a, b, '0.25');
        const other = wrongWay(
          a,
          b.map((x) => factor * x),
          '0.25',
        );
        if (!one.ok || !other.ok) throw new Error('no answer');
        if (one.value.correlation === null) return;
        expect(Math.abs(one.value.correlation)).toBeLessThanOrEqual(1);
        expect(other.value.correlation).toBeCloseTo(one.value.correlation, 6);
      }),
    );
  });
});
