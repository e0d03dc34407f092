import { createHmac, randomBytes } from 'node:crypto';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { DERIBIT } from '../../imports/deribit/names.ts';
import { isFields } from '../message-reader.ts';
import type { Credentials, SignedRequest, VenueAccount } from '../venue-account.ts';
import type { Endpoints } from '../venue-feed.ts';
import { deribitFeed } from './feed.ts';

const ID = 'client id';
const SECRET = 'client secret';

const restOf = (endpoints: Endpoints): string =>
  endpoints['rest'] ?? deribitFeed.endpoints['rest'] ?? '';

/** HMAC-SHA256 of some lines, in hex digits. The secret itself is never sent. */
const signature = (credentials: Credentials, lines: readonly string[]): string =>
  createHmac('sha256', credentials[SECRET] ?? '')
    .update(lines.join('\n'))
    .digest('hex');

/**
 * A request to read, signed by itself: no token is asked for.
 *
 * @see docs.deribit.com/articles/authentication, "Client Signature (HTTP REST)"
 */
function signed(
  path: string,
  credentials: Credentials,
  at: Instant,
  endpoints: Endpoints,
): SignedRequest {
  const url = `${restOf(endpoints)}${path}`;
  const nonce = randomBytes(8).toString('hex');
  const target = url.replace(/^https?:\/\/[^/]+/, '');
  const sign = signature(credentials, [String(at), nonce, 'GET', target, '', '']);
  const id = credentials[ID] ?? '';
  return {
    method: 'GET',
    url,
    headers: { Authorization: `deri-hmac-sha256 id=${id},ts=${at},nonce=${nonce},sig=${sign}` },
    body: null,
  };
}

/**
 * Asks for a token, whose scope is all that the key may do, as none is asked for. The token is not
 * used: the requests are signed.
 *
 * @see docs.deribit.com/api-reference/authentication/public-auth
 */
function permission(credentials: Credentials, at: Instant, endpoints: Endpoints): SignedRequest {
  const nonce = randomBytes(8).toString('hex');
  const params = {
    grant_type: 'client_signature',
    client_id: credentials[ID] ?? '',
    timestamp: at,
    nonce,
    data: '',
    signature: signature(credentials, [String(at), nonce, '']),
  };
  return {
    method: 'POST',
    url: `${restOf(endpoints)}/public/auth`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'public/auth', params }),
  };
}

/** JSON-RPC: `{"error":{"message":"invalid_credentials","code":13004}}`. */
function refusal(answer: unknown): string | null {
  if (!isFields(answer)) return 'the answer is none of Deribit';
  const { error, result } = answer;
  if (isFields(error)) {
    const { message, code } = error;
    const why = typeof message === 'string' ? message : 'no reason given';
    return `${why} (${JSON.stringify(code)})`;
  }
  return result === undefined ? 'the answer has no result' : null;
}

/** What only reads, or says nothing of what may be done: names, sessions, where from and how long. */
const READS = /^(?:[^:]*|\w+:(?:read|none)|(?:name|session|expires|ip):.*)$/;

/** `account:read trade:read wallet:none connection mainaccount`: whatever may write is refused. */
function judge(answer: unknown): Outcome<null> {
  const why = refusal(answer);
  if (why !== null) return fail('unsupported-operation', `Deribit refuses the key: ${why}`);
  const result = isFields(answer) ? answer['result'] : null;
  const scope = isFields(result) ? result['scope'] : null;
  if (typeof scope !== 'string' || scope === '') {
    return fail('missing-field', 'Deribit does not say what the key may do', 'scope');
  }
  const words = scope.split(' ');
  const more = words.filter((word) => !READS.test(word));
  if (more.length > 0) {
    const message = `the key may do more than read: ${more.join(', ')}. Use one that may only read`;
    return fail('unsupported-operation', message, 'scope');
  }
  const lacking = ['account:read', 'trade:read'].filter((word) => !words.includes(word));
  return lacking.length === 0
    ? ok(null)
    : fail('unsupported-operation', `the key needs ${lacking.join(' and ')}`, 'scope');
}

const QUESTIONS = [
  {
    format: 'deribit-account-json',
    title: 'account summaries',
    path: '/private/get_account_summaries?extended=true',
  },
  {
    format: 'deribit-all-positions-json',
    title: 'positions',
    path: '/private/get_positions?currency=any',
  },
] as const;

/** An account at Deribit: balances, positions, and the margin figures that the venue states of it. */
export const deribitAccounts: VenueAccount = {
  venue: DERIBIT,
  fields: [
    { name: ID, secret: true },
    { name: SECRET, secret: true },
  ],
  clock: (endpoints) => `${restOf(endpoints)}/public/get_time`,
  permission,
  judge,
  questions: (credentials, at, endpoints) =>
    QUESTIONS.map(({ format, title, path }) => ({
      format,
      title,
      request: signed(path, credentials, at, endpoints),
    })),
  refusal,
};
