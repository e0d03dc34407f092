import { asset, market, venue } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import type {
  BalanceItem,
  ContractItem,
  FigureItem,
  LedgerItem,
  PositionItem,
  PriceItem,
  QuoteItem,
} from '../../../../src/main/imports/format.ts';
import type { ImportMeta } from '../../../../src/main/store/statements.ts';

/** 2026-11-20T09:00:00Z. */
export const morning = Date.UTC(2026, 10, 20, 9);
export const hour = 3_600_000;
export const day = 24 * hour;

/** A file's particulars; its hash differs with its name. */
export function aFile(name: string, over: Partial<ImportMeta> = {}): ImportMeta {
  return {
    file: name,
    sha256: Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64),
    format: 'deribit-test',
    formatTitle: 'Deribit test',
    venue: venue('DERIBIT'),
    account: null,
    mapping: null,
    ...over,
  };
}

export function aPosition(over: Partial<PositionItem> = {}): PositionItem {
  return {
    kind: 'position',
    account: 'main',
    market: market('DERIBIT'),
    symbol: 'BTC-PERPETUAL',
    quantity: '-40000',
    entryPrice: '91234.50',
    markPrice: '90000.1',
    indexPrice: null,
    leverage: null,
    marginMode: 'cross',
    isolatedMargin: null,
    contract: null,
    at: instant(morning),
    ...over,
  };
}

export function aContract(over: Partial<ContractItem> = {}): ContractItem {
  return {
    kind: 'contract',
    market: market('DERIBIT'),
    symbol: 'BTC-27NOV26-100000-C',
    instrumentKind: 'option',
    payoff: 'inverse',
    underlying: asset('BTC'),
    quote: asset('USD'),
    settlement: asset('BTC'),
    multiplier: '1',
    priceUnit: 'underlying',
    expiry: instant(Date.UTC(2026, 10, 27, 8)),
    right: 'call',
    strike: '100000',
    exercise: 'european',
    ...over,
  };
}

export function aBalance(over: Partial<BalanceItem> = {}): BalanceItem {
  return {
    kind: 'balance',
    account: 'main',
    asset: asset('BTC'),
    balance: '1.250000000000000001',
    at: instant(morning),
    ...over,
  };
}

export function aFigure(over: Partial<FigureItem> = {}): FigureItem {
  return {
    kind: 'figure',
    account: 'main',
    name: 'equity',
    asset: asset('BTC'),
    value: '1.2',
    model: 'segregated_pm',
    at: instant(morning),
    ...over,
  };
}

export function aLedgerRow(over: Partial<LedgerItem> = {}): LedgerItem {
  return {
    kind: 'ledger',
    account: 'main',
    id: null,
    at: instant(morning),
    sequence: 0,
    type: 'trade',
    operation: 'trade',
    market: market('DERIBIT'),
    symbol: 'BTC-PERPETUAL',
    quantity: '10',
    price: '91000',
    positionAfter: null,
    asset: asset('BTC'),
    change: '-0.00000001',
    balanceAfter: null,
    fee: '0.00000001',
    feeAsset: asset('BTC'),
    contract: null,
    ...over,
  };
}

export function aQuote(over: Partial<QuoteItem> = {}): QuoteItem {
  return {
    kind: 'quote',
    market: market('DERIBIT'),
    symbol: 'BTC-27NOV26-100000-C',
    mark: '0.0125',
    bid: null,
    ask: null,
    volatility: '0.52',
    forward: '91500.5',
    index: '91000',
    at: instant(morning),
    ...over,
  };
}

export function aClose(over: Partial<PriceItem> = {}): PriceItem {
  return {
    kind: 'price',
    series: 'BTC-USD',
    asset: asset('BTC'),
    quote: asset('USD'),
    at: instant(Date.UTC(2026, 10, 19)),
    interval: 'day',
    close: '91000.5',
    ...over,
  };
}
