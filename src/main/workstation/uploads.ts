import { createHash, randomUUID, type Hash } from 'node:crypto';
import { appendFileSync, createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ImportFile } from './files.ts';

type Upload = {
  readonly name: string;
  readonly size: number;
  readonly path: string;
  readonly time: number;
  readonly hash: Hash;
  /** Null until the last byte is here. */
  sha256: string | null;
  bytes: number;
  /** Stops whatever is being done with the file. */
  readonly cancel: AbortController;
};

/** A file that the window sent, and the signal that it is wanted no more. */
export type Uploaded = { readonly file: ImportFile; readonly signal: AbortSignal };

/**
 * Files that the window sends, in parts, kept on disk until they are closed: however large, they take
 * no memory. The folder is this user's alone; it goes with the workstation, and what a workstation that
 * was killed left in it goes when the next one starts.
 */
export class Uploads {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #open = new Map<string, Upload>();

  /** @param folder of one workstation alone: whatever is in it is removed */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
    this.closeAll();
  }

  /** Makes room for a file of so many bytes, and names it. @throws when the disk has no room for it */
  open(name: string, size: number): string {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const token = randomUUID();
    const path = join(this.#folder, token);
    writeFileSync(path, '', { mode: 0o600 });
    this.#open.set(token, {
      name: basename(name),
      size,
      path,
      time: this.#now(),
      hash: createHash('sha256'),
      sha256: null,
      bytes: 0,
      cancel: new AbortController(),
    });
    this.#finish(this.#upload(token));
    return token;
  }

  /** Adds the next bytes. @throws when they are more than was announced, or the disk is full */
  append(token: string, bytes: Uint8Array): void {
    const upload = this.#upload(token);
    if (upload.bytes + bytes.length > upload.size) {
      throw new Error(`${upload.name} is longer than the ${upload.size} bytes it was said to have`);
    }
    appendFileSync(upload.path, bytes);
    upload.hash.update(bytes);
    upload.bytes += bytes.length;
    this.#finish(upload);
  }

  /** The whole file. @throws when it is not here, or not to its end */
  file(token: string): Uploaded {
    const { name, size, path, time, sha256, bytes, cancel } = this.#upload(token);
    if (sha256 === null) throw new Error(`${name} arrived to ${bytes} of ${size} bytes`);
    const open = (): AsyncIterable<Uint8Array> => createReadStream(path);
    return { file: { name, size, open, sha256, time }, signal: cancel.signal };
  }

  /** Stops whatever is being done with the file and gives it up; nothing where it is not here. */
  close(token: string): void {
    const upload = this.#open.get(token);
    if (upload === undefined) return;
    this.#open.delete(token);
    upload.cancel.abort(new Error('cancelled: nothing of this file was kept'));
    rmSync(upload.path, { force: true });
  }

  closeAll(): void {
    for (const token of this.#open.keys()) this.close(token);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #upload(token: string): Upload {
    const upload = this.#open.get(token);
    if (upload === undefined) throw new Error('this file is no longer here: drop it again');
    return upload;
  }

  #finish(upload: Upload): void {
    if (upload.bytes === upload.size) upload.sha256 = upload.hash.digest('hex');
  }
}
