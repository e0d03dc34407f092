import { krakenSymbol } from '../../../engine/instruments/kraken.ts';
import { asset } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { assetSpelled } from '../../imports/asset-spellings.ts';
import { KRAKEN, KRAKEN_FUTURES } from '../../imports/kraken/names.ts';
import type { FeedEvent, TickerEvent, TickerField } from '../events.ts';
import { isoTime } from '../iso-time.ts';
import type { Fields, MessageReader } from '../message-reader.ts';

type Values = Partial<Record<TickerField, number | null>>;
type Names = Readonly<Record<'bid' | 'ask' | 'bidSize' | 'askSize' | 'index', string>>;

/** The socket and the requests spell the same fields in two ways; 0 is no quote and no trade. */
const SOCKET: Names = {
  bid: 'bid',
  ask: 'ask',
  bidSize: 'bid_size',
  askSize: 'ask_size',
  index: 'index',
};
const REST: Names = {
  bid: 'bid',
  ask: 'ask',
  bidSize: 'bidSize',
  askSize: 'askSize',
  index: 'indexPrice',
};

function quotes(data: Fields, names: Names, read: MessageReader, where: string): Values {
  const values: Values = {};
  const put = (field: TickerField, name: string, zero: 'value' | 'nothing'): void => {
    const raw = data[name];
    if (raw === undefined) return;
    const value = read.notNegative(raw, `${where}${name}`);
    if (value === null && raw !== null) return;
    values[field] = zero === 'nothing' && value === 0 ? null : value;
  };
  put('bid', names.bid, 'nothing');
  put('ask', names.ask, 'nothing');
  put('bidSize', names.bidSize, 'nothing');
  put('askSize', names.askSize, 'nothing');
  put('last', 'last', 'nothing');
  put('openInterest', 'openInterest', 'value');
  const mark = read.positive(data['markPrice'], `${where}markPrice`);
  if (mark !== null) values.mark = mark;
  const index = read.positive(data[names.index], `${where}${names.index}`);
  if (index !== null) values.index = index;
  return values;
}

/**
 * Messages of `ticker` and `ticker_lite`. Prices in dollars; quantities in dollars (inverse) or coins
 * (linear). The funding rate is the relative one, a fraction per hour: `funding_rate` is an amount per
 * contract and hour. That it is per hour is inferred from recorded messages. The lite feed has no time.
 */
export function futuresTicker(data: Fields, symbol: string, read: MessageReader): TickerEvent {
  const values = quotes(data, SOCKET, read, '');
  const rate = data['relative_funding_rate'];
  if (rate !== undefined && rate !== null) {
    const funding = read.number(rate, 'relative_funding_rate');
    if (funding !== null) {
      values.funding = funding;
      values.fundingHours = 1;
    }
  }
  const next = data['next_funding_rate_time'];
  if (next !== 0) {
    const due = read.time(next, 'next_funding_rate_time');
    if (due !== null) values.nextFunding = due;
  }
  return {
    kind: 'ticker',
    market: KRAKEN_FUTURES,
    symbol,
    at: read.time(data['time'], 'time'),
    values,
  };
}

/**
 * A row of `tickers`: a contract, or an index. Its funding rate is an amount per contract and hour
 * whose price is not told, so that no fraction can be made of it: the socket gives it. Daily reference
 * rates (`rr_`) are no index of now and are left out.
 */
export function listedTicker(
  row: Fields,
  at: Instant | null,
  read: MessageReader,
  where: string,
): readonly FeedEvent[] {
  const spelled = read.text(row['symbol'], `${where}symbol`);
  if (spelled === null) return [];
  if (/^rr_/i.test(spelled)) return [];
  const index = /^in_([a-z0-9]+)usd$/i.exec(spelled)?.[1];
  if (index === undefined) {
    const values = quotes(row, REST, read, where);
    return [{ kind: 'ticker', market: KRAKEN_FUTURES, symbol: krakenSymbol(spelled), at, values }];
  }
  const value = read.positive(row['last'], `${where}last`);
  if (value === null) return [];
  return [
    {
      kind: 'index',
      market: KRAKEN_FUTURES,
      name: spelled.toLowerCase(),
      asset: assetSpelled(index, KRAKEN),
      quote: asset('USD'),
      at: isoTime(row['lastTime'], `${where}lastTime`, read),
      value,
    },
  ];
}
