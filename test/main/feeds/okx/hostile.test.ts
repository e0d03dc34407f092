import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeOkx } from '../../../../src/main/feeds/okx/decode.ts';
import { isFields } from '../../../../src/main/feeds/message-reader.ts';
import { frameOf } from '../probes/frames.ts';
import { hostileText, placesIn, replacedAt } from '../probes/mutations.ts';

const T = '1597026383085';
const row = { instId: 'BTC-USD-241227-60000-C', ts: T };
const book = { asks: [['8', '4', '0', '1']], bids: [['7', '2', '0', '1']], ts: T };

/** One message of each kind, as the venue's documentation shows them. */
const messages = [
  { arg: { channel: 'tickers', instId: 'X' }, data: [{ ...row, last: '1', askPx: '2', askSz: '3', bidPx: '1', bidSz: '4' }] },
  { arg: { channel: 'mark-price', instId: 'X' }, data: [{ ...row, markPx: '0.1' }] },
  { arg: { channel: 'index-tickers', instId: 'BTC-USD' }, data: [{ instId: 'BTC-USD', idxPx: '9', ts: T }] },
  { arg: { channel: 'funding-rate', instId: 'X' }, data: [{ ...row, fundingRate: '0.1', fundingTime: T, nextFundingTime: '1597055183085' }] },
  { arg: { channel: 'opt-summary', instFamily: 'BTC-USD' }, data: [{ ...row, delta: '1', gamma: '2', deltaBS: '3', gammaBS: '4', vegaBS: '5', thetaBS: '6', markVol: '0.5', bidVol: '0.4', askVol: '0.6', fwdPx: '7' }] },
  { arg: { channel: 'books', instId: 'X' }, action: 'update', data: [{ ...book, seqId: 5, prevSeqId: 4, checksum: 0 }] },
  { arg: { channel: 'bbo-tbt', instId: 'X' }, data: [{ ...book, seqId: 5 }] },
  { arg: { channel: 'trades', instId: 'X' }, data: [{ ...row, tradeId: '1', px: '2', sz: '3', side: 'buy' }] },
  { code: '0', msg: '', data: [{ ...row, instType: 'OPTION', ctVal: '1', ctMult: '0.01', ctValCcy: 'BTC', settleCcy: 'BTC', expTime: '1735286400000', stk: '60000', optType: 'C', state: 'live' }] },
  { event: 'error', code: '60012', msg: 'Invalid request' },
].map((message) => JSON.stringify(message)); // prettier-ignore

describe('whatever comes', () => {
  it('is told as events and named faults, never thrown', () => {
    fc.assert(
      fc.property(hostileText(messages), fc.constantFrom('', 'https://www.okx.com/api/v5/market/books?instId=X', 'https://www.okx.com/api/v5/public/instruments'), (text, endpoint) => {
        const { events, faults } = decodeOkx(frameOf(text, endpoint));
        for (const { reason, message } of faults) expect(`${reason}${message}`).not.toBe('');
        for (const event of events) {
          if (event.kind !== 'ticker') continue;
          for (const value of Object.values(event.values)) expect(value).not.toBeNaN();
        }
      }),
      { numRuns: 3000 },
    ); // prettier-ignore
  });

  it('does not change what other fields of a ticker say', () => {
    for (const text of messages) {
      const [event] = decodeOkx(frameOf(text)).events;
      if (event?.kind !== 'ticker') continue;
      const message: unknown = JSON.parse(text);
      if (!isFields(message)) throw new Error('no object');
      for (const place of placesIn(message['data'])) {
        const data = replacedAt(message['data'], place, 'no such value');
        const [changed] = decodeOkx(frameOf({ ...message, data })).events;
        if (changed?.kind !== 'ticker') continue;
        const differing = Object.entries(event.values).filter(([field, value]) =>
          Object.entries(changed.values).some(([name, now]) => name === field && now !== value),
        );
        const lost = Object.keys(event.values).filter(
          (name) => !Object.hasOwn(changed.values, name),
        );
        // At most the one that the place is of (a side of a book, or a list, is of two or more).
        if (place.length === 2) expect(differing.length + lost.length).toBeLessThanOrEqual(2);
        for (const [, now] of Object.entries(changed.values)) {
          expect(now === null || Object.values(event.values).includes(now)).toBe(true);
        }
      }
    }
  });
});
