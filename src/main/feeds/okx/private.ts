import { createHmac } from 'node:crypto';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { OKX } from '../../imports/okx/names.ts';
import { isFields, isList, type Fields } from '../message-reader.ts';
import type { Credentials, SignedRequest, VenueAccount } from '../venue-account.ts';
import type { Endpoints } from '../venue-feed.ts';
import { okxFeed } from './feed.ts';

const KEY = 'API key';
const SECRET = 'secret key';
const PASSPHRASE = 'passphrase';

const restOf = (endpoints: Endpoints): string =>
  endpoints['rest'] ?? okxFeed.endpoints['rest'] ?? '';

/**
 * A request to read: its time in ISO form, the method and the path are signed by HMAC-SHA256, in base64.
 *
 * @see www.okx.com/docs-v5/en, "REST Authentication"
 */
function signed(
  path: string,
  credentials: Credentials,
  at: Instant,
  endpoints: Endpoints,
): SignedRequest {
  const time = new Date(at).toISOString();
  const hmac = createHmac('sha256', credentials[SECRET] ?? '');
  return {
    method: 'GET',
    url: `${restOf(endpoints)}${path}`,
    headers: {
      'OK-ACCESS-KEY': credentials[KEY] ?? '',
      'OK-ACCESS-SIGN': hmac.update(`${time}GET${path}`).digest('base64'),
      'OK-ACCESS-TIMESTAMP': time,
      'OK-ACCESS-PASSPHRASE': credentials[PASSPHRASE] ?? '',
    },
    body: null,
  };
}

function refusal(answer: unknown): string | null {
  if (!isFields(answer)) return 'the answer is none of OKX';
  const { code, msg } = answer;
  if (code === '0') return null;
  return `${typeof msg === 'string' ? msg : 'no reason given'} (${JSON.stringify(code)})`;
}

function configIn(answer: unknown): Fields | null {
  const rows = isFields(answer) && isList(answer['data']) ? answer['data'] : [];
  const [first] = rows;
  return isFields(first) ? first : null;
}

/** Answer of `account/config`: `perm` is `read_only`, `trade`, `withdraw`, with commas between. */
function judge(answer: unknown): Outcome<null> {
  const why = refusal(answer);
  if (why !== null) return fail('unsupported-operation', `OKX refuses the key: ${why}`);
  const permissions = configIn(answer)?.['perm'];
  if (typeof permissions !== 'string' || permissions === '') {
    return fail('missing-field', 'OKX does not say what the key may do', 'perm');
  }
  const more = permissions
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== 'read_only');
  return more.length === 0
    ? ok(null)
    : fail(
        'unsupported-operation',
        `the key may do more than read: ${more.join(', ')}. Use one that may only read`,
        'perm',
      );
}

const QUESTIONS = [
  { format: 'okx-balance-json', title: 'balance', path: '/api/v5/account/balance' },
  { format: 'okx-positions-json', title: 'positions', path: '/api/v5/account/positions' },
] as const;

/** An account at OKX: balances, positions, and the margin figures that the venue states of it. */
export const okxAccounts: VenueAccount = {
  venue: OKX,
  fields: [
    { name: KEY, secret: true },
    { name: SECRET, secret: true },
    { name: PASSPHRASE, secret: true },
  ],
  clock: (endpoints) => `${restOf(endpoints)}/api/v5/public/time`,
  permission: (credentials, at, endpoints) =>
    signed('/api/v5/account/config', credentials, at, endpoints),
  judge,
  questions: (credentials, at, endpoints) =>
    QUESTIONS.map(({ format, title, path }) => ({
      format,
      title,
      request: signed(path, credentials, at, endpoints),
    })),
  refusal,
};
