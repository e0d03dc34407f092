import ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { okxAccounts } from '../../../../src/main/feeds/okx/private.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText } from '../../imports/reading.ts';
import { textAt } from '../probes/frames.ts';

/** The clock of the venue's documentation: 2020-12-08T09:08:57.715Z. */
const AT = instant(Date.UTC(2020, 11, 8, 9, 8, 57, 715));
const credentials = {
  'API key': '37c541a1-0000-0000-0000-10fe7a038418',
  'secret key': '22582BD0CFF14C41EDBF1AB98506286D',
  passphrase: 'words, not a password',
};

const questions = okxAccounts.questions(credentials, AT, {});

describe('questions to an account at OKX', () => {
  // The venue publishes no example with its result: ccxt 4.5.84 signs the same request at the same time.
  it.each(['balance', 'positions', 'config'])('account/%s is signed as ccxt signs it', (path) => {
    const theirs = new ccxt.okx({
      apiKey: credentials['API key'],
      secret: credentials['secret key'],
      password: credentials.passphrase,
    });
    theirs.nonce = () => AT;
    const { url, headers } = theirs.sign(`account/${path}`, 'private', 'GET', {});
    const requests = [
      ...questions.map(({ request }) => request),
      okxAccounts.permission?.(credentials, AT, {}),
    ];
    const ours = requests.find((request) => request?.url.endsWith(path));
    expect(ours?.url).toBe(url);
    expect(headers).toMatchObject(ours?.headers ?? {});
    expect(ours?.headers['OK-ACCESS-TIMESTAMP']).toBe('2020-12-08T09:08:57.715Z');
  });

  it('only read, and hold the key in headers alone', () => {
    for (const { request, title, format } of questions) {
      expect([request.method, request.body]).toEqual(['GET', null]);
      const { 'OK-ACCESS-SIGN': signature, ...headers } = request.headers;
      const told = JSON.stringify([request.url, title, format, signature]);
      for (const secret of Object.values(credentials)) expect(told).not.toContain(secret);
      expect(Object.values(headers)).not.toContain(credentials['secret key']);
    }
    expect(okxAccounts.clock({})).toBe('https://www.okx.com/api/v5/public/time');
  });
});

describe('a key of OKX', () => {
  const config = (perm: unknown) =>
    okxAccounts.judge({ code: '0', msg: '', data: [{ acctLv: '4', perm }] });

  it('may read, and nothing else', () => {
    expect(config('read_only').ok).toBe(true);
    for (const more of ['read_only,trade', 'trade', 'read_only,withdraw', 'read_only,tax']) {
      expect(config(more)).toMatchObject({ ok: false, failure: { at: 'perm' } });
    }
    expect(config('read_only,trade,withdraw')).toMatchObject({
      failure: { message: expect.stringContaining('trade, withdraw') },
    });
  });

  it('that says nothing, or is refused, is not used', () => {
    const invalid = { code: '50111', msg: 'Invalid OK-ACCESS-KEY', data: [] };
    for (const answer of [
      config(''),
      config(1),
      okxAccounts.judge(invalid),
      okxAccounts.judge(null),
    ]) {
      expect(answer.ok).toBe(false);
    }
    expect(okxAccounts.refusal(invalid)).toBe('Invalid OK-ACCESS-KEY ("50111")');
    expect(okxAccounts.refusal({ code: '0', data: [] })).toBeNull();
  });
});

describe('answers of an account at OKX', () => {
  it('state requirements in dollars where all is margined as one', async () => {
    // The shape of the example under "Get balance", docs-v5.
    const details = [{ ccy: 'BTC', cashBal: '0.0059', imr: '', mmr: '' }, { ccy: 'USDT', cashBal: '4992', imr: '', mmr: '' }]; // prettier-ignore
    const data = [{ adjEq: '55415.624719833286', totalEq: '55837.43556134779', imr: '4036.1', mmr: '1210.8', mgnRatio: '45.7', uTime: '1705474164160', details }]; // prettier-ignore
    const read = await readText(JSON.stringify({ code: '0', data, msg: '' }));
    expect(of(read, 'figure').map(({ name, asset, value }) => [name, asset, value])).toEqual([
      ['equity', 'USD', '55415.624719833286'],
      ['initialMargin', 'USD', '4036.1'],
      ['maintenanceMargin', 'USD', '1210.8'],
    ]);
  });

  it('state them by currency where each is margined by itself', async () => {
    const details = [{ ccy: 'BTC', cashBal: '1', imr: '0.2', mmr: '0.05' }, { ccy: 'USDT', cashBal: '500', imr: '30', mmr: '9' }]; // prettier-ignore
    const data = [
      { adjEq: '', totalEq: '60500', imr: '', mmr: '', uTime: '1705474164160', details },
    ];
    const read = await readText(JSON.stringify({ code: '0', data, msg: '' }));
    expect(of(read, 'figure').map(({ name, asset, value }) => [name, asset, value])).toEqual([
      ['equity', 'USD', '60500'],
      ['initialMargin', 'BTC', '0.2'],
      ['maintenanceMargin', 'BTC', '0.05'],
      ['initialMargin', 'USDT', '30'],
      ['maintenanceMargin', 'USDT', '9'],
    ]);
  });

  itWithSharedData('are read by the formats that the questions name', async (folder) => {
    const files = ['http_get_account_balance.json', 'http_get_positions.json'];
    for (const [i, file] of files.entries()) {
      const text = textAt(`${folder}fixtures/nautilus/okx/${file}`);
      const format = questions[i]?.format ?? null;
      const read = await readText(text, { name: questions[i]?.title ?? '', format });
      expect([read.format, read.failures]).toEqual([format, []]);
      expect(read.items.length).toBeGreaterThan(0);
    }
  });
});
