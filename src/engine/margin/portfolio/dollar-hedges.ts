import type { PricedPosition } from '../../model/priced.ts';
import { cashDelta } from './reporting-array.ts';

/** Delta in one dollar against the opposite delta in another, in the reporting currency. */
export type DollarHedge = {
  /** Such as `USDT-USD`. */
  readonly pair: string;
  /** Positive. */
  readonly amount: number;
  /** The price of the weaker of the two in the reporting currency. */
  readonly price: number;
};

/** The order in which OKX matches deltas. */
const order = [
  ['USDT', 'USD'],
  ['USDT', 'USDC'],
  ['USDC', 'USD'],
] as const;

/** Contracts that settle in a coin are quoted, and hedge, in dollars. */
const dollarOf = ({ instrument }: PricedPosition): string =>
  instrument.settlement === instrument.underlying ? 'USD' : instrument.settlement;

/** Opposite deltas in different dollars, matched pair by pair: what one pair takes the next cannot. */
export function hedgesBetweenDollars(positions: readonly PricedPosition[]): readonly DollarHedge[] {
  const deltas = new Map<string, number>();
  const prices = new Map<string, number>([['USD', 1]]);
  for (const one of positions) {
    const dollar = dollarOf(one);
    deltas.set(dollar, (deltas.get(dollar) ?? 0) + cashDelta(one));
    if (dollar === one.instrument.settlement) prices.set(dollar, one.settlementRate);
  }
  const hedges: DollarHedge[] = [];
  for (const [first, second] of order) {
    const a = deltas.get(first) ?? 0;
    const b = deltas.get(second) ?? 0;
    const amount = Math.min(Math.abs(a), Math.abs(b));
    if (amount === 0 || Math.sign(a) === Math.sign(b)) continue;
    deltas.set(first, a - Math.sign(a) * amount);
    deltas.set(second, b - Math.sign(b) * amount);
    const price = Math.min(prices.get(first) ?? 1, prices.get(second) ?? 1);
    hedges.push({ pair: `${first}-${second}`, amount, price });
  }
  return hedges;
}
