import { jsonWithDigits } from '../../imports/json-document.ts';
import { messageOf } from '../decoded.ts';
import type { Decoded, FeedEvent, Frame } from '../events.ts';
import { isFields, isList, MessageReader } from '../message-reader.ts';
import { futuresAnswer, futuresEvents, futuresWord } from './futures.ts';
import { spotAnswer, spotEvents } from './spot.ts';
import { spotResult } from './spot-pairs.ts';

/** One message of Kraken: of the futures' socket (`feed`), of the spot socket (`channel`), or an answer of either. */
export function decodeKraken(frame: Frame): Decoded {
  const message = messageOf(frame);
  if ('events' in message) return message;
  const read = new MessageReader();
  const events = eventsOf(message.value, frame.text, read);
  return { events, faults: read.faults };
}

function eventsOf(message: unknown, text: string, read: MessageReader): readonly FeedEvent[] {
  if (!isFields(message)) return unknown(read);
  const { event, feed, channel, method, result, error } = message;
  if (typeof event === 'string') return futuresWord(message, event);
  if (typeof feed === 'string') return futuresEvents(message, feed, read);
  if (channel === 'book') {
    // The checksum is made of the digits: 0.00100000 must not become 0.001.
    const exact = jsonWithDigits(text);
    return isFields(exact) ? spotEvents(exact, channel, read) : unknown(read);
  }
  if (typeof channel === 'string') return spotEvents(message, channel, read);
  if (typeof method === 'string' || typeof error === 'string') {
    return result === 'error' ? futuresAnswer(message, read) : spotAnswer(message);
  }
  if (isList(error)) return spotResult(message, read);
  if (typeof result === 'string') return futuresAnswer(message, read);
  return unknown(read);
}

function unknown(read: MessageReader): readonly FeedEvent[] {
  read.fault('malformed', '', 'a message of no known form');
  return [];
}
