import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { urlFault } from '../feeds/connection/network.ts';

/** An address on the network that may hold a secret: only its host is ever shown. */
export type Endpoint = {
  /** As requested. Never shown. */
  readonly url: string;
  /** Host and port: safe to show. */
  readonly name: string;
  /** `Authorization` where there is a key. Never shown. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text of the other side, made safe to show: no secret, no control characters, at most 160 characters. */
  readonly shown: (text: string) => string;
};

/** Shorter pieces of an address are words such as `rpc`, `v2`, `mainnet`. */
const SECRET_LENGTH = 8;
const SHOWN = 160;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Pieces of an address that may be keys, longest first. */
function secretsOf(url: URL, key: string | null): readonly string[] {
  const pieces = [
    url.pathname,
    url.search,
    ...url.pathname.split('/'),
    ...url.search.split(/[?&=]/),
  ];
  if (key !== null) pieces.push(key);
  return [...new Set(pieces.flatMap((piece) => [piece, decoded(piece)]))]
    .filter((piece) => piece.length >= SECRET_LENGTH)
    .toSorted((a, b) => b.length - a.length);
}

/**
 * Reads an address: https, or http on this computer itself. What is wrong is said without the address.
 *
 * @param key sent as a bearer token where the other side asks for one
 */
export function endpointOf(text: string, key: string | null = null): Outcome<Endpoint> {
  const fault = urlFault(text, ['http']);
  if (fault !== null) return fail('malformed', `the address ${fault}`);
  if (key !== null && !/^[\x21-\x7e]{1,4096}$/.test(key)) {
    return fail('malformed', 'the key has characters that no key has');
  }
  const url = new URL(text);
  const secrets = secretsOf(url, key);
  url.hash = '';
  return ok({
    url: url.href,
    name: url.host,
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    shown: (said) => {
      const hidden = secrets.reduce((all, secret) => all.replaceAll(secret, '…'), said);
      const clean = hidden.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
      return clean.length > SHOWN ? `${clean.slice(0, SHOWN - 1)}…` : clean;
    },
  });
}

/** An address below the endpoint's: words added to its path, and a query to its own. */
export function below({ url }: Endpoint, path: string, query: string): string {
  const target = new URL(url);
  target.pathname = `${target.pathname.replace(/\/+$/, '')}${path}`;
  const own = target.search.replace(/^\?/, '');
  target.search = own === '' ? query : `${own}&${query}`;
  return target.href;
}
