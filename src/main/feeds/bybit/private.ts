import { createHmac } from 'node:crypto';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { BYBIT } from '../../imports/bybit/markets.ts';
import { isFields, isList } from '../message-reader.ts';
import type {
  AccountQuestion,
  Credentials,
  SignedRequest,
  VenueAccount,
} from '../venue-account.ts';
import type { Endpoints } from '../venue-feed.ts';
import { cursorIn } from './answers.ts';
import { bybitFeed } from './feed.ts';

const KEY = 'API key';
const SECRET = 'API secret';

/** Milliseconds after its time that a request is still taken: the venue's default. */
const WINDOW = 5_000;

const restOf = (endpoints: Endpoints): string =>
  endpoints['rest'] ?? bybitFeed.endpoints['rest'] ?? '';

/** Whose request it is. */
type Signer = {
  readonly credentials: Credentials;
  readonly at: Instant;
  readonly endpoints: Endpoints;
};

/**
 * A request to read: its time, the key, the window and the query are signed by HMAC-SHA256, in hexadecimal.
 *
 * @see bybit-exchange.github.io/docs/v5/guide, "Create A Request"
 */
function signed(
  path: string,
  query: string,
  { credentials, at, endpoints }: Signer,
): SignedRequest {
  const key = credentials[KEY] ?? '';
  const hmac = createHmac('sha256', credentials[SECRET] ?? '');
  return {
    method: 'GET',
    url: `${restOf(endpoints)}${path}${query === '' ? '' : '?'}${query}`,
    headers: {
      'X-BAPI-API-KEY': key,
      'X-BAPI-TIMESTAMP': String(at),
      'X-BAPI-RECV-WINDOW': String(WINDOW),
      'X-BAPI-SIGN': hmac.update(`${at}${key}${WINDOW}${query}`).digest('hex'),
    },
    body: null,
  };
}

function refusal(answer: unknown): string | null {
  if (!isFields(answer)) return 'the answer is none of Bybit';
  const { retCode, retMsg } = answer;
  if (retCode === 0) return null;
  return `${typeof retMsg === 'string' ? retMsg : 'no reason given'} (${JSON.stringify(retCode)})`;
}

/** Answer of `user/query-api`: `readOnly` is 1 where the key may change nothing, whatever else it lists. */
function judge(answer: unknown): Outcome<null> {
  const why = refusal(answer);
  if (why !== null) return fail('unsupported-operation', `Bybit refuses the key: ${why}`);
  const result = isFields(answer) ? answer['result'] : null;
  const fields = isFields(result) ? result : {};
  if (fields['readOnly'] === 1) return ok(null);
  if (fields['readOnly'] !== 0) {
    return fail('missing-field', 'Bybit does not say what the key may do', 'readOnly');
  }
  const permissions = isFields(fields['permissions']) ? fields['permissions'] : {};
  const more = Object.keys(permissions).filter((name) => {
    const words = permissions[name];
    return isList(words) && words.length > 0;
  });
  return fail(
    'unsupported-operation',
    `the key may write: ${more.length === 0 ? 'nothing named' : more.join(', ')}. Use a read-only one`,
    'readOnly',
  );
}

/** Positions by category; the linear ones by the coin that they settle in, which the importer reads off the title. */
const POSITIONS = [
  ['positions linear USDT', 'category=linear&settleCoin=USDT'],
  ['positions linear USDC', 'category=linear&settleCoin=USDC'],
  ['positions inverse', 'category=inverse'],
  ['positions option', 'category=option'],
] as const;

/** Rows of a page: the most that the venue gives. */
const PAGE = 200;

function positions(title: string, of: string, signer: Signer): AccountQuestion {
  const path = '/v5/position/list';
  const query = `${of}&limit=${PAGE}`;
  return {
    format: 'bybit-positions-json',
    title,
    request: signed(path, query, signer),
    next: (answer) => {
      const cursor = cursorIn(answer);
      return cursor === null
        ? null
        : signed(path, `${query}&cursor=${encodeURIComponent(cursor)}`, signer);
    },
  };
}

/** A unified account at Bybit: coins, positions, and the margin figures that the venue states of it. */
export const bybitAccounts: VenueAccount = {
  venue: BYBIT,
  fields: [
    { name: KEY, secret: true },
    { name: SECRET, secret: true },
  ],
  clock: (endpoints) => `${restOf(endpoints)}/v5/market/time`,
  permission: (credentials, at, endpoints) =>
    signed('/v5/user/query-api', '', { credentials, at, endpoints }),
  judge,
  questions: (credentials, at, endpoints) => {
    const signer = { credentials, at, endpoints };
    return [
      ...POSITIONS.map(([title, of]) => positions(title, of, signer)),
      {
        format: 'bybit-wallet-json',
        title: 'wallet balance',
        request: signed('/v5/account/wallet-balance', 'accountType=UNIFIED', signer),
      },
    ];
  },
  refusal,
};
