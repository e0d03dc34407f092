import { z } from 'zod';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { documentFormat } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { fieldsOf, optionalDecimal, optionalTime, text, textOrNull } from '../fields.ts';
import type { ContractItem, StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { agreedName, DERIBIT, DERIBIT_MARKET } from './names.ts';

const Row = z.object({
  instrument_name: text,
  kind: text,
  expiration_timestamp: optionalTime(['epoch-milliseconds'], 'UTC'),
  strike: optionalDecimal(),
  option_type: textOrNull,
  settlement_currency: textOrNull,
});

const rightOf = (word: string | null): 'call' | 'put' | null =>
  word === 'call' || word === 'put' ? word : null;

function contract(row: z.infer<typeof Row>): Outcome<ContractItem> {
  if (row.kind.endsWith('_combo')) {
    return fail('unsupported-instrument', `${row.instrument_name} is a combination`, 'kind');
  }
  const name = agreedName(row.instrument_name, {
    expiry: row.expiration_timestamp,
    strike: row.strike,
    right: rightOf(row.option_type),
  });
  if (!name.ok) return name;
  const { kind, payoff, base, quote, settlement, right, strike, priceUnit, expiry } = name.value;
  if (payoff === null || quote === null || settlement === null) {
    return fail('malformed', `${row.instrument_name} does not say what it settles in`);
  }
  const stated: Asset | null =
    row.settlement_currency === null ? null : asset(row.settlement_currency);
  if (stated !== null && kind !== 'spot' && stated !== asset(settlement)) {
    return fail(
      'conflict',
      `${row.instrument_name} settles in ${stated}, its name says ${settlement}`,
    );
  }
  if (expiry !== null && row.expiration_timestamp === null) {
    return fail('missing-field', 'a dated contract without expiry', 'expiration_timestamp');
  }
  return ok({
    kind: 'contract',
    market: DERIBIT_MARKET,
    symbol: row.instrument_name,
    instrumentKind: kind,
    payoff,
    underlying: asset(base),
    quote: asset(quote),
    settlement: asset(settlement),
    // Sizes are stated in dollars or coins; contract_size only says in which steps one trades.
    multiplier: '1',
    priceUnit,
    expiry: expiry === null ? null : row.expiration_timestamp,
    right,
    strike,
    exercise: right === null ? null : 'european',
  });
}

function rowOf(row: z.infer<typeof Row>): Outcome<Stated> {
  const found = contract(row);
  return found.ok
    ? ok({ items: [found.value], summary: `contract ${row.instrument_name}` })
    : found;
}

/** A contract as one row of the list states it; the failure's `at` names the field. */
export function contractOf(row: unknown): Outcome<ContractItem> {
  const read = fieldsOf(Row, row);
  return read.ok ? contract(read.value) : read;
}

/** Answer of `public/get_instruments`. */
export const deribitInstruments: StatementFormat = documentFormat({
  id: 'deribit-instruments-json',
  title: 'Deribit instrument list (JSON)',
  venue: DERIBIT,
  recognises: (head) =>
    hasKeys(head, 'instrument_name', 'contract_size', 'kind', 'expiration_timestamp'),
  rows: ['instrument_name', 'contract_size'],
  schema: Row,
  reader: () => rowOf,
});
