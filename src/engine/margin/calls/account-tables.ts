import type { Figures } from '../../contract/figures.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { assessorOf } from '../assessor.ts';
import { accountMoved } from './moves.ts';

/** Equity and maintenance margin of an account as a sum of functions of each asset's log move. */
export type AccountTables = {
  readonly present: Figures;
  /** After log moves, [asset]; a move beyond the table counts as its end. */
  readonly equity: (moves: Float64Array) => number;
  readonly maintenance: (moves: Float64Array) => number;
  /** By the account's own model, without tables. */
  readonly full: (moves: Float64Array) => Outcome<Figures>;
};

/** Changes with the log price of one asset, between points linear. */
type Table = {
  readonly width: number;
  readonly equity: Float64Array;
  readonly maintenance: Float64Array;
};

function looked(width: number, values: Float64Array, move: number): number {
  const last = values.length - 1;
  const at = ((Math.min(Math.max(move, -width), width) + width) / (2 * width)) * last;
  const low = Math.min(Math.floor(at), last - 1);
  return values[low]! + (at - low) * (values[low + 1]! - values[low]!);
}

/**
 * Tabulates an account by its own model, one asset at a time, and adds the effects: exact where no
 * term of the model couples two assets.
 *
 * @param widths how far each asset's table goes either way, in log price, positive
 * @param points of each table, odd: the middle one is the market as it is
 */
export function accountTables(
  input: AccountInput,
  assets: readonly Asset[],
  widths: readonly number[],
  points: number,
): Outcome<AccountTables> {
  const { figures } = assessorOf(input);
  const at = (prices: ReadonlyMap<Asset, number>): Outcome<Figures> =>
    figures(accountMoved(input, { prices, volatility: 1 }));
  const now = figures(input);
  if (!now.ok) return now;
  const present = now.value;
  const tables: Table[] = [];
  for (const [i, asset] of assets.entries()) {
    const width = widths[i]!;
    const equity = new Float64Array(points);
    const maintenance = new Float64Array(points);
    for (let p = 0; p < points; p++) {
      const move = -width + (2 * width * p) / (points - 1);
      const found = at(new Map([[asset, Math.exp(move)]]));
      if (!found.ok) return found;
      equity[p] = found.value.equity - present.equity;
      maintenance[p] = found.value.maintenance - present.maintenance;
    }
    tables.push({ width, equity, maintenance });
  }
  return ok({
    present,
    equity: (moves) =>
      tables.reduce(
        (sum, one, i) => sum + looked(one.width, one.equity, moves[i]!),
        present.equity,
      ),
    maintenance: (moves) =>
      tables.reduce(
        (sum, one, i) => sum + looked(one.width, one.maintenance, moves[i]!),
        present.maintenance,
      ),
    full: (moves) => at(new Map(assets.map((asset, i) => [asset, Math.exp(moves[i]!)]))),
  });
}
