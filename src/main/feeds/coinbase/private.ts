import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { COINBASE } from '../../imports/coinbase/names.ts';
import { isFields } from '../message-reader.ts';
import type {
  AccountQuestion,
  Credentials,
  SignedRequest,
  VenueAccount,
} from '../venue-account.ts';
import type { Endpoints } from '../venue-feed.ts';
import { coinbaseFeed } from './feed.ts';
import { tokenOf } from './token.ts';

const NAME = 'key name';
const SECRET = 'private key';

/** Public data lie below the rest, under `market`. */
const restOf = ({ rest = coinbaseFeed.endpoints['rest'] ?? '' }: Endpoints): string =>
  rest.replace(/\/market\/?$/, '');

/** Wallets that one page lists: 250 at most. */
const PAGE = 250;

/** A request to read, with a token of its own. */
function signed(
  path: string,
  credentials: Credentials,
  at: Instant,
  endpoints: Endpoints,
): SignedRequest {
  const url = `${restOf(endpoints)}${path}`;
  const target = url.replace(/^https?:\/\//, '').replace(/\?.*$/, '');
  const token = tokenOf(`GET ${target}`, credentials[NAME] ?? '', credentials[SECRET] ?? '', at);
  return { method: 'GET', url, headers: { Authorization: `Bearer ${token}` }, body: null };
}

/** `{"error":"unauthorized","code":16,"message":"…","details":[]}`. */
function refusal(answer: unknown): string | null {
  if (!isFields(answer)) return 'the answer is none of Coinbase';
  const { error, message } = answer;
  if (error === undefined) return null;
  const parts = [error, message].filter((part) => typeof part === 'string');
  return parts.length === 0 ? 'no reason given' : parts.join(': ');
}

/** Answer of `key_permissions`: whether the key may look, trade, transfer. */
function judge(answer: unknown): Outcome<null> {
  const why = refusal(answer);
  if (why !== null) return fail('unsupported-operation', `Coinbase refuses the key: ${why}`);
  const {
    can_view: view,
    can_trade: trade,
    can_transfer: transfer,
  } = isFields(answer) ? answer : {};
  if (typeof view !== 'boolean' || typeof trade !== 'boolean' || typeof transfer !== 'boolean') {
    return fail('missing-field', 'Coinbase does not say what the key may do', 'can_trade');
  }
  const more = [...(trade ? ['trade'] : []), ...(transfer ? ['transfer'] : [])];
  if (more.length > 0) {
    const message = `the key may do more than read: ${more.join(', ')}. Use one that may only view`;
    return fail('unsupported-operation', message, `can_${more[0]}`);
  }
  return view ? ok(null) : fail('unsupported-operation', 'the key may not view', 'can_view');
}

function questions(
  credentials: Credentials,
  at: Instant,
  endpoints: Endpoints,
): readonly AccountQuestion[] {
  const ask = (path: string): SignedRequest => signed(path, credentials, at, endpoints);
  return [
    {
      format: 'coinbase-accounts-json',
      title: 'accounts',
      request: ask(`/accounts?limit=${PAGE}`),
      next: (answer) => {
        const { has_next: more, cursor } = isFields(answer) ? answer : {};
        return more === true && typeof cursor === 'string' && cursor !== ''
          ? ask(`/accounts?limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`)
          : null;
      },
    },
    {
      format: 'coinbase-derivatives-positions-json',
      title: 'futures positions',
      request: ask('/cfm/positions'),
    },
    {
      format: 'coinbase-derivatives-summary-json',
      title: 'futures balance summary',
      request: ask('/cfm/balance_summary'),
    },
  ];
}

/** An account at Coinbase by the Advanced Trade interface: balances, futures positions, margin figures. */
export const coinbaseAccount: VenueAccount = {
  venue: COINBASE,
  fields: [
    { name: NAME, secret: true },
    { name: SECRET, secret: true },
  ],
  clock: (endpoints) => `${restOf(endpoints)}/time`,
  permission: (credentials, at, endpoints) =>
    signed('/key_permissions', credentials, at, endpoints),
  judge,
  questions,
  refusal,
};
