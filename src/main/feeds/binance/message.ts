import type { Market } from '../../../engine/values/ids.ts';
import type { Fields, MessageReader } from '../message-reader.ts';
import { remembered } from '../remembered.ts';
import { marketOf } from './market-of.ts';

/** A message, or one row of it, with what surrounds it. */
export type Message = {
  readonly fields: Fields;
  /** Its channel, `btcusdt@depth@100ms`; empty where nothing tells it. */
  readonly stream: string;
  readonly endpoint: string;
  /** The market that the endpoint serves; null where it does not tell. */
  readonly host: Market | null;
  /** Put to the place where the message stands: nothing, `data`, `data[3]`. */
  readonly read: MessageReader;
};

export type Named = { readonly market: Market; readonly symbol: string };

/**
 * Market and symbol of a message; null with a fault where they cannot be told.
 *
 * @param symbol as the message has it
 * @param field its name, for a fault
 * @param shape the market by the message's form
 */
export function named(of: Message, symbol: unknown, field: string, shape: Market): Named | null {
  const { host, read } = of;
  const text = read.text(symbol, field);
  if (text === null) return null;
  const market = marketOf(host, text, shape);
  if (market !== null) return { market, symbol: text };
  const served = `"${text}" is no symbol of ${host ?? 'this endpoint'}`;
  return read.fault('conflict', field, served);
}

/** The symbol that a channel or the question of a request names; null where none does. */
export function askedSymbol({
  stream,
  endpoint,
}: Pick<Message, 'stream' | 'endpoint'>): string | null {
  const of = streamSymbol(stream);
  if (of !== null) return of;
  const asked = /[?&]symbol=([^&]+)/.exec(endpoint)?.[1];
  return asked === undefined ? null : decoded(asked);
}

const streamSymbol = remembered((stream) => {
  const at = stream.indexOf('@');
  return at > 0 ? stream.slice(0, at).toUpperCase() : null;
});

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
