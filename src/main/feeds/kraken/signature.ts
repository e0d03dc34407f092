import { createHash, createHmac } from 'node:crypto';

/**
 * A text hashed by SHA-256 and signed by HMAC-SHA-512 with the secret's bytes, in base64.
 *
 * @see docs.kraken.com/api/docs/guides/futures-rest, "Authentication"
 */
export function krakenSignature(text: string, secret: string): string {
  const hash = createHash('sha256').update(text).digest();
  return createHmac('sha512', Buffer.from(secret, 'base64')).update(hash).digest('base64');
}
