import type { SpanCommodity, SpanLeg, SpanPosition } from './parameters.ts';

/** Net delta of each month, `YYYYMM` rising. */
export function deltasByMonth(positions: readonly SpanPosition[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { contract, quantity } of positions) {
    const { month, delta } = contract;
    found.set(month, (found.get(month) ?? 0) + quantity * delta);
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Months that a leg may take its deltas from. */
export function monthsOf(
  leg: SpanLeg,
  between: 'tiers' | 'months',
  { tiers }: SpanCommodity,
  months: Iterable<string>,
): readonly string[] {
  if (between === 'months') return [...months].filter((month) => month === leg.of);
  const own = tiers.filter(({ name }) => name === leg.of);
  return [...months].filter((month) => own.some(({ from, to }) => from <= month && month <= to));
}

/** Deltas of one sign in some months. */
const available = (
  deltas: ReadonlyMap<string, number>,
  months: readonly string[],
  sign: number,
): number => months.reduce((all, month) => all + Math.max(sign * (deltas.get(month) ?? 0), 0), 0);

/** A leg and the months that serve it. */
export type ServedLeg = { readonly leg: SpanLeg; readonly months: readonly string[] };

/**
 * How many spreads the deltas give where side A has this sign. Legs that draw on the same months
 * with the same sign share them.
 */
export function spreadsIn(
  deltas: ReadonlyMap<string, number>,
  legs: readonly ServedLeg[],
  signOfA: 1 | -1,
): number {
  const signOf = ({ leg }: ServedLeg): number => (leg.side === 'A' ? signOfA : -signOfA);
  return legs.reduce((fewest, one) => {
    const rivals = legs.filter(
      (other) => signOf(other) === signOf(one) && other.months.join() === one.months.join(),
    );
    const ratio = rivals.reduce((all, { leg }) => all + leg.ratio, 0);
    return Math.min(fewest, available(deltas, one.months, signOf(one)) / ratio);
  }, Infinity);
}

/** Takes the deltas of so many spreads, nearest months first. */
export function consume(
  deltas: Map<string, number>,
  legs: readonly ServedLeg[],
  signOfA: 1 | -1,
  spreads: number,
  spent: Map<string, number>,
): void {
  for (const { leg, months } of legs) {
    const sign = leg.side === 'A' ? signOfA : -signOfA;
    let left = spreads * leg.ratio;
    for (const month of months) {
      const delta = deltas.get(month) ?? 0;
      const taken = Math.min(Math.max(sign * delta, 0), left);
      deltas.set(month, delta - sign * taken);
      spent.set(month, (spent.get(month) ?? 0) + taken);
      left -= taken;
    }
  }
}
