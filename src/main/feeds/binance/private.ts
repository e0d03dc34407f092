import { createHmac } from 'node:crypto';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { BINANCE } from '../../imports/binance/accounts.ts';
import { isFields } from '../message-reader.ts';
import type {
  AccountQuestion,
  Credentials,
  SignedRequest,
  VenueAccount,
} from '../venue-account.ts';
import type { Endpoints } from '../venue-feed.ts';
import { binanceEndpoints } from './endpoints.ts';

const KEY = 'API key';
const SECRET = 'secret key';

/** Milliseconds after its time that a request is still taken; the venue wants 5000 or less. */
const WINDOW = 5_000;

/**
 * Lower-case hexadecimal HMAC-SHA256 of a query.
 *
 * @see developers.binance.com, spot, REST, "Signed endpoint security", with an example
 */
export const binanceSignature = (query: string, secret: string): string =>
  createHmac('sha256', secret).update(query).digest('hex');

function signed(url: string, query: string, credentials: Credentials, at: Instant): SignedRequest {
  const whole = `${query}${query === '' ? '' : '&'}recvWindow=${WINDOW}&timestamp=${at}`;
  const signature = binanceSignature(whole, credentials[SECRET] ?? '');
  return {
    method: 'GET',
    url: `${url}?${whole}&signature=${signature}`,
    headers: { 'X-MBX-APIKEY': credentials[KEY] ?? '' },
    body: null,
  };
}

const urlsOf = (endpoints: Endpoints): Endpoints => ({ ...binanceEndpoints, ...endpoints });

/** What a key may do without moving anything, or how it is bound: whatever else is true is refused. */
const HARMLESS: ReadonlySet<string> = new Set(['ipRestrict', 'enableReading', 'enableFixReadOnly']);

/** Answer of `sapi/v1/account/apiRestrictions`. A permission that we do not know counts as one to trade. */
function judge(answer: unknown): Outcome<null> {
  const why = refusal(answer);
  if (why !== null) return fail('unsupported-operation', `Binance refuses the key: ${why}`);
  if (!isFields(answer) || answer['enableReading'] !== true) {
    return fail('unsupported-operation', 'the key may not read', 'enableReading');
  }
  const allowed = Object.keys(answer).filter(
    (name) => answer[name] === true && !HARMLESS.has(name),
  );
  return allowed.length === 0
    ? ok(null)
    : fail(
        'unsupported-operation',
        `the key may do more than read: ${allowed.join(', ')}. Use one that may only read`,
      );
}

function refusal(answer: unknown): string | null {
  if (!isFields(answer) || typeof answer['code'] !== 'number') return null;
  const { code, msg } = answer;
  return code === 200 ? null : `${typeof msg === 'string' ? msg : 'no reason given'} (${code})`;
}

/** Format, title, endpoint and path of each question. Those of an account that one has not are refused. */
const QUESTIONS: readonly (readonly [format: string, title: string, host: string, path: string])[] =
  [
    ['binance-spot-account-json', 'spot account', 'spotRest', '/api/v3/account'],
    ['binance-account-json', 'USD-M account', 'usdmRest', '/fapi/v3/account'],
    ['binance-usdm-positions-json', 'USD-M positions', 'usdmRest', '/fapi/v3/positionRisk'],
    ['binance-account-json', 'COIN-M account', 'coinmRest', '/dapi/v1/account'],
    ['binance-position-risk-json', 'COIN-M positions', 'coinmRest', '/dapi/v1/positionRisk'],
    ['binance-option-account-json', 'options account', 'optionsRest', '/eapi/v1/marginAccount'],
    ['binance-option-positions-json', 'options positions', 'optionsRest', '/eapi/v1/position'],
    ['binance-portfolio-account-json', 'portfolio margin', 'portfolioRest', '/papi/v1/account'],
    ['binance-portfolio-balance-json', 'portfolio balances', 'portfolioRest', '/papi/v1/balance'],
    ['binance-portfolio-usdm-json', 'portfolio USD-M', 'portfolioRest', '/papi/v1/um/positionRisk'],
    [
      'binance-portfolio-coinm-json',
      'portfolio COIN-M',
      'portfolioRest',
      '/papi/v1/cm/positionRisk',
    ],
  ];

/** Accounts at Binance, read with an HMAC key: spot, both futures, options, portfolio margin. */
export const binanceAccounts: VenueAccount = {
  venue: BINANCE,
  fields: [
    { name: KEY, secret: true },
    { name: SECRET, secret: true },
  ],
  clock: (endpoints) => `${urlsOf(endpoints)['spotRest'] ?? ''}/api/v3/time`,
  permission: (credentials, at, endpoints) =>
    signed(
      `${urlsOf(endpoints)['spotRest'] ?? ''}/sapi/v1/account/apiRestrictions`,
      '',
      credentials,
      at,
    ),
  judge,
  questions: (credentials, at, endpoints): readonly AccountQuestion[] => {
    const urls = urlsOf(endpoints);
    return QUESTIONS.map(([format, title, host, path]) => ({
      format,
      title,
      request: signed(
        `${urls[host] ?? ''}${path}`,
        path === '/api/v3/account' ? 'omitZeroBalances=true' : '',
        credentials,
        at,
      ),
    }));
  },
  refusal,
};
