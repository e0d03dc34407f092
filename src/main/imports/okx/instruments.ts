import { z } from 'zod';
import { letterOf, type InstrumentName } from '../../../engine/instruments/instrument-name.ts';
import { okxGrammar } from '../../../engine/instruments/okx.ts';
import { dayNumber } from '../../../engine/instruments/calendar.ts';
import { asset } from '../../../engine/values/ids.ts';
import { dayOf } from '../../../engine/values/days.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { productOf, signOf } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { fieldsOf, optionalDecimal, optionalTime, text, textOrNull } from '../fields.ts';
import type { ContractItem, StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { words } from '../words.ts';
import { OKX, OKX_MARKET } from './names.ts';

const Row = z.object({
  instId: text,
  instType: text,
  ctVal: optionalDecimal(),
  ctMult: optionalDecimal(),
  ctValCcy: textOrNull,
  ctType: textOrNull,
  settleCcy: textOrNull,
  expTime: optionalTime(['epoch-milliseconds'], 'UTC'),
  stk: optionalDecimal(),
  optType: textOrNull,
});
type Fields = z.infer<typeof Row>;

const KINDS: Readonly<Record<string, InstrumentName['kind']>> = words({
  SPOT: 'spot',
  MARGIN: 'spot',
  SWAP: 'perpetual',
  FUTURES: 'future',
  OPTION: 'option',
});

/** The first field that says something else than the name; null where all agree. */
function contradicted(row: Fields, { kind, payoff, strike, right }: InstrumentName): string | null {
  if (KINDS[row.instType.toUpperCase()] !== kind) return 'instType';
  if (row.ctType !== null && row.ctType.toLowerCase() !== payoff) return 'ctType';
  if (strike !== null && row.stk !== null && Number(row.stk) !== Number(strike)) return 'stk';
  const letter = right === null ? null : letterOf(right);
  return right !== null && row.optType !== null && row.optType !== letter ? 'optType' : null;
}

function contract(row: Fields): Outcome<ContractItem> {
  const name = okxGrammar.name(row.instId, []);
  if (!name.ok) return name;
  const against = contradicted(row, name.value);
  if (against !== null) {
    return fail('conflict', `${against} contradicts the name ${row.instId}`, against);
  }
  const { kind, payoff, base, quote, settlement, right, strike, priceUnit, expiry } = name.value;
  if (payoff === null || quote === null || settlement === null) {
    return fail('malformed', `${row.instId} does not say what it settles in`);
  }
  const size = kind === 'spot' ? '1' : row.ctVal;
  if (size === null || signOf(size) <= 0) return fail('missing-field', 'no size', 'ctVal');
  const unit = payoff === 'inverse' && kind !== 'option' ? quote : base;
  if (row.ctValCcy !== null && kind !== 'spot' && row.ctValCcy !== unit) {
    return fail('conflict', `ctVal is in ${row.ctValCcy}, the name means ${unit}`, 'ctValCcy');
  }
  if (row.settleCcy !== null && kind !== 'spot' && row.settleCcy !== settlement) {
    return fail(
      'conflict',
      `it settles in ${row.settleCcy}, its name means ${settlement}`,
      'settleCcy',
    );
  }
  const day = expiry === null ? null : dayNumber(expiry.year, expiry.month, expiry.day ?? 0);
  if (day !== null && (row.expTime === null || dayOf(row.expTime) !== day)) {
    return fail('conflict', `expTime is not the day that ${row.instId} names`, 'expTime');
  }
  return ok({
    kind: 'contract',
    market: OKX_MARKET,
    symbol: row.instId,
    instrumentKind: kind,
    payoff,
    underlying: asset(base),
    quote: asset(quote),
    settlement: asset(settlement),
    multiplier: productOf(size, row.ctMult ?? '1'),
    priceUnit,
    expiry: expiry === null ? null : row.expTime,
    right,
    strike,
    exercise: right === null ? null : 'european',
  });
}

function rowOf(row: Fields): Outcome<Stated> {
  const found = contract(row);
  return found.ok ? ok({ items: [found.value], summary: `contract ${row.instId}` }) : found;
}

/** A contract as one row of the list states it; the failure's `at` names the field. */
export function contractOf(row: unknown): Outcome<ContractItem> {
  const read = fieldsOf(Row, row);
  return read.ok ? contract(read.value) : read;
}

/** Answer of `public/instruments`, v5: a contract is worth ctVal times ctMult. */
export const okxInstruments: StatementFormat = documentFormat({
  id: 'okx-instruments-json',
  title: 'OKX instrument list (JSON)',
  venue: OKX,
  recognises: (head) => hasKeys(head, 'instId', 'ctVal', 'ctMult', 'settleCcy'),
  rows: ['instId', 'ctVal'],
  schema: Row,
  reader: () => rowOf,
});
