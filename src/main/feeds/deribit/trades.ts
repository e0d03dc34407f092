import { DERIBIT_MARKET } from '../../imports/deribit/names.ts';
import type { TradeEvent } from '../events.ts';
import { isFields, type MessageReader } from '../message-reader.ts';
import { isCombination } from './combination.ts';

/**
 * Trades, newest last, by the side of the order that came later. Amounts are dollars (inverse futures)
 * or coins. The legs of a combination come as trades of their own.
 */
export function trades(data: unknown, read: MessageReader, where: string): readonly TradeEvent[] {
  const rows = read.list(data, where) ?? [];
  return rows.flatMap((row, i) => {
    read.within(`${where}[${i}]`);
    return trade(row, read) ?? [];
  });
}

function trade(row: unknown, read: MessageReader): TradeEvent | null {
  if (!isFields(row)) return read.fault('malformed', '', 'a trade is no object');
  const symbol = read.text(row['instrument_name'], 'instrument_name');
  if (symbol === null || isCombination(symbol)) return null;
  const at = read.time(row['timestamp'], 'timestamp');
  const price = read.positive(row['price'], 'price');
  const quantity = read.positive(row['amount'], 'amount');
  const { direction: side, trade_id: id } = row;
  if (side !== 'buy' && side !== 'sell') {
    return read.fault('malformed', 'direction', `"${String(side)}" is no side`);
  }
  if (at === null || price === null || quantity === null) {
    const lacks = ['timestamp', 'price', 'amount'].find((name) => (row[name] ?? '') === '');
    return lacks === undefined ? null : read.fault('missing-field', lacks, 'a trade lacks it');
  }
  const name = typeof id === 'string' ? id : null;
  return { kind: 'trade', market: DERIBIT_MARKET, symbol, at, price, quantity, side, id: name };
}
