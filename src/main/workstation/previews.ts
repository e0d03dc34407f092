import { randomUUID } from 'node:crypto';
import type { ImportOptions } from '../../engine/contract/contract.ts';
import type { ImportFile } from './files.ts';

/** A file that was shown to the user and waits for a word. */
export type Waiting = { readonly file: ImportFile; readonly options: ImportOptions };

/** The most bytes of dropped files that wait at once; beyond it the oldest are let go. */
const LARGEST = 512 * 1024 * 1024;

/** Files between preview and commit, by token. */
export class Previews {
  readonly #waiting = new Map<string, Waiting>();

  /** Keeps a file and names it. */
  add(waiting: Waiting): string {
    const token = randomUUID();
    this.#waiting.set(token, waiting);
    for (const oldest of this.#waiting.keys()) {
      if (this.#bytes() <= LARGEST || oldest === token) break;
      this.#waiting.delete(oldest);
    }
    return token;
  }

  /** Gives the file up; undefined where the token is unknown or was let go. */
  take(token: string): Waiting | undefined {
    const waiting = this.#waiting.get(token);
    this.#waiting.delete(token);
    return waiting;
  }

  #bytes(): number {
    let bytes = 0;
    for (const { file } of this.#waiting.values()) bytes += file.size;
    return bytes;
  }
}
