import { fail, ok, type Outcome } from './outcome.ts';

declare const kind: unique symbol;

/** A text that names one thing of its kind. Made only in this file. */
type Id<K extends string> = string & { readonly [kind]: K };

/** An asset's code in capitals: `BTC`, `USD`, `USDT`, `SPX`. */
export type Asset = Id<'asset'>;
/** Exchange, broker or protocol: `DERIBIT`, `BINANCE`, `IBKR`. */
export type Venue = Id<'venue'>;
/** The part of a venue within which a symbol is unique: `DERIBIT`, `BINANCE-USDM`, `BYBIT-OPTION`. */
export type Market = Id<'market'>;
/** The venue's own symbol, a dot, the market: `BTC-PERPETUAL.DERIBIT`, `BTCUSDT.BINANCE-USDM`. */
export type InstrumentId = Id<'instrument'>;
/** The pool that is margined together: `DERIBIT:main`, `BYBIT:desk:isolated:BTCUSDT`. */
export type MarginAccountId = Id<'marginAccount'>;

export const asset = (code: string): Asset => code.trim().toUpperCase() as Asset;
export const venue = (code: string): Venue => code.trim().toUpperCase() as Venue;
export const market = (code: string): Market => code.trim().toUpperCase() as Market;
export const marginAccountId = (text: string): MarginAccountId => text as MarginAccountId;

/** The venue a market belongs to: the text before the first hyphen. */
export function venueOf(of: Market): Venue {
  return venue(of.split('-', 1)[0] ?? of);
}

/** Symbols keep the venue's spelling, trimmed; runs of inner blanks (OCC padding) become one. */
export function instrumentId(symbol: string, at: Market): Outcome<InstrumentId> {
  const spelled = symbol.trim().replace(/\s+/g, ' ');
  return spelled === ''
    ? fail('malformed', `symbol "${symbol}" is empty`)
    : ok(`${spelled}.${at}` as InstrumentId);
}
