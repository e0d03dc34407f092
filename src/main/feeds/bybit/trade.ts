import type { Market } from '../../../engine/values/ids.ts';
import type { TradeEvent } from '../events.ts';
import type { Fields, MessageReader } from '../message-reader.ts';

/** Under which names a generation sends the parts of a trade. */
export type TradeNames = Readonly<Record<'at' | 'price' | 'size' | 'side' | 'id', string>>;

/** A trade; sizes in coins or, inverse, in dollars; the side is that of the taker. */
export function tradeEvent(
  { market, symbol }: { readonly market: Market; readonly symbol: string },
  row: Fields,
  names: TradeNames,
  read: MessageReader,
  where: string,
): TradeEvent | null {
  const before = read.faults.length;
  const at = read.time(row[names.at], `${where}.${names.at}`);
  const price = read.positive(row[names.price], `${where}.${names.price}`);
  const quantity = read.positive(row[names.size], `${where}.${names.size}`);
  const said = row[names.side];
  const side = said === 'Buy' ? 'buy' : said === 'Sell' ? 'sell' : null;
  if (at === null || price === null || quantity === null || side === null) {
    return read.faults.length > before
      ? null
      : read.fault('missing-field', where, 'no time, price, size or side of a trade');
  }
  const id = row[names.id];
  return {
    kind: 'trade',
    market,
    symbol,
    at,
    price,
    quantity,
    side,
    id: typeof id === 'string' ? id : null,
  };
}
