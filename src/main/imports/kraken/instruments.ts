import { z } from 'zod';
import { dayNumber } from '../../../engine/instruments/calendar.ts';
import { krakenGrammar, krakenSymbol } from '../../../engine/instruments/kraken.ts';
import { dayOf } from '../../../engine/values/days.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { assetSpelled } from '../asset-spellings.ts';
import { signOf } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { decimal, fieldsOf, optionalTime, text, textOrNull } from '../fields.ts';
import type { ContractItem, StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { KRAKEN, KRAKEN_FUTURES } from './names.ts';
import { words } from '../words.ts';

const Row = z.object({
  symbol: text,
  type: text,
  contractSize: decimal(),
  base: textOrNull,
  quote: textOrNull,
  lastTradingTime: optionalTime(['year-month-day'], 'UTC'),
});

const PAYOFFS: Readonly<Record<string, 'inverse' | 'linear'>> = words({
  futures_inverse: 'inverse',
  flexible_futures: 'linear',
});

function contract(row: z.infer<typeof Row>): Outcome<ContractItem> {
  const symbol = krakenSymbol(row.symbol);
  const payoff = PAYOFFS[row.type];
  if (payoff === undefined) {
    return fail('unsupported-instrument', `${symbol} is of type ${row.type}`, 'type');
  }
  const name = krakenGrammar.name(symbol, []);
  if (!name.ok) return name;
  if (name.value.payoff !== payoff) {
    return fail('conflict', `the type is ${row.type}, the name says otherwise`, 'type');
  }
  const named = {
    base: assetSpelled(name.value.base, KRAKEN),
    quote: assetSpelled(name.value.quote ?? '', KRAKEN),
  };
  for (const field of ['base', 'quote'] as const) {
    const stated = row[field];
    if (stated === null || assetSpelled(stated, KRAKEN) === named[field]) continue;
    return fail('conflict', `the name says ${named[field]}, the row ${stated}`, field);
  }
  if (signOf(row.contractSize) <= 0) {
    return fail('malformed', `a contract of ${row.contractSize}`, 'contractSize');
  }
  const { expiry } = name.value;
  const ends = row.lastTradingTime;
  if (expiry !== null && ends === null) {
    return fail('missing-field', 'a dated contract without its end', 'lastTradingTime');
  }
  const day = expiry === null ? null : dayNumber(expiry.year, expiry.month, expiry.day ?? 0);
  if (ends !== null && (day === null || dayOf(ends) !== day)) {
    const stated = new Date(ends).toISOString();
    return fail('conflict', `the name does not end on ${stated}`, 'lastTradingTime');
  }
  return ok({
    kind: 'contract',
    market: KRAKEN_FUTURES,
    symbol,
    instrumentKind: expiry === null ? 'perpetual' : 'future',
    payoff,
    underlying: named.base,
    quote: named.quote,
    // Profit of linear contracts is booked in dollars, whatever coin the wallet converts it to.
    settlement: payoff === 'inverse' ? named.base : named.quote,
    // Dollars of an inverse contract, coins of a linear one.
    multiplier: row.contractSize,
    priceUnit: 'quote',
    expiry: expiry === null ? null : ends,
    right: null,
    strike: null,
    exercise: null,
  });
}

function statedBy(row: z.infer<typeof Row>): Outcome<Stated> {
  const found = contract(row);
  return found.ok ? ok({ items: [found.value], summary: `contract ${row.symbol}` }) : found;
}

/** A contract as one row of the list states it; the failure's `at` names the field. */
export function krakenContract(row: unknown): Outcome<ContractItem> {
  const read = fieldsOf(Row, row);
  return read.ok ? contract(read.value) : read;
}

/** Answer of `derivatives/api/v3/instruments`. */
export const krakenInstruments: StatementFormat = documentFormat({
  id: 'kraken-futures-instruments-json',
  title: 'Kraken Futures instrument list (JSON)',
  venue: KRAKEN,
  recognises: (head) =>
    hasKeys(head, 'symbol', 'contractSize', 'contractValueTradePrecision', 'tradeable'),
  rows: ['symbol', 'contractSize'],
  schema: Row,
  reader: () => statedBy,
});
