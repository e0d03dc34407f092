import { z } from 'zod';
import { market, venue, type Market, type Venue } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { contractOf } from '../brokers/listed-contract.ts';
import { closeOf, productOf } from '../brokers/listings.ts';
import { isZero, negated, PLAIN, sumOf } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { optionalDecimal, text, textOrNull } from '../fields.ts';
import type { ContractItem, DecimalText } from '../format.ts';
import { instantOf } from '../times.ts';

export const EUREX: Venue = venue('EUREX');
export const EUREX_MARKET: Market = market('EUREX');

/** One series as Eurex Clearing's portfolio files state it, in the columns of the longest of them. */
export type EurexRow = {
  readonly 'Product ID': string;
  /** `20321217`: the last trading day. */
  readonly 'Contract Date': string | null;
  readonly 'Contract Year': string | null;
  readonly 'Contract Month': string | null;
  readonly 'Version Number': string | null;
  readonly 'Call Put Flag': string | null;
  readonly 'Exercise Price': DecimalText | null;
  readonly 'Exercise Style Flag': string | null;
  readonly 'Assigned/Notified Balance': DecimalText | null;
  readonly 'Exercised/Allocated Balance': DecimalText | null;
  readonly 'Long Balance': DecimalText | null;
  readonly 'Short Balance': DecimalText | null;
  /** Long positive; where it stands, the two columns do not. */
  readonly 'Net LS Balance': DecimalText | null;
};

export const eurexSchema: z.ZodType<EurexRow> = z.object({
  'Product ID': text,
  'Contract Date': textOrNull,
  'Contract Year': textOrNull,
  'Contract Month': textOrNull,
  'Version Number': textOrNull,
  'Call Put Flag': textOrNull,
  'Exercise Price': optionalDecimal(PLAIN),
  'Exercise Style Flag': textOrNull,
  'Assigned/Notified Balance': optionalDecimal(PLAIN),
  'Exercised/Allocated Balance': optionalDecimal(PLAIN),
  'Long Balance': optionalDecimal(PLAIN),
  'Short Balance': optionalDecimal(PLAIN),
  'Net LS Balance': optionalDecimal(PLAIN),
});

/** Long less short, each of which is unsigned. */
function netBalance(row: EurexRow): Outcome<DecimalText> {
  const { 'Long Balance': long, 'Short Balance': short, 'Net LS Balance': net } = row;
  if (net !== null) return ok(net);
  if (long === null || short === null) {
    return fail(
      'missing-field',
      'neither a net balance nor long and short balances',
      'Net LS Balance',
    );
  }
  return long.startsWith('-') || short.startsWith('-')
    ? fail('malformed', 'a long or short balance is negative', 'Short Balance')
    : ok(sumOf(long, negated(short)));
}

/** The last trading day, `2032-12-17`, or the month where a series has no day. */
function contractDay(
  row: EurexRow,
): Outcome<{ readonly name: string; readonly day: string | null }> {
  const { 'Contract Date': date, 'Contract Year': year, 'Contract Month': month } = row;
  if (date === null) {
    return year === null || month === null
      ? fail('missing-field', 'the contract date is missing', 'Contract Date')
      : ok({ name: `${year}${month.padStart(2, '0')}`, day: null });
  }
  const at = instantOf(date, ['compact', 'year-month-day'], 'UTC');
  if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'Contract Date' } };
  const day = new Date(at.value).toISOString().slice(0, 10);
  return ok({ name: day.replaceAll('-', ''), day });
}

function facts(
  row: EurexRow,
  symbol: string,
  right: 'call' | 'put' | null,
  day: string | null,
): ContractItem | null {
  const product = productOf(EUREX, row['Product ID']);
  const style = row['Exercise Style Flag']?.toUpperCase() ?? '';
  if (product === null || (row['Version Number'] ?? '0') !== '0') return null;
  const contract = contractOf({
    market: EUREX_MARKET,
    symbol,
    kind: right === null ? 'future' : 'option',
    root: row['Product ID'],
    currency: product.currency,
    multiplier: product.multiplier,
    expiry: day === null ? null : closeOf(EUREX, day),
    right,
    strike: row['Exercise Price'],
    exercise: style.startsWith('E') ? 'european' : style.startsWith('A') ? 'american' : null,
  });
  return contract.ok ? contract.value : null;
}

/** A position in one series. Contract sizes are our own data: the files state none. */
export function eurexPosition(row: EurexRow, account: string, at: Instant): Outcome<Stated> {
  const quantity = netBalance(row);
  if (!quantity.ok) return quantity;
  const day = contractDay(row);
  if (!day.ok) return day;
  const letter = row['Call Put Flag']?.charAt(0).toUpperCase();
  const right = letter === 'C' ? 'call' : letter === 'P' ? 'put' : null;
  const strike = row['Exercise Price'];
  if (right !== null && strike === null) {
    return fail('missing-field', 'an option without an exercise price', 'Exercise Price');
  }
  // A version above 0 is a contract adjusted by a corporate action: not the contract of the plain name.
  const version = row['Version Number'] ?? '0';
  const symbol = [
    row['Product ID'],
    day.value.name,
    ...(right === null ? [] : [letter, strike]),
    ...(version === '0' ? [] : [`v${version}`]),
  ].join(' ');
  const contract = facts(row, symbol, right, day.value.day);
  const exercised = [row['Assigned/Notified Balance'], row['Exercised/Allocated Balance']].some(
    (balance) => balance !== null && !isZero(balance),
  );
  const more = `${exercised ? '; exercised or assigned balances are not part of it' : ''}${contract === null ? '; its size is not known' : ''}`;
  return ok({
    items: [
      {
        kind: 'position',
        account,
        market: EUREX_MARKET,
        symbol,
        quantity: quantity.value,
        entryPrice: null,
        markPrice: null,
        indexPrice: null,
        leverage: null,
        marginMode: 'cross',
        isolatedMargin: null,
        contract,
        at,
      },
    ],
    summary: `position ${symbol} ${quantity.value}${more}`,
  });
}
