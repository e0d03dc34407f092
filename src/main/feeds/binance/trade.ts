import { BINANCE_SPOT, BINANCE_USDM } from '../../imports/binance/accounts.ts';
import type { TradeEvent } from '../events.ts';
import { named, type Message } from './message.ts';

/**
 * Fills outside the book: by the insurance fund, by deleveraging, as a block, or (`NA`) an id that was
 * used up without a fill, at price 0.
 */
const OUTSIDE: ReadonlySet<unknown> = new Set(['INSURANCE_FUND', 'ADL', 'BLOCK', 'NA']);

/** `trade`, and `aggTrade`: fills of one order at one price. Spot alone carries an unused `M`. */
export function tradeEvents(of: Message, idName: 't' | 'a'): readonly TradeEvent[] {
  const { fields, read } = of;
  if (OUTSIDE.has(fields['X'])) return [];
  const shape = Object.hasOwn(fields, 'M') ? BINANCE_SPOT : BINANCE_USDM;
  const name = named(of, fields['s'], 's', shape);
  const at = read.time(fields['T'], 'T');
  const price = read.positive(fields['p'], 'p');
  const quantity = read.positive(fields['q'], 'q');
  const side = sideOf(of);
  if (name === null || side === null) return [];
  if (at === null || price === null || quantity === null) {
    missing(of, 'T');
    missing(of, 'p');
    missing(of, 'q');
    return [];
  }
  const number = fields[idName];
  const known = typeof number === 'number' || typeof number === 'string';
  const id = known ? (idName === 'a' ? `a${number}` : String(number)) : null;
  const { market, symbol } = name;
  return [{ kind: 'trade', market, symbol, at, price, quantity, side, id }];
}

function missing({ fields, read }: Message, name: string): void {
  const value = fields[name];
  if (value === undefined || value === null || value === '') {
    read.fault('missing-field', name, 'a trade without it');
  }
}

const SIDES: ReadonlyMap<unknown, TradeEvent['side']> = new Map([
  ['1', 'buy'],
  ['-1', 'sell'],
  ['BUY', 'buy'],
  ['SELL', 'sell'],
]);

/** `m`: the buyer's order was there first. Options have `S`, the taker's side, as a word or a sign. */
function sideOf({ fields, read }: Message): TradeEvent['side'] | null {
  const { m: buyerMade, S: word } = fields;
  const made = typeof buyerMade === 'boolean' ? (buyerMade ? 'sell' : 'buy') : null;
  const said = SIDES.get(word) ?? null;
  if (word !== undefined && said === null) {
    return read.fault('malformed', 'S', `${JSON.stringify(word)} is no side`);
  }
  if (buyerMade !== undefined && made === null) {
    return read.fault('malformed', 'm', 'it is neither true nor false');
  }
  if (made !== null && said !== null && made !== said) {
    return read.fault('conflict', 'S', `m says ${made}, S says ${said}`);
  }
  return made ?? said ?? read.fault('missing-field', 'm', 'a trade without its side');
}
