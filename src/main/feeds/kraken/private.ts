import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { KRAKEN } from '../../imports/kraken/names.ts';
import { isFields, isList } from '../message-reader.ts';
import type { Credentials, SignedRequest, VenueAccount } from '../venue-account.ts';
import type { Endpoints } from '../venue-feed.ts';
import { krakenFeed } from './feed.ts';
import { krakenSignature } from './signature.ts';

const KEY = 'public key';
const SECRET = 'private key';

const restOf = (endpoints: Endpoints): string =>
  endpoints['futuresRest'] ?? krakenFeed.endpoints['futuresRest'] ?? '';

/** A request to read: the nonce and the path are signed, without `/derivatives` before it. */
function signed(url: string, credentials: Credentials, nonce: string): SignedRequest {
  const path = url.replace(/^https?:\/\/[^/]+/, '').replace(/^\/derivatives(?=\/)/, '');
  return {
    method: 'GET',
    url,
    headers: {
      APIKey: credentials[KEY] ?? '',
      Authent: krakenSignature(`${nonce}${path}`, credentials[SECRET] ?? ''),
      Nonce: nonce,
    },
    body: null,
  };
}

/** `{"result":"error","error":"authenticationError"}`, or of the key's check `{"error":…,"message":…}`. */
function refusal(answer: unknown): string | null {
  if (!isFields(answer)) return 'the answer is none of Kraken';
  const { result, error, errors, message } = answer;
  if (result !== 'error' && error === undefined) return null;
  const parts = [error, message].filter((part) => typeof part === 'string');
  if (isList(errors)) parts.push(JSON.stringify(errors).slice(0, 200));
  return parts.length === 0 ? 'no reason given' : parts.join(': ');
}

/** The answer of `api-keys/v3/check`: what the key may do in general, and with transfers. */
function judge(answer: unknown): Outcome<null> {
  const why = refusal(answer);
  if (why !== null) return fail('unsupported-operation', `Kraken refuses the key: ${why}`);
  const permissions = isFields(answer) ? answer['permissions'] : null;
  const { general, transfer } = isFields(permissions) ? permissions : {};
  if (typeof general !== 'string' || typeof transfer !== 'string') {
    return fail('missing-field', 'Kraken does not say what the key may do', 'permissions');
  }
  if (general !== 'READ_ONLY') {
    const message = `the key has ${general} in general: use one that may only read`;
    return fail('unsupported-operation', message, 'permissions.general');
  }
  return transfer === 'NO_ACCESS' || transfer === 'READ_ONLY'
    ? ok(null)
    : fail(
        'unsupported-operation',
        `the key has ${transfer} to withdraw: use one that may only read`,
        'permissions.transfer',
      );
}

const QUESTIONS = [
  { format: 'kraken-futures-accounts-json', title: 'wallets', path: '/accounts' },
  { format: 'kraken-futures-positions-json', title: 'positions', path: '/openpositions' },
] as const;

/** An account at Kraken Futures: its wallets, the margin figures that the venue states of them, positions. */
export const krakenFuturesAccounts: VenueAccount = {
  venue: KRAKEN,
  fields: [
    { name: KEY, secret: true },
    { name: SECRET, secret: true },
  ],
  // A nonce only has to grow: our clock serves.
  clock: () => null,
  permission: (credentials, at, endpoints) =>
    signed(
      `${restOf(endpoints).replace(/\/derivatives\/.*$/, '')}/api/auth/v1/api-keys/v3/check`,
      credentials,
      String(at),
    ),
  judge,
  questions: (credentials, at, endpoints) =>
    QUESTIONS.map(({ format, title, path }, i) => ({
      format,
      title,
      // Each its own nonce, after that of the permission.
      request: signed(`${restOf(endpoints)}${path}`, credentials, String(at + 1 + i)),
    })),
  refusal,
};
