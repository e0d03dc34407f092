import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designPoint } from '../../../../src/engine/margin/stress/design-point.ts';

const coefficient = fc.double({ min: -5, max: 5, noNaN: true });

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a, (one, i) => one * b[i]!).reduce((all, one) => all + one, 0);

describe('the nearest point of exhaustion', () => {
  test('of a linear slack b − a·z is b a ÷ |a|², at b ÷ |a|', () => {
    const slopes = fc
      .array(coefficient, { minLength: 1, maxLength: 6 })
      .filter((a) => Math.sqrt(dot(a, a)) > 0.5);
    fc.assert(
      fc.property(slopes, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b) => {
        const found = designPoint(a.length, (z) => b - dot(a, z));
        const size = Math.sqrt(dot(a, a));
        expect(found).toMatchObject({ ok: true });
        if (!found.ok) return;
        expect(found.value.distance).toBeCloseTo(b / size, 5);
        a.forEach((one, i) => expect(found.value.at[i]).toBeCloseTo((b * one) / size / size, 2));
      }),
    );
  });

  test('lies on the boundary, and no probe of a curved one is nearer', () => {
    fc.assert(
      fc.property(
        fc.array(coefficient, { minLength: 2, maxLength: 4 }),
        fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 4, maxLength: 4 }),
        fc.array(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 4, maxLength: 4 }), {
          minLength: 30,
          maxLength: 30,
        }),
        (a, bend, probes) => {
          const slack = (z: Float64Array): number =>
            4 - dot(a, z) + z.reduce((all, one, i) => all + bend[i]! * one * one, 0);
          const found = designPoint(a.length, slack);
          if (!found.ok) return;
          const { at, distance } = found.value;
          expect(slack(at)).toBeLessThanOrEqual(1e-6);
          expect(Math.sqrt(dot(at, at))).toBeCloseTo(distance, 9);
          for (const probe of probes) {
            const direction = Float64Array.from(probe.slice(0, a.length));
            const size = Math.sqrt(dot(direction, direction));
            if (size === 0) continue;
            const nearer = direction.map((one) => (one / size) * distance * 0.99);
            expect(slack(nearer)).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  test('finds the nearer of two ends', () => {
    // Used up at −3 and at +2 of one coordinate.
    const found = designPoint(2, ([x = 0]) => (x + 3) * (2 - x));
    expect(found).toMatchObject({ ok: true, value: { distance: expect.closeTo(2, 6) } });
  });

  test.each([
    ['what is used up already', () => -1, 'where it stands'],
    ['what nothing uses up', () => 1, 'no move'],
    ['what is not known', () => null, 'not known'],
  ])('%s is said', (_, slack, message) => {
    expect(designPoint(2, slack)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining(message) },
    });
  });
});
