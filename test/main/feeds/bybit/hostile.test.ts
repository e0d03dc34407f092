import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBybit } from '../../../../src/main/feeds/bybit/decode.ts';
import { isFields } from '../../../../src/main/feeds/message-reader.ts';
import { frameOf } from '../probes/frames.ts';
import { hostileText, placesIn, replacedAt } from '../probes/mutations.ts';

const ts = 1672917511074;

/** One message of each kind, as the venue's documentation shows them. */
const messages = [
  { topic: 'tickers.BTCUSD', type: 'delta', cs: 1, ts, data: { symbol: 'BTCUSD', lastPrice: '1', markPrice: '2', indexPrice: '3', openInterest: '4', nextFundingTime: '1672920000000', fundingRate: '0.5', fundingIntervalHour: '8', bid1Price: '6', bid1Size: '7', ask1Price: '9', ask1Size: '10' } },
  { topic: 'tickers.BTC-6JAN23-17500-C', type: 'snapshot', ts, data: { symbol: 'BTC-6JAN23-17500-C', bidPrice: '1', bidSize: '2', bidIv: '0.3', askPrice: '4', askSize: '5', askIv: '0.6', lastPrice: '7', markPrice: '8', indexPrice: '9', markPriceIv: '0.1', underlyingPrice: '11', openInterest: '12', delta: '0.13', gamma: '0.14', vega: '15', theta: '-16' } },
  { topic: 'orderbook.50.BTCUSD', type: 'delta', ts, data: { s: 'BTCUSD', b: [['1', '2']], a: [['3', '4']], u: 5, seq: 6 }, cts: ts },
  { topic: 'orderbook.1.BTCUSD', type: 'snapshot', ts, data: { s: 'BTCUSD', b: [['1', '2']], a: [['3', '4']], u: 5 } },
  { topic: 'publicTrade.BTCUSD', type: 'snapshot', ts, data: [{ T: ts, s: 'BTCUSD', S: 'Buy', v: '1', p: '2', L: 'PlusTick', i: 'x' }] },
  { topic: 'orderBookL2_25.BTCUSD', type: 'delta', data: { delete: [{ price: '1', symbol: 'BTCUSD', id: 1, side: 'Buy' }], update: [], insert: [{ price: '2', symbol: 'BTCUSD', id: 2, side: 'Sell', size: 3 }] }, cross_seq: 5, timestamp_e6: 1618677785397906 },
  { topic: 'trade.BTCUSD', data: [{ trade_time_ms: 1618677786614, symbol: 'BTCUSD', side: 'Sell', size: 4, price: 1, trade_id: 'x' }] },
  { retCode: 0, retMsg: 'OK', result: { category: 'linear', list: [{ symbol: 'BTCUSDT', contractType: 'LinearPerpetual', baseCoin: 'BTC', quoteCoin: 'USDT', settleCoin: 'USDT', deliveryTime: '0', fundingInterval: 480, lotSizeFilter: {} }] }, time: ts },
  { retCode: 0, retMsg: 'OK', result: { category: 'option', list: [{ symbol: 'BTC-30DEC22-18000-C', bid1Price: '1', lastPrice: '2' }] }, time: ts },
  { success: false, ret_msg: 'error:handler not found', op: 'subscribe' },
].map((message) => JSON.stringify(message)); // prettier-ignore

describe('whatever comes', () => {
  it('is told as events and named faults, never thrown', () => {
    const endpoints = ['', 'wss://stream.bybit.com/v5/public/spot', 'https://api.bybit.com/v5/market/tickers?category=option']; // prettier-ignore
    fc.assert(
      fc.property(hostileText(messages), fc.constantFrom(...endpoints), (text, endpoint) => {
        const { events, faults } = decodeBybit(frameOf(text, endpoint));
        for (const { reason, message } of faults) expect(`${reason}${message}`).not.toBe('');
        for (const event of events) {
          if (event.kind !== 'ticker') continue;
          for (const value of Object.values(event.values)) expect(value).not.toBeNaN();
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('does not change what other fields of a ticker say', () => {
    let changed = 0;
    for (const text of messages) {
      const message: unknown = JSON.parse(text);
      const [event] = decodeBybit(frameOf(text)).events;
      if (event?.kind !== 'ticker' || !isFields(message)) continue;
      for (const place of placesIn(message['data'])) {
        if (place.length !== 1) continue;
        const data = replacedAt(message['data'], place, 'no such value');
        const [now] = decodeBybit(frameOf({ ...message, data })).events;
        if (now?.kind !== 'ticker') continue;
        const same = Object.entries(now.values).filter(([name, value]) =>
          Object.entries(event.values).some(([known, was]) => name === known && was === value),
        );
        // One field of the message is one value, or both values of a side of `orderbook.1`.
        expect(same.length).toBeGreaterThanOrEqual(Object.keys(event.values).length - 2);
        changed++;
      }
    }
    expect(changed).toBeGreaterThan(25);
  });
});
