import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeBybit } from '../../../../src/main/feeds/bybit/decode.ts';
import {
  BYBIT_INVERSE,
  BYBIT_LINEAR,
  BYBIT_OPTION,
  BYBIT_SPOT,
} from '../../../../src/main/imports/bybit/markets.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { counted, frameOf, linesOf, only, textAt } from '../probes/frames.ts';

const socket = (category: string) => `wss://stream.bybit.com/v5/public/${category}`;
const decoded = (message: unknown, endpoint = '') => decodeBybit(frameOf(message, endpoint));
const rest = (category: string, list: readonly unknown[], path = 'instruments-info') =>
  decoded(
    {
      retCode: 0,
      retMsg: 'OK',
      result: { category, list, nextPageCursor: '' },
      time: 1672738134824,
    },
    `https://api.bybit.com/v5/market/${path}?category=${category}`,
  );
const values = (of: ReturnType<typeof decoded>) => only(of, 'ticker').map((one) => one.values);

describe('recorded messages', () => {
  /** Which socket a set of the collection is of, where its names do not tell it. */
  const SOCKETS: Readonly<Record<string, string>> = { 'bybit spot': socket('spot') };

  // Counted by topic with a script of its own. Of USDT names the set `bybit` does not say the market.
  itWithSharedData('of the collection say what they hold', async (folder) => {
    const lines = await linesOf(`${folder}messages/tardis/bybit.jsonl`);
    const all = lines.map((line) => {
      const { set, message }: { set: string; message: unknown } = JSON.parse(line);
      return decoded(message, SOCKETS[set] ?? '');
    });
    const events = all.flatMap((one) => one.events);
    expect(counted(events.map(({ kind }) => kind))).toEqual({
      // 1 acknowledgement, 11 instrument_info, 3 orderBook_200, 5 of the first generation of spot.
      control: 20,
      // 13 of v2, 5 of v5 of names that tell their market, 2 of spot.
      book: 20,
      // 5 rows of v2, 4 + 1 + 5 of v5.
      trade: 15,
      // 5 of contracts, 2 of options, 2 best levels of spot.
      ticker: 9,
    });
    expect(
      all.flatMap(({ faults }) => faults.map(({ reason, field }) => `${reason} ${field}`)),
    ).toEqual(Array.from({ length: 3 }, () => 'ambiguous topic'));
  });

  itWithSharedData('of the fixtures say what they hold', (folder) => {
    const from = `${folder}fixtures/nautilus/bybit/`;
    const told: Record<string, string> = {};
    for (const name of readdirSync(from)) {
      const { events, faults } = decoded(textAt(`${from}${name}`));
      const kinds = events.filter(({ kind }) => kind !== 'control').map(({ kind }) => kind);
      const said = Object.entries(counted(kinds)).map(([kind, count]) => `${count} ${kind}`);
      const wrong = faults.map(({ reason, field }) => `${reason} ${field}`);
      if (said.length + wrong.length > 0) told[name] = [...said, ...wrong].join(', ');
    }
    const hand = 'malformed result.list[0].fundingInterval';
    expect(told).toEqual({
      // Hand-edited: funding every 8 minutes.
      'http_get_instruments_inverse.json': `1 contract, ${hand}`,
      'http_get_instruments_linear.json': `2 contract, ${hand}, ${hand.replace('0', '1')}`,
      // A perpetual and its funding of 480 minutes.
      'http_get_instruments_inverse_symbol_type.json': '1 contract, 1 ticker',
      'http_get_instruments_linear_symbol_type.json': '1 contract, 1 ticker',
      // ETH-26JUN26-16000-P delivers on 2026-05-28, BTC-30JUN25-100000-C on 2025-06-15: not chosen.
      'http_get_instruments_option.json': 'conflict result.list[0].deliveryTime',
      'http_get_instruments_option_symbol_id.json': 'conflict result.list[0].deliveryTime',
      'http_get_instruments_spot.json': '2 contract',
      // The request that it answers would say the category.
      'http_get_orderbook.json': 'ambiguous result.s',
      'http_get_trades_recent.json': '1 trade',
      'ws_orderbook_delta.json': 'ambiguous topic',
      'ws_orderbook_snapshot.json': 'ambiguous topic',
      // A topic that the venue does not have, with the rows of another.
      'ws_public_trade.json': 'missing-field data[0].symbol',
      'ws_ticker_linear.json': '1 ticker',
      'ws_ticker_option.json': '1 ticker',
      // Hand-edited: their time, 1234567890, is of January 1970.
      'http_get_wallet_balance.json': 'malformed time',
      'http_get_wallet_balance_spot_short.json': 'malformed time',
      'http_get_wallet_balance_with_spot_borrow.json': 'malformed time',
      // A row of an account without the message around it.
      'ws_account_position_with_open_time.json': 'malformed ',
    });
  });
});

// Examples of bybit-exchange.github.io/docs/v5, each from the page of its topic.
describe('documented messages', () => {
  const whole = {
    topic: 'tickers.BTCUSDT', type: 'snapshot', cs: 24987956059, ts: 1673272861686,
    data: { symbol: 'BTCUSDT', lastPrice: '17216.00', markPrice: '17217.33', indexPrice: '17227.36', openInterest: '68744.761', nextFundingTime: '1673280000000', fundingRate: '-0.000212', bid1Price: '17215.50', bid1Size: '84.489', ask1Price: '17216.00', ask1Size: '83.020' },
  }; // prettier-ignore

  it('tickers of contracts: whole at first, then what changed', () => {
    expect(only(decoded(whole, socket('linear')), 'ticker')).toEqual([
      {
        kind: 'ticker',
        market: BYBIT_LINEAR,
        symbol: 'BTCUSDT',
        at: 1673272861686,
        values: {
          last: 17216,
          mark: 17217.33,
          index: 17227.36,
          openInterest: 68744.761,
          nextFunding: 1673280000000,
          funding: -0.000212,
          bid: 17215.5,
          bidSize: 84.489,
          ask: 17216,
          askSize: 83.02,
        },
      },
    ]);
    const delta = { ...whole, type: 'delta', data: { symbol: 'BTCUSDT', bid1Size: '0.001', fundingIntervalHour: '4' } }; // prettier-ignore
    expect(values(decoded(delta, socket('linear')))).toEqual([{ bidSize: 0.001, fundingHours: 4 }]);
  });

  it('dated contracts pay no funding, and an empty side has no quote', () => {
    const data = { symbol: 'BTCUSDU23', fundingRate: '', nextFundingTime: '', predictedDeliveryPrice: '0.00', bid1Price: '', bid1Size: '' }; // prettier-ignore
    expect(values(decoded({ ...whole, topic: 'tickers.BTCUSDU23', data }))).toEqual([
      { estimatedSettlement: null, bid: null, bidSize: null },
    ]);
  });

  it('tickers of options: fractions, 0 no quote, 5 a bound, Greeks in dollars', () => {
    const data = { symbol: 'BTC-6JAN23-17500-C', bidPrice: '0', bidSize: '0', bidIv: '0', askPrice: '10', askSize: '5.1', askIv: '5', lastPrice: '10', markPrice: '7.86976724', indexPrice: '16823.73', markPriceIv: '0.4896', underlyingPrice: '16815.1', openInterest: '49.85', delta: '0.047831', gamma: '0.00021453', vega: '0.81351067', theta: '-19.9115368', predictedDeliveryPrice: '0' }; // prettier-ignore
    const message = { id: 'tickers.BTC-6JAN23-17500-C-2480334983-1672917511074', topic: 'tickers.BTC-6JAN23-17500-C', ts: 1672917511074, data, type: 'snapshot' }; // prettier-ignore
    expect(only(decoded(message, socket('option')), 'ticker')).toMatchObject([
      {
        market: BYBIT_OPTION,
        at: 1672917511074,
        values: {
          bid: null,
          bidSize: null,
          bidVolatility: null,
          ask: 10,
          askVolatility: null,
          mark: 7.86976724,
          markVolatility: 0.4896,
          index: 16823.73,
          forward: 16815.1,
          delta: 0.047831,
          theta: -19.9115368,
          estimatedSettlement: null,
        },
      },
    ]);
  });

  it('requested tickers have other names for the same', () => {
    const row = { symbol: 'BTC-30DEC22-18000-C', bid1Price: '0', bid1Size: '0', bid1Iv: '0', ask1Price: '435', ask1Size: '0.66', ask1Iv: '5', lastPrice: '435', markPrice: '394.92', indexPrice: '16840.67', markIv: '0.5421', underlyingPrice: '16854.4', openInterest: '6.6', delta: '0.28', gamma: '0.0002', vega: '10.2', theta: '-5.5' }; // prettier-ignore
    expect(only(rest('option', [row], 'tickers'), 'ticker')).toMatchObject([
      {
        market: BYBIT_OPTION,
        at: 1672738134824,
        values: { ask: 435, askSize: 0.66, askVolatility: null, markVolatility: 0.5421, bid: null },
      },
    ]);
  });

  it('a ticker of a shared name is of the market whose fields it has', () => {
    const spot = { topic: 'tickers.BTCUSDT', ts: 1673853746003, type: 'snapshot', cs: 2588407389, data: { symbol: 'BTCUSDT', lastPrice: '21109.77', usdIndexPrice: '21120.2400136' } }; // prettier-ignore
    const markets = [
      spot,
      whole,
      { ...whole, type: 'delta', data: { symbol: 'BTCUSDT', lastPrice: '1' } },
    ]
      .flatMap((message) => only(decoded(message), 'ticker'))
      .map(({ market }) => market);
    expect(markets).toEqual([BYBIT_SPOT, BYBIT_LINEAR, BYBIT_LINEAR]);
  });

  it('the best level changes by side, and what it names with 0 is gone', () => {
    const best = (type: string, b: string[][], a: string[][]) =>
      values(
        decoded(
          {
            topic: 'orderbook.1.BTCUSDT',
            type,
            ts: 1682092584425,
            data: { s: 'BTCUSDT', b, a, u: 5 },
          },
          socket('spot'),
        ),
      );
    expect(best('snapshot', [['9', '1']], [])).toEqual([{ bid: 9, bidSize: 1, ask: null, askSize: null }]); // prettier-ignore
    expect(best('delta', [['9', '0'], ['8', '2']], [])).toEqual([{ bid: 8, bidSize: 2 }]); // prettier-ignore
    expect(best('delta', [], [['9', '0']])).toEqual([{ ask: null, askSize: null }]);
  });

  it('trades', () => {
    const trade = { topic: 'publicTrade.BTCUSDT', type: 'snapshot', ts: 1672304486868, data: [{ T: 1672304486865, s: 'BTCUSDT', S: 'Buy', v: '0.001', p: '16578.50', L: 'PlusTick', i: '20f43950-d8dd-5b31-9112-a178eb6023af', BT: false }] }; // prettier-ignore
    expect(decoded(trade).events).toEqual([
      {
        kind: 'trade',
        market: BYBIT_LINEAR,
        symbol: 'BTCUSDT',
        at: 1672304486865,
        price: 16578.5,
        quantity: 0.001,
        side: 'buy',
        id: '20f43950-d8dd-5b31-9112-a178eb6023af',
      },
    ]);
  });

  it('words of the socket', () => {
    const words = [
      { success: true, ret_msg: 'subscribe', conn_id: '2324d924', req_id: '10001', op: 'subscribe' },
      { success: true, ret_msg: 'pong', conn_id: '0970e817', req_id: '', op: 'ping' },
      { args: ['1672916271846'], op: 'pong' },
      { success: true, conn_id: 'aa01fbff', data: { failTopics: [], successTopics: ['orderbook.100.BTC-6JAN23-18000-C'] }, type: 'COMMAND_RESP' },
      { success: true, conn_id: 'aa01fbff', data: { failTopics: ['orderbook.100.X'], successTopics: [] }, type: 'COMMAND_RESP' },
      { success: false, ret_msg: 'error:handler not found,topic:tickers.X', conn_id: 'c', op: 'subscribe' },
      { retCode: 10006, retMsg: 'Too many visits!', result: {}, time: 1672738134824 },
    ].map((word) => decoded(word)); // prettier-ignore
    expect(words.flatMap(({ faults }) => faults)).toEqual([]);
    const told = words.flatMap(({ events }) => events);
    expect(told.map((one) => (one.kind === 'control' ? one.word : one.kind))).toEqual([
      'answered',
      'alive',
      'alive',
      'answered',
      'refused',
      'refused',
      'refused',
    ]);
    expect(told.at(-1)).toMatchObject({ detail: 'Too many visits! (10006)' });
  });
});

describe('contracts', () => {
  // Rows of the examples of `market/instruments-info`.
  const perpetual = { symbol: 'BTCUSDT', contractType: 'LinearPerpetual', status: 'Trading', baseCoin: 'BTC', quoteCoin: 'USDT', settleCoin: 'USDT', deliveryTime: '0', fundingInterval: 480, lotSizeFilter: {} }; // prettier-ignore
  const option = { symbol: 'BTC-27MAR26-70000-P-USDT', status: 'Trading', baseCoin: 'BTC', quoteCoin: 'USDT', settleCoin: 'USDT', optionsType: 'Put', deliveryTime: '1774598400000', lotSizeFilter: {} }; // prettier-ignore
  const future = { ...perpetual, symbol: 'BTCUSDM21', contractType: 'InverseFutures', quoteCoin: 'USD', settleCoin: 'BTC', deliveryTime: '1624608000000', fundingInterval: 0 }; // prettier-ignore

  it('are what their rows say, with the hours between two payments', () => {
    expect(rest('linear', [perpetual])).toMatchObject({
      faults: [],
      events: [
        { kind: 'contract', contract: { market: BYBIT_LINEAR, instrumentKind: 'perpetual' } },
        { kind: 'ticker', symbol: 'BTCUSDT', at: 1672738134824, values: { fundingHours: 8 } },
      ],
    });
    expect(rest('option', [option])).toMatchObject({
      faults: [],
      events: [
        {
          contract: { market: BYBIT_OPTION, strike: '70000', right: 'put', settlement: 'USDT', expiry: 1774598400000 },
        },
      ],
    }); // prettier-ignore
    expect(rest('inverse', [future])).toMatchObject({
      faults: [],
      events: [{ contract: { market: BYBIT_INVERSE, payoff: 'inverse', settlement: 'BTC' } }],
    });
  });

  it.each([
    [perpetual, 'linear', { contractType: 'LinearFutures' }, 'contractType'],
    [perpetual, 'linear', { settleCoin: 'USDC' }, 'settleCoin'],
    [perpetual, 'linear', { baseCoin: 'ETH' }, 'baseCoin'],
    [option, 'option', { optionsType: 'Call' }, 'optionsType'],
    [option, 'option', { deliveryTime: '1774684800000' }, 'deliveryTime'],
    [future, 'inverse', { contractType: 'InversePerpetual' }, 'contractType'],
  ])('that contradict their names are conflicts', (row, category, change, field) => {
    const { events, faults } = rest(category, [{ ...row, ...change }]);
    expect(events).toEqual([]);
    expect(faults).toMatchObject([{ reason: 'conflict', field: `result.list[0].${field}` }]);
  });

  it('of another category than the list are conflicts', () => {
    expect(rest('inverse', [perpetual]).faults).toMatchObject([{ reason: 'conflict' }]);
  });
});
