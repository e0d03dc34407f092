import { describe, expect, it } from 'vitest';
import { decodeDeribit } from '../../../../src/main/feeds/deribit/decode.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { counted, frameOf, only, textAt } from '../probes/frames.ts';

const REST = 'https://www.deribit.com/api/v2/public/';

/** Events by kind of each fixture of an answer; its rows counted with Python, the one combination among the contracts apart. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  get_instruments: { contract: 3 },
  get_instrument: { contract: 1 },
  get_instrument_option: { contract: 1 },
  get_last_trades: { trade: 10 },
  get_last_trades_perpetual_with_combo_tags: { trade: 7 },
  // Combinations are not held, nor are their trades.
  get_combos: {},
  get_instruments_future_combo: {},
  get_instruments_option_combo: {},
  get_last_trades_future_combo: {},
  get_last_trades_option_combo: {},
  get_last_trades_historical_combo: {},
  get_order_book: { ticker: 1 },
  // Nothing that this adapter keeps.
  get_time: { control: 1 },
  get_expirations_any: { control: 1 },
  get_expirations_btc_option: { control: 1 },
  get_tradingview_chart_data: { control: 1 },
  test: { control: 1 },
};

describe('answers of Deribit', () => {
  itWithSharedData('are told by what they hold, their address is not needed', (folder) => {
    for (const [name, kinds] of Object.entries(ANSWERS)) {
      const text = textAt(`${folder}fixtures/nautilus/deribit/http_${name}.json`);
      const { events, faults } = decodeDeribit(frameOf(text));
      expect([name, counted(events.map(({ kind }) => kind)), faults]).toEqual([name, kinds, []]);
    }
  });

  // docs.deribit.com, public/get_order_book: `depth` levels a side. The fixture has 20 and 20.
  itWithSharedData('with an order book are one where nothing of it is cut off', (folder) => {
    const text = textAt(`${folder}fixtures/nautilus/deribit/http_get_order_book.json`);
    const asked = (query: string) =>
      decodeDeribit(frameOf(text, `${REST}get_order_book?instrument_name=BTC-PERPETUAL${query}`));
    for (const query of ['', '&depth=20', '&depth=10']) {
      expect(only(asked(query), 'book')).toEqual([]);
      expect(only(asked(query), 'ticker')).toMatchObject([
        { symbol: 'BTC-PERPETUAL', values: { bid: 87_002.5, ask: 87_003, bidSize: 199_190 } },
      ]);
    }
    const [book] = only(asked('&depth=100'), 'book');
    const { result }: { result: { bids: readonly [number, number][]; change_id: number } } =
      JSON.parse(text);
    expect([book?.action, book?.last]).toEqual(['snapshot', result.change_id]);
    expect(book?.bids).toEqual(result.bids.map(([price, quantity]) => ({ price, quantity })));
  });

  // Fields of docs.deribit.com, public/get_book_summary_by_currency; bids and asks may be null.
  it('with summaries give marks and quotes, and no bound for a side that is none', () => {
    const row = {
      instrument_name: 'BTC-27DEC24-60000-C',
      mark_price: 0.05,
      mark_iv: 65,
      bid_price: null,
      ask_price: 0.0525,
      last: null,
      open_interest: 368.8,
      underlying_price: 61_000,
      underlying_index: 'BTC-27DEC24',
      estimated_delivery_price: 60_500,
      creation_timestamp: 1_700_000_000_000,
    };
    const { events, faults } = decodeDeribit(frameOf({ jsonrpc: '2.0', result: [row] }));
    expect(faults).toEqual([]);
    expect(events).toEqual([
      {
        kind: 'ticker',
        market: 'DERIBIT',
        symbol: 'BTC-27DEC24-60000-C',
        at: 1_700_000_000_000,
        values: {
          mark: 0.05,
          markVolatility: 0.65,
          bid: null,
          bidVolatility: null,
          ask: 0.0525,
          last: null,
          openInterest: 368.8,
          forward: 61_000,
          estimatedSettlement: 60_500,
        },
      },
    ]);
  });

  it('with a contract that cannot be read name it, and keep the others', () => {
    const row = {
      instrument_name: 'BTC-27DEC24-60000-C',
      kind: 'option',
      option_type: 'call',
      strike: 60_000,
      settlement_currency: 'BTC',
      contract_size: 1,
      expiration_timestamp: Date.UTC(2024, 11, 27, 8),
    };
    const { contract_size: _, ...bare } = row;
    const { events, faults } = decodeDeribit(
      frameOf({ result: [{ ...row, expiration_timestamp: 'soon' }, bare, { kind: 'option' }, 7] }),
    );
    // It is a contract by its kind: its size only says in which steps one trades.
    expect(events).toMatchObject([{ kind: 'contract', contract: { multiplier: '1' } }]);
    expect(faults.map(({ field }) => field)).toEqual([
      'result[0].expiration_timestamp',
      'result[2].instrument_name',
      'result[3]',
    ]);
  });
});
