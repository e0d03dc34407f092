import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Credentials } from '../feeds/venue-account.ts';
import { readKeyFile, writeKeyFile, type KeyFile, type KeyName } from './key-file.ts';
import { keyOf, sameText, sealed, unsealed, usualCost, type Cost } from './sealed.ts';

/** `empty`: no passphrase was chosen yet. */
export type VaultState = 'empty' | 'locked' | 'open';

const CHECK = 'crossguard keys';
/** Characters of a passphrase at least. */
const SHORTEST = 12;

const credentials: z.ZodType<Credentials> = z.record(z.string().max(64), z.string().max(16_384));

const nameText = ({ id, venue, account }: KeyName): string => JSON.stringify([id, venue, account]);

/**
 * Keys of venues' accounts, sealed in one file by a passphrase that is nowhere kept. What is secret
 * leaves it only to the code that signs requests.
 */
export class Vault {
  readonly #path: string;
  readonly #cost: Cost;
  #file: KeyFile | null;
  #key: Buffer | null = null;

  /** @throws when the file is there and is none of keys */
  constructor(path: string, cost: Cost = usualCost) {
    this.#path = path;
    this.#cost = cost;
    this.#file = readKeyFile(path);
  }

  get state(): VaultState {
    if (this.#file === null) return 'empty';
    return this.#key === null ? 'locked' : 'open';
  }

  get names(): readonly KeyName[] {
    return this.#file?.keys.map(({ id, venue, account }) => ({ id, venue, account })) ?? [];
  }

  /** Opens with the passphrase, or chooses it where there is none yet. @returns why not, or null */
  open(passphrase: string): string | null {
    if (this.#file === null) return this.#begin(passphrase);
    const key = keyOf(passphrase, Buffer.from(this.#file.salt, 'base64'), this.#file.cost);
    const check = unsealed(this.#file.check, key, CHECK);
    if (check === null || !sameText(check, CHECK)) return 'the passphrase is not the one';
    this.#key = key;
    return null;
  }

  lock(): void {
    this.#key?.fill(0);
    this.#key = null;
  }

  /** @throws while locked */
  add(venue: string, account: string, secret: Credentials): KeyName {
    const { file, key } = this.#opened();
    const name: KeyName = { id: randomUUID(), venue, account };
    const one = { ...name, sealed: sealed(JSON.stringify(secret), key, nameText(name)) };
    this.#write({ ...file, keys: [...file.keys, one] });
    return name;
  }

  remove(id: string): void {
    if (this.#file === null) return;
    this.#write({ ...this.#file, keys: this.#file.keys.filter((one) => one.id !== id) });
  }

  /** Null where there is no such key, or its entry was changed by somebody. @throws while locked */
  credentials(id: string): Credentials | null {
    const { file, key } = this.#opened();
    const found = file.keys.find((one) => one.id === id);
    const text = found === undefined ? null : unsealed(found.sealed, key, nameText(found));
    if (text === null) return null;
    const read = credentials.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  }

  #begin(passphrase: string): string | null {
    if (passphrase.length < SHORTEST) return `a passphrase has at least ${SHORTEST} characters`;
    const salt = randomBytes(16);
    const key = keyOf(passphrase, salt, this.#cost);
    this.#write({
      version: 1,
      salt: salt.toString('base64'),
      cost: this.#cost,
      check: sealed(CHECK, key, CHECK),
      keys: [],
    });
    this.#key = key;
    return null;
  }

  #opened(): { readonly file: KeyFile; readonly key: Buffer } {
    if (this.#file === null || this.#key === null) throw new Error('the keys are locked');
    return { file: this.#file, key: this.#key };
  }

  #write(file: KeyFile): void {
    writeKeyFile(this.#path, file);
    this.#file = file;
  }
}
