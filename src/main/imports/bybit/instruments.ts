import { z } from 'zod';
import { dayNumber } from '../../../engine/instruments/calendar.ts';
import { GRAMMARS } from '../../../engine/instruments/grammars.ts';
import type { InstrumentName } from '../../../engine/instruments/instrument-name.ts';
import { asset, type Market } from '../../../engine/values/ids.ts';
import { dayOf } from '../../../engine/values/days.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { documentFormat } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { assetCode, field, fieldsOf, text, textOrNull } from '../fields.ts';
import type { ContractItem, StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { instantOf } from '../times.ts';
import { BYBIT, BYBIT_INVERSE, BYBIT_LINEAR, BYBIT_OPTION, BYBIT_SPOT } from './markets.ts';

const Row = z.object({
  symbol: text,
  contractType: textOrNull,
  optionsType: textOrNull,
  baseCoin: assetCode,
  quoteCoin: assetCode,
  settleCoin: textOrNull,
  deliveryTime: field((raw): Outcome<Instant | null> =>
    raw === '' || raw === '0' ? ok(null) : instantOf(raw, ['epoch-milliseconds'], 'UTC'),
  ),
});
type Fields = z.infer<typeof Row>;

function marketOf({ contractType, optionsType }: Fields): Market {
  if (optionsType !== null) return BYBIT_OPTION;
  if (contractType === null) return BYBIT_SPOT;
  return contractType.startsWith('Inverse') ? BYBIT_INVERSE : BYBIT_LINEAR;
}

/** `LinearPerpetual`, `InverseFutures`, `Call`: what a row says beside its name. */
function contradicted(row: Fields, { kind, right }: InstrumentName): string | null {
  const type = row.contractType ?? '';
  if (type.endsWith('Perpetual') && kind !== 'perpetual') return 'contractType';
  if (type.endsWith('Futures') && kind !== 'future') return 'contractType';
  return row.optionsType !== null && row.optionsType.toLowerCase() !== right ? 'optionsType' : null;
}

function contract(row: Fields): Outcome<ContractItem> {
  const market = marketOf(row);
  const quotes = [row.quoteCoin];
  const name = GRAMMARS.get(market)?.name(row.symbol, quotes);
  if (name === undefined || !name.ok) {
    return name ?? fail('unknown-contract', `${market} is not known`, 'symbol');
  }
  const against = contradicted(row, name.value);
  if (against !== null) {
    return fail('conflict', `${against} contradicts the name "${row.symbol}"`, against);
  }
  const { kind, payoff, base, expiry, right, strike, priceUnit, quote } = name.value;
  // Options are listed as quoted in dollars; their names mean the stablecoin that they settle in.
  const stated = kind === 'option' ? (row.settleCoin ?? row.quoteCoin) : row.quoteCoin;
  if (payoff === null || quote !== stated) {
    return fail('conflict', `"${row.symbol}" is not quoted in ${stated}`, 'quoteCoin');
  }
  if (base !== row.baseCoin) {
    return fail('conflict', `"${row.symbol}" is not of ${row.baseCoin}`, 'baseCoin');
  }
  const settlement = payoff === 'inverse' ? row.baseCoin : asset(quote);
  if (kind !== 'spot' && row.settleCoin !== null && asset(row.settleCoin) !== settlement) {
    return fail('conflict', `"${row.symbol}" does not settle in ${row.settleCoin}`, 'settleCoin');
  }
  const dated = kind === 'future' || kind === 'option';
  if (dated && row.deliveryTime === null) {
    return fail('missing-field', `${row.symbol} has no delivery time`, 'deliveryTime');
  }
  const day =
    expiry === null || expiry.day === null
      ? null
      : dayNumber(expiry.year, expiry.month, expiry.day);
  if (day !== null && row.deliveryTime !== null && dayOf(row.deliveryTime) !== day) {
    const other = new Date(row.deliveryTime).toISOString();
    return fail(
      'conflict',
      `"${row.symbol}" names one expiry, deliveryTime another: ${other}`,
      'deliveryTime',
    );
  }
  return ok({
    kind: 'contract',
    market,
    symbol: row.symbol,
    instrumentKind: kind,
    payoff,
    underlying: row.baseCoin,
    quote: asset(quote),
    settlement,
    // Sizes are stated in coins, or in dollars for inverse contracts.
    multiplier: '1',
    priceUnit,
    expiry: dated ? row.deliveryTime : null,
    right,
    strike,
    exercise: right === null ? null : 'european',
  });
}

function rowOf(row: Fields): Outcome<Stated> {
  const found = contract(row);
  return found.ok ? ok({ items: [found.value], summary: `contract ${row.symbol}` }) : found;
}

/** A contract as one row of the list states it; the failure's `at` names the field. */
export function contractOf(row: unknown): Outcome<ContractItem> {
  const read = fieldsOf(Row, row);
  return read.ok ? contract(read.value) : read;
}

/** Answer of `market/instruments-info`, v5. */
export const bybitInstruments: StatementFormat = documentFormat({
  id: 'bybit-instruments-json',
  title: 'Bybit instrument list (JSON)',
  venue: BYBIT,
  recognises: (head) => hasKeys(head, 'symbol', 'baseCoin', 'quoteCoin', 'lotSizeFilter'),
  rows: ['symbol', 'baseCoin', 'quoteCoin'],
  schema: Row,
  reader: () => rowOf,
});
