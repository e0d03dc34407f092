import { z } from 'zod';
import type { Market } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { isZero, magnitude, negated, signOf } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { decimal, field, fieldsOf, optionalDecimal, text, textOrNull, word } from '../fields.ts';
import type { DecimalText, FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, latestTime } from '../json-document.ts';
import {
  BINANCE,
  BINANCE_COINM,
  BINANCE_OPTIONS,
  BINANCE_USDM,
  COINM_WALLET,
  OPTIONS_WALLET,
  USDM_WALLET,
  walletAccount,
} from './accounts.ts';

type Side = 'BOTH' | 'LONG' | 'SHORT';

export type PositionFields = {
  readonly symbol: string;
  readonly positionAmt: DecimalText;
  readonly entryPrice: DecimalText | null;
  readonly markPrice: DecimalText | null;
  readonly leverage: DecimalText | null;
  readonly marginType: string | null;
  readonly isolated: string | null;
  readonly isolatedMargin: DecimalText | null;
  readonly isolatedWallet: DecimalText | null;
  readonly positionSide: Side;
};

const side = field((raw): Outcome<Side> => {
  if (raw === '') return ok('BOTH');
  return raw === 'BOTH' || raw === 'LONG' || raw === 'SHORT'
    ? ok(raw)
    : fail('malformed', `"${raw}" is no side of a position`);
});

export const PositionRow: z.ZodType<PositionFields> = z.object({
  symbol: text,
  positionAmt: decimal(),
  entryPrice: optionalDecimal(),
  markPrice: optionalDecimal(),
  leverage: optionalDecimal(),
  marginType: textOrNull,
  isolated: textOrNull,
  isolatedMargin: optionalDecimal(),
  isolatedWallet: optionalDecimal(),
  positionSide: side,
});

/** COIN-M names carry an underscore after a dollar: `BTCUSD_PERP`. */
export const futuresMarket = (symbol: string): Market =>
  /USD_(?:PERP|\d{6})$/.test(symbol) ? BINANCE_COINM : BINANCE_USDM;

export const futuresAccount = (market: Market, options: ReadOptions): string =>
  walletAccount(options.account, market === BINANCE_COINM ? COINM_WALLET : USDM_WALLET);

const known = (price: DecimalText | null): DecimalText | null =>
  price === null || isZero(price) ? null : price;

/** Short legs of hedge mode have negative amounts; some interfaces leave out the sign. */
function signed(row: PositionFields): Outcome<DecimalText> {
  const { positionAmt, positionSide } = row;
  if (positionSide === 'LONG' && signOf(positionAmt) < 0) {
    return fail('conflict', `side LONG contradicts amount ${positionAmt}`, 'positionSide');
  }
  return ok(
    positionSide === 'SHORT' && signOf(positionAmt) > 0 ? negated(positionAmt) : positionAmt,
  );
}

/** The file's moment, as far as it is told: the last change of any position or balance in it. */
export const momentOf = ({ rows }: Document, { fileTime }: ReadOptions): Instant =>
  latestTime(rows, 'updateTime') ?? fileTime;

/** Version 3 names no mode: there an isolated position is one that has collateral of its own. */
function isIsolated({
  marginType,
  isolated,
  isolatedWallet,
  isolatedMargin,
}: PositionFields): boolean {
  if (marginType !== null || isolated !== null) {
    return marginType?.toLowerCase() === 'isolated' || isolated === 'true';
  }
  return known(isolatedWallet) !== null || known(isolatedMargin) !== null;
}

export function futuresPosition(
  row: PositionFields,
  at: Instant,
  options: ReadOptions,
  account: string = futuresAccount(futuresMarket(row.symbol), options),
): Outcome<Stated> {
  const quantity = signed(row);
  if (!quantity.ok) return quantity;
  const market = futuresMarket(row.symbol);
  const isolated = isIsolated(row);
  return ok({
    items: [
      {
        kind: 'position',
        account,
        market,
        symbol: row.symbol,
        quantity: quantity.value,
        entryPrice: known(row.entryPrice),
        markPrice: known(row.markPrice),
        indexPrice: null,
        leverage: known(row.leverage),
        marginMode: isolated ? 'isolated' : 'cross',
        isolatedMargin: isolated ? (known(row.isolatedWallet) ?? known(row.isolatedMargin)) : null,
        contract: null,
        at,
      },
    ],
    summary: `position ${row.symbol} ${quantity.value}`,
  });
}

/** Every futures market of which the rows hold a contract is held whole by the answer. */
function* scopes(document: Document, options: ReadOptions): Iterable<ReadEvent> {
  const markets = new Set<Market>();
  for (const row of document.rows) {
    const fields = fieldsOf(PositionRow, row);
    if (fields.ok) markets.add(futuresMarket(fields.value.symbol));
  }
  const at = momentOf(document, options);
  for (const market of markets) {
    yield { event: 'scope', account: futuresAccount(market, options), market, at };
  }
}

const isPositionRisk = (head: FileHead): boolean =>
  hasKeys(head, 'symbol', 'positionAmt', 'entryPrice', 'positionSide') &&
  !hasKeys(head, 'walletBalance');

/** Only version 3 names the margin asset of a position, and no leverage. */
const isThirdVersion = (head: FileHead): boolean =>
  hasKeys(head, 'marginAsset', 'isolatedWallet') && !hasKeys(head, 'leverage');

/** `fapi/v2/positionRisk`, `dapi/v1/positionRisk`: contracts without a position are in it with 0. */
export const binancePositionRisk: StatementFormat = documentFormat({
  id: 'binance-position-risk-json',
  title: 'Binance futures positions (JSON)',
  venue: BINANCE,
  recognises: (head) => isPositionRisk(head) && !isThirdVersion(head),
  rows: ['symbol', 'positionAmt'],
  schema: PositionRow,
  reader(document, options) {
    const at = momentOf(document, options);
    return (row) => futuresPosition(row, at, options);
  },
  closing: scopes,
});

/**
 * `fapi/v3/positionRisk`: contracts without a position or an order are left out, so that an empty answer
 * closes what was held. It is as of the file's own time: what is gone has no time any more.
 */
export const binanceUsdmPositions: StatementFormat = documentFormat({
  id: 'binance-usdm-positions-json',
  title: 'Binance USD-M positions, version 3 (JSON)',
  venue: BINANCE,
  recognises: (head) => isPositionRisk(head) && isThirdVersion(head),
  rows: ['symbol', 'positionAmt'],
  schema: PositionRow,
  reader: (_, options) => (row) => futuresPosition(row, options.fileTime, options),
  *closing(_, options) {
    const account = futuresAccount(BINANCE_USDM, options);
    yield { event: 'scope', account, market: BINANCE_USDM, at: options.fileTime };
  },
});

const OptionRow = z.object({
  symbol: text,
  side: word(['LONG', 'SHORT']),
  quantity: decimal(),
  entryPrice: optionalDecimal(),
  markPrice: optionalDecimal(),
});

/** The newer answers say when each position was last changed, the older ones nothing. */
const optionsMoment = ({ rows }: Document, { fileTime }: ReadOptions): Instant =>
  latestTime(rows, 'time') ?? fileTime;

/** `eapi/v1/position`, both generations: the quantity of a short may or may not carry its sign. */
export const binanceOptionPositions: StatementFormat = documentFormat({
  id: 'binance-option-positions-json',
  title: 'Binance option positions (JSON)',
  venue: BINANCE,
  recognises: (head) => hasKeys(head, 'symbol', 'side', 'quantity', 'markValue', 'strikePrice'),
  rows: ['symbol', 'side', 'quantity'],
  schema: OptionRow,
  reader: (document, options) => (row) => {
    if (row.side === 'LONG' && signOf(row.quantity) < 0) {
      return fail('conflict', `side LONG contradicts quantity ${row.quantity}`, 'side');
    }
    const size = magnitude(row.quantity);
    const quantity = row.side === 'SHORT' ? negated(size) : size;
    return ok({
      items: [
        {
          kind: 'position',
          account: walletAccount(options.account, OPTIONS_WALLET),
          market: BINANCE_OPTIONS,
          symbol: row.symbol,
          quantity,
          entryPrice: row.entryPrice,
          markPrice: row.markPrice,
          indexPrice: null,
          leverage: null,
          marginMode: 'cross',
          isolatedMargin: null,
          contract: null,
          at: optionsMoment(document, options),
        },
      ],
      summary: `position ${row.symbol} ${quantity}`,
    });
  },
  *closing(document, options) {
    const account = walletAccount(options.account, OPTIONS_WALLET);
    const at = optionsMoment(document, options);
    yield { event: 'scope', account, market: BINANCE_OPTIONS, at };
  },
});
