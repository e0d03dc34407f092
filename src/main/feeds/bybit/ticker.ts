import type { Market } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { BYBIT_OPTION } from '../../imports/bybit/markets.ts';
import type { TickerEvent, TickerField } from '../events.ts';
import type { Fields, MessageReader } from '../message-reader.ts';

type Reading = (value: unknown, read: MessageReader, where: string) => number | null | undefined;

/** A quote: 0 and the empty text say that there is none. */
const quote: Reading = (value, read, where) => {
  const found = read.notNegative(value, where);
  return found === 0 ? null : found;
};

/** Fraction per √year. The venue looks for a quote's volatility up to 5: what stands there is the bound. */
const CAP = 5;
const quotedVolatility: Reading = (value, read, where) => {
  const found = read.notNegative(value, where);
  return found === null || found === 0 || found >= CAP ? null : found;
};

/** What is known or not said: never known to be absent. */
const price: Reading = (value, read, where) => read.positive(value, where) ?? undefined;
const amount: Reading = (value, read, where) => read.notNegative(value, where) ?? undefined;
const signed: Reading = (value, read, where) => read.number(value, where);
/** Dated contracts say "" or 0: they pay none. */
const funding: Reading = (value, read, where) => read.number(value, where) ?? undefined;
const time: Reading = (value, read, where) =>
  value === '0' || value === 0 ? undefined : (read.time(value, where) ?? undefined);

/** Names of the socket and of requests; a name has one meaning in every category. */
const FIELDS: readonly (readonly [name: string, field: TickerField, reading: Reading])[] = [
  ['lastPrice', 'last', quote],
  ['bid1Price', 'bid', quote],
  ['bid1Size', 'bidSize', quote],
  ['ask1Price', 'ask', quote],
  ['ask1Size', 'askSize', quote],
  ['indexPrice', 'index', price],
  ['openInterest', 'openInterest', amount],
  ['fundingRate', 'funding', funding],
  ['nextFundingTime', 'nextFunding', time],
  ['fundingIntervalHour', 'fundingHours', price],
  ['predictedDeliveryPrice', 'estimatedSettlement', quote],
];

/** Greeks are Black-Scholes in dollars per coin: vega per vol point, theta per day. */
const OPTION_FIELDS: typeof FIELDS = [
  ['bidPrice', 'bid', quote],
  ['bidSize', 'bidSize', quote],
  ['askPrice', 'ask', quote],
  ['askSize', 'askSize', quote],
  ['bidIv', 'bidVolatility', quotedVolatility],
  ['bid1Iv', 'bidVolatility', quotedVolatility],
  ['askIv', 'askVolatility', quotedVolatility],
  ['ask1Iv', 'askVolatility', quotedVolatility],
  ['markPriceIv', 'markVolatility', quote],
  ['markIv', 'markVolatility', quote],
  ['underlyingPrice', 'forward', price],
  ['delta', 'delta', signed],
  ['gamma', 'gamma', signed],
  ['vega', 'vega', signed],
  ['theta', 'theta', signed],
];

/**
 * A ticker, whole or only what changed. Prices in the quote currency, also of options; sizes and open
 * interest in coins (linear, options) or dollars (inverse); funding positive when longs pay.
 */
export function tickerEvent(
  of: { readonly market: Market; readonly symbol: string; readonly at: Instant | null },
  data: Fields,
  read: MessageReader,
  where: string,
): TickerEvent {
  const values: Partial<Record<TickerField, number | null>> = {};
  const isOption = of.market === BYBIT_OPTION;
  const take = (fields: typeof FIELDS): void => {
    for (const [name, field, reading] of fields) {
      if (!Object.hasOwn(data, name)) continue;
      const value = reading(data[name], read, `${where}.${name}`);
      if (value !== undefined) values[field] = value;
    }
  };
  take(FIELDS);
  if (isOption) take(OPTION_FIELDS);
  if (Object.hasOwn(data, 'markPrice')) {
    // An option's mark may be 0.
    const mark = (isOption ? amount : price)(data['markPrice'], read, `${where}.markPrice`);
    if (mark !== undefined) values.mark = mark;
  }
  return { kind: 'ticker', ...of, values };
}
