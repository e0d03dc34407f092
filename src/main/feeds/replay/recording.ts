import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { type OwnLine, ownLine } from './own-line.ts';

/** A message, or what else a recording tells: that a socket opened or ended, what we sent. Or a line that cannot be read. */
export type RecordedLine =
  | OwnLine
  | { readonly kind: 'opened'; readonly endpoint: string }
  | { readonly kind: 'sent' };

/**
 * Reads lines of a recording. Each tells its form by itself:
 *
 * - `{"at":1732700000123,"from":"wss://…","text":"…"}`: as Crossguard records; in place of the text
 *   `"lost":"why","books":[["DERIBIT","BTC-PERPETUAL"]]` where a connection ended, `"state":{…}` where it begins
 *   with what was known;
 * - `1626993723.8: {…}` received, `wss://… <-> 1626993723.8` opened, `wss://… <- 1626993723.8: {…}` sent,
 *   `https://… -> 1626993723.8: {…}` answered: seconds, after a socket was opened from that;
 * - `1723161256172216566 {…}`: nanoseconds;
 * - `{…}`: a bare message, at the time of the line before, or 1970 where there is none.
 */
export class RecordingReader {
  #endpoint = '';
  #at: Instant = instant(0);

  line(text: string): RecordedLine | null {
    if (text.trim() === '') return null;
    if (text.startsWith('{') || text.startsWith('[')) return this.#json(text);
    const nanoseconds = /^(\d{17,19}) /.exec(text);
    if (nanoseconds?.[1] !== undefined) {
      return this.#frame(Number(nanoseconds[1]) / 1e6, text.slice(nanoseconds[0].length), '');
    }
    const received = /^(\d{9,11}(?:\.\d+)?): /.exec(text);
    if (received?.[1] !== undefined) {
      return this.#frame(Number(received[1]) * 1e3, text.slice(received[0].length), this.#endpoint);
    }
    const opened = /^(wss?:\/\/\S+) <-> /.exec(text);
    if (opened?.[1] !== undefined) {
      this.#endpoint = opened[1];
      return { kind: 'opened', endpoint: opened[1] };
    }
    if (/^(?:wss?:\/\/\S+ <-|configuration:) /.test(text)) return { kind: 'sent' };
    const answered = /^(https?:\/\/\S+) -> (\d{9,11}(?:\.\d+)?): /.exec(text);
    if (answered?.[1] !== undefined && answered[2] !== undefined) {
      return this.#frame(Number(answered[2]) * 1e3, text.slice(answered[0].length), answered[1]);
    }
    return { kind: 'fault', message: `no line of a recording: ${text.slice(0, 60)}` };
  }

  #frame(milliseconds: number, text: string, endpoint: string): RecordedLine {
    this.#at = instant(Math.floor(milliseconds));
    return { kind: 'frame', frame: { endpoint, text, receivedAt: this.#at } };
  }

  #json(text: string): RecordedLine {
    const own = ownLine(text);
    if (own !== null) {
      if (own.kind === 'frame') this.#at = own.frame.receivedAt;
      else if (own.kind === 'lost') this.#at = own.lost.at;
      return own;
    }
    return {
      kind: 'frame',
      frame: { endpoint: this.#endpoint, text: bare(text), receivedAt: this.#at },
    };
  }
}

/** Collections of messages wrap each: `{"set":"deribit","message":{…}}`. */
function bare(text: string): string {
  if (!text.startsWith('{"set":')) return text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'message' in value) {
      return JSON.stringify(value.message);
    }
  } catch {
    // The adapter says what is wrong with it.
  }
  return text;
}

/** The lines of a file, unpacked where its name ends in `.gz`. @throws when it cannot be read */
export async function* recordedLines(file: string): AsyncIterable<RecordedLine> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  // A fault of the file reaches the reader of the lines, not only the stream it came from.
  bytes.on('error', (error) => input.destroy(error));
  const reader = new RecordingReader();
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const read = reader.line(line);
    if (read !== null) yield read;
  }
}
