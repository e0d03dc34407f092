import { BINANCE_COINM, BINANCE_OPTIONS } from '../../imports/binance/accounts.ts';
import { messageOf } from '../decoded.ts';
import type { Decoded, FeedEvent, Frame } from '../events.ts';
import { isFields, isList, MessageReader } from '../message-reader.ts';
import { remembered } from '../remembered.ts';
import { answerEvents, isSpotBookTicker, serverTime } from './answers.ts';
import { depthUpdate, wholeOptionBook } from './book.ts';
import { indexEvents } from './index-price.ts';
import { hostMarket, isOption, marketOf } from './market-of.ts';
import { askedSymbol, type Message } from './message.ts';
import { optionDayTicker, optionInterest, optionMark } from './option-ticker.ts';
import { bookTicker, dayTicker, markPriceUpdate } from './ticker.ts';
import { tradeEvents } from './trade.ts';

/** Kinds that say nothing that is followed here: statistics, liquidations, listings, and an account's own. */
const UNUSED: ReadonlySet<string> = new Set([
  'kline', 'continuous_kline', 'indexPrice_kline', 'markPrice_kline', '24hrMiniTicker', '1hTicker',
  '4hTicker', '1dTicker', 'avgPrice', 'forceOrder', 'compositeIndex', 'assetIndexUpdate',
  'contractInfo', 'tradingSession', 'option_pair', 'OPTION_PAIR', 'optionSymbol',
  'ACCOUNT_UPDATE', 'ORDER_TRADE_UPDATE', 'TRADE_LITE', 'MARGIN_CALL', 'ACCOUNT_CONFIG_UPDATE',
  'STRATEGY_UPDATE', 'GRID_UPDATE', 'CONDITIONAL_ORDER_TRIGGER_REJECT', 'ALGO_UPDATE',
  'listenKeyExpired', 'outboundAccountPosition', 'balanceUpdate', 'executionReport', 'listStatus',
  'BALANCE_POSITION_UPDATE', 'GREEK_UPDATE', 'RISK_LEVEL_CHANGE',
]); // prettier-ignore

/**
 * One message of any of the four markets: of a raw or a combined stream, or the answer to a request. The
 * market is told by the endpoint, else by the symbol, else by the form of the message.
 */
export function decodeBinance(frame: Frame): Decoded {
  const message = messageOf(frame);
  if ('events' in message) return message;
  const { value } = message;
  const read = new MessageReader();
  const { endpoint } = frame;
  const host = hostMarket(endpoint);
  if (isFields(value) && typeof value['stream'] === 'string' && value['data'] !== undefined) {
    const around = { stream: value['stream'], endpoint, host, read };
    return { events: parts(value['data'], 'data', around), faults: read.faults };
  }
  const around = { stream: rawStream(endpoint), endpoint, host, read };
  return { events: parts(value, '', around), faults: read.faults };
}

/** The channel that an endpoint is of: `wss://stream.binance.com/ws/btcusdt@trade`. */
const rawStream = remembered((endpoint) => /\/ws\/([^/?]+)$/.exec(endpoint)?.[1] ?? '');

type Around = Omit<Message, 'fields'>;

/** The messages that a frame holds: one, or a list of them. */
function parts(value: unknown, at: string, around: Around): readonly FeedEvent[] {
  const { stream, endpoint, host, read } = around;
  if (isFields(value)) {
    read.within(at);
    return events({ fields: value, stream, endpoint, host, read });
  }
  if (!isList(value)) return unknown('the message is no object', around);
  return value.flatMap((row, i) => {
    read.within(`${at}[${i}]`);
    if (isFields(row)) return events({ fields: row, stream, endpoint, host, read });
    read.within(at);
    read.fault('malformed', `[${i}]`, 'a row is no object');
    return [];
  });
}

function events(of: Message): readonly FeedEvent[] {
  const { fields } = of;
  switch (fields['e']) {
    case 'depthUpdate':
      return depthUpdate(of);
    case 'bookTicker':
      return bookTicker(of);
    case 'trade':
      return tradeEvents(of, 't');
    case 'aggTrade':
      return tradeEvents(of, 'a');
    case 'markPriceUpdate':
      return markPriceUpdate(of);
    case 'markPrice':
      return optionMark(of);
    case '24hrTicker':
      return isOption(String(fields['s'])) ? optionDayTicker(of) : dayTicker(of);
    case 'openInterest':
      return optionInterest(of);
    case 'indexPriceUpdate':
      return indexEvents(of, BINANCE_COINM, fields['i'], 'i', 'p', 'E');
    case 'index':
    case 'indexPrice':
      return indexEvents(of, BINANCE_OPTIONS, fields['s'], 's', 'p', 'E');
    case 'depth':
      return wholeOptionBook(of);
    case 'serverShutdown':
      return [{ kind: 'control', word: 'closing', detail: 'the server will shut down' }];
    case undefined:
      return isSpotBookTicker(fields) ? bookTicker(of) : withoutKind(of);
    default:
      return otherKind(fields['e'], of);
  }
}

function withoutKind(of: Message): readonly FeedEvent[] {
  const { fields } = of;
  if (Object.hasOwn(fields, 'serverTime') && Object.keys(fields).length === 1)
    return serverTime(of);
  return answerEvents(of) ?? unknown('a message of no known form', of);
}

function otherKind(kind: unknown, of: Message): readonly FeedEvent[] {
  if (typeof kind === 'string' && UNUSED.has(kind) && !of.stream.includes('@depth')) return [];
  return unknown(`"${String(kind)}" is no kind of message that is known`, of);
}

/** What is not known may have been a change of a book: of the one that the channel names, else of any. */
function unknown(message: string, { stream, endpoint, host, read }: Around): readonly FeedEvent[] {
  read.within('');
  const asked = stream.includes('@depth') ? askedSymbol({ stream, endpoint }) : null;
  const market = asked === null ? null : marketOf(host, asked, BINANCE_COINM);
  if (asked !== null && market !== null && host !== null) {
    read.fault('malformed', 'e', message);
    return [{ kind: 'broken-book', market, symbol: asked }];
  }
  read.fault('malformed', stream === '' || stream.includes('@depth') ? '' : 'e', message);
  return [];
}
