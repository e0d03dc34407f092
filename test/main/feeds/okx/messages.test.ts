import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeOkx } from '../../../../src/main/feeds/okx/decode.ts';
import { okxFeed } from '../../../../src/main/feeds/okx/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { OKX_MARKET } from '../../../../src/main/imports/okx/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { counted, frameOf, linesOf, only, textAt } from '../probes/frames.ts';

const decoded = (message: unknown, endpoint = '') => decodeOkx(frameOf(message, endpoint));
const push = (channel: string, row: object, instId = 'BTC-USDT-SWAP') =>
  decoded({ arg: { channel, instId }, data: [row] });
const rest = (path: string, ...data: readonly unknown[]) =>
  decoded({ code: '0', msg: '', data }, `https://www.okx.com/api/v5/${path}`);

/** The values of the only ticker. */
const values = (of: ReturnType<typeof decoded>) => only(of, 'ticker').map((one) => one.values);

describe('recorded messages', () => {
  // Counted by channel with a script of its own: tickers 5, marks 4, open interest 3, funding 2, bbo 2,
  // option summaries 3 (two messages) make 19 tickers; 48 messages of v3 and 2 subscriptions, 50 controls.
  itWithSharedData('of the collection go through without a fault', async (folder) => {
    const lines = await linesOf(`${folder}messages/tardis/okx.jsonl`);
    const all = lines.map((line) => {
      const { message }: { message: unknown } = JSON.parse(line);
      return decoded(message);
    });
    expect(all.flatMap(({ faults }) => faults)).toEqual([]);
    const events = all.flatMap((one) => one.events);
    expect(counted(events.map(({ kind }) => kind))).toEqual({
      control: 50,
      trade: 5,
      book: 6,
      ticker: 19,
      index: 3,
    });
    const old = all.flatMap((one) => only(one, 'control').map(({ detail }) => detail));
    expect(old.filter((detail) => detail.startsWith('unsupported generation'))).toHaveLength(48);
  });

  // What each file holds, by its own text (grep -c '"instId"'); files of an account or of candles say nothing of the market.
  itWithSharedData('of the fixtures say what they hold', (folder) => {
    const from = `${folder}fixtures/nautilus/okx/`;
    const told: Record<string, string> = {};
    for (const name of readdirSync(from)) {
      const { events, faults } = decoded(textAt(`${from}${name}`));
      const kinds = events.filter(({ kind }) => kind !== 'control').map(({ kind }) => kind);
      const said = Object.entries(counted(kinds)).map(([kind, count]) => `${count} ${kind}`);
      const wrong = faults.map(({ reason, field }) => `${reason} ${field}`);
      if (said.length + wrong.length > 0) told[name] = [...said, ...wrong].join(', ');
    }
    expect(told).toEqual({
      'http_get_index_price.json': '1 index',
      'http_get_instruments_futures.json': '6 contract',
      'http_get_instruments_option.json': '4 contract',
      'http_get_instruments_spot.json': '5 contract',
      'http_get_instruments_swap.json': '3 contract',
      'http_get_mark_price.json': '1 ticker',
      'http_get_option_summary.json': '4 ticker',
      // A whole book without the request that it answers is nobody's.
      'http_get_order_book.json': 'missing-field ',
      'http_get_trades.json': '2 trade',
      'ws_bbo_tbt.json': '1 ticker',
      'ws_books_snapshot.json': '1 book',
      'ws_books_update.json': '1 book',
      'ws_funding_rate.json': '1 ticker',
      'ws_instruments.json': '1 contract',
      'ws_tickers.json': '1 ticker',
      'ws_trades.json': '1 trade',
      // These begin with a list, as no message of the venue does, nor has it "deltaBs".
      'ws_opt_summary.json': 'malformed ',
      'common_optional_string_to_u64.json': 'malformed ',
      // Parts of an account's answers without the answer around them.
      'http_transaction_detail.json': 'malformed ',
      'http_transaction_detail_empty_fee.json': 'malformed ',
      'http_balance_detail_new_fields.json': 'malformed ',
      'http_balance_detail_old_fields.json': 'malformed ',
    });
  });

  itWithSharedData('with a checksum beside ids are held to both', (folder) => {
    // The venue's example: its checksum is of the whole book of that day, not of the 8 levels shown.
    const text = textAt(`${folder}fixtures/nautilus/okx/ws_books_snapshot.json`);
    const market = new VenueMarket(okxFeed);
    market.take(frameOf(text));
    expect(market.books.book(OKX_MARKET, 'BTC-USDT')?.state).toBe('withdrawn');
    market.take(frameOf(text.replace('-855196043', '0')));
    expect(market.books.book(OKX_MARKET, 'BTC-USDT')).toMatchObject({
      state: 'live',
      last: 123456,
    });
  });
});

// Examples of www.okx.com/docs-v5/en, each under the channel that it names.
describe('documented messages', () => {
  it('tickers: a side that nobody quotes is known to be empty', () => {
    const row = { instType: 'SWAP', instId: 'LTC-USD-200327', last: '9999.99', lastSz: '0.1', askPx: '9999.99', askSz: '11', bidPx: '', bidSz: '', ts: '1597026383085' }; // prettier-ignore
    expect(only(push('tickers', row), 'ticker')).toEqual([
      {
        kind: 'ticker',
        market: OKX_MARKET,
        symbol: 'LTC-USD-200327',
        at: 1597026383085,
        values: { last: 9999.99, ask: 9999.99, askSize: 11, bid: null, bidSize: null },
      },
    ]);
  });

  it('funding: due at fundingTime, for the hours between two payments, positive when longs pay', () => {
    const row = { fundingRate: '-0.0001875', fundingTime: '1700726400000', instId: 'BTC-USDT-SWAP', method: 'current_period', nextFundingRate: '', nextFundingTime: '1700755200000', ts: '1700724675402' }; // prettier-ignore
    expect(values(push('funding-rate', row))).toEqual([
      { funding: -0.0001875, nextFunding: 1700726400000, fundingHours: 8 },
    ]);
    const hourly = { ...row, nextFundingTime: '1700730000000' };
    expect(values(push('funding-rate', hourly))).toMatchObject([{ fundingHours: 1 }]);
    const wrong = push('funding-rate', { ...row, nextFundingTime: '1700726400000' });
    expect(wrong.faults).toMatchObject([{ reason: 'conflict', field: 'data[0].nextFundingTime' }]);
    expect(values(wrong)).toEqual([{ funding: -0.0001875, nextFunding: 1700726400000 }]);
  });

  it('history of funding is no funding of now', () => {
    const row = { fundingRate: '0.1', fundingTime: '1703059200000', instId: 'BTC-USD-SWAP', realizedRate: '0.1' }; // prettier-ignore
    for (const answer of [
      decoded({ code: '0', data: [row] }),
      rest('public/funding-rate-history', row),
    ]) {
      expect(answer.events).toMatchObject([{ kind: 'control', word: 'answered' }]);
    }
  });

  it('option summaries: coin Greeks apart from dollar Greeks, 5 is a bound and no quote', () => {
    const row = { instType: 'OPTION', instId: 'BTC-USD-241013-70000-P', delta: '-1.1180902625', gamma: '2.2361957091', vega: '0.0000000001', theta: '0.0000032334', deltaBS: '-0.9999672034', gammaBS: '0.0000000002', thetaBS: '28.2649858387', vegaBS: '0.0000114332', askVol: '5', bidVol: '', markVol: '0.5728', fwdPx: '62604.6993093463', ts: '1728703155650' }; // prettier-ignore
    expect(values(push('opt-summary', row))).toEqual([
      {
        coinDelta: -1.1180902625,
        coinGamma: 2.2361957091,
        delta: -0.9999672034,
        gamma: 0.0000000002,
        vega: 0.0000114332,
        theta: 28.2649858387,
        askVolatility: null,
        bidVolatility: null,
        markVolatility: 0.5728,
        forward: 62604.6993093463,
      },
    ]);
  });

  it('a mark of 0 is an option’s, and of nothing else', () => {
    const row = (instId: string) => ({ instId, instType: '', markPx: '0', ts: '1597026383085' });
    expect(values(push('mark-price', row('BTC-USD-241013-70000-C')))).toEqual([{ mark: 0 }]);
    const perpetual = push('mark-price', row('BTC-USD-SWAP'));
    expect([values(perpetual), perpetual.faults.length]).toEqual([[{}], 1]);
  });

  it('open interest in contracts, index, estimated settlement', () => {
    const oi = { instType: 'SWAP', instId: 'BTC-USDT-SWAP', oi: '2216113.01', oiCcy: '22161.13', ts: '1743041250440' }; // prettier-ignore
    expect(values(push('open-interest', oi))).toEqual([{ openInterest: 2216113.01 }]);
    const index = { instId: 'BTC-USDT', idxPx: '0.1', ts: '1597026383085' };
    expect(push('index-tickers', index, 'BTC-USDT').events).toEqual([
      { kind: 'index', market: OKX_MARKET, name: 'BTC-USDT', asset: 'BTC', quote: 'USDT', at: 1597026383085, value: 0.1 },
    ]); // prettier-ignore
    const settle = { instType: 'FUTURES', instId: 'XRP-USDT-250307', settlePx: '2.4230631578947368', ts: '1741244598708' }; // prettier-ignore
    expect(values(push('estimated-price', settle))).toEqual([
      { estimatedSettlement: 2.4230631578947368 },
    ]);
  });

  it('words of the socket', () => {
    const words = [
      'pong',
      { event: 'subscribe', arg: { channel: 'tickers', instId: 'BTC-USDT' }, connId: 'a4d3ae55' },
      { event: 'error', code: '60012', msg: 'Invalid request', connId: 'a4d3ae55' },
      { event: 'notice', code: '64008', msg: 'The connection will soon be closed for a service upgrade. Please reconnect.' },
      { event: 'channel-conn-count', channel: 'orders', connCount: '2', connId: 'abcd1234' },
      { event: 'channel-conn-count-error', channel: 'orders', connCount: '20', connId: 'a4d3ae55' },
      { code: '50011', msg: 'Too Many Requests', data: [] },
    ].map((word) => decoded(word)); // prettier-ignore
    expect(words.flatMap(({ faults }) => faults)).toEqual([]);
    const told = words.flatMap(({ events }) => events);
    expect(told.map((one) => (one.kind === 'control' ? one.word : one.kind))).toEqual([
      'alive',
      'answered',
      'refused',
      'closing',
      'alive',
      'refused',
      'refused',
    ]);
    expect(told.at(-1)).toMatchObject({ detail: 'Too Many Requests (50011)' });
  });

  it('a requested book belongs to the instrument of its request', () => {
    const row = { asks: [['41006.8', '0.6', '0', '1']], bids: [['41006.3', '0.3', '0', '2']], ts: '1629966436396', seqId: 3235851742 }; // prettier-ignore
    expect(rest('market/books?instId=BTC-USDT&sz=400', row).events).toMatchObject([
      { kind: 'book', symbol: 'BTC-USDT', action: 'snapshot', last: 3235851742, checksum: null },
    ]);
  });
});

describe('contracts', () => {
  const option = { instId: 'BTC-USD-241227-60000-C', instType: 'OPTION', ctVal: '1', ctMult: '0.01', ctValCcy: 'BTC', settleCcy: 'BTC', expTime: '1735286400000', stk: '60000', optType: 'C', state: 'live' }; // prettier-ignore

  it('are refused by name where their family is not known', () => {
    const row = { ...option, instId: 'BTC-USD_UM_XPERP-310404', instType: 'FUTURES', ruleType: 'xperp', stk: '', optType: '' }; // prettier-ignore
    const { events, faults } = rest('public/instruments?instType=FUTURES', row);
    expect(events).toEqual([]);
    expect(faults).toMatchObject([{ reason: 'unsupported-instrument' }]);
    expect(faults[0]?.message).toContain('BTC-USD_UM_XPERP-310404');
  });

  it.each([
    ['stk', '61000'],
    ['optType', 'P'],
    ['ctType', 'linear'],
    ['instType', 'FUTURES'],
    ['settleCcy', 'USDT'],
    ['ctValCcy', 'ETH'],
    ['expTime', '1735372800000'],
  ])('whose %s contradicts their name are conflicts', (field, value) => {
    const { events, faults } = rest('public/instruments', option, { ...option, [field]: value });
    expect(events).toHaveLength(1);
    expect(faults).toMatchObject([{ reason: 'conflict', field: `data[1].${field}` }]);
  });

  it('of pairs with margin are the pairs once more', () => {
    const row = { ...option, instId: 'BTC-USDT', instType: 'MARGIN', ctVal: '', ctMult: '' };
    expect(rest('public/instruments?instType=MARGIN', row)).toEqual({ events: [], faults: [] });
  });
});
