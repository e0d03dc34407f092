import type { SpanPosition, SpanTier } from './parameters.ts';

/** What is left of a delta below this is the rounding of sums, not a position. */
const NOTHING = 1e-9;

type Sign = 1 | -1;

/** Which contract periods are meant. */
export type Periods = (month: string) => boolean;

/** Deltas of one combined commodity by contract period, and what spreads have used of them. */
export type DeltaLedger = {
  readonly months: readonly string[];
  /** Long positive. */
  readonly net: (periods: Periods) => number;
  /** Net delta on one side, at least 0. */
  readonly onSide: (periods: Periods, sign: Sign) => number;
  /** Delta on one side without netting periods, at least 0. */
  readonly grossOnSide: (periods: Periods, sign: Sign) => number;
  /** Takes deltas of one side away, the nearest period first. */
  readonly use: (periods: Periods, sign: Sign, amount: number) => void;
  /** Deltas that spreads have used, unsigned. */
  readonly used: (month: string) => number;
};

/** Whether a period lies in a tier; a period without a day lies in the tier of its month. */
export const inTier =
  ({ from, to }: SpanTier): Periods =>
  (month) => {
    const starts = Math.min(month.length, from.length);
    const ends = Math.min(month.length, to.length);
    return (
      month.slice(0, starts) >= from.slice(0, starts) && month.slice(0, ends) <= to.slice(0, ends)
    );
  };

const real = (delta: number): number => (delta > NOTHING ? delta : 0);

/** Net delta of each period: quantity × composite delta × delta scaling. */
export function deltaLedger(positions: readonly SpanPosition[]): DeltaLedger {
  const left = new Map<string, number>();
  for (const { contract, quantity } of positions) {
    const { deltaMonth, compositeDelta, deltaScaling } = contract;
    const delta = quantity * compositeDelta * deltaScaling;
    left.set(deltaMonth, (left.get(deltaMonth) ?? 0) + delta);
  }
  const months = [...left.keys()].toSorted();
  const used = new Map<string, number>();
  const within = (periods: Periods): number[] =>
    months.filter(periods).map((month) => left.get(month) ?? 0);
  const net = (periods: Periods): number =>
    within(periods).reduce((total, delta) => total + delta, 0);
  return {
    months,
    net,
    onSide: (periods, sign) => real(sign * net(periods)),
    grossOnSide: (periods, sign) =>
      real(within(periods).reduce((total, delta) => total + Math.max(sign * delta, 0), 0)),
    use: (periods, sign, amount) => {
      let wanted = amount;
      for (const month of months.filter(periods)) {
        const delta = left.get(month) ?? 0;
        const taken = Math.min(Math.max(sign * delta, 0), wanted);
        left.set(month, delta - sign * taken);
        used.set(month, (used.get(month) ?? 0) + taken);
        wanted -= taken;
      }
    },
    used: (month) => used.get(month) ?? 0,
  };
}
