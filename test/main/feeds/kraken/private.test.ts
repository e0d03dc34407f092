import ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { krakenFuturesAccounts } from '../../../../src/main/feeds/kraken/private.ts';
import { krakenSignature } from '../../../../src/main/feeds/kraken/signature.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText } from '../../imports/reading.ts';
import { textAt } from '../probes/frames.ts';

const AT = instant(1_415_957_147_987);
/** Keys of the documentation's examples: docs.kraken.com/api/docs/guides/futures-websockets. */
const credentials = {
  'public key': 'CMl2SeSn09Tz+2tWuzPiPUjaXEQRGq6qv5UaexXuQ3SnahDQU/gO3aT+',
  'private key':
    '7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm',
};

const questions = krakenFuturesAccounts.questions(credentials, AT, {});
const asked = krakenFuturesAccounts.permission?.(credentials, AT, {});

describe('questions to an account at Kraken Futures', () => {
  // docs.kraken.com/api/docs/guides/futures-websockets: a challenge is signed by the same steps as a
  // request, for which the documentation gives no result.
  it('are signed by the steps whose result the documentation gives', () => {
    const challenge = 'c100b894-1729-464d-ace1-52dbce11db42';
    expect(krakenSignature(challenge, credentials['private key'])).toBe(
      '4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==',
    );
  });

  it.each(['accounts', 'openpositions'])('%s is asked as ccxt 4.5.84 asks it', (path) => {
    const ours = questions.find(({ request }) => request.url.endsWith(path))?.request;
    const theirs = new ccxt.krakenfutures({
      apiKey: credentials['public key'],
      secret: credentials['private key'],
    });
    const { url, headers } = theirs.sign(path, 'private', 'GET', {});
    expect(ours?.url).toBe(url);
    expect(ours?.headers['APIKey']).toBe(headers.APIKey);
    // They send no nonce, which the venue allows. With ours before it, the path is signed the same way.
    const secret = credentials['private key'];
    expect(krakenSignature(`/api/v3/${path}`, secret)).toBe(headers.Authent);
    expect(ours?.headers['Authent']).toBe(
      krakenSignature(`${ours?.headers['Nonce']}/api/v3/${path}`, secret),
    );
  });

  it('ask what the key may do by its own path, whole', () => {
    expect(asked?.url).toBe('https://futures.kraken.com/api/auth/v1/api-keys/v3/check');
    const text = `${asked?.headers['Nonce']}/api/auth/v1/api-keys/v3/check`;
    expect(asked?.headers['Authent']).toBe(krakenSignature(text, credentials['private key']));
  });

  it('each have a nonce that grows, only read, and hold no secret', () => {
    const requests = [asked, ...questions.map(({ request }) => request)];
    const nonces = requests.map((request) => Number(request?.headers['Nonce']));
    expect(nonces).toEqual([Number(AT), Number(AT) + 1, Number(AT) + 2]);
    for (const request of requests) {
      expect([request?.method, request?.body]).toEqual(['GET', null]);
      expect(JSON.stringify(request)).not.toContain(credentials['private key']);
      expect(request?.url).not.toContain(credentials['public key']);
    }
  });
});

describe('a key of Kraken Futures', () => {
  const judged = (general: unknown, transfer: unknown) =>
    krakenFuturesAccounts.judge({
      apiKey: 'x',
      accountUid: 'y',
      permissions: { general, transfer },
    });

  // docs.kraken.com/api-reference/api-keys/check-v3-api-key: NO_ACCESS, READ_ONLY, FULL_ACCESS.
  it('may read, and nothing else', () => {
    expect(judged('READ_ONLY', 'NO_ACCESS').ok).toBe(true);
    expect(judged('FULL_ACCESS', 'NO_ACCESS')).toMatchObject({
      failure: { at: 'permissions.general', message: expect.stringContaining('FULL_ACCESS') },
    });
    expect(judged('READ_ONLY', 'FULL_ACCESS')).toMatchObject({
      failure: { at: 'permissions.transfer' },
    });
    for (const [general, transfer] of [['NO_ACCESS', 'NO_ACCESS'], ['READ_ONLY', 'NEW'], ['', ''], [1, 2]]) {
      expect(judged(general, transfer).ok).toBe(false);
    } // prettier-ignore
  });

  it('that says nothing, or is refused, is not used', () => {
    const invalid = { result: 'error', error: 'authenticationError', serverTime: 'x' };
    const unknown = { error: 'UNAUTHORIZED', message: 'API key is not found', suberror: null };
    for (const answer of [invalid, unknown, {}, null, { permissions: 7 }]) {
      expect(krakenFuturesAccounts.judge(answer).ok).toBe(false);
    }
    expect(krakenFuturesAccounts.refusal(invalid)).toBe('authenticationError');
    expect(krakenFuturesAccounts.refusal(unknown)).toBe('UNAUTHORIZED: API key is not found');
    expect(krakenFuturesAccounts.refusal({ result: 'success', accounts: {} })).toBeNull();
  });
});

describe('wallets of Kraken Futures', () => {
  // The shape under "Get wallets", docs.kraken.com/api-reference/account-information/get-wallets.
  const answer = {
    result: 'success',
    serverTime: '2023-04-04T17:56:49.027Z',
    accounts: {
      cash: { type: 'cashAccount', balances: { eur: 4567.7117591172, xbt: 0.1785169809 } },
      fi_xbtusd: {
        type: 'marginAccount',
        currency: 'xbt',
        balances: { xbt: 1.5, FI_XBTUSD_171215: 50000 },
        auxiliary: { usd: 0, pv: 1.4, pnl: -0.1, af: 1.2, funding: 0 },
        marginRequirements: { im: 0.2, mm: 0.1, lt: 0.08, tt: 0.05 },
        triggerEstimates: { im: 3110, mm: 3000, lt: 2890, tt: 2830 },
      },
      flex: {
        type: 'multiCollateralMarginAccount',
        currencies: { XBT: { quantity: 0.25, value: 5000, collateral: 4886.5, available: 0.2 } },
        initialMargin: 400,
        initialMarginWithOrders: 500,
        maintenanceMargin: 200,
        portfolioValue: 5250,
        marginEquity: 5136.5,
        availableMargin: 4736.5,
      },
    },
  };
  const read = (change: object = {}) =>
    readText(JSON.stringify({ ...answer, accounts: { ...answer.accounts, ...change } }));

  it('are recognised, and state balances and the venue’s figures', async () => {
    const all = await read();
    expect([all.format, all.failures]).toEqual(['kraken-futures-accounts-json', []]);
    const at = Date.UTC(2023, 3, 4, 17, 56, 49, 27);
    expect(of(all, 'balance')).toEqual([
      { kind: 'balance', account: 'cash', asset: 'EUR', balance: '4567.7117591172', at },
      { kind: 'balance', account: 'cash', asset: 'BTC', balance: '0.1785169809', at },
      { kind: 'balance', account: 'f-xbt:usd', asset: 'BTC', balance: '1.5', at },
      { kind: 'balance', account: 'flex', asset: 'BTC', balance: '0.25', at },
    ]);
    expect(of(all, 'figure').map(({ account, name, asset, value }) => [account, name, asset, value])).toEqual([
      ['f-xbt:usd', 'equity', 'BTC', '1.4'],
      ['f-xbt:usd', 'initialMargin', 'BTC', '0.2'],
      ['f-xbt:usd', 'maintenanceMargin', 'BTC', '0.1'],
      ['flex', 'equity', 'USD', '5136.5'],
      ['flex', 'initialMargin', 'USD', '400'],
      ['flex', 'maintenanceMargin', 'USD', '200'],
    ]); // prettier-ignore
  });

  it('fail one by one', async () => {
    const { flex } = answer.accounts;
    const all = await read({
      flex: { ...flex, marginEquity: 'much' },
      odd: { type: 'new' },
      none: 7,
    });
    expect(all.tally).toEqual({ rows: 5, good: 2, failed: 3 });
    expect(all.failures.map(({ field, reason }) => [field, reason])).toEqual([
      ['marginEquity', 'malformed'],
      ['type', 'unsupported-operation'],
      ['', 'malformed'],
    ]);
    const broken = await read({ cash: { type: 'cashAccount', balances: { eur: 'x' } } });
    expect(broken.failures.map(({ field }) => field)).toEqual(['balances.eur']);
  });

  itWithSharedData(
    'and positions are read by the formats that the questions name',
    async (folder) => {
      const format = questions[1]?.format ?? null;
      const text = textAt(`${folder}fixtures/nautilus/kraken/http_futures_open_positions.json`);
      const positions = await readText(text, { format });
      expect([positions.format, positions.failures]).toEqual([format, []]);
      expect(of(positions, 'position').map(({ account, symbol, quantity }) => [account, symbol, quantity])).toEqual([
      ['f-xbt:usd', 'PI_XBTUSD', '-8000'],
      ['f-eth:usd', 'PI_ETHUSD', '12000'],
    ]); // prettier-ignore
      const wallets = await readText(JSON.stringify(answer), {
        format: questions[0]?.format ?? null,
      });
      expect(wallets.failures).toEqual([]);
    },
  );
});

describe('the instrument list of Kraken Futures as a file', () => {
  itWithSharedData('is recognised and read row by row', async (folder) => {
    const text = textAt(`${folder}fixtures/nautilus/kraken/http_futures_instruments.json`);
    const list = await readText(text);
    expect([list.format, list.failures]).toEqual(['kraken-futures-instruments-json', []]);
    expect(of(list, 'contract').map(({ symbol, payoff }) => [symbol, payoff])).toEqual([
      ['PI_XBTUSD', 'inverse'],
      ['PF_ETHUSD', 'linear'],
      ['PF_PEPEUSD', 'linear'],
      ['PF_AAPLxUSD', 'linear'],
    ]);
  });
});
