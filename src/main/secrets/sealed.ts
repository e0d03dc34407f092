import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto';

/** Cost of deriving a key from a passphrase: 128 MiB and about half a second. */
export type Cost = { readonly n: number; readonly r: number; readonly p: number };

export const usualCost: Cost = { n: 2 ** 17, r: 8, p: 1 };

const KEY = 32;
const NONCE = 12;

/** @throws RangeError when the cost is beyond what a file may ask for */
export function keyOf(passphrase: string, salt: Buffer, { n, r, p }: Cost): Buffer {
  if (n < 2 ** 14 || n > 2 ** 20 || r !== 8 || p < 1 || p > 4) {
    throw new RangeError('the cost of the key is not one that is used here');
  }
  const text = passphrase.normalize('NFKC');
  return scryptSync(text, salt, KEY, { N: n, r, p, maxmem: 256 * n * r });
}

/**
 * Text that only the key opens, and only under the name it was sealed with: AES-256-GCM, the nonce first, the
 * tag last, base64.
 */
export function sealed(text: string, key: Buffer, name: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(name, 'utf8'));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64');
}

/** Null where the key, the name or the bytes are not those that it was sealed with. */
export function unsealed(text: string, key: Buffer, name: string): string | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < NONCE + 16) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
    decipher.setAAD(Buffer.from(name, 'utf8'));
    decipher.setAuthTag(bytes.subarray(-16));
    const body = bytes.subarray(NONCE, -16);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Compares in a time that does not tell where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}
