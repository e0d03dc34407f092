import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { instant } from '../../../../src/engine/values/units.ts';
import { completedRecording } from '../../../../src/main/feeds/binance/recording.ts';
import type { Frame } from '../../../../src/main/feeds/events.ts';

/** A message of a book as the venue writes it, in either of its two forms. */
export type DepthMessage = {
  readonly lastUpdateId?: number;
  readonly u?: number;
  readonly b?: readonly (readonly [string, string])[];
  readonly a?: readonly (readonly [string, string])[];
  readonly bids?: readonly (readonly [string, string])[];
  readonly asks?: readonly (readonly [string, string])[];
};

/** The lines of a recording with nanoseconds before each message, unpacked. */
export function linesOf(file: string): readonly string[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(line.indexOf(' ') + 1));
}

export const frameOf = (text: string, endpoint = '', receivedAt = 1_723_161_255_000): Frame => ({
  endpoint,
  text,
  receivedAt: instant(receivedAt),
});

/** The frames of such a recording, whole books named by the only symbol in it. */
export function framesOf(lines: readonly string[]): readonly Frame[] {
  const complete = completedRecording();
  return lines.map((line) => complete(frameOf(line)));
}

/** What a line says of a book; null where it says nothing of one. */
export function depthOf(line: string): DepthMessage | null {
  if (!line.includes('"depthUpdate"') && !line.includes('"lastUpdateId"')) return null;
  const value: { data?: DepthMessage } & DepthMessage = JSON.parse(line);
  return value.data ?? value;
}

/** A book by plain maps of the venue's own texts: nothing of it is shared with what is tested. */
export class PlainBook {
  readonly bids: Map<string, string> = new Map();
  readonly asks: Map<string, string> = new Map();

  apply({ b, a, bids, asks }: DepthMessage): void {
    for (const [side, rows] of [
      [this.bids, b ?? bids ?? []],
      [this.asks, a ?? asks ?? []],
    ] as const) {
      for (const [price, quantity] of rows) {
        if (Number(quantity) === 0) side.delete(price);
        else side.set(price, quantity);
      }
    }
  }

  /** Levels as numbers, best first. */
  get levels(): { readonly bids: readonly number[][]; readonly asks: readonly number[][] } {
    const numbers = (side: Map<string, string>): number[][] =>
      [...side].map(([price, quantity]) => [Number(price), Number(quantity)]);
    return {
      bids: numbers(this.bids).toSorted(([x = 0], [y = 0]) => y - x),
      asks: numbers(this.asks).toSorted(([x = 0], [y = 0]) => x - y),
    };
  }
}

/**
 * The book after the last line: the whole book of the recording, then every change that ends after it.
 * Quantities are absolute, so that no sequence is needed for it.
 */
export function rebuilt(lines: readonly string[]): PlainBook {
  const messages = lines.map(depthOf).filter((message) => message !== null);
  const whole = messages.find(({ lastUpdateId }) => lastUpdateId !== undefined);
  const book = new PlainBook();
  if (whole === undefined) return book;
  book.apply(whole);
  for (const message of messages) {
    if (message.u !== undefined && message.u > (whole.lastUpdateId ?? 0)) book.apply(message);
  }
  return book;
}
