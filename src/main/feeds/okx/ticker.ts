import { asset } from '../../../engine/values/ids.ts';
import { OKX_MARKET } from '../../imports/okx/names.ts';
import type { IndexEvent, TickerEvent, TickerField } from '../events.ts';
import type { Fields, MessageReader } from '../message-reader.ts';

const market = OKX_MARKET;
const HOUR = 3_600_000;

type Values = Partial<Record<TickerField, number | null>>;

/** What one row of a channel says, as values of an instrument. Texts that are empty say that there is none. */
export type ValuesOf = (row: Fields, read: MessageReader, where: string, symbol: string) => Values;

/** 0 is no quote, like the empty text. */
const quoted = (value: number | null): number | null => (value === 0 ? null : value);

/** The venue looks for a quote's volatility up to this: what stands there is the bound, not a quote. */
const CAP = 5;
const volatility = (value: number | null): number | null =>
  value === null || value === 0 || value >= CAP ? null : value;

/** `tickers`: prices of options in the coin, sizes in contracts. */
export const quoteValues: ValuesOf = (row, read, where) => {
  const values: Values = {};
  for (const [field, name] of QUOTES) {
    if (Object.hasOwn(row, name)) {
      values[field] = quoted(read.notNegative(row[name], `${where}.${name}`));
    }
  }
  return values;
};

const QUOTES = [
  ['last', 'last'],
  ['bid', 'bidPx'],
  ['ask', 'askPx'],
  ['bidSize', 'bidSz'],
  ['askSize', 'askSz'],
] as const;

/** `mark-price`: of options in the coin, where 0 is a price. */
export const markValues: ValuesOf = (row, read, where, symbol) => {
  const isOption = /-[CP]$/.test(symbol);
  const mark = isOption
    ? read.notNegative(row['markPx'], `${where}.markPx`)
    : read.positive(row['markPx'], `${where}.markPx`);
  return mark === null ? {} : { mark };
};

/** `open-interest`: `oi` in contracts; `oiCcy` says the same in coins. */
export const interestValues: ValuesOf = (row, read, where) => {
  const openInterest = read.notNegative(row['oi'], `${where}.oi`);
  return openInterest === null ? {} : { openInterest };
};

/** `funding-rate`: what is due at `fundingTime`, for the time since the payment before it. */
export const fundingValues: ValuesOf = (row, read, where) => {
  const values: Values = {};
  const funding = read.number(row['fundingRate'], `${where}.fundingRate`);
  if (funding !== null) values.funding = funding;
  const due = read.time(row['fundingTime'], `${where}.fundingTime`);
  if (due !== null) values.nextFunding = due;
  const after = read.time(row['nextFundingTime'], `${where}.nextFundingTime`);
  if (due === null || after === null) return values;
  if (after > due) values.fundingHours = (after - due) / HOUR;
  else read.fault('conflict', `${where}.nextFundingTime`, `${after} is not after ${due}`);
  return values;
};

/**
 * `opt-summary`: volatilities as fractions; `delta` and `gamma` are of the price in the coin, those that
 * end in `BS` Black-Scholes in dollars (vega per vol point, theta per day).
 */
export const summaryValues: ValuesOf = (row, read, where) => {
  const values: Values = {};
  if (Object.hasOwn(row, 'markVol')) {
    values.markVolatility = quoted(read.notNegative(row['markVol'], `${where}.markVol`));
  }
  for (const [field, name] of VOLATILITIES) {
    if (Object.hasOwn(row, name)) {
      values[field] = volatility(read.notNegative(row[name], `${where}.${name}`));
    }
  }
  for (const [field, name] of GREEKS) {
    if (Object.hasOwn(row, name)) values[field] = read.number(row[name], `${where}.${name}`);
  }
  const forward = read.positive(row['fwdPx'], `${where}.fwdPx`);
  if (forward !== null) values.forward = forward;
  return values;
};

const VOLATILITIES = [
  ['bidVolatility', 'bidVol'],
  ['askVolatility', 'askVol'],
] as const;

const GREEKS = [
  ['coinDelta', 'delta'],
  ['coinGamma', 'gamma'],
  ['delta', 'deltaBS'],
  ['gamma', 'gammaBS'],
  ['vega', 'vegaBS'],
  ['theta', 'thetaBS'],
] as const;

/** `estimated-price`: in the hour before delivery or exercise. */
export const settlementValues: ValuesOf = (row, read, where) => {
  const estimatedSettlement = read.positive(row['settlePx'], `${where}.settlePx`);
  return estimatedSettlement === null ? {} : { estimatedSettlement };
};

export function tickerEvent(
  row: Fields,
  valuesOf: ValuesOf,
  read: MessageReader,
  where: string,
): TickerEvent | null {
  const symbol = read.text(row['instId'], `${where}.instId`);
  if (symbol === null) return null;
  const at = read.time(row['ts'], `${where}.ts`);
  return { kind: 'ticker', market, symbol, at, values: valuesOf(row, read, where, symbol) };
}

/** `index-tickers`: `BTC-USD`. */
export function indexEvent(row: Fields, read: MessageReader, where: string): IndexEvent | null {
  const name = read.text(row['instId'], `${where}.instId`);
  if (name === null) return null;
  const [base, quote, ...more] = name.split('-');
  if (!base || !quote || more.length > 0) {
    return read.fault('malformed', `${where}.instId`, `"${name}" is no index`);
  }
  const value = read.positive(row['idxPx'], `${where}.idxPx`);
  if (value === null) return null;
  const at = read.time(row['ts'], `${where}.ts`);
  return { kind: 'index', market, name, asset: asset(base), quote: asset(quote), at, value };
}
