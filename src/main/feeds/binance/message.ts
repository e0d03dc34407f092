import type { Market } from '../../../engine/values/ids.ts';
import type { Fields, MessageReader } from '../message-reader.ts';
import { marketOf } from './market-of.ts';

/** A message, or one row of it, with what surrounds it. */
export type Message = {
  readonly fields: Fields;
  /** Where it stands, before a field's name: empty, `data.`, `data[3].`. */
  readonly where: string;
  /** Its channel, `btcusdt@depth@100ms`; empty where nothing tells it. */
  readonly stream: string;
  readonly endpoint: string;
  /** The market that the endpoint serves; null where it does not tell. */
  readonly host: Market | null;
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
  const { where, host, read } = of;
  const text = read.text(symbol, `${where}${field}`);
  if (text === null) return null;
  const market = marketOf(host, text, shape);
  if (market !== null) return { market, symbol: text };
  const served = `"${text}" is no symbol of ${host ?? 'this endpoint'}`;
  return read.fault('conflict', `${where}${field}`, served);
}

/** The symbol that a channel or the question of a request names; null where none does. */
export function askedSymbol({
  stream,
  endpoint,
}: Pick<Message, 'stream' | 'endpoint'>): string | null {
  const at = stream.indexOf('@');
  if (at > 0) return stream.slice(0, at).toUpperCase();
  const asked = /[?&]symbol=([^&]+)/.exec(endpoint)?.[1];
  return asked === undefined ? null : decoded(asked);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
