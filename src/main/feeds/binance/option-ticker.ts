import { BINANCE_OPTIONS } from '../../imports/binance/accounts.ts';
import type { TickerEvent, TickerField } from '../events.ts';
import { named, type Message } from './message.ts';
import { dayTicker, putNumber, putPrice, putSome, ticker, type Values } from './ticker.ts';

/**
 * A volatility, a fraction. 0, and −1 since 12/2025, say that there is none.
 */
function putVolatility(of: Message, values: Values, field: TickerField, name: string): void {
  const { fields, read } = of;
  if (!Object.hasOwn(fields, name)) return;
  const value = read.number(fields[name], name);
  if (value === null) return;
  if (value >= 0 || value === -1) values[field] = value > 0 ? value : null;
  else read.fault('malformed', name, `${value} is no volatility`);
}

/** An option's price may be 0. */
function putMark(of: Message, values: Values, name: string): void {
  const mark = of.read.notNegative(of.fields[name], name);
  if (mark !== null) values.mark = mark;
}

/** Names of the same values in the short messages, and in the answers of `eapi/v1/mark`. */
type OptionNames = {
  readonly mark: string;
  readonly volatilities: readonly (readonly [TickerField, string])[];
  readonly greeks: readonly (readonly [TickerField, string])[];
};

const SHORT: OptionNames = {
  mark: 'mp',
  volatilities: [
    ['markVolatility', 'vo'],
    ['bidVolatility', 'b'],
    ['askVolatility', 'a'],
  ],
  greeks: [
    ['delta', 'd'],
    ['gamma', 'g'],
    ['vega', 'v'],
    ['theta', 't'],
  ],
};

const LONG: OptionNames = {
  mark: 'markPrice',
  volatilities: [
    ['markVolatility', 'markIV'],
    ['bidVolatility', 'bidIV'],
    ['askVolatility', 'askIV'],
  ],
  greeks: [
    ['delta', 'delta'],
    ['gamma', 'gamma'],
    ['vega', 'vega'],
    ['theta', 'theta'],
  ],
};

/** Greeks are Black-Scholes in dollars for one coin: vega per vol point, theta per day. */
function put(of: Message, values: Values, names: OptionNames): void {
  putMark(of, values, names.mark);
  for (const [field, name] of names.volatilities) putVolatility(of, values, field, name);
  for (const [field, name] of names.greeks) putNumber(of, values, field, name);
}

function putQuotes(of: Message, values: Values): void {
  putSome(of, values, 'bid', 'bo');
  putSome(of, values, 'ask', 'ao');
  putSome(of, values, 'bidSize', 'bq');
  putSome(of, values, 'askSize', 'aq');
}

/** `markPrice`: until 2025 the mark alone, since then also quotes, index and Greeks. */
export function optionMark(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const name = named(of, fields['s'], 's', BINANCE_OPTIONS);
  if (name === null) return [];
  const values: Values = {};
  put(of, values, SHORT);
  putQuotes(of, values);
  putPrice(of, values, 'index', 'i');
  putSome(of, values, 'estimatedSettlement', 'P');
  return [ticker(name, read.time(fields['E'], 'E'), values)];
}

/**
 * `24hrTicker` of options. Until 2025 it had quotes, marks and Greeks under `v`, `b`, `a` and others;
 * what is sent since then has volumes under some of these names, and no mark.
 */
export function optionDayTicker(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  if (!Object.hasOwn(fields, 'mp')) return dayTicker(of);
  const name = named(of, fields['s'], 's', BINANCE_OPTIONS);
  if (name === null) return [];
  const values: Values = {};
  put(of, values, SHORT);
  putQuotes(of, values);
  putSome(of, values, 'last', 'c');
  putSome(of, values, 'estimatedSettlement', 'eep');
  return [ticker(name, read.time(fields['E'], 'E'), values)];
}

/** A row of `eapi/v1/mark`, which has no time. */
export function optionMarkRow(of: Message): readonly TickerEvent[] {
  const name = named(of, of.fields['symbol'], 'symbol', BINANCE_OPTIONS);
  if (name === null) return [];
  const values: Values = {};
  put(of, values, LONG);
  return [ticker(name, null, values)];
}

/** `openInterest` of options: contracts. */
export function optionInterest(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const name = named(of, fields['s'], 's', BINANCE_OPTIONS);
  if (name === null) return [];
  const open = read.notNegative(fields['o'], 'o');
  const values: Values = open === null ? {} : { openInterest: open };
  return [ticker(name, read.time(fields['E'], 'E'), values)];
}
