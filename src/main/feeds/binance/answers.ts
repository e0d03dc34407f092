import { BINANCE_OPTIONS, BINANCE_SPOT, BINANCE_USDM } from '../../imports/binance/accounts.ts';
import { contractOf, listedMarket } from '../../imports/binance/instruments.ts';
import type { ControlEvent, FeedEvent, TickerEvent } from '../events.ts';
import { isFields, isList, type Fields } from '../message-reader.ts';
import { depthSnapshot } from './book.ts';
import { indexEvents } from './index-price.ts';
import { named, type Message } from './message.ts';
import { optionMarkRow } from './option-ticker.ts';
import { premiumIndex, putSome, ticker, type Values } from './ticker.ts';

/** The one stream whose messages have no kind. */
export const isSpotBookTicker = ({ u, s, b, a, E, T, U, pu }: Fields): boolean =>
  u !== undefined &&
  s !== undefined &&
  (b !== undefined || a !== undefined) &&
  E === undefined &&
  T === undefined &&
  U === undefined &&
  pu === undefined;

/** Answers to requests, which have no kind. Null: not known. */
export function answerEvents(of: Message): readonly FeedEvent[] | null {
  const { fields } = of;
  const word = wordOf(fields);
  if (word !== null) return [word];
  const has = (name: string): boolean => Object.hasOwn(fields, name);
  if (has('lastUpdateId') && (has('bids') || has('asks'))) return depthSnapshot(of);
  if (has('symbols')) return contracts(of, 'symbols');
  if (has('optionSymbols')) return contracts(of, 'optionSymbols');
  if (has('markIV') || has('riskFreeInterest')) return optionMarkRow(of);
  if (has('markPrice') || has('lastFundingRate')) return premiumIndex(of);
  if (has('fundingIntervalHours')) return fundingInterval(of);
  if (has('openInterest')) return openInterest(of, 'openInterest', 'time');
  if (has('sumOpenInterest')) return openInterest(of, 'sumOpenInterest', 'timestamp');
  if (has('indexPrice')) return optionIndex(of);
  if (has('bidPrice') || has('lastPrice')) return restTicker(of);
  return null;
}

/** `{"result":null,"id":1}`, `{"code":-1121,"msg":"Invalid symbol."}`, `{"error":{"code":2,"msg":"…"}}`, `{}`. */
function wordOf(fields: Fields): ControlEvent | null {
  const error = isFields(fields['error']) ? fields['error'] : fields;
  const { code, msg } = error;
  const reason = typeof msg === 'string' ? msg : 'no reason given';
  if (typeof code === 'number' && (code !== 200 || error !== fields)) {
    return { kind: 'control', word: 'refused', detail: `${reason} (${code})` };
  }
  if (Object.hasOwn(fields, 'result')) {
    const { result } = fields;
    const detail = isList(result) ? `${result.length} channels` : 'ok';
    return { kind: 'control', word: 'answered', detail };
  }
  return Object.keys(fields).length === 0
    ? { kind: 'control', word: 'answered', detail: 'ok' }
    : null;
}

/** Answer of `/time`. */
export function serverTime({ fields, read }: Message): readonly FeedEvent[] {
  const at = read.time(fields['serverTime'], 'serverTime');
  return at === null ? [] : [{ kind: 'control', word: 'answered', detail: 'time', at }];
}

function contracts({ fields, host, read }: Message, name: string): readonly FeedEvent[] {
  const rows = read.list(fields[name], name) ?? [];
  return rows.flatMap((row, i): readonly FeedEvent[] => {
    const contract = contractOf(row, host ?? listedMarket(row));
    if (contract.ok) return [{ kind: 'contract', contract: contract.value }];
    const { reason, message, at = '' } = contract.failure;
    const field = `${name}[${i}]`;
    const symbol = isFields(row) ? String(row['symbol']) : '';
    read.fault(reason, at === '' ? field : `${field}.${at}`, `${symbol}: ${message}`);
    return [];
  });
}

/** A row of `fundingInfo`, which lists the contracts whose terms were once adjusted. It has no time. */
function fundingInterval(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const name = named(of, fields['symbol'], 'symbol', BINANCE_USDM);
  const hours = read.positive(fields['fundingIntervalHours'], 'fundingIntervalHours');
  return name === null || hours === null ? [] : [ticker(name, null, { fundingHours: hours })];
}

/** Coins of USD-M, contracts of COIN-M and options. */
function openInterest(of: Message, field: string, timeName: string): readonly TickerEvent[] {
  const { fields, read } = of;
  const name = named(of, fields['symbol'], 'symbol', BINANCE_USDM);
  const open = read.notNegative(fields[field], field);
  const at = read.time(fields[timeName], timeName);
  return name === null || open === null ? [] : [ticker(name, at, { openInterest: open })];
}

/** Answer of `eapi/v1/index`, which is named by its question. */
function optionIndex(of: Message): readonly FeedEvent[] {
  const pair = /[?&]underlying=(\w+)/.exec(of.endpoint)?.[1];
  return indexEvents(of, BINANCE_OPTIONS, pair, 'underlying', 'indexPrice', 'time');
}

/** A row of `ticker/bookTicker` or of a day's ticker. */
function restTicker(of: Message): readonly TickerEvent[] {
  const { fields, read } = of;
  const option = Object.hasOwn(fields, 'strikePrice');
  const futures = Object.hasOwn(fields, 'time');
  const shape = option ? BINANCE_OPTIONS : futures ? BINANCE_USDM : BINANCE_SPOT;
  const name = named(of, fields['symbol'], 'symbol', shape);
  if (name === null) return [];
  const values: Values = {};
  putSome(of, values, 'last', 'lastPrice');
  putSome(of, values, 'bid', 'bidPrice');
  putSome(of, values, 'bidSize', 'bidQty');
  putSome(of, values, 'ask', 'askPrice');
  putSome(of, values, 'askSize', 'askQty');
  return [ticker(name, read.time(fields['time'], 'time'), values)];
}
