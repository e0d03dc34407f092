import { z } from 'zod';
import { asset, type Market } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { negated, sumOf } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import { assetCode, decimal, optionalDecimal } from '../fields.ts';
import type { FigureItem, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, latestTime } from '../json-document.ts';
import {
  BINANCE,
  BINANCE_COINM,
  BINANCE_USDM,
  PORTFOLIO_WALLET,
  walletAccount,
} from './accounts.ts';
import { futuresPosition, PositionRow } from './positions.ts';

/** What the venue calls this margin model, as `resources/venues/pools.json` has it. */
const MODEL = 'binance_portfolio';

const accountOf = (options: ReadOptions): string =>
  walletAccount(options.account, PORTFOLIO_WALLET);

const AccountRow = z.object({
  accountEquity: decimal(),
  accountInitialMargin: optionalDecimal(),
  accountMaintMargin: decimal(),
});

/**
 * `papi/v1/account`: equity after collateral rates, and margins, in dollars.
 *
 * @see developers.binance.com, portfolio margin, "Account Information"
 */
export const binancePortfolioAccount: StatementFormat = documentFormat({
  id: 'binance-portfolio-account-json',
  title: 'Binance portfolio margin account (JSON)',
  venue: BINANCE,
  recognises: (head) => hasKeys(head, 'uniMMR', 'accountEquity', 'accountMaintMargin'),
  rows: ['accountEquity', 'accountMaintMargin'],
  schema: AccountRow,
  reader: ({ rows }, options) => {
    const account = accountOf(options);
    const at = latestTime(rows, 'updateTime') ?? options.fileTime;
    return ({ accountEquity, accountInitialMargin, accountMaintMargin }) => {
      const values = {
        equity: accountEquity,
        initialMargin: accountInitialMargin,
        maintenanceMargin: accountMaintMargin,
      };
      const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
      const items = names.flatMap((name): readonly FigureItem[] => {
        const value = values[name];
        const of = asset('USD');
        return value === null
          ? []
          : [{ kind: 'figure', account, name, asset: of, value, model: MODEL, at }];
      });
      return ok({ items, summary: `portfolio margin, equity ${accountEquity} USD` });
    };
  },
});

const BalanceRow = z.object({
  asset: assetCode,
  totalWalletBalance: decimal(),
  crossMarginBorrowed: decimal(),
  crossMarginInterest: decimal(),
});

/** `papi/v1/balance`: what all wallets hold of a coin, less what is borrowed of it and owed as interest. */
export const binancePortfolioBalance: StatementFormat = documentFormat({
  id: 'binance-portfolio-balance-json',
  title: 'Binance portfolio margin balances (JSON)',
  venue: BINANCE,
  recognises: (head) => hasKeys(head, 'asset', 'totalWalletBalance', 'crossMarginBorrowed'),
  rows: ['asset', 'totalWalletBalance'],
  schema: BalanceRow,
  reader: (_, options) => {
    const account = accountOf(options);
    return ({ asset: of, totalWalletBalance, crossMarginBorrowed, crossMarginInterest }) => {
      const owed = sumOf(crossMarginBorrowed, crossMarginInterest);
      const balance = sumOf(totalWalletBalance, negated(owed));
      return ok({
        items: [{ kind: 'balance', account, asset: of, balance, at: options.fileTime }],
        summary: `balance ${balance} ${of}`,
      });
    };
  },
});

/**
 * `papi/v1/um/positionRisk` and `papi/v1/cm/positionRisk`, whose rows are those of the futures accounts:
 * only who asked knows that they are margined with all else. An empty answer closes what was held.
 */
const positions = (id: string, title: string, market: Market): StatementFormat =>
  documentFormat({
    id,
    title,
    venue: BINANCE,
    recognises: () => false,
    rows: ['symbol', 'positionAmt'],
    schema: PositionRow,
    reader: (_, options) => (row) =>
      futuresPosition(row, options.fileTime, options, accountOf(options)),
    *closing(_, options) {
      yield { event: 'scope', account: accountOf(options), market, at: options.fileTime };
    },
  });

export const binancePortfolioUsdm: StatementFormat = positions(
  'binance-portfolio-usdm-json',
  'Binance portfolio margin USD-M positions (JSON)',
  BINANCE_USDM,
);

export const binancePortfolioCoinm: StatementFormat = positions(
  'binance-portfolio-coinm-json',
  'Binance portfolio margin COIN-M positions (JSON)',
  BINANCE_COINM,
);
