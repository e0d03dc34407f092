import { KRAKEN_FUTURES } from '../../imports/kraken/names.ts';
import type { TradeEvent } from '../events.ts';
import type { Fields, MessageReader } from '../message-reader.ts';

/** A trade, by the side of the order that came later. Liquidations and terminations are trades too. */
export function futuresTrade(
  data: Fields,
  symbol: string,
  read: MessageReader,
  where: string,
): readonly TradeEvent[] {
  const at = read.time(data['time'], `${where}time`);
  const price = read.positive(data['price'], `${where}price`);
  const quantity = read.positive(data['qty'], `${where}qty`);
  const { side, uid } = data;
  if (side !== 'buy' && side !== 'sell') {
    read.fault('malformed', `${where}side`, 'a trade has no side');
    return [];
  }
  if (at === null || price === null || quantity === null) {
    const lacking = [data['time'], data['price'], data['qty']].some(
      (value) => value === undefined || value === null || value === '',
    );
    if (lacking) read.fault('missing-field', where, 'a trade lacks its time, price or quantity');
    return [];
  }
  const id = typeof uid === 'string' ? uid : null;
  return [{ kind: 'trade', market: KRAKEN_FUTURES, symbol, at, price, quantity, side, id }];
}
