import type { OptionRight } from '../../pricing/black.ts';
import { americanValue, impliedBy } from '../../pricing/binomial.ts';
import { blackScholes } from '../../pricing/black-scholes.ts';
import { ok, type Outcome } from '../../values/outcome.ts';

/** Something that follows one price: a share, an index, a fund. */
type TimsProduct = {
  readonly name: string;
  readonly price: number;
  /** Yield per year, a fraction. */
  readonly carry: number;
};

type TimsOption = {
  readonly right: OptionRight;
  readonly strike: number;
  readonly years: number;
  readonly exercise: 'american' | 'european';
  /** Quoted price, from which the volatility follows. */
  readonly price: number;
};

export type TimsPosition = {
  readonly name: string;
  readonly product: TimsProduct;
  /** Shares or contracts, long positive. */
  readonly quantity: number;
  /** Shares per contract, 1 for shares. */
  readonly multiplier: number;
  /** Null for the product itself or a future on it. */
  readonly option: TimsOption | null;
};

function valued(
  { right, strike, years, exercise }: TimsOption,
  { carry }: TimsProduct,
  rate: number,
  spot: number,
  volatility: number,
): Outcome<number> {
  const input = { right, spot, strike, years, rate, carry, volatility };
  if (exercise === 'american') return americanValue(input);
  const found = blackScholes(input);
  return found.ok ? ok(found.value.price) : found;
}

/** Names what a position is of: positions of one key have one P&L per unit. */
export const contractKey = ({ product, option }: TimsPosition): string =>
  JSON.stringify([product.name, option]);

/**
 * P&L of one unit of what a position is of, at each move of its price, gain positive; volatility and time stay.
 *
 * @param moves fractions
 * @param rate continuous, per year
 */
export function unitPnlAt(
  { product, option }: TimsPosition,
  moves: readonly number[],
  rate: number,
): Outcome<Float64Array> {
  if (option === null) return ok(Float64Array.from(moves, (move) => product.price * move));
  const at = (spot: number, volatility: number): Outcome<number> =>
    valued(option, product, rate, spot, volatility);
  const implied = impliedBy(option.price, (volatility) => at(product.price, volatility));
  if (!implied.ok) return implied;
  const pnl = new Float64Array(moves.length);
  for (const [i, move] of moves.entries()) {
    const moved = at(product.price * (1 + move), implied.value);
    if (!moved.ok) return moved;
    pnl[i] = moved.value - option.price;
  }
  return ok(pnl);
}
