import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Vault } from '../../../src/main/secrets/vault.ts';

/** The least cost that a file may have: tests need no slow key. */
const cost = { n: 2 ** 14, r: 8, p: 1 };
const PASSPHRASE = 'correct horse battery staple';
const CANARY = 'canary-7f3a91-secret';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filled = (): { vault: Vault; id: string } => {
  const vault = new Vault(path, cost);
  expect(vault.open(PASSPHRASE)).toBeNull();
  const { id } = vault.add('deribit', 'main', { 'client id': 'abc', 'client secret': CANARY });
  return { vault, id };
};

describe('Vault', () => {
  it('gives back what was sealed, in another process too, to those with the passphrase', () => {
    const { vault, id } = filled();
    expect(vault.credentials(id)?.['client secret']).toBe(CANARY);
    const again = new Vault(path, cost);
    expect(again.state).toBe('locked');
    expect(again.names).toEqual([{ id, venue: 'deribit', account: 'main' }]);
    expect(() => again.credentials(id)).toThrow('locked');
    expect(again.open('correct horse battery stapler')).toBe('the passphrase is not the one');
    expect(again.state).toBe('locked');
    expect(again.open(PASSPHRASE)).toBeNull();
    expect(again.credentials(id)?.['client secret']).toBe(CANARY);
  });

  it('writes nothing secret, for this user’s eyes alone', () => {
    filled();
    const text = readFileSync(path, 'utf8');
    for (const secret of [CANARY, PASSPHRASE, Buffer.from(CANARY).toString('base64')]) {
      expect(text).not.toContain(secret);
    }
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('refuses a short passphrase, and then keeps nothing', () => {
    const vault = new Vault(path, cost);
    expect(vault.open('short')).toContain('12 characters');
    expect(vault.state).toBe('empty');
  });

  it('gives nothing of an entry that was changed, moved to another venue or cut', () => {
    const { id } = filled();
    const file = JSON.parse(readFileSync(path, 'utf8'));
    const [key] = file.keys;
    for (const changed of [
      { ...key, venue: 'okx' },
      { ...key, account: 'other' },
      { ...key, sealed: key.sealed.slice(0, 8) },
      {
        ...key,
        sealed: Buffer.from(Buffer.from(key.sealed, 'base64').toReversed()).toString('base64'),
      },
    ]) {
      writeFileSync(path, JSON.stringify({ ...file, keys: [changed] }));
      const vault = new Vault(path, cost);
      vault.open(PASSPHRASE);
      expect(vault.credentials(id)).toBeNull();
    }
  });

  it('refuses a file that asks for a cost which would stop this computer, or for none', () => {
    filled();
    const file = JSON.parse(readFileSync(path, 'utf8'));
    for (const n of [2 ** 24, 2]) {
      writeFileSync(path, JSON.stringify({ ...file, cost: { n, r: 8, p: 1 } }));
      expect(() => new Vault(path).open(PASSPHRASE)).toThrow(RangeError);
    }
    writeFileSync(path, '{}');
    expect(() => new Vault(path)).toThrow('no file of keys');
  });

  it('forgets a key that was removed, and locks', () => {
    const { vault, id } = filled();
    vault.remove(id);
    expect(vault.credentials(id)).toBeNull();
    expect(vault.names).toEqual([]);
    vault.lock();
    expect(vault.state).toBe('locked');
    expect(() => vault.add('okx', 'x', {})).toThrow('locked');
  });
});
