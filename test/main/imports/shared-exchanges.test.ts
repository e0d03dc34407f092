import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { replay } from '../../../src/engine/ledger/replay.ts';
import { negated, sumOf } from '../../../src/main/imports/decimals.ts';
import type { LedgerItem } from '../../../src/main/imports/format.ts';
import { itWithSharedData } from '../../support/shared-data.ts';
import { of, readFile, type Read } from './reading.ts';

const readShared = (folder: string, file: string): Promise<Read> => {
  const whole = path.join(folder, file);
  const open = () => createReadStream(whole);
  return readFile({ name: path.basename(file), size: statSync(whole).size, open });
};

/** File, format, rows and failures: counted in the files by hand or by `wc`, less header and preamble. */
const FILES: readonly (readonly [file: string, format: string, rows: number, failed: number])[] = [
  ['exports/binance/binance_history_rotki.csv', 'binance-statement-csv', 230, 2],
  ['exports/binance/binance_statement_futures_rows_2024.csv', 'binance-statement-csv', 12, 0],
  ['exports/bitmex/bitmex_trade_history_everytrade.csv', 'bitmex-trade-history-csv', 2, 0],
  ['exports/bitmex/bitmex_wallet_history.csv', 'bitmex-wallet-history-csv', 10, 0],
  ['exports/bybit/bybit_uta_derivatives_assetchange_2026.csv', 'bybit-transactions-csv', 3, 0],
  ['exports/bybit/bybiteu_uta_v001.csv', 'bybit-transactions-csv', 11, 0],
  ['exports/okx/okx_account_history_utc8_2026.csv', 'okx-trading-history-csv', 6, 0],
  ['exports/okx/okx_trading_history_17col_2025.csv', 'okx-trading-history-csv', 14, 0],
  ['accounts/deribit/account_summaries_deribit-http.json', 'deribit-account-json', 2, 0],
  ['accounts/deribit/get_positions_recorded.json', 'deribit-positions-json', 5, 0],
  ['accounts/deribit/portfolio_cross_pm_recorded.json', 'deribit-account-json', 4, 0],
  ['options/deribit-chain/deribit_BTC_chain_20200521.csv', 'deribit-tickers-csv', 326, 0],
  ['options/deribit-chain/deribit_ETH_book_summary_20240108.csv', 'deribit-book-summary-csv', 684, 0],
  ['options/deribit-chain/deribit_options_snapshot_20251230T173115Z.csv', 'deribit-option-chain-csv', 1304, 0],
  ['options/deribit-chain/deribit_options_snapshot_20260131T092102Z.csv', 'deribit-option-chain-csv', 1452, 0],
  ['options/deribit-chain/deribit_options_snapshot_20260131T212133Z.csv', 'deribit-option-chain-csv', 1664, 0],
  ['options/deribit-chain/deribit_options_snapshot_20260205T155132Z.csv', 'deribit-option-chain-csv', 1782, 0],
  ['options/deribit-chain/deribit_options_snapshot_20260206T043012Z.csv', 'deribit-option-chain-csv', 1884, 0],
  ['options/deribit-chain/deribit_options_snapshot_20260630T171507Z.csv', 'deribit-option-chain-csv', 1562, 0],
  ['options/deribit-chain/deribit_options_snapshot_20260819T154440Z.csv', 'deribit-option-chain-csv', 1548, 0],
  ['options/deribit-chain/deribit_options_snapshot_20260822T153351Z.csv', 'deribit-option-chain-csv', 1970, 0],
  ['options/perpetual_futures_prices.csv', 'deribit-perpetual-marks-csv', 838, 0],
  ['options/term_futures_marks_2025-12_2026-02.csv', 'deribit-futures-marks-csv', 3290, 0],
  ['fixtures/nautilus/binance/futures_http_json_account_info_v2.json', 'binance-account-json', 2, 0],
  ['fixtures/nautilus/binance/futures_http_json_balance.json', 'binance-balance-json', 1, 0],
  ['fixtures/nautilus/binance/futures_http_json_position_risk.json', 'binance-position-risk-json', 1, 0],
  ['fixtures/nautilus/bitmex/http_get_instrument_xbtusd.json', 'bitmex-instruments-json', 1, 0],
  ['fixtures/nautilus/bitmex/http_get_positions.json', 'bitmex-positions-json', 1, 0],
  ['fixtures/nautilus/bitmex/http_get_wallet.json', 'bitmex-margin-json', 1, 0],
  ['fixtures/nautilus/bitmex/ws_margin.json', 'bitmex-margin-json', 1, 0],
  ['fixtures/nautilus/bybit/http_get_positions.json', 'bybit-positions-json', 3, 0],
  ['fixtures/nautilus/bybit/ws_account_position.json', 'bybit-positions-json', 1, 0],
  ['fixtures/nautilus/bybit/http_get_wallet_balance.json', 'bybit-wallet-json', 3, 0],
  ['fixtures/nautilus/bybit/http_get_instruments_linear.json', 'bybit-instruments-json', 2, 0],
  // Edited by hand: the expiry of the name and that of the fields disagree.
  ['fixtures/nautilus/bybit/http_get_instruments_option.json', 'bybit-instruments-json', 1, 1],
  ['fixtures/nautilus/coinbase/http_cfm_positions.json', 'coinbase-derivatives-positions-json', 1, 0],
  ['fixtures/nautilus/deribit/http_get_account_summaries_cross_margin.json', 'deribit-account-json', 4, 0],
  ['fixtures/nautilus/deribit/http_get_instruments.json', 'deribit-instruments-json', 4, 1],
  ['fixtures/nautilus/deribit/http_get_instruments_option_combo.json', 'deribit-instruments-json', 6, 6],
  ['fixtures/nautilus/deribit/ws_portfolio.json', 'deribit-account-json', 1, 0],
  ['fixtures/nautilus/hyperliquid/http_clearinghouse_state_negative_total_raw_usd.json', 'hyperliquid-clearinghouse-json', 1, 0],
  ['fixtures/nautilus/kraken/http_futures_open_positions.json', 'kraken-futures-positions-json', 2, 0],
  ['fixtures/nautilus/okx/http_get_account_balance.json', 'okx-balance-json', 1, 0],
  ['fixtures/nautilus/okx/http_get_positions.json', 'okx-positions-json', 1, 0],
  ['fixtures/nautilus/okx/http_get_instruments_option.json', 'okx-instruments-json', 4, 0],
  ['fixtures/nautilus/okx/http_get_instruments_swap.json', 'okx-instruments-json', 3, 0],
]; // prettier-ignore

describe('every row of a real file is kept or fails', () => {
  for (const [file, format, rows, failed] of FILES) {
    itWithSharedData(file, async (folder) => {
      const read = await readShared(folder, file);
      expect(read.format).toBe(format);
      expect(read.tally).toEqual({ rows, good: rows - failed, failed });
    });
  }
});

/** Rows of one asset, oldest first. */
const chain = (items: readonly LedgerItem[], asset: string): readonly LedgerItem[] =>
  items
    .filter((item) => item.asset === asset)
    .toSorted((a, b) => a.at - b.at || a.sequence - b.sequence);

/**
 * Every stated balance is the one before and the change, to the eighth decimal, which venues round:
 * the file reconciles with itself. Gives the number of balances checked.
 */
function reconciled(items: readonly LedgerItem[], asset: string): number {
  let before: string | null = null;
  let checked = 0;
  for (const { change, balanceAfter } of chain(items, asset)) {
    if (before !== null && change !== null && balanceAfter !== null) {
      const error = sumOf(before, change, negated(balanceAfter));
      expect(Math.abs(Number(error))).toBeLessThanOrEqual(1e-8);
      checked++;
    }
    before = balanceAfter ?? before;
  }
  return checked;
}

describe('balances that a file states follow from its changes', () => {
  itWithSharedData('OKX, 17 columns: rows of a second in the venue’s order', async (folder) => {
    const read = await readShared(folder, 'exports/okx/okx_trading_history_17col_2025.csv');
    // Six rows of each within one second; between it and the next, rows are missing from the file.
    const second = Date.UTC(2025, 9, 20, 10, 43, 59);
    const items = of(read, 'ledger').filter((item) => item.at === second);
    expect(reconciled(items, 'ADA')).toBe(5);
    expect(reconciled(items, 'EUR')).toBe(5);
  });

  itWithSharedData('OKX, account history in UTC+8', async (folder) => {
    const read = await readShared(folder, 'exports/okx/okx_account_history_utc8_2026.csv');
    const items = of(read, 'ledger');
    expect(chain(items, 'USDT').map((item) => item.balanceAfter)).toEqual([
      '4073.301',
      '0.745',
      '3940.033',
    ]);
    expect(chain(items, 'BTC').at(-1)).toMatchObject({ balanceAfter: '0', type: 'transfer' });
    expect(items.at(0)?.at).toBe(Date.UTC(2026, 4, 11, 13, 37, 10));
  });

  itWithSharedData('Bybit spot, in 20 decimals', async (folder) => {
    const read = await readShared(folder, 'exports/bybit/bybiteu_uta_v001.csv');
    const items = of(read, 'ledger');
    expect(reconciled(items, 'BTC') + reconciled(items, 'EUR')).toBeGreaterThan(5);
  });

  itWithSharedData('Bybit derivatives: a close and the funding after it', async (folder) => {
    const read = await readShared(
      folder,
      'exports/bybit/bybit_uta_derivatives_assetchange_2026.csv',
    );
    const [, close, funding] = chain(of(read, 'ledger'), 'USDT');
    expect(sumOf(close?.balanceAfter ?? '', funding?.change ?? '')).toBe(funding?.balanceAfter);
  });
});

describe('what is held', () => {
  itWithSharedData('Bybit: the ledger leaves the positions that it states', async (folder) => {
    const read = await readShared(
      folder,
      'exports/bybit/bybit_uta_derivatives_assetchange_2026.csv',
    );
    const rows = chain(of(read, 'ledger'), 'USDT').map((item) => ({ ...item, source: 'file' }));
    const { positions } = replay(rows, () => 'by price');
    expect(positions.map(({ symbol, quantity }) => [symbol, quantity])).toEqual([
      ['ETHUSDT', '0.05'],
      ['XAUTUSDT', '0.02'],
    ]);
  });

  itWithSharedData('Deribit: the recorded positions, signed', async (folder) => {
    const read = await readShared(folder, 'accounts/deribit/get_positions_recorded.json');
    expect(
      of(read, 'position').map(({ symbol, quantity, entryPrice }) => [
        symbol,
        quantity,
        entryPrice,
      ]),
    ).toEqual([
      ['ETH-PERPETUAL', '1', '2074.25'],
      ['BTC-25JUN21-28000-P', '0.1', '0.0175'],
      ['BTC-22APR22-38000-P', '-0.3', '0.00966667'],
      ['BTC-22APR22-43000-C', '0', null],
      ['BTC-29APR22-36000-P', '-0.1', '0.009'],
    ]);
  });

  itWithSharedData('Deribit: one total of a cross account, not four', async (folder) => {
    const read = await readShared(folder, 'accounts/deribit/portfolio_cross_pm_recorded.json');
    expect(of(read, 'figure').map(({ name, value, asset }) => [name, value, asset])).toEqual([
      ['equity', '2.528057708', 'USD'],
      ['initialMargin', '0.570187404', 'USD'],
      ['maintenanceMargin', '0.45614992333200005', 'USD'],
    ]);
  });

  itWithSharedData('Binance: operations that nobody knows are kept', async (folder) => {
    const read = await readShared(folder, 'exports/binance/binance_history_rotki.csv');
    const unknown = of(read, 'ledger').filter((item) => item.type === 'unknown');
    expect(unknown.map((item) => item.operation)).toContain('ABC');
    expect(read.failures.map(({ line, field }) => [line, field])).toEqual([
      [5, 'Time'],
      [6, 'Coin'],
    ]);
  });
});

describe('option chains', () => {
  itWithSharedData(
    'hold inverse put-call parity, with the forward that each row states',
    async (folder) => {
      const file = 'options/deribit-chain/deribit_options_snapshot_20251230T173115Z.csv';
      const quotes = of(await readShared(folder, file), 'quote');
      const marks = new Map(quotes.map((quote) => [quote.symbol, Number(quote.mark)]));
      let pairs = 0;
      for (const { symbol, forward, volatility } of quotes) {
        expect(Number(volatility)).toBeGreaterThan(0.05);
        expect(Number(volatility)).toBeLessThan(10);
        const put = marks.get(symbol.replace(/-C$/, '-P'));
        if (!symbol.endsWith('-C') || put === undefined) continue;
        const strike = Number(symbol.split('-')[2]);
        const parity = 1 - strike / Number(forward);
        expect(Math.abs((marks.get(symbol) ?? Number.NaN) - put - parity)).toBeLessThan(1e-4);
        pairs++;
      }
      // data-and-formats.md §2: all 652 pairs, largest error 9.5e-5 coin.
      expect(pairs).toBe(652);
    },
  );

  itWithSharedData('know a missing quote from a zero', async (folder) => {
    const file = 'options/deribit-chain/deribit_options_snapshot_20260819T154440Z.csv';
    const quotes = of(await readShared(folder, file), 'quote');
    const lacking = quotes.filter((quote) => quote.bid === null || quote.ask === null);
    expect(quotes.every((quote) => quote.bid !== '0' && quote.ask !== '0')).toBe(true);
    // data-and-formats.md §2: up to 655 of 1548 rows lack a bid or an ask.
    expect(lacking.length).toBe(655);
  });
});

itWithSharedData(
  'reads Deribit’s recorded instrument lists, all contracts of them',
  async (folder) => {
    const log = readFileSync(path.join(folder, 'ws/cryptofeed/DERIBIT.0.log'), 'utf8');
    let contracts = 0;
    for (const line of log.split('\n')) {
      const start = line.indexOf('{');
      if (start < 0 || !line.includes('contract_size')) continue;
      const bytes = new TextEncoder().encode(line.slice(start));
      const read = await readFile({
        name: 'list.json',
        size: bytes.length,
        async *open() {
          yield bytes;
        },
      });
      expect(read.format).toBe('deribit-instruments-json');
      expect(read.failures).toEqual([]);
      contracts += of(read, 'contract').length;
    }
    expect(contracts).toBe(398 + 426 + 177 + 16);
  },
);
