import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import type { Sensitivity } from '../../../src/engine/margin/simm/sensitivity.ts';
import { simm } from '../../../src/engine/margin/simm/simm.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import { addOnsOf, calibrationOf, membersOf } from './simm-vectors.ts';

const tenDays = calibrationOf('2.5', 14);

function margin(sensitivities: readonly Sensitivity[], calibration = tenDays): MarginNode {
  return simm({ sensitivities, currency: 'USD', calibration, addOns: addOnsOf(1) });
}

function labelled(of: MarginNode, label: string): number {
  const all = (one: MarginNode): readonly MarginNode[] => [one, ...one.parts.flatMap(all)];
  const node = all(of).find((one) => one.label === label);
  if (node === undefined) throw new Error(`no node "${label}"`);
  return node.value;
}

const rate = (label1: string, label2: string, amount: number): Sensitivity => ({
  product: 'RatesFX',
  type: 'IRCurve',
  qualifier: 'USD',
  bucket: '1',
  label1,
  label2,
  amount,
});

const vertices = ['2w', '3m', '6m', '1y', '2y', '3y', '5y', '10y', '15y', '20y', '30y'];

// OpenSourceRisk/Engine @b1f23933, Examples/InitialMargin/Input/Simm/crif.csv
const swaptions: readonly Sensitivity[] = [
  ...[11.18, 0.05, -0.03, -0.09, -0.23, -1.05, -1431.81, -1991.02, -611.3, -5926.95, -1894.5].map(
    (amount, i) => rate(vertices[i] ?? '', 'Libor3m', amount),
  ),
  ...[-0.93, -3.28, 2.01, -0.38, -2.93, -6.63, -71.68, -304.84, -510.15, -660.82, -62.5].map(
    (amount, i) => rate(vertices[i] ?? '', 'OIS', amount),
  ),
  ...(
    [
      ['3y', 2813.27],
      ['5y', 264_121.38],
      ['10y', 498_253.14],
      ['15y', 163_454.34],
    ] as const
  ).map(([label1, amount]): Sensitivity => ({ ...rate(label1, '', amount), type: 'IRVol' })),
  { ...rate('', '', 13_186.84), type: 'FX' },
];

// Delta, vega, curvature and the whole, by a second implementation that reproduces the engine's own 2.4 and 2.6 figures.
describe('a book of swaptions', () => {
  test.each([
    ['2.5', 772_554.985488353, 164_145.016111079, 72_875.510958683, 1_009_575.512558115],
    ['2.8+2506', 790_100.513465234, 183_535.292999152, 26_045.613201582, 999_681.419665969],
  ])('under %s', (version, delta, vega, curvature, whole) => {
    const found = margin(swaptions, calibrationOf(version, 14));
    expect(labelled(found, 'Delta')).toBeCloseTo(delta, 5);
    expect(labelled(found, 'Vega')).toBeCloseTo(vega, 5);
    expect(labelled(found, 'Curvature, scaled')).toBeCloseTo(curvature, 5);
    expect(found.value).toBeCloseTo(whole, 5);
  });

  test('the posting side, whose curvature is gone', () => {
    const posted = swaptions.map((one) => ({ ...one, amount: 0 - one.amount }));
    expect(margin(posted).value).toBeCloseTo(936_700.001599432, 5);
  });
});

describe('laws', () => {
  const everything = membersOf('IR CRQ CRNQ CM FX EQ IRV FXV CRV CNV EQV CMV');

  test('every tree holds, and is of a size that can be shown', () => {
    const count = (of: MarginNode): number =>
      of.parts.reduce((total, one) => total + count(one), 1);
    const found = margin(everything);
    expect(violations(found)).toEqual([]);
    expect(count(found)).toBeLessThan(3000);
  });

  test('nothing needs nothing, and opposite sensitivities leave nothing', () => {
    const opposite = everything.map((one) => ({ ...one, amount: 0 - one.amount }));
    expect(margin([]).value).toBe(0);
    expect(margin([...everything, ...opposite]).value).toBeCloseTo(0, 6);
  });

  test('neither the order nor a split of rows matters', () => {
    const whole = margin(everything).value;
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...everything], { minLength: everything.length }),
        (rows) => {
          const split = rows.flatMap((one) => [
            { ...one, amount: one.amount / 4 },
            { ...one, amount: (one.amount * 3) / 4 },
          ]);
          expect(Math.abs(margin(split).value - whole)).toBeLessThanOrEqual(1e-9 * whole);
        },
      ),
      { numRuns: 10 },
    );
  });

  test('without concentration twice the book needs twice as much', () => {
    const oneDay = calibrationOf('2.5', 1.4);
    const doubled = everything.map((one) => ({ ...one, amount: 2 * one.amount }));
    const once = margin(everything, oneDay).value;
    expect(margin(doubled, oneDay).value / once).toBeCloseTo(2, 9);
  });
});

test.each([
  ['a bucket', { product: 'Equity', type: 'Equity', bucket: '99' }, 'no bucket "99"'],
  ['a vertex', { label1: '7y' }, '"7y" is no vertex'],
  ['an expiry', { type: 'FXVol', qualifier: 'EURUSD', label1: 'soon' }, '"soon" is no expiry'],
  ['a pair', { type: 'FXVol', qualifier: 'EUR', label1: '1y' }, '"EUR" is no pair'],
] as const)('%s that the calibration does not know is named', (_, fields, message) => {
  expect(() => margin([{ ...rate('1y', 'OIS', 1), ...fields }])).toThrow(message);
});
