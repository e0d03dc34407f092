import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  loneSource,
  type LoneMemory,
  type LoneSettings,
} from '../../../src/engine/consensus/lone-source.ts';
import { instant, type Instant } from '../../../src/engine/values/units.ts';

const settings: LoneSettings = {
  jump: 0.2,
  jumpPerHour: 0.2,
  most: Math.log(3),
  standsFor: 60_000,
};
const START = 1_795_780_800_000;
const at = (seconds: number): Instant => instant(START + seconds * 1_000);

/** What is believed of a series of values, each a second after the last one. */
function said(values: readonly number[], before: LoneMemory | null = null): readonly boolean[] {
  let memory = before;
  return values.map((value, second) => {
    const found = loneSource(value, at(second), memory, settings);
    ({ memory } = found);
    return found.fault === null;
  });
}

describe('a price that one source alone states', () => {
  test('is not believed while it is ten times off, and is again when it is back', () => {
    expect(said([65_000, 650_000, 650_000, 65_010])).toEqual([true, false, false, true]);
  });

  test('is believed step by step through a crash of a third within minutes', () => {
    const fall = Array.from({ length: 180 }, (_, i) => 65_000 * (1 - (0.33 * i) / 180));
    expect(said(fall).every(Boolean)).toBe(true);
  });

  test('is believed after a jump has stood for a minute, whatever it does meanwhile within a fifth', () => {
    const jump = Array.from({ length: 70 }, (_, i) => 100 * (1 + 0.05 * Math.sin(i)));
    const believed = said([65_000, ...jump]);
    expect(believed.indexOf(true, 1)).toBe(61);
    expect(believed.slice(61).every(Boolean)).toBe(true);
  });

  test('that jumps to and fro is never believed of', () => {
    const wild = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 1_000 : 650_000));
    expect(said([65_000, ...wild]).indexOf(true, 1)).toBe(-1);
  });

  test('may be further off the longer ago the last one was, and threefold at most', () => {
    const old = (hours: number): LoneMemory => {
      return { value: 100, at: instant(START - hours * 3_600_000), doubt: null };
    };
    // e^0.2 = 1.221; two hours more: e^0.6 = 1.822.
    expect(said([122], old(0))).toEqual([true]);
    expect(said([123], old(0))).toEqual([false]);
    expect(said([182], old(2))).toEqual([true]);
    expect(said([183], old(2))).toEqual([false]);
    expect(said([299], old(10_000))).toEqual([true]);
    expect(said([301], old(10_000))).toEqual([false]);
    expect(said([33], old(10_000))).toEqual([false]);
  });

  test('tells how far off it is, and how long it must stand', () => {
    const { memory } = loneSource(100, at(0), null, settings);
    const { fault } = loneSource(1_000, at(5), memory, settings);
    expect(fault).toContain('1000 is 10 times the last price believed');
    expect(fault).toContain('for 60 s more');
    const first = loneSource(1_000, at(5), memory, settings);
    expect(loneSource(1_000, at(20), first.memory, settings).fault).toContain('for 45 s more');
  });

  test('whatever comes, what stands for two minutes is believed at their end', () => {
    const prices = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(prices, fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (before, last) => {
        const stands = Array.from({ length: 120 }, () => last);
        expect(said([...before, ...stands]).at(-1)).toBe(true);
      }),
    );
  });
});
