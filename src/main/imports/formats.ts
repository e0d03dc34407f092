import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { FileHead, StatementFormat } from './format.ts';
import { binanceAccount, binanceBalance } from './binance/account.ts';
import { binanceInstruments } from './binance/instruments.ts';
import { binanceOptionAccount } from './binance/option-account.ts';
import {
  binancePortfolioAccount,
  binancePortfolioBalance,
  binancePortfolioCoinm,
  binancePortfolioUsdm,
} from './binance/portfolio.ts';
import {
  binanceOptionPositions,
  binancePositionRisk,
  binanceUsdmPositions,
} from './binance/positions.ts';
import { binanceSpotAccount } from './binance/spot-account.ts';
import { binanceFuturesHistory, binanceStatement } from './binance/statement.ts';
import { bitmexMargin, bitmexPositions } from './bitmex/account.ts';
import { bitmexTrades, bitmexWalletHistory } from './bitmex/history.ts';
import { bitmexInstruments } from './bitmex/instruments.ts';
import { bybitFunding } from './bybit/funding.ts';
import { bybitInstruments } from './bybit/instruments.ts';
import { bybitPositions } from './bybit/positions.ts';
import { bybitTransactions } from './bybit/transactions.ts';
import { bybitWallet } from './bybit/wallet.ts';
import { coinbaseAccounts, coinbaseFuturesSummary } from './coinbase/accounts.ts';
import { coinbasePositions } from './coinbase/positions.ts';
import { deribitAccount } from './deribit/account.ts';
import { deribitPerpetualMarks, deribitTermMarks } from './deribit/futures-marks.ts';
import { deribitInstruments } from './deribit/instruments.ts';
import { deribitBookSummary, deribitChain, deribitTickers } from './deribit/option-chain.ts';
import { deribitAllPositions, deribitPositions } from './deribit/positions.ts';
import { deribitTransactionLog } from './deribit/transaction-log.ts';
import { hyperliquidState } from './hyperliquid/clearinghouse.ts';
import { jsonKeys } from './json-document.ts';
import { krakenAccounts } from './kraken/accounts.ts';
import { krakenAccountLog } from './kraken/account-log.ts';
import { krakenInstruments } from './kraken/instruments.ts';
import { krakenPositions } from './kraken/positions.ts';
import { okxBalance } from './okx/balance.ts';
import { okxBills, okxFundingHistory } from './okx/cash-history.ts';
import { okxInstruments } from './okx/instruments.ts';
import { okxLegacyTrades } from './okx/legacy-trades.ts';
import { okxPositions } from './okx/positions.ts';
import { okxTradingHistory } from './okx/trading-history.ts';
import { eurexInventory } from './clearing/cb202.ts';
import { eurexDocument, eurexTable } from './clearing/eurex.ts';
import { fixmlPositions } from './clearing/fixml.ts';
import { genericCsv } from './generic/generic-csv.ts';
import { ibkrAccountValues } from './ibkr/account-values.ts';
import { ibkrActivity } from './ibkr/activity.ts';
import { ibkrFlexCsv } from './ibkr/flex-csv.ts';
import { ibkrFlex } from './ibkr/flex.ts';
import { dateAndClose, etherscanGas, etherscanPrice } from './prices/closes.ts';
import { bybitHistory, cryptoDataDownload, plainKlines } from './prices/exchanges.ts';
import { cboeIndex, deribitVolatility } from './prices/volatility-indices.ts';
import { yahooHistory, yfinanceHistory } from './prices/yahoo.ts';
import { tastytradeHistory } from './tastytrade/history.ts';
import { tastyworksHistory } from './tastytrade/legacy.ts';

/** Every kind of statement that can be read. A new format is a new file, listed here. */
export const STATEMENT_FORMATS: readonly StatementFormat[] = [
  binanceAccount,
  binanceBalance,
  binanceInstruments,
  binanceOptionAccount,
  binanceOptionPositions,
  binancePortfolioAccount,
  binancePortfolioBalance,
  binancePortfolioCoinm,
  binancePortfolioUsdm,
  binancePositionRisk,
  binanceSpotAccount,
  binanceUsdmPositions,
  binanceFuturesHistory,
  binanceStatement,
  bitmexMargin,
  bitmexPositions,
  bitmexTrades,
  bitmexWalletHistory,
  bitmexInstruments,
  bybitFunding,
  bybitInstruments,
  bybitPositions,
  bybitTransactions,
  bybitWallet,
  coinbaseAccounts,
  coinbaseFuturesSummary,
  coinbasePositions,
  deribitAccount,
  deribitPerpetualMarks,
  deribitTermMarks,
  deribitInstruments,
  deribitBookSummary,
  deribitChain,
  deribitTickers,
  deribitAllPositions,
  deribitPositions,
  deribitTransactionLog,
  hyperliquidState,
  krakenAccountLog,
  krakenAccounts,
  krakenInstruments,
  krakenPositions,
  okxBalance,
  okxBills,
  okxFundingHistory,
  okxInstruments,
  okxLegacyTrades,
  okxPositions,
  okxTradingHistory,
  eurexInventory,
  eurexDocument,
  eurexTable,
  fixmlPositions,
  genericCsv,
  ibkrAccountValues,
  ibkrActivity,
  ibkrFlexCsv,
  ibkrFlex,
  dateAndClose,
  etherscanGas,
  etherscanPrice,
  bybitHistory,
  cryptoDataDownload,
  plainKlines,
  cboeIndex,
  deribitVolatility,
  yahooHistory,
  yfinanceHistory,
  tastytradeHistory,
  tastyworksHistory,
];

/** The one format that a file's head is surely of. */
export function recognise(head: FileHead): Outcome<StatementFormat> {
  const found = STATEMENT_FORMATS.filter((format) => format.recognises(head));
  const [only] = found;
  if (only !== undefined && found.length === 1) return ok(only);
  if (found.length > 1) {
    const names = found.map((format) => format.id).join(', ');
    return fail('ambiguous', `the file could be ${names}: choose the format`);
  }
  return fail('unsupported-operation', `no known statement looks like this: ${appearance(head)}`);
}

/** What was seen of a file that nobody knows, and what can be done about it. */
function appearance(head: FileHead): string {
  const keys = [...jsonKeys(head)];
  if (keys.length > 0) return `JSON with ${keys.slice(0, 12).join(', ')}`;
  const root = /<([A-Za-z][\w:.-]*)[\s/>]/.exec(head.text)?.[1];
  if (head.text.trimStart().startsWith('<') && root !== undefined) return `XML of <${root}>`;
  const first = head.lines.find((line) => line.trim() !== '') ?? '';
  const seen = first.length > 160 ? `${first.slice(0, 159)}\u2026` : first;
  return `"${seen}". If it is a table, choose the generic CSV and map its columns`;
}

export function formatOf(id: string): Outcome<StatementFormat> {
  const found = STATEMENT_FORMATS.find((format) => format.id === id);
  return found === undefined
    ? fail('unsupported-operation', `there is no statement format "${id}"`)
    : ok(found);
}
