import ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { binanceAccounts, binanceSignature } from '../../../../src/main/feeds/binance/private.ts';
import { STATEMENT_FORMATS } from '../../../../src/main/imports/formats.ts';

// developers.binance.com, spot, REST, "Signed endpoint security": the examples. That of
// the options ("General info") is not what openssl gives for its own command, and is left out.
describe('the documented signatures', () => {
  it.each([
    [
      'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559',
      'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
      'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71',
    ],
    [
      'symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559',
      'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
      'e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3',
    ],
  ])('%#', (query, secret, signature) => {
    expect(binanceSignature(query, secret)).toBe(signature);
  });
});

const credentials = { 'API key': 'canary-key', 'secret key': 'canary-secret' };
const at = instant(1_611_825_601_400);
const questions = binanceAccounts.questions(credentials, at, {});

describe('questions of an account', () => {
  it('are what ccxt signs at the same time', () => {
    const exchange = new ccxt.binance({ apiKey: 'canary-key', secret: 'canary-secret' });
    exchange.nonce = () => at;
    const { url, headers } = exchange.sign('positionRisk', 'fapiPrivateV3', 'GET', {
      recvWindow: 5000,
    });
    const theirs = new URL(url);
    const ours = questions.find(({ title }) => title === 'USD-M positions')?.request;
    const own = new URL(ours?.url ?? '');
    expect([own.host, own.pathname]).toEqual([theirs.host, theirs.pathname]);
    expect(headers).toMatchObject(ours?.headers ?? {});
    // ccxt puts the timestamp first; the signature is over the query as it is sent.
    const query = theirs.search.slice(1).replace(/&signature=.*$/, '');
    expect(theirs.searchParams.get('signature')).toBe(binanceSignature(query, 'canary-secret'));
    expect([...own.searchParams.keys()].toSorted()).toEqual(
      [...theirs.searchParams.keys()].toSorted(),
    );
  });

  it('only read, each by an importer that there is', () => {
    const known = new Set(STATEMENT_FORMATS.map(({ id }) => id));
    expect(new Set(questions.map(({ title }) => title)).size).toBe(questions.length);
    for (const { format, request } of questions) {
      expect(known.has(format)).toBe(true);
      expect(request).toMatchObject({ method: 'GET', body: null });
      expect(request.url).toMatch(
        /recvWindow=5000&timestamp=1611825601400&signature=[0-9a-f]{64}$/,
      );
      expect(request.url).not.toContain('canary');
      expect(request.headers).toEqual({ 'X-MBX-APIKEY': 'canary-key' });
    }
    expect(questions.map(({ request }) => new URL(request.url).pathname)).toEqual([
      '/api/v3/account',
      '/fapi/v3/account',
      '/fapi/v3/positionRisk',
      '/dapi/v1/account',
      '/dapi/v1/positionRisk',
      '/eapi/v1/marginAccount',
      '/eapi/v1/position',
      '/papi/v1/account',
      '/papi/v1/balance',
      '/papi/v1/um/positionRisk',
      '/papi/v1/cm/positionRisk',
    ]);
  });

  it('go where the user says', () => {
    const own = binanceAccounts.questions(credentials, at, { usdmRest: 'http://127.0.0.1:9' });
    expect(own[1]?.request.url).toMatch(/^http:\/\/127\.0\.0\.1:9\/fapi\/v3\/account\?/);
    expect(binanceAccounts.clock({ spotRest: 'http://127.0.0.1:9' })).toBe(
      'http://127.0.0.1:9/api/v3/time',
    );
  });
});

// developers.binance.com, wallet, "Get API Key Permission": the names of the answer.
const reading = { ipRestrict: true, createTime: 1_698_645_219_000, enableInternalTransfer: false, enableFutures: false, enablePortfolioMarginTrading: false, enableVanillaOptions: false, permitsUniversalTransfer: false, enableReading: true, enableSpotAndMarginTrading: false, enableWithdrawals: false, enableMargin: false }; // prettier-ignore

describe('a key', () => {
  it('is asked what it may do', () => {
    const request = binanceAccounts.permission?.(credentials, at, {});
    expect(request?.url).toMatch(
      /^https:\/\/api\.binance\.com\/sapi\/v1\/account\/apiRestrictions\?/,
    );
    expect(request?.url).not.toContain('canary');
  });

  it('that only reads is taken', () => {
    expect(binanceAccounts.judge(reading)).toEqual({ ok: true, value: null });
  });

  it.each([
    'enableFutures',
    'enableWithdrawals',
    'enableInternalTransfer',
    'permitsUniversalTransfer',
    'enableVanillaOptions',
    'enableSpotAndMarginTrading',
    'enableMargin',
    'enablePortfolioMarginTrading',
    'enableFixApiTrade',
    'enableSomethingNew',
  ])('with %s is refused, and told why', (name) => {
    const judged = binanceAccounts.judge({ ...reading, [name]: true });
    expect(judged).toMatchObject({ ok: false });
    expect(JSON.stringify(judged)).toContain(name);
  });

  it.each([
    null,
    [],
    'yes',
    {},
    { ...reading, enableReading: false },
    { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' },
  ])('of which nothing is known is refused: %j', (answer) => {
    expect(binanceAccounts.judge(answer).ok).toBe(false);
  });
});

describe('a refusal', () => {
  it.each([
    [{ code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }, 'Invalid API-key, IP, or permissions for action. (-2015)'],
    [{ code: -21001 }, 'no reason given (-21001)'],
    [{ balances: [] }, null],
    [[], null],
    [null, null],
  ])('%j', (answer, reason) => {
    expect(binanceAccounts.refusal(answer)).toBe(reason);
  }); // prettier-ignore
});
