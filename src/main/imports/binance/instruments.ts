import { z } from 'zod';
import {
  binanceCoinmGrammar,
  binanceOptionsGrammar,
  binanceSpotGrammar,
  binanceUsdmGrammar,
} from '../../../engine/instruments/binance.ts';
import { dayNumber } from '../../../engine/instruments/calendar.ts';
import type { Grammar, InstrumentName } from '../../../engine/instruments/instrument-name.ts';
import { dayOf } from '../../../engine/values/days.ts';
import { asset, type Market } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { sameNumber } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import { decimal, fieldsOf, optionalDecimal, text, textOrNull, time } from '../fields.ts';
import type { ContractItem, StatementFormat } from '../format.ts';
import { hasKeys, isList, member, type JsonValue } from '../json-document.ts';
import { BINANCE, BINANCE_COINM, BINANCE_OPTIONS, BINANCE_SPOT, BINANCE_USDM } from './accounts.ts';

const Pair = z.object({ symbol: text, baseAsset: text, quoteAsset: text });

const Future = z.object({
  symbol: text,
  baseAsset: text,
  quoteAsset: text,
  marginAsset: text,
  contractType: text,
  deliveryDate: time(['epoch-milliseconds'], 'UTC'),
  contractSize: optionalDecimal(),
});

const Option = z.object({
  symbol: text,
  underlying: text,
  quoteAsset: textOrNull,
  side: text,
  strikePrice: decimal(),
  expiryDate: time(['epoch-milliseconds'], 'UTC'),
  unit: decimal(),
});

const PLAIN = { kind: 'contract', right: null, strike: null, exercise: null } as const;

/** The symbol as the market's grammar reads it, refused where the base or quote of the row is another. */
function agreedName(
  symbol: string,
  grammar: Grammar,
  base: string,
  quote: string,
): Outcome<InstrumentName> {
  const name = grammar.name(symbol, [quote]);
  if (!name.ok) return name;
  return name.value.base === base && name.value.quote === quote
    ? name
    : fail('conflict', `"${symbol}" does not name ${base} and ${quote}, which its row does`);
}

function spot(row: z.infer<typeof Pair>): Outcome<ContractItem> {
  const { symbol, baseAsset, quoteAsset } = row;
  const name = agreedName(symbol, binanceSpotGrammar, baseAsset, quoteAsset);
  if (!name.ok) return name;
  return ok({
    ...PLAIN,
    market: BINANCE_SPOT,
    symbol,
    instrumentKind: 'spot',
    payoff: 'linear',
    underlying: asset(baseAsset),
    quote: asset(quoteAsset),
    settlement: asset(quoteAsset),
    multiplier: '1',
    priceUnit: 'quote',
    expiry: null,
  });
}

/** Perpetuals carry a delivery date of the year 2100, or that of their delisting. */
function futureExpiry(
  { symbol, contractType, deliveryDate }: z.infer<typeof Future>,
  name: InstrumentName,
): Outcome<Instant | null> {
  const perpetual = contractType.includes('PERPETUAL');
  if (perpetual !== (name.expiry === null)) {
    return fail('conflict', `"${symbol}" is listed as ${contractType}`, 'contractType');
  }
  if (name.expiry === null) return ok(null);
  return agreedExpiry(symbol, name, deliveryDate, 'deliveryDate');
}

function agreedExpiry(
  symbol: string,
  { expiry }: InstrumentName,
  stated: Instant,
  field: string,
): Outcome<Instant> {
  const day = expiry === null ? null : dayNumber(expiry.year, expiry.month, expiry.day ?? 0);
  return day === dayOf(stated)
    ? ok(stated)
    : fail(
        'conflict',
        `"${symbol}" names one expiry, the row another: ${shownTime(stated)}`,
        field,
      );
}

const shownTime = (at: Instant): string => new Date(at).toISOString();

function usdm(row: z.infer<typeof Future>): Outcome<ContractItem> {
  const { symbol, baseAsset, quoteAsset, marginAsset } = row;
  const name = agreedName(symbol, binanceUsdmGrammar, baseAsset, quoteAsset);
  if (!name.ok) return name;
  if (marginAsset !== quoteAsset) {
    return fail(
      'conflict',
      `${symbol} settles in ${marginAsset}, not in ${quoteAsset}`,
      'marginAsset',
    );
  }
  const expiry = futureExpiry(row, name.value);
  if (!expiry.ok) return expiry;
  return ok({
    ...PLAIN,
    market: BINANCE_USDM,
    symbol,
    instrumentKind: expiry.value === null ? 'perpetual' : 'future',
    payoff: 'linear',
    underlying: asset(baseAsset),
    quote: asset(quoteAsset),
    settlement: asset(marginAsset),
    multiplier: '1',
    priceUnit: 'quote',
    expiry: expiry.value,
  });
}

function coinm(row: z.infer<typeof Future>): Outcome<ContractItem> {
  const { symbol, baseAsset, quoteAsset, marginAsset, contractSize } = row;
  const name = agreedName(symbol, binanceCoinmGrammar, baseAsset, quoteAsset);
  if (!name.ok) return name;
  if (marginAsset !== baseAsset) {
    return fail(
      'conflict',
      `${symbol} settles in ${marginAsset}, not in ${baseAsset}`,
      'marginAsset',
    );
  }
  if (contractSize === null) {
    return fail('missing-field', `${symbol} without its size in dollars`, 'contractSize');
  }
  const expiry = futureExpiry(row, name.value);
  if (!expiry.ok) return expiry;
  return ok({
    ...PLAIN,
    market: BINANCE_COINM,
    symbol,
    instrumentKind: expiry.value === null ? 'perpetual' : 'future',
    payoff: 'inverse',
    underlying: asset(baseAsset),
    quote: asset(quoteAsset),
    settlement: asset(marginAsset),
    multiplier: contractSize,
    priceUnit: 'quote',
    expiry: expiry.value,
  });
}

/**
 * Prices are of a whole contract, Greeks of one coin: with a unit of 100 XRP, as XRP has, the price of
 * one coin is a hundredth of the price. Only contracts of one coin are read.
 */
function option(row: z.infer<typeof Option>): Outcome<ContractItem> {
  const { symbol, underlying, quoteAsset, strikePrice, expiryDate, unit } = row;
  const name = binanceOptionsGrammar.name(symbol, []);
  if (!name.ok) return name;
  const { base, quote, strike, right } = name.value;
  if (underlying !== `${base}${quote ?? ''}` || (quoteAsset !== null && quoteAsset !== quote)) {
    return fail('conflict', `"${symbol}" is listed as an option on ${underlying}`, 'underlying');
  }
  if (strike === null || !sameNumber(strike, strikePrice)) {
    return fail(
      'conflict',
      `"${symbol}" names one strike, the row another: ${strikePrice}`,
      'strikePrice',
    );
  }
  if (row.side.toLowerCase() !== right) {
    return fail('conflict', `"${symbol}" names a ${right ?? ''}, the row a ${row.side}`, 'side');
  }
  if (!sameNumber(unit, '1')) {
    return fail(
      'unsupported-instrument',
      `${symbol} is priced per ${unit} ${base}, not per coin`,
      'unit',
    );
  }
  const expiry = agreedExpiry(symbol, name.value, expiryDate, 'expiryDate');
  if (!expiry.ok) return expiry;
  return ok({
    kind: 'contract',
    market: BINANCE_OPTIONS,
    symbol,
    instrumentKind: 'option',
    payoff: 'linear',
    underlying: asset(base),
    quote: asset(quote ?? ''),
    settlement: asset(quote ?? ''),
    multiplier: '1',
    priceUnit: 'quote',
    expiry: expiry.value,
    right,
    strike,
    exercise: 'european',
  });
}

const read = <T>(
  schema: z.ZodType<T>,
  row: unknown,
  contract: (fields: T) => Outcome<ContractItem>,
): Outcome<ContractItem> => {
  const fields = fieldsOf(schema, row);
  return fields.ok ? contract(fields.value) : fields;
};

/** A contract as one row of a market's list states it; the failure's `at` names the field. */
export function contractOf(row: unknown, market: Market): Outcome<ContractItem> {
  if (market === BINANCE_OPTIONS) return read(Option, row, option);
  if (market === BINANCE_COINM) return read(Future, row, coinm);
  return market === BINANCE_USDM ? read(Future, row, usdm) : read(Pair, row, spot);
}

/** The market of a list by what a row of it has. */
export function listedMarket(row: unknown): Market {
  const has = (key: string): boolean =>
    typeof row === 'object' && row !== null && Object.hasOwn(row, key);
  if (has('strikePrice') || has('expiryDate')) return BINANCE_OPTIONS;
  if (has('contractSize') || has('contractStatus')) return BINANCE_COINM;
  return has('contractType') || has('marginAsset') || has('deliveryDate')
    ? BINANCE_USDM
    : BINANCE_SPOT;
}

function rowsIn(whole: JsonValue): readonly JsonValue[] | null {
  const rows = member(whole, 'optionSymbols') ?? member(whole, 'symbols');
  return isList(rows) ? rows : null;
}

/** `api/v3`, `fapi/v1`, `dapi/v1` and `eapi/v1` `/exchangeInfo`. */
export const binanceInstruments: StatementFormat = documentFormat({
  id: 'binance-instruments-json',
  title: 'Binance instrument list (JSON)',
  venue: BINANCE,
  recognises: (head) =>
    hasKeys(head, 'timezone', 'serverTime') &&
    (hasKeys(head, 'optionContracts') || hasKeys(head, 'rateLimits', 'symbols', 'baseAsset')),
  rows: rowsIn,
  schema: z.unknown(),
  reader: () => (row) => {
    const found = contractOf(row, listedMarket(row));
    return found.ok
      ? ok({ items: [found.value], summary: `contract ${found.value.symbol}` })
      : found;
  },
});
