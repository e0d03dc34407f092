import { createHmac } from 'node:crypto';
import ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/engine/values/units.ts';
import { deribitAccounts } from '../../../../src/main/feeds/deribit/private.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText } from '../../imports/reading.ts';
import { textAt } from '../probes/frames.ts';

const AT = instant(1_554_373_962_454);
/** Of the documentation's example: docs.deribit.com/articles/authentication. */
const credentials = { 'client id': 'AMANDA', 'client secret': 'AMANDASECRECT' };

const questions = deribitAccounts.questions(credentials, AT, {});
const asked = deribitAccounts.permission?.(credentials, AT, {});

const partsOf = (header = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    header
      .replace('deri-hmac-sha256 ', '')
      .split(',')
      .map((part) => part.split('=', 2)),
  );

describe('questions to an account at Deribit', () => {
  // The venue's example has no fixed time: ccxt 4.5.84 signs the same request at the same time.
  it('are signed as ccxt signs them', () => {
    const paths = ['get_account_summaries', 'get_positions'];
    const parameters = [{ extended: 'true' }, { currency: 'any' }];
    for (const [i, { request }] of questions.entries()) {
      const ours = partsOf(request.headers['Authorization']);
      const theirs = new ccxt.deribit({ apiKey: 'AMANDA', secret: 'AMANDASECRECT' });
      theirs.milliseconds = () => AT;
      // Its nonce is a number, ours hex digits: it is given ours.
      Object.assign(theirs, { nonce: () => ours['nonce'] });
      const sent = theirs.sign(paths[i], 'private', 'GET', parameters[i]);
      expect(request.url).toBe(sent.url);
      expect(ours).toEqual(partsOf(sent.headers.Authorization));
      expect(ours['ts']).toBe('1554373962454');
    }
  });

  it('sign the three newlines that the documentation asks for', () => {
    const [, positions] = questions;
    const ours = partsOf(positions?.request.headers['Authorization']);
    const text = `${AT}\n${ours['nonce']}\nGET\n/api/v2/private/get_positions?currency=any\n\n`;
    expect(ours['sig']).toBe(createHmac('sha256', 'AMANDASECRECT').update(text).digest('hex'));
  });

  it('never repeat a nonce, only read, and hold no secret', () => {
    const nonces = questions.map(
      ({ request }) => partsOf(request.headers['Authorization'])['nonce'],
    );
    expect(new Set(nonces).size).toBe(2);
    for (const question of [...questions, { request: asked }]) {
      expect(JSON.stringify(question)).not.toContain('AMANDASECRECT');
    }
    for (const { request } of questions) {
      expect([request.method, request.body]).toEqual(['GET', null]);
    }
    expect(deribitAccounts.clock({ rest: 'https://test.deribit.com/api/v2' })).toBe(
      'https://test.deribit.com/api/v2/public/get_time',
    );
  });

  // docs.deribit.com/articles/authentication, "Client Signature (WebSocket)": `timestamp\nnonce\ndata`.
  it('ask for the scope with a signature, and for no scope of their own', () => {
    const request: { params: Readonly<Record<string, string>> } = JSON.parse(asked?.body ?? '{}');
    const { nonce, signature, scope, data, grant_type: grant, timestamp } = request.params;
    expect([grant, data, timestamp, scope]).toEqual(['client_signature', '', AT, undefined]);
    expect(signature).toBe(
      createHmac('sha256', 'AMANDASECRECT').update(`${AT}\n${nonce}\n`).digest('hex'),
    );
    expect(asked?.url).toBe('https://www.deribit.com/api/v2/public/auth');
  });
});

describe('a key of Deribit', () => {
  const judged = (scope: unknown) =>
    deribitAccounts.judge({
      jsonrpc: '2.0',
      result: { token_type: 'bearer', access_token: 'XXXXX', scope },
    });

  it('may read, and nothing else', () => {
    expect(judged('account:read trade:read wallet:read connection mainaccount').ok).toBe(true);
    expect(judged('account:read trade:read wallet:none name:risk expires:3600').ok).toBe(true);
    for (const more of ['trade', 'wallet', 'account', 'block_trade', 'custody', 'block_rfq']) {
      expect(judged(`account:read trade:read ${more}:read_write connection`)).toMatchObject({
        ok: false,
        failure: { at: 'scope', message: expect.stringContaining(`${more}:read_write`) },
      });
    }
  });

  // As the venue answers for a key with all rights (an answer that ccxt keeps in its source).
  it('with all rights is refused by name of each', () => {
    const all =
      'account:read_write block_trade:read_write connection custody:read_write mainaccount name:ccxt trade:read_write wallet:read_write';
    expect(judged(all)).toMatchObject({
      failure: {
        message: expect.stringContaining(
          'account:read_write, block_trade:read_write, custody:read_write, trade:read_write, wallet:read_write.',
        ),
      },
    });
  });

  it('that cannot read, says nothing, or is refused, is not used', () => {
    expect(judged('connection mainaccount')).toMatchObject({
      failure: { message: 'the key needs account:read and trade:read' },
    });
    const invalid = { jsonrpc: '2.0', error: { message: 'invalid_credentials', code: 13004 } };
    for (const answer of [judged(''), judged(1), deribitAccounts.judge(invalid)]) {
      expect(answer.ok).toBe(false);
    }
    expect(deribitAccounts.judge(null).ok).toBe(false);
    expect(deribitAccounts.refusal(invalid)).toBe('invalid_credentials (13004)');
    expect(deribitAccounts.refusal({ jsonrpc: '2.0', result: [] })).toBeNull();
  });

  it('keeps the token out of every word', () => {
    for (const scope of ['', 'trade:read_write', 'account:read trade:read']) {
      expect(JSON.stringify(judged(scope))).not.toContain('XXXXX');
    }
  });
});

describe('answers of an account at Deribit', () => {
  const format = 'deribit-all-positions-json';

  it('to a question for all currencies close all that they do not hold', async () => {
    const scopes = async (result: readonly object[]) => {
      const { events } = await readText(JSON.stringify({ jsonrpc: '2.0', result }), { format });
      return events.filter(({ event }) => event === 'scope' || event === 'note');
    };
    const held = { instrument_name: 'BTC-PERPETUAL', size: 10, direction: 'buy' };
    const whole = [{ event: 'scope', account: 'main', market: 'DERIBIT' }];
    expect(await scopes([])).toMatchObject(whole);
    const [scope, ...more] = await scopes([held]);
    expect(scope).toMatchObject(whole[0] ?? {});
    expect(scope).not.toHaveProperty('settlement');
    expect(more).toEqual([]);
  });

  itWithSharedData('are read by the formats that the questions name', async (folder) => {
    const files = [
      'fixtures/nautilus/deribit/http_get_account_summaries.json',
      'accounts/deribit/get_positions_recorded.json',
    ];
    for (const [i, file] of files.entries()) {
      const asks = questions[i]?.format ?? null;
      const read = await readText(textAt(`${folder}${file}`), { format: asks });
      expect([read.format, read.failures]).toEqual([asks, []]);
      expect(read.items.length).toBeGreaterThan(0);
    }
    const text = textAt(`${folder}${files[1]}`);
    const [all, one] = [await readText(text, { format }), await readText(text)];
    expect(of(all, 'position')).toEqual(of(one, 'position'));
  });
});
