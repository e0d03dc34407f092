import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { Instant } from '../../../engine/values/units.ts';

/** Seconds for which a request may be used. */
const LIFE = 120;

/** Bytes of an Ed25519 key as the venue shows it: the seed, then the public key. */
const SEED = 32;
const PAIR = 64;

/** What stands before the seed in a PKCS #8 key of Ed25519 (RFC 8410). */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

type Algorithm = 'ES256' | 'EdDSA';

/**
 * A PEM key of P-256, perhaps shown as one line in which `\n` stands for the ends of lines, or an
 * Ed25519 key in base64; null where it is neither.
 */
function keyOf(secret: string): { readonly algorithm: Algorithm; readonly key: KeyObject } | null {
  try {
    if (secret.includes('-----BEGIN')) {
      const key = createPrivateKey(secret.replaceAll('\\n', '\n'));
      return key.asymmetricKeyType === 'ec' ? { algorithm: 'ES256', key } : null;
    }
    const bytes = Buffer.from(secret, 'base64');
    if (bytes.length !== PAIR) return null;
    const der = Buffer.concat([ED25519, bytes.subarray(0, SEED)]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return { algorithm: 'EdDSA', key };
  } catch {
    return null;
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signature(text: string, { algorithm, key }: NonNullable<ReturnType<typeof keyOf>>) {
  const bytes = Buffer.from(text);
  return algorithm === 'EdDSA'
    ? sign(null, bytes, key)
    : sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
}

/**
 * The token of one request: a JWT that names its method, host and path, by ES256 or EdDSA as the key
 * is. Where the key cannot be read the signature is empty, which the venue refuses.
 *
 * @param target `GET api.coinbase.com/api/v3/brokerage/accounts`
 * @param at the venue's time
 * @see docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication for ES256; for
 *   Ed25519, which that page calls not supported by all, the venue's own SDK (github.com/coinbase/cdp-sdk)
 */
export function tokenOf(target: string, name: string, secret: string, at: Instant): string {
  const from = Math.floor(at / 1000);
  const key = keyOf(secret);
  const algorithm = key?.algorithm ?? 'ES256';
  const header = { alg: algorithm, typ: 'JWT', kid: name, nonce: randomBytes(16).toString('hex') };
  const common = { iss: 'cdp', sub: name, nbf: from, exp: from + LIFE };
  const claims =
    algorithm === 'EdDSA'
      ? { ...common, iat: from, aud: ['cdp_service'], uris: [target] }
      : { ...common, uri: target };
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${key === null ? '' : signature(text, key).toString('base64url')}`;
}
