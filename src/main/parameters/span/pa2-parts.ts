import type { SpanFactors, SpanTier } from '../../../engine/margin/span/parameters.ts';
import type { FixedFields } from './fixed-fields.ts';

export const times = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => i + 1);

/** A factor for each type of account. */
export function factors(
  of: FixedFields,
  what: string,
  length: number,
  places: number,
): SpanFactors {
  const one = (type: string): number => {
    const found = of.optional(`${what} of ${type}s`, length, places);
    // A factor that is not given changes nothing.
    return found === null || found === 0 ? 1 : found;
  };
  return { member: one('member'), hedger: one('hedger'), speculator: one('speculator') };
}

const isMonth = (text: string): boolean => /^\d{6}$/.test(text);

/** Tiers by number with their first and last month. */
export function tiers(of: FixedFields, count: number): readonly SpanTier[] {
  return times(count).flatMap((i) => {
    const tier = of.optional(`tier ${i}`, 2);
    const from = of.text(6);
    const to = of.text(6);
    if (tier === null || tier === 0) return [];
    if (!isMonth(from) || !isMonth(to) || from > to) {
      of.refuse(`tier ${i}`, `"${from}" to "${to}" are no months in order`);
    }
    return [{ tier, from, to }];
  });
}

/** Day or week codes that would divide a month are not read. */
export const undivided = (of: FixedFields, count: number): void => {
  for (const i of times(count)) {
    const code = of.text(2);
    if (!/^0*$/.test(code)) of.refuse(`day code ${i}`, `day code "${code}" is not known`);
  }
};

export const side = (of: FixedFields, i: number): 'A' | 'B' =>
  of.code(`side of leg ${i}`, 1, ['A', 'B']);

/** Deltas per spread. */
export function ratio(of: FixedFields, i: number, length: number, places: number): number {
  const found = of.number(`ratio of leg ${i}`, length, places);
  if (found === 0) of.refuse(`ratio of leg ${i}`, 'a ratio of 0');
  return found;
}
