import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { writeWhole } from './whole-file.ts';

/** Something that a user chose, in a file of its own in the user's folder. */
export class UserDocument<T> {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;
  #value: T;
  /** Why what the file holds is not used; the file is kept under another name. Null where it is. */
  readonly fault: string | null;

  /** @param usual what counts where there is no file, or none that can be read */
  constructor(path: string, schema: z.ZodType<T>, usual: T) {
    this.#path = path;
    this.#schema = schema;
    const read = existsSync(path) ? readDocument(path, schema) : { value: usual };
    this.#value = 'value' in read ? read.value : usual;
    this.fault = 'fault' in read ? `${basename(path)}: ${read.fault}; it was put aside` : null;
    if (this.fault !== null) renameSync(path, `${path}.broken`);
  }

  get value(): T {
    return this.#value;
  }

  /** Keeps it. @returns what is kept @throws when it is none, or cannot be written */
  put(value: T): T {
    const kept = this.#schema.parse(value);
    writeWhole(this.#path, `${JSON.stringify(kept, null, 2)}\n`);
    this.#value = kept;
    return kept;
  }
}

function readDocument<T>(
  path: string,
  schema: z.ZodType<T>,
): { readonly value: T } | { readonly fault: string } {
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  const read = schema.safeParse(given);
  return read.success ? { value: read.data } : { fault: z.prettifyError(read.error) };
}
