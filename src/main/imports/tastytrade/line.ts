import { market, venue, type Asset, type Market, type Venue } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { quotientOf } from '../brokers/arithmetic.ts';
import { ledgerItem } from '../brokers/ledger-item.ts';
import {
  contractOf,
  futureRoot,
  occSymbol,
  occTerms,
  type ListingKind,
} from '../brokers/listed-contract.ts';
import { closeOf } from '../brokers/listings.ts';
import {
  isZero,
  magnitude,
  negated,
  productOf,
  sameNumber,
  shortened,
  signOf,
} from '../decimals.ts';
import type { Stated } from '../events.ts';
import type { ContractItem, DecimalText, LedgerItem } from '../format.ts';

export const TASTYTRADE: Venue = venue('TASTYTRADE');
const MARKET: Market = market('TASTYTRADE');

/** One line of a history, of either generation. */
export type TastytradeLine = {
  readonly account: string;
  readonly line: number;
  readonly at: Instant;
  /** `Trade`, `Receive Deliver`, `Money Movement`. */
  readonly type: string;
  /** `Sell to Open`, `Assignment`, `Deposit`. */
  readonly subType: string;
  /** Null where the row says neither buy nor sell. */
  readonly side: 'buy' | 'sell' | null;
  readonly symbol: string | null;
  readonly kind: ListingKind | null;
  /** Unsigned. */
  readonly quantity: DecimalText | null;
  /** Per unit of the underlying. */
  readonly price: DecimalText | null;
  /** Cash, all in; null where the row has none. */
  readonly change: DecimalText | null;
  /** Cost positive. */
  readonly fee: DecimalText | null;
  readonly currency: Asset;
  readonly multiplier: DecimalText | null;
  /** `2024-09-20`. */
  readonly expiry: string | null;
  readonly strike: DecimalText | null;
  readonly right: 'call' | 'put' | null;
};

const KINDS: ReadonlyMap<string, ListingKind> = new Map([
  ['Equity', 'share'],
  ['Equity Option', 'option'],
  ['Future', 'future'],
  ['Future Option', 'future option'],
  ['Cryptocurrency', 'coin'],
]);

export function instrumentKind(text: string): Outcome<ListingKind> {
  const kind = KINDS.get(text);
  return kind === undefined
    ? fail(
        'unsupported-instrument',
        `"${shortened(text)}" is no kind of instrument that can be priced here`,
        'Instrument Type',
      )
    : ok(kind);
}

/** `9/20/24` and `09/20/2024`: the month comes first, as everywhere at this broker. */
export function americanDay(text: string): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [, month = '', day = '', year = ''] = match;
  const full = year.length === 2 ? `20${year}` : year;
  const iso = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const back = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(back.getTime()) && back.toISOString().startsWith(iso) ? iso : null;
}

/** Premium is paid by the contract and quoted per unit: the ratio is the multiplier, if it is one. */
export function paidMultiplier(
  paid: DecimalText | null,
  quantity: DecimalText | null,
  price: DecimalText | null,
): DecimalText | null {
  if (paid === null || quantity === null || price === null) return null;
  const ratio = quotientOf(magnitude(paid), magnitude(productOf(quantity, price)));
  return ratio !== null && /^(?:[1-9]\d*|0\.\d{1,4})$/.test(ratio) && !isZero(ratio) ? ratio : null;
}

function contractOfLine(
  line: TastytradeLine,
  symbol: string,
  kind: ListingKind,
): Outcome<ContractItem | null> {
  const terms = kind === 'option' ? occTerms(symbol) : null;
  if (terms !== null && line.strike !== null && !sameNumber(terms.strike, line.strike)) {
    return fail(
      'conflict',
      `strike ${line.strike} where the symbol says ${terms.strike}`,
      'Strike Price',
    );
  }
  const root =
    terms?.root ?? (kind === 'coin' ? (symbol.split('/', 1)[0] ?? symbol) : futureRoot(symbol));
  const contract = contractOf({
    market: MARKET,
    symbol,
    kind,
    root: kind === 'share' ? symbol : root,
    currency: line.currency,
    multiplier: kind === 'share' || kind === 'coin' ? '1' : line.multiplier,
    expiry: line.expiry === null ? null : closeOf(TASTYTRADE, line.expiry),
    right: line.right ?? terms?.right ?? null,
    strike: line.strike ?? terms?.strike ?? null,
  });
  return contract.ok || contract.failure.reason !== 'missing-field' ? contract : ok(null);
}

/** One spelling for one contract: options of shares and indices by their OCC symbol. */
function spelled(symbol: string, kind: ListingKind): string {
  const terms = kind === 'option' ? occTerms(symbol) : null;
  return terms === null ? symbol.trim().replace(/\s+/g, ' ') : occSymbol(terms);
}

/** Signed contracts; null where the row removes a position and does not say whether it was long or short. */
function signedQuantity({ side, subType, quantity }: TastytradeLine): DecimalText | null {
  if (quantity === null || isZero(quantity)) return null;
  const size = magnitude(quantity);
  if (side !== null) return side === 'buy' ? size : negated(size);
  // Only sold options are assigned, only bought ones exercised.
  if (/assignment/i.test(subType)) return size;
  return /exercise/i.test(subType) ? negated(size) : null;
}

function movementType({ type, subType, change }: TastytradeLine): LedgerItem['type'] {
  if (type === 'Trade') return 'trade';
  if (/mark to market/i.test(subType)) return 'settlement';
  if (/deposit|withdrawal/i.test(subType)) {
    return change !== null && signOf(change) < 0 ? 'withdrawal' : 'deposit';
  }
  if (/interest/i.test(subType)) return 'interest';
  if (/fee/i.test(subType)) return 'fee';
  return /transfer/i.test(subType) ? 'transfer' : 'unknown';
}

/** What a line states: a trade, a delivery, a removal at expiry, or cash. */
export function tastytradeItems(line: TastytradeLine): Outcome<Stated> {
  const { account, at, type, subType, currency, change, price, fee } = line;
  const cash = {
    account,
    at,
    // Newest first: a later line of the file is the earlier event.
    sequence: -line.line,
    operation: subType === '' ? type : subType,
    asset: change === null ? null : currency,
    change,
    fee,
    feeAsset: fee === null ? null : currency,
  };
  const moves = type === 'Trade' || type === 'Receive Deliver';
  if (!moves || line.symbol === null || line.kind === null) {
    const item = ledgerItem({ ...cash, type: movementType(line) });
    return ok({ items: [item], summary: `${cash.operation} ${change ?? ''} ${currency}` });
  }
  const symbol = spelled(line.symbol, line.kind);
  const contract = contractOfLine(line, symbol, line.kind);
  if (!contract.ok) return contract;
  const of = { ...cash, market: MARKET, symbol, contract: contract.value };
  const quantity = signedQuantity(line);
  if (quantity === null) {
    if (!/expiration/i.test(subType)) {
      return fail(
        'missing-field',
        `${shortened(cash.operation)} of ${shortened(symbol)} says neither buy nor sell`,
        'Action',
      );
    }
    // An option that has expired is gone, whichever sign it had.
    const item = ledgerItem({ ...of, type: 'delivery', positionAfter: '0' });
    return ok({ items: [item], summary: `expired ${symbol}` });
  }
  const said = price === null ? '' : ` at ${price}`;
  const kind = type === 'Trade' ? 'trade' : 'delivery';
  return ok({
    items: [ledgerItem({ ...of, type: kind, quantity, price })],
    summary: `${kind} ${symbol} ${quantity}${said}`,
  });
}
