import ccxt from 'ccxt';
import { describe, expect } from 'vitest';
import { decodeDeribit } from '../../../../src/main/feeds/deribit/decode.ts';
import { deribitFeed } from '../../../../src/main/feeds/deribit/feed.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { DERIBIT_MARKET } from '../../../../src/main/imports/deribit/names.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf, linesOf, only, received, textAt } from '../probes/frames.ts';

type Numbers = Readonly<Record<string, unknown>>;
type Message = { readonly params?: { readonly channel: string; readonly data: Numbers } };

const orNone = (value: number | undefined): number | null => (value === 0 ? null : (value ?? null));
const fraction = (percent: number | undefined): number | null =>
  orNone(percent) === null ? null : (percent ?? 0) / 100;

const recorded = async (folder: string): Promise<readonly string[]> =>
  received(await linesOf(`${folder}ws/cryptofeed/DERIBIT.ws.1.0.log`));

async function collected(folder: string): Promise<readonly string[]> {
  const lines = await linesOf(`${folder}messages/tardis/deribit.jsonl`);
  return lines.map((line) => {
    const { message }: { message: unknown } = JSON.parse(line);
    return JSON.stringify(message);
  });
}

/** Answers of `public/get_instruments`, of July 2021 and June 2022. */
async function listings(folder: string): Promise<readonly string[]> {
  const lines = await linesOf(`${folder}ws/cryptofeed/DERIBIT.0.log`);
  return lines
    .filter((line) => line.includes('get_instruments'))
    .map((line) => line.slice(line.indexOf('{')));
}

describe('ccxt 4.5.84', () => {
  itWithSharedData('reads the same tickers, and Greeks but for the percent', async (folder) => {
    const deribit = new ccxt.deribit();
    const seen = { futures: 0, options: 0 };
    for (const text of [...(await recorded(folder)), ...(await collected(folder))]) {
      const { params }: Message = JSON.parse(text);
      const [ticker] = only(decodeDeribit(frameOf(text)), 'ticker');
      if (params === undefined || ticker === undefined) continue;
      if (!params.channel.startsWith('ticker')) continue;
      const { data } = params;
      const { values, at } = ticker;
      // Of a side that nobody quotes the venue says 0, and they do.
      const { bid, ask, bidVolume, askVolume, last, markPrice, indexPrice, timestamp } =
        deribit.parseTicker(data);
      expect(at).toBe(timestamp);
      expect(values).toMatchObject({
        bid: orNone(bid),
        ask: orNone(ask),
        bidSize: orNone(bidVolume),
        askSize: orNone(askVolume),
        last: orNone(last),
        mark: markPrice,
        index: indexPrice,
      });
      if (data['greeks'] === undefined) {
        seen.futures++;
        continue;
      }
      seen.options++;
      const their = deribit.parseGreeks(data);
      const { delta, gamma, vega, theta, rho } = values;
      expect({ delta, gamma, vega, theta, rho }).toEqual({
        delta: their.delta,
        gamma: their.gamma,
        vega: their.vega,
        theta: their.theta,
        rho: their.rho,
      });
      expect(values.forward).toBe(their.underlyingPrice);
      // Their volatilities are the venue's percents (its known difference 1): 65% is 65, here 0.65.
      expect(values.markVolatility).toBe(fraction(their.markImpliedVolatility));
      // The venue's bound of 500 for a side that nobody quotes is a volatility to them.
      const quoted = (price: number | undefined, iv: number | undefined): number | null =>
        orNone(price) === null ? null : fraction(iv);
      expect(values.bidVolatility).toBe(quoted(bid, their.bidImpliedVolatility));
      expect(values.askVolatility).toBe(quoted(ask, their.askImpliedVolatility));
    }
    // grep -c '"channel":"ticker': 89 of the recording are options; of the collection 2 and 5.
    expect(seen).toEqual({ futures: 2, options: 94 });
  });

  itWithSharedData('reads the same trades', (folder) => {
    const deribit = new ccxt.deribit();
    const text = textAt(`${folder}fixtures/nautilus/deribit/http_get_last_trades.json`);
    const { result }: { result: { trades: readonly Numbers[] } } = JSON.parse(text);
    const ours = only(decodeDeribit(frameOf(text)), 'trade');
    expect(ours).toHaveLength(10);
    // Names of perpetuals are not read without their market: it is told as the venue lists it.
    const listed = { id: 'ETH-PERPETUAL', symbol: 'ETH/USD:ETH', inverse: true, contract: true };
    deribit.setMarkets([listed]);
    for (const [i, row] of result.trades.entries()) {
      const { id, price, amount, side, timestamp } = deribit.parseTrade(row);
      expect(ours[i]).toMatchObject({ id, price, quantity: amount, side, at: timestamp });
    }
  });

  itWithSharedData(
    'leaves the same books, and shows one where a message is lost',
    async (folder) => {
      const texts = (await recorded(folder)).filter((text) => text.includes('"channel":"book.'));
      const symbol = 'BTC-24SEP21-8000-P';
      const both = (sent: readonly string[]) => {
        const market = new VenueMarket(deribitFeed);
        const theirs = new ccxt.pro.deribit();
        // It is told of each book; it does not connect.
        const client = theirs.client('wss://127.0.0.1/');
        for (const text of sent) {
          market.take(frameOf(text));
          const message: Record<string, unknown> = JSON.parse(text);
          theirs.handleOrderBook(client, message);
        }
        return { ours: market.books.book(DERIBIT_MARKET, symbol), theirs };
      };
      const levels = (
        side: readonly { readonly price: number; readonly quantity: number }[] = [],
      ) => side.map(({ price, quantity }) => [price, quantity]);
      const { ours, theirs } = both(texts);
      const their = theirs.orderbooks[theirs.safeSymbol(symbol)]?.limit();
      // Behind price and amount they count what has an amount.
      const pairs = (side: readonly (readonly unknown[])[] = []) =>
        side.map(([price, amount]) => [price, amount]);
      expect([levels(ours?.book.bids()), levels(ours?.book.asks())]).toEqual([
        pairs(their?.bids),
        pairs(their?.asks),
      ]);
      expect(ours?.book.size).toBeGreaterThan(0);
      // They do not look at `prev_change_id`.
      const changes = texts.filter((text) => text.includes(symbol) && text.includes('"change"'));
      const cut = both(texts.filter((text) => text !== changes[3]));
      expect(cut.ours?.state).toBe('withdrawn');
      expect(cut.theirs.orderbooks[cut.theirs.safeSymbol(symbol)]).toBeDefined();
    },
  );

  itWithSharedData('lists the same contracts, but for those of old', async (folder) => {
    let [compared, old] = [0, 0];
    const fixture = textAt(`${folder}fixtures/nautilus/deribit/http_get_instruments.json`);
    for (const text of [...(await listings(folder)), fixture]) {
      const deribit = new ccxt.deribit();
      const answer: { result: readonly Numbers[] } = JSON.parse(text);
      Object.assign(deribit, { publicGetGetInstruments: () => Promise.resolve(answer) });
      const theirs = new Map((await deribit.fetchMarkets()).map((one) => [one?.id, one]));
      const ours = only(decodeDeribit(frameOf(text)), 'contract').map(({ contract }) => contract);
      const rows = new Map(answer.result.map((row) => [row['instrument_name'], row]));
      for (const one of ours) {
        const their = theirs.get(one.symbol);
        expect(their, one.symbol).toBeDefined();
        compared++;
        if (one.expiry !== null) expect(one.expiry).toBe(their?.expiry);
        expect(one.strike === null ? undefined : Number(one.strike)).toBe(their?.strike);
        expect(one.right ?? undefined).toBe(their?.optionType);
        expect(one.underlying).toBe(their?.base);
        if (rows.get(one.symbol)?.['counter_currency'] === undefined) {
          // Their known difference 6: without that field they take it for linear, quoted in nothing.
          old++;
          expect([their?.quote, their?.linear, their?.inverse]).toEqual([undefined, true, false]);
          expect([one.payoff, one.quote, one.settlement]).toEqual([
            'inverse',
            'USD',
            one.underlying,
          ]);
          continue;
        }
        expect([one.quote, one.settlement]).toEqual([their?.quote, their?.settle]);
        expect(one.payoff === 'inverse').toBe(their?.inverse);
      }
    }
    // grep -o '"contract_size"' of the recording is 1,017, of the fixture 3; 398 and 426 are of 2021.
    expect([compared, old]).toEqual([1020, 824]);
  });

  // Its known difference 5: midnight for the hour, no strike where `d` is its point.
  itWithSharedData(
    'takes names for another hour and strike where no list was read',
    async (folder) => {
      const deribit = new ccxt.deribit();
      const [text = ''] = await listings(folder);
      const contract = only(decodeDeribit(frameOf(text)), 'contract').find(
        (one) => one.contract.symbol === 'BTC-24SEP21-40000-P',
      );
      expect(deribit.safeMarket('BTC-24SEP21-40000-P').expiry).toBe(Date.UTC(2021, 8, 24));
      // As the venue lists it: 1632470400000.
      expect(contract?.contract.expiry).toBe(Date.UTC(2021, 8, 24, 8));
      const { base, strike } = deribit.safeMarket('MATIC_USDC-9MAR24-1d02-C');
      expect([base, strike]).toEqual(['MATIC_USDC', undefined]);
      const row = {
        instrument_name: 'MATIC_USDC-9MAR24-1d02-C',
        kind: 'option',
        option_type: 'call',
        strike: 1.02,
        settlement_currency: 'USDC',
        contract_size: 100,
        expiration_timestamp: Date.UTC(2024, 2, 9, 8),
      };
      expect(only(decodeDeribit(frameOf({ result: [row] })), 'contract')).toMatchObject([
        { contract: { symbol: row.instrument_name, strike: '1.02', payoff: 'linear' } },
      ]);
      // The name and the field say two strikes: neither is chosen.
      const { events, faults } = decodeDeribit(frameOf({ result: [{ ...row, strike: 1 }] }));
      expect(events).toEqual([]);
      expect(faults).toMatchObject([{ reason: 'conflict' }]);
    },
  );
});
