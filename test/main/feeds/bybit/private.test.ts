import ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { bybitAccounts } from '../../../../src/main/feeds/bybit/private.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText } from '../../imports/reading.ts';
import { textAt } from '../probes/frames.ts';

/** The clock and the key of the example of docs/v5/guide; it shows no secret. */
const AT = instant(1658384314791);
const credentials = { 'API key': 'XXXXXXXXXX', 'API secret': 'a secret that nobody else has' };

const questions = bybitAccounts.questions(credentials, AT, {});

describe('questions to an account at Bybit', () => {
  // The venue publishes no example with its secret: ccxt 4.5.84 signs the same requests at the same time.
  it('are signed as ccxt signs them', () => {
    const theirs = new ccxt.bybit({
      apiKey: credentials['API key'],
      secret: credentials['API secret'],
      options: { recvWindow: 5000 },
    });
    theirs.nonce = () => AT;
    const requests = [
      ...questions.map(({ request }) => request),
      bybitAccounts.permission?.(credentials, AT, {}),
    ];
    expect(requests).toHaveLength(6);
    for (const request of requests) {
      const url = new URL(request?.url ?? '');
      const params = Object.fromEntries(url.searchParams);
      const signed = theirs.sign(url.pathname.slice(1), 'private', 'GET', params);
      // Without a query it leaves the question mark.
      expect(signed.url).toBe(`${request?.url}${url.search === '' ? '?' : ''}`);
      expect(signed.headers).toMatchObject(request?.headers ?? {});
    }
  });

  it('are, for each category and settlement coin, those of its positions, and of the wallet', () => {
    expect(
      questions.map(({ request }) => request.url.replace('https://api.bybit.com/v5/', '')),
    ).toEqual([
      'position/list?category=linear&settleCoin=USDT&limit=200',
      'position/list?category=linear&settleCoin=USDC&limit=200',
      'position/list?category=inverse&limit=200',
      'position/list?category=option&limit=200',
      'account/wallet-balance?accountType=UNIFIED',
    ]);
  });

  it('go on at the cursor of an answer, and end with it', () => {
    const [first] = questions;
    const page = (nextPageCursor: string) => ({ retCode: 0, result: { list: [], nextPageCursor } });
    expect(first?.next?.(page('BTCUSDT%3A1'))?.url).toBe(
      `${first?.request.url}&cursor=BTCUSDT%253A1`,
    );
    expect(first?.next?.(page(''))).toBeNull();
    expect(first?.next?.('no answer')).toBeNull();
  });

  it('only read, and hold no secret', () => {
    for (const { request } of questions) {
      expect([request.method, request.body]).toEqual(['GET', null]);
      expect(JSON.stringify(request)).not.toContain(credentials['API secret']);
      expect(request.url).not.toContain(credentials['API key']);
    }
  });
});

describe('a key of Bybit', () => {
  // The shape of the example of docs/v5/user/apikey-info.
  const info = (readOnly: unknown) =>
    bybitAccounts.judge({
      retCode: 0,
      retMsg: '',
      result: { readOnly, permissions: { ContractTrade: ['Order', 'Position'], Spot: ['SpotTrade'], Wallet: [] } },
    }); // prettier-ignore

  it('is read-only, or refused', () => {
    expect(info(1).ok).toBe(true);
    expect(info(0)).toMatchObject({
      failure: { at: 'readOnly', message: expect.stringContaining('ContractTrade, Spot.') },
    });
    const invalid = { retCode: 10003, retMsg: 'API key is invalid.', result: {} };
    for (const answer of [
      info('1'),
      info(undefined),
      bybitAccounts.judge(invalid),
      bybitAccounts.judge(null),
    ]) {
      expect(answer.ok).toBe(false);
    }
    expect(bybitAccounts.refusal(invalid)).toBe('API key is invalid. (10003)');
    expect(bybitAccounts.refusal({ retCode: 0, result: {} })).toBeNull();
  });
});

describe('answers of an account at Bybit', () => {
  const row = { positionIdx: 0, symbol: 'BTCUSDT', side: 'Buy', size: '0.5', avgPrice: '1', positionValue: '1', markPrice: '1', leverage: '10' }; // prettier-ignore
  const page = (category: string, list: readonly object[], nextPageCursor = '') => ({
    retCode: 0,
    result: { category, list, nextPageCursor },
    time: 1672738134824,
  });
  const read = (title: string, whole: unknown) =>
    readText(JSON.stringify(whole), { name: title, format: 'bybit-positions-json' });
  const scopes = (found: Awaited<ReturnType<typeof read>>) =>
    found.events.flatMap((event) =>
      event.event === 'scope' ? [[event.market, event.settlement ?? null]] : [],
    );

  it('are one with all their pages', async () => {
    const pages = [page('linear', [row], 'more'), page('linear', [{ ...row, symbol: 'ETHUSDT' }])];
    const found = await read('positions linear USDT', pages);
    expect(of(found, 'position').map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(scopes(found)).toEqual([['BYBIT-LINEAR', 'USDT']]);
    // Cut off before the last page, nothing is known to be closed.
    expect(scopes(await read('positions linear USDT', pages.slice(0, 1)))).toEqual([]);
  });

  it('without a position close those that were asked for', async () => {
    expect(scopes(await read('positions inverse', page('inverse', [])))).toEqual([
      ['BYBIT-INVERSE', null],
    ]);
    expect(scopes(await read('positions option', page('option', [])))).toEqual([
      ['BYBIT-OPTION', null],
    ]);
    expect(scopes(await read('positions linear USDC', page('linear', [])))).toEqual([
      ['BYBIT-LINEAR', 'USDC'],
    ]);
    const unsaid = await read('positions.json', page('linear', []));
    expect([scopes(unsaid), unsaid.notes.length]).toEqual([[], 1]);
  });

  itWithSharedData('of the wallet state the margin of the account', async (folder) => {
    const text = textAt(`${folder}fixtures/nautilus/bybit/http_get_wallet_balance.json`);
    const found = await readText(text, { format: questions.at(-1)?.format ?? null });
    // By the file's own text: totalMarginBalance 3.00326056, both totals of margin 0.
    expect(of(found, 'figure').map(({ name, value }) => [name, value])).toEqual([
      ['equity', '3.00326056'],
      ['initialMargin', '0'],
      ['maintenanceMargin', '0'],
    ]);
  });
});
