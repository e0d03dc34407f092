import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../user/whole-file.ts';
import type { Cost } from './sealed.ts';

/** A key of a venue's account, without what is secret of it. */
export type KeyName = {
  readonly id: string;
  /** As `VenueFeed.id`. */
  readonly venue: string;
  /** How the account is called here. */
  readonly account: string;
};

/** The file of keys: everything secret in it is sealed. */
export type KeyFile = {
  readonly version: 1;
  readonly salt: string;
  readonly cost: Cost;
  /** A known text sealed with the key: tells a wrong passphrase while there are no keys. */
  readonly check: string;
  readonly keys: readonly (KeyName & { readonly sealed: string })[];
};

const text = z.string().min(1).max(256);

const document: z.ZodType<KeyFile> = z.strictObject({
  version: z.literal(1),
  salt: z.base64().max(128),
  cost: z.strictObject({ n: z.int(), r: z.int(), p: z.int() }),
  check: z.base64().max(1024),
  keys: z
    .array(z.strictObject({ id: text, venue: text, account: text, sealed: z.base64().max(65_536) }))
    .max(1000),
});

/** Null where there is none. @throws when it is there and cannot be read */
export function readKeyFile(path: string): KeyFile | null {
  if (!existsSync(path)) return null;
  const read = document.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.success) throw new Error(`${path}: this is no file of keys`);
  return read.data;
}

/** Replaces the file whole. */
export const writeKeyFile = (path: string, file: KeyFile): void =>
  writeWhole(path, `${JSON.stringify(file, null, 2)}\n`);
