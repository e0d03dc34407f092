import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  priceBand,
  type BandSettings,
  type ExplainedBand,
} from '../../../src/engine/consensus/price-band.ts';
import type { PriceObservation } from '../../../src/engine/consensus/observation.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInstant } from '../../support/builders.ts';
import { reportOf, seen, settings } from './observations.ts';

const by = { dailyVolatility: 0.04, widest: 0.01 };

function bandOf(
  observations: readonly PriceObservation[],
  of: BandSettings = by,
  later = 0,
): ExplainedBand {
  const asOf = instant(anInstant + later);
  const found = priceBand(reportOf(observations, undefined, later), settings, of, asOf);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

const three = [
  seen('a', 100, { confidence: 0.02 }),
  seen('b', 100.04, { confidence: 0.3 }),
  seen('c', 99.97),
];

describe('by hand', () => {
  test('the wider of dispersion and stated confidence', () => {
    // value 100, furthest 0.04 away; of two stated, weighing alike, the mean 0.16
    expect(bandOf(three)).toMatchObject({ value: 100, ageing: 0 });
    expect(bandOf(three).stated).toBeCloseTo(0.16, 12);
    expect(bandOf(three).halfWidth).toBeCloseTo(0.16, 12);
    expect(bandOf(three).dispersion).toBeCloseTo(0.04, 12);
    // 16 of 100 basis points are gone, all sources count
    expect(bandOf(three).score).toBeCloseTo(1 - 0.16 / 1, 12);
    const silent = three.map((one) => ({ ...one, confidence: null }));
    expect(bandOf(silent).stated).toBeNull();
    expect(bandOf(silent).halfWidth).toBeCloseTo(0.04, 12);
  });

  test('ages with the square root of time, by the oldest price used', () => {
    const old = seen('d', 100, { at: instant(anInstant - 21_600) });
    const found = bandOf([...three, old]);
    // 21.6 s is a 4000th of a day: 100 × 0.04 × √(1 ÷ 4000)
    expect(found.ageing).toBeCloseTo(4 * Math.sqrt(1 / 4000), 12);
    expect(found.halfWidth).toBeCloseTo(Math.max(found.dispersion, 0.16) + found.ageing!, 12);
    expect(found.at).toBe(old.at);
  });

  test('without a volatility its ageing is not known, and not 0', () => {
    expect(bandOf(three, { dailyVolatility: null, widest: 0.01 }).ageing).toBe(null);
  });

  test('fenced, stale and refused sources take from the score', () => {
    const worse = [
      ...three,
      seen('liar', 150),
      seen('old', 100, { at: instant(anInstant - 100_000) }),
      seen('broken', -1),
    ];
    expect(bandOf(worse).share).toBe(3 / 6);
    expect(bandOf(worse).score).toBeCloseTo(bandOf(three).score / 2, 12);
    expect(bandOf(worse).sources).toEqual(['a', 'b', 'c']);
  });

  test('a source that stands alone may be off by the whole band', () => {
    const alone = bandOf([seen('a', 100, { confidence: 0.01 })], { ...by, widest: 0.05 });
    expect(alone.halfWidth).toBe(2);
    expect(alone.score).toBeCloseTo(1 - 0.02 / 0.05, 12);
  });

  test('a band wider than the widest has a score of 0', () => {
    expect(bandOf([seen('a', 100)]).score).toBe(0);
  });

  test('without a consensus there is no band', () => {
    const report = reportOf([seen('a', 100), seen('b', 200)]);
    expect(priceBand(report, settings, by, anInstant)).toMatchObject({ ok: false });
  });
});

test('every source that counts is within the band, and the score within 0 and 1', () => {
  const prices = fc.array(fc.double({ min: 99, max: 101, noNaN: true }), {
    minLength: 3,
    maxLength: 8,
  });
  fc.assert(
    fc.property(prices, fc.nat(50_000), (values, later) => {
      const observations = values.map((value, i) => seen(`s${i}`, value));
      const report = reportOf(observations, undefined, later);
      if (!report.consensus.ok) return;
      const band = bandOf(observations, by, later);
      for (const { value } of report.consensus.value.used) {
        expect(Math.abs(value - band.value)).toBeLessThanOrEqual(band.halfWidth);
      }
      expect(band.score).toBeGreaterThanOrEqual(0);
      expect(band.score).toBeLessThanOrEqual(1);
    }),
  );
});

test('the older a price, the wider its band and the lower its score', () => {
  fc.assert(
    fc.property(fc.nat(30_000), fc.nat(30_000), (sooner, more) => {
      const [young, old] = [bandOf(three, by, sooner), bandOf(three, by, sooner + more)];
      expect(old.halfWidth).toBeGreaterThanOrEqual(young.halfWidth);
      expect(old.score).toBeLessThanOrEqual(young.score);
    }),
  );
});
