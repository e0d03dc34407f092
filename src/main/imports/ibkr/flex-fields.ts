import { z } from 'zod';
import type { Asset } from '../../../engine/values/ids.ts';
import { failure, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { POINT } from '../decimals.ts';
import { assetCode, field, optionalDecimal, textOrNull, type Field } from '../fields.ts';
import type { ContractItem, DecimalText } from '../format.ts';
import { dayText, momentText, type DayOrder } from './dates.ts';
import type { FlexRow, FlexStatement } from './flex-statement.ts';
import { ibkrContract } from './instrument.ts';

/** What a reader of one row is given beside its fields. */
export type FlexContext = {
  readonly statement: FlexStatement;
  readonly account: string;
  readonly ordinal: number;
};

const right = field((text): Outcome<'call' | 'put' | null> => {
  const letter = text.trim().charAt(0).toUpperCase();
  return ok(letter === 'C' ? 'call' : letter === 'P' ? 'put' : null);
});

/** What any row says of its contract. */
export type ContractStated = {
  readonly assetCategory: string | null;
  readonly symbol: string | null;
  readonly underlyingSymbol: string | null;
  readonly currency: Asset;
  readonly multiplier: DecimalText | null;
  readonly expiry: string | null;
  readonly strike: DecimalText | null;
  readonly putCall: 'call' | 'put' | null;
};

export const contractFields: { readonly [K in keyof ContractStated]: Field<ContractStated[K]> } = {
  assetCategory: textOrNull,
  symbol: textOrNull,
  underlyingSymbol: textOrNull,
  currency: assetCode,
  multiplier: optionalDecimal(POINT),
  expiry: textOrNull,
  strike: optionalDecimal(POINT),
  putCall: right,
};

export const contractSchema: z.ZodType<ContractStated> = z.object(contractFields);

/** The contract facts that a row states, or why there are none. */
export function statedContract(row: ContractStated, order: DayOrder): Outcome<ContractItem> {
  if (row.symbol === null || row.assetCategory === null) {
    const at = row.symbol === null ? 'symbol' : 'assetCategory';
    return { ok: false, failure: failure('missing-field', `${at} is not stated`, at) };
  }
  const expiry = row.expiry === null ? null : dayText(row.expiry, order);
  if (expiry !== null && !expiry.ok) return expiry;
  return ibkrContract({
    category: row.assetCategory,
    symbol: row.symbol,
    underlying: row.underlyingSymbol,
    currency: row.currency,
    multiplier: row.multiplier,
    expiry: expiry?.value ?? null,
    strike: row.strike,
    right: row.putCall,
  });
}

/** The first of several attributes that is stated, as a moment; a trade's day and hour may stand apart. */
export function momentOf(
  fields: FlexRow['fields'],
  order: DayOrder,
  otherwise: Instant,
): Outcome<Instant> {
  const { dateTime, tradeDate, tradeTime, orderTime, date, settleDate, reportDate } = fields;
  const day = tradeDate ?? date ?? settleDate ?? reportDate;
  const together =
    tradeDate !== undefined && tradeTime !== undefined ? `${tradeDate};${tradeTime}` : undefined;
  const stated = [dateTime, together, day, orderTime].find(
    (text) => text !== undefined && /\d/.test(text),
  );
  return stated === undefined ? ok(otherwise) : momentText(stated, order);
}

/** The first id that is one: `N/A` and `0` are none. */
export function idOf(fields: FlexRow['fields'], ...names: readonly string[]): string | null {
  for (const name of names) {
    const id = fields[name]?.trim();
    if (id !== undefined && /\d/.test(id) && id !== '0') return id;
  }
  return null;
}
