import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { Instant } from '../../../engine/values/units.ts';
import type { NewRecording } from '../../store/recordings.ts';

const packed = promisify(gzip);

export type RunStart = {
  readonly venue: string;
  readonly continues: boolean;
  /** JSON of what was known before; null where it is not kept with this run. */
  readonly state: string | null;
  /** Milliseconds that only grow. */
  readonly since: number;
};

/** Messages of one venue that are gathered before they are written together. */
export class OpenRun {
  readonly start: RunStart;
  readonly #lines: string[] = [];
  #from: Instant;
  #to: Instant;
  #frames = 0;
  #characters = 0;

  constructor(start: RunStart, at: Instant) {
    this.start = start;
    this.#from = at;
    this.#to = at;
  }

  get frames(): number {
    return this.#frames;
  }

  /** All that is held in memory, UTF-16 units. */
  get held(): number {
    return this.#characters + (this.start.state?.length ?? 0);
  }

  /** @param line without its end */
  add(line: string, at: Instant, isFrame: boolean): void {
    this.#lines.push(line);
    this.#characters += line.length + 1;
    if (isFrame) this.#frames++;
    // The clock on the wall may go back.
    if (at < this.#from) this.#from = at;
    if (at > this.#to) this.#to = at;
  }

  async packed(): Promise<NewRecording> {
    const { state } = this.start;
    return {
      ...this.#head,
      content: await packed(this.#text),
      state: state === null ? null : await packed(state),
    };
  }

  /** The same at once: for when there is no later. */
  packedNow(): NewRecording {
    const { state } = this.start;
    return {
      ...this.#head,
      content: gzipSync(this.#text),
      state: state === null ? null : gzipSync(state),
    };
  }

  get #text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  get #head(): Omit<NewRecording, 'content' | 'state'> {
    const { venue, continues } = this.start;
    return {
      venue,
      continues,
      from: this.#from,
      to: this.#to,
      frames: this.#frames,
      characters: this.#characters,
    };
  }
}
