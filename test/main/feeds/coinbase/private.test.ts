import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { coinbaseAccount } from '../../../../src/main/feeds/coinbase/private.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText } from '../../imports/reading.ts';
import { textAt } from '../probes/frames.ts';

const AT = instant(1_775_521_800_123);
const { privateKey, publicKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'sec1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const credentials = {
  'key name': 'organizations/11111111-2222/apiKeys/33333333-4444',
  'private key': privateKey,
};

const questions = coinbaseAccount.questions(credentials, AT, {});
const asked = coinbaseAccount.permission?.(credentials, AT, {});

/** The parts of a JWT, and whether its signature is that of the key. */
function opened(authorization = '') {
  const [header = '', claims = '', signature = ''] = authorization
    .replace('Bearer ', '')
    .split('.');
  const read = (part: string): Readonly<Record<string, unknown>> =>
    JSON.parse(Buffer.from(part, 'base64url').toString());
  const key = { key: createPublicKey(publicKey), dsaEncoding: 'ieee-p1363' as const };
  const bytes = Buffer.from(signature, 'base64url');
  const good = verify('sha256', Buffer.from(`${header}.${claims}`), key, bytes);
  return { header: read(header), claims: read(claims), good };
}

describe('questions to an account at Coinbase', () => {
  // docs.cdp.coinbase.com, "API key authentication": ES256, kid and nonce in the header; sub, iss "cdp",
  // nbf, exp two minutes later and "METHOD host/path" in the claims.
  it('carry a token for their own path, signed by the key', () => {
    const requests = [asked, ...questions.map(({ request }) => request)];
    const paths = ['key_permissions', 'accounts', 'cfm/positions', 'cfm/balance_summary'];
    for (const [i, request] of requests.entries()) {
      const { header, claims, good } = opened(request?.headers['Authorization']);
      expect(good).toBe(true);
      expect(header).toMatchObject({ alg: 'ES256', typ: 'JWT', kid: credentials['key name'] });
      expect(header['nonce']).toMatch(/^[0-9a-f]{32}$/);
      expect(claims).toEqual({
        iss: 'cdp',
        sub: credentials['key name'],
        nbf: 1_775_521_800,
        exp: 1_775_521_920,
        uri: `GET api.coinbase.com/api/v3/brokerage/${paths[i]}`,
      });
    }
  });

  it('name method, host and path, and are signed, as ccxt 4.5.84 does it', () => {
    const theirs = new ccxt.coinbase({
      apiKey: credentials['key name'],
      secret: credentials['private key'],
    });
    const token: string = theirs.createAuthToken(
      1_775_521_800,
      'GET',
      'https://api.coinbase.com/api/v3/brokerage/accounts?limit=250',
    );
    const [ours, other] = [opened(questions[0]?.request.headers['Authorization']), opened(token)];
    expect(other.good).toBe(true);
    for (const claim of ['sub', 'nbf', 'exp', 'uri']) {
      expect(ours.claims[claim]).toEqual(other.claims[claim]);
    }
    // They name the issuer as it was called before; the documentation says "cdp".
    expect(other.claims['iss']).toBe('coinbase-cloud');
  });

  it('are signed by an Ed25519 key, shown in base64, as ccxt 4.5.84 does it', () => {
    const pair = generateKeyPairSync('ed25519');
    const { d = '', x = '' } = pair.privateKey.export({ format: 'jwk' });
    const secret = Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]);
    const edwards = { 'key name': '33333333-4444', 'private key': secret.toString('base64') };
    const [first] = coinbaseAccount.questions(edwards, AT, {});
    const [scheme, token = ''] = (first?.request.headers['Authorization'] ?? '').split(' ');
    const theirs: string = new ccxt.coinbase({
      apiKey: edwards['key name'],
      secret: edwards['private key'],
    }).createAuthToken(
      1_775_521_800,
      'GET',
      'https://api.coinbase.com/api/v3/brokerage/accounts?limit=250',
      true,
    );
    const read = (jwt: string) =>
      jwt
        .split('.')
        .slice(0, 2)
        .map((part): unknown => JSON.parse(Buffer.from(part, 'base64url').toString()));
    for (const jwt of [token, theirs]) {
      const [header = '', claims = '', signature = ''] = jwt.split('.');
      const bytes = Buffer.from(signature, 'base64url');
      const text = Buffer.from(`${header}.${claims}`);
      expect(verify(null, text, pair.publicKey, bytes)).toBe(true);
    }
    const [ourHeader, ourClaims] = read(token);
    expect(scheme).toBe('Bearer');
    expect(ourHeader).toMatchObject({ alg: 'EdDSA', typ: 'JWT', kid: '33333333-4444' });
    expect(ourClaims).toEqual(read(theirs)[1]);
    expect(JSON.stringify(first)).not.toContain(edwards['private key']);
  });

  it('are not signed by a key of another kind', () => {
    const rsa = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const short = Buffer.alloc(63).toString('base64');
    for (const key of [rsa.privateKey, short, '']) {
      const [first] = coinbaseAccount.questions({ ...credentials, 'private key': key }, AT, {});
      expect(first?.request.headers['Authorization']).toMatch(/\.$/);
    }
  });

  it('read a key that is shown as one line', () => {
    const line = { ...credentials, 'private key': privateKey.replaceAll('\n', '\\n') };
    const [first] = coinbaseAccount.questions(line, AT, {});
    expect(opened(first?.request.headers['Authorization']).good).toBe(true);
  });

  it('hold no secret, and none is sent with a key that is none', () => {
    const whole = JSON.stringify([questions, asked]);
    for (const line of privateKey.split('\n').filter((one) => !one.startsWith('-') && one !== '')) {
      expect(whole).not.toContain(line);
    }
    const broken = coinbaseAccount.questions({ 'key name': 'x', 'private key': 'secret' }, AT, {});
    expect(JSON.stringify(broken)).not.toContain('secret');
    expect(broken[0]?.request.headers['Authorization']).toMatch(/\.$/);
  });

  it('go on to the end of the pages', () => {
    const [accounts] = questions;
    const next = accounts?.next?.({ accounts: [], has_next: true, cursor: 'a b' });
    expect(next?.url).toBe(
      'https://api.coinbase.com/api/v3/brokerage/accounts?limit=250&cursor=a%20b',
    );
    expect(opened(next?.headers['Authorization']).claims['uri']).toBe(
      'GET api.coinbase.com/api/v3/brokerage/accounts',
    );
    for (const last of [{ has_next: false, cursor: 'x' }, { has_next: true, cursor: '' }, null]) {
      expect(accounts?.next?.(last)).toBeNull();
    }
  });
});

describe('a key of Coinbase', () => {
  // docs.cdp.coinbase.com/api-reference/advanced-trade-api: GetApiKeyPermissionsResponse.
  const judged = (can_view: unknown, can_trade: unknown, can_transfer: unknown) =>
    coinbaseAccount.judge({ can_view, can_trade, can_transfer, portfolio_uuid: 'x' });

  it('may view, and nothing else', () => {
    expect(judged(true, false, false).ok).toBe(true);
    expect(judged(true, true, false)).toMatchObject({ failure: { at: 'can_trade' } });
    expect(judged(true, false, true)).toMatchObject({ failure: { at: 'can_transfer' } });
    expect(judged(true, true, true)).toMatchObject({
      failure: { message: expect.stringContaining('trade, transfer') },
    });
    expect(judged(false, false, false).ok).toBe(false);
  });

  it('that says nothing, or is refused, is not used', () => {
    const refused = { error: 'unauthorized', code: 16, message: 'invalid token', details: [] };
    for (const answer of [judged(true, undefined, false), judged('true', false, false)]) {
      expect(answer).toMatchObject({ ok: false, failure: { reason: 'missing-field' } });
    }
    expect(coinbaseAccount.judge(refused).ok).toBe(false);
    expect(coinbaseAccount.judge(null).ok).toBe(false);
    expect(coinbaseAccount.refusal(refused)).toBe('unauthorized: invalid token');
    expect(coinbaseAccount.refusal({ accounts: [] })).toBeNull();
  });
});

describe('answers of an account at Coinbase', () => {
  const balances = async (document: unknown) => {
    const read = await readText(JSON.stringify(document), { format: 'coinbase-accounts-json' });
    return { read, rows: of(read, 'balance').map(({ asset, balance }) => [asset, balance]) };
  };
  const wallet = (currency: string, value: unknown, hold: unknown = '0') => ({
    uuid: 'x',
    currency,
    available_balance: { value, currency },
    hold: { value: hold, currency },
  });

  itWithSharedData('are recognised and read', async (folder) => {
    const at = (name: string) => textAt(`${folder}fixtures/nautilus/coinbase/${name}.json`);
    const accounts = await readText(at('http_accounts'));
    expect([accounts.format, accounts.failures]).toEqual([questions[0]?.format, []]);
    // 1.23456789 + 0.005 and 10000.50 + 450.
    expect(of(accounts, 'balance').map(({ asset, balance }) => [asset, balance])).toEqual([
      ['BTC', '1.23956789'],
      ['USD', '10450.5'],
    ]);
    const positions = await readText(at('http_cfm_positions'));
    expect([positions.format, positions.failures]).toEqual([questions[1]?.format, []]);
    const summary = await readText(at('http_cfm_balance_summary'));
    expect([summary.format, summary.failures]).toEqual([questions[2]?.format, []]);
    expect(of(summary, 'figure').map(({ name, asset, value }) => [name, asset, value])).toEqual([
      ['equity', 'USD', '7500'],
      ['initialMargin', 'USD', '1000'],
      ['maintenanceMargin', 'USD', '300'],
    ]);
  });

  it('are one balance for a currency, over wallets and pages', async () => {
    const pages = [
      { accounts: [wallet('BTC', '1', '0.5'), wallet('USD', '7')], has_next: true },
      { accounts: [wallet('BTC', '0.25')], has_next: false },
    ];
    expect((await balances(pages)).rows).toEqual([
      ['BTC', '1.75'],
      ['USD', '7'],
    ]);
  });

  it('fail by currency, and never leave a part of one out', async () => {
    const { read, rows } = await balances({
      accounts: [wallet('BTC', '1'), wallet('BTC', 'much'), wallet('USD', '7'), wallet('', '1')],
    });
    expect(rows).toEqual([['USD', '7']]);
    expect(read.failures.map(({ line, field }) => [line, field])).toEqual([
      [1, 'wallets.1.available_balance.value'],
      [3, 'currency'],
    ]);
  });
});
