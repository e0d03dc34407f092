import { contractOf } from '../../imports/deribit/instruments.ts';
import type { FeedEvent } from '../events.ts';
import { isFields, isList, type Fields, type MessageReader } from '../message-reader.ts';
import { bookEvent } from './book.ts';
import { isCombination } from './combination.ts';
import { summaryEvent, tickerEvent } from './ticker.ts';
import { trades } from './trades.ts';

/** Answers are told apart by what they hold: the id in them is only our own count. */
export function answer(
  result: unknown,
  endpoint: string,
  read: MessageReader,
): readonly FeedEvent[] {
  if (isList(result) && result.every((one) => typeof one === 'string')) {
    return [{ kind: 'control', word: 'answered', detail: `${result.length} channels` }];
  }
  if (isList(result)) return result.flatMap((row, i) => rowEvents(row, '', `result[${i}]`, read));
  if (isFields(result)) {
    if (isList(result['trades'])) return trades(result['trades'], read, 'result.trades');
    if (typeof result['instrument_name'] === 'string') {
      return rowEvents(result, endpoint, 'result', read);
    }
  }
  return [{ kind: 'control', word: 'answered', detail: 'ok' }];
}

/** A contract, its ticker with or without its order book, or its summary. */
function rowEvents(
  row: unknown,
  endpoint: string,
  where: string,
  read: MessageReader,
): readonly FeedEvent[] {
  read.within('');
  const fields = read.fields(row, where);
  read.within(where);
  // `get_combos` lists combinations by their legs.
  if (fields === null || isList(fields['legs'])) return [];
  const symbol = read.text(fields['instrument_name'], 'instrument_name');
  if (symbol === null || isCombination(symbol)) return [];
  if (Object.hasOwn(fields, 'kind') || Object.hasOwn(fields, 'contract_size')) {
    return contracts(fields, symbol, read);
  }
  if (Object.hasOwn(fields, 'change_id')) return orderBook(fields, symbol, endpoint, read);
  return Object.hasOwn(fields, 'best_bid_price')
    ? [tickerEvent(fields, symbol, read)]
    : [summaryEvent(fields, symbol, read)];
}

function contracts(row: Fields, symbol: string, read: MessageReader): readonly FeedEvent[] {
  const contract = contractOf(row);
  if (contract.ok) return [{ kind: 'contract', contract: contract.value }];
  const { reason, message, at } = contract.failure;
  read.fault(reason, at ?? '', `${symbol}: ${message}`);
  return [];
}

/**
 * An answer of `public/get_order_book` has as many levels as were asked for: it is the book where both
 * sides have fewer, else its best alone, which is no book that changes could follow.
 */
function orderBook(
  row: Fields,
  symbol: string,
  endpoint: string,
  read: MessageReader,
): readonly FeedEvent[] {
  const ticker = tickerEvent(row, symbol, read);
  const depth = Number(/[?&]depth=(\d+)/.exec(endpoint)?.[1] ?? 0);
  const { bids, asks } = row;
  const isWhole = [bids, asks].every((side) => !isList(side) || side.length < depth);
  return isWhole && depth > 0
    ? [bookEvent({ ...row, type: 'snapshot' }, symbol, read), ticker]
    : [ticker];
}
