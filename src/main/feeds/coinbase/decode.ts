import { messageOf } from '../decoded.ts';
import type { Decoded, FeedEvent, Frame } from '../events.ts';
import { isFields, isList, MessageReader, type Fields } from '../message-reader.ts';
import { channelEvents } from './channels.ts';
import { exchangeEvents } from './exchange.ts';
import { productEvents } from './products.ts';

/**
 * One message of Coinbase's spot market: of the Advanced Trade socket, which numbers its messages, of
 * the older Exchange socket, or a list of products.
 */
export function decodeCoinbase(frame: Frame): Decoded {
  const message = messageOf(frame);
  if ('events' in message) return message;
  const read = new MessageReader();
  const { value } = message;
  const events = eventsOf(value, read);
  const number = isFields(value) ? value['sequence_num'] : undefined;
  return typeof number === 'number' && Number.isSafeInteger(number)
    ? { events, faults: read.faults, number }
    : { events, faults: read.faults };
}

function eventsOf(value: unknown, read: MessageReader): readonly FeedEvent[] {
  if (isList(value)) return productEvents(value, '', read);
  if (!isFields(value)) {
    read.fault('malformed', '', 'the message is no object');
    return [];
  }
  if (typeof value['channel'] === 'string') return channelEvents(value, value['channel'], read);
  if (isList(value['products'])) return productEvents(value['products'], 'products', read);
  if (typeof value['type'] === 'string') return exchangeEvents(value, value['type'], read);
  return refused(value) ?? unknown(read);
}

function refused({ error, message, error_details: details }: Fields): readonly FeedEvent[] | null {
  if (error === undefined && message === undefined) return null;
  const detail = [error, message, details].filter((one) => typeof one === 'string').join(': ');
  return [{ kind: 'control', word: 'refused', detail: detail.slice(0, 200) }];
}

function unknown(read: MessageReader): readonly FeedEvent[] {
  read.fault('malformed', '', 'a message of no known form');
  return [];
}
