import { z } from 'zod';
import { binanceSpotGrammar } from '../../../engine/instruments/binance.ts';
import { asset, type Market } from '../../../engine/values/ids.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { documentFormat } from '../document-format.ts';
import { fieldsOf, text } from '../fields.ts';
import type { ContractItem, StatementFormat } from '../format.ts';
import { hasKeys, isList, member, type JsonValue } from '../json-document.ts';
import { BINANCE, BINANCE_COINM, BINANCE_OPTIONS, BINANCE_SPOT, BINANCE_USDM } from './accounts.ts';
import { agreedName } from './contract-name.ts';
import { coinmContract, usdmContract } from './futures-contract.ts';
import { optionContract } from './option-contract.ts';

const Pair = z.object({ symbol: text, baseAsset: text, quoteAsset: text });

function spotContract(row: unknown): Outcome<ContractItem> {
  const fields = fieldsOf(Pair, row);
  if (!fields.ok) return fields;
  const { symbol, baseAsset, quoteAsset } = fields.value;
  const name = agreedName(symbol, binanceSpotGrammar, baseAsset, quoteAsset);
  if (!name.ok) return name;
  return ok({
    kind: 'contract',
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
    right: null,
    strike: null,
    exercise: null,
  });
}

/** A contract as one row of a market's list states it; the failure's `at` names the field. */
export function contractOf(row: unknown, market: Market): Outcome<ContractItem> {
  if (market === BINANCE_OPTIONS) return optionContract(row);
  if (market === BINANCE_COINM) return coinmContract(row);
  return market === BINANCE_USDM ? usdmContract(row) : spotContract(row);
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
