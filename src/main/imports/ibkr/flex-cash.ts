import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { instant } from '../../../engine/values/units.ts';
import { ledgerItem } from '../brokers/ledger-item.ts';
import { POINT, signOf, sumOf } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { assetCode, decimal, fieldsOf, textOrNull } from '../fields.ts';
import type { DecimalText, LedgerItem } from '../format.ts';
import { dayText } from './dates.ts';
import { idOf, momentOf, type FlexContext } from './flex-fields.ts';
import { endOfDay, type FlexRow } from './flex-statement.ts';

/** What kind of movement IBKR's own word names; words without a type of ours stay `unknown`, with the word kept. */
export function movementType(word: string, change: DecimalText): LedgerItem['type'] {
  if (/^deposits?\b|^withdrawals?\b/i.test(word))
    return signOf(change) < 0 ? 'withdrawal' : 'deposit';
  if (/^reali[sz]ed p/i.test(word)) return 'realised-pnl';
  if (/interest/i.test(word)) return 'interest';
  if (/\bfees?\b|commission/i.test(word)) return 'fee';
  return /transfer/i.test(word) ? 'transfer' : 'unknown';
}

const Movement = z.object({ currency: assetCode, amount: decimal(POINT), type: textOrNull });

/** Dividends, interest, fees, deposits and withdrawals. */
export function flexCashTransaction({ fields }: FlexRow, context: FlexContext): Outcome<Stated> {
  const row = fieldsOf(Movement, fields);
  if (!row.ok) return row;
  const { statement, account, ordinal } = context;
  const at = momentOf(fields, statement.order, statement.at);
  if (!at.ok) return at;
  const { currency, amount, type } = row.value;
  const operation = type ?? 'Cash';
  const item = ledgerItem({
    account,
    id: idOf(fields, 'transactionID'),
    at: at.value,
    sequence: ordinal,
    type: movementType(operation, amount),
    operation,
    asset: currency,
    change: amount,
  });
  return ok({ items: [item], summary: `${operation} ${amount} ${currency}` });
}

const Report = z.object({ currency: assetCode, endingCash: decimal(POINT) });

/** The cash of one currency at the end of the period; the base summary stands for all where it is alone. */
export function flexCashReport(
  { fields }: FlexRow,
  { statement, account }: FlexContext,
): Outcome<Stated> {
  const row = fieldsOf(Report, fields);
  if (!row.ok) return row;
  const summed = row.value.currency.startsWith('BASE');
  const currency = summed ? statement.base : row.value.currency;
  if (currency === null) {
    return fail(
      'missing-field',
      'the base currency is not named: add Account Information to the query',
      'currency',
    );
  }
  const balance = row.value.endingCash;
  const at = endOfDay(fields['toDate'], statement, statement.at);
  return ok({
    items: [{ kind: 'balance', account, asset: currency, balance, at }],
    summary: `cash ${balance} ${currency}${summed ? ', all currencies in the base currency' : ''}`,
  });
}

const Foreign = z.object({ fxCurrency: assetCode, quantity: decimal(POINT) });

/** A holding of foreign currency: one row, or all its lots. */
export function flexCurrency(
  rows: readonly FlexRow[],
  { statement, account }: FlexContext,
): Outcome<Stated> {
  const parts: DecimalText[] = [];
  let currency = asset('');
  for (const { fields } of rows) {
    const row = fieldsOf(Foreign, fields);
    if (!row.ok) return row;
    parts.push(row.value.quantity);
    currency = row.value.fxCurrency;
  }
  const balance = sumOf(...parts);
  const at = endOfDay(rows[0]?.fields['reportDate'], statement, statement.at);
  return ok({
    items: [{ kind: 'balance', account, asset: currency, balance, at }],
    summary: `cash ${balance} ${currency}`,
  });
}

const Equity = z.object({ total: decimal(POINT) });

/** Net asset value of one day, in the base currency. */
export function flexEquity(
  { fields }: FlexRow,
  { statement, account }: FlexContext,
): Outcome<Stated> {
  const row = fieldsOf(Equity, fields);
  if (!row.ok) return row;
  const named = fields['currency'];
  const currency = named === undefined ? statement.base : asset(named);
  const value = row.value.total;
  if (currency === null) {
    return ok({ items: [], summary: `net asset value ${value}, currency not named: not kept` });
  }
  const at = endOfDay(fields['reportDate'], statement, statement.at);
  return ok({
    items: [{ kind: 'figure', account, name: 'equity', asset: currency, value, model: null, at }],
    summary: `net asset value ${value} ${currency}`,
  });
}

const Rate = z.object({
  fromCurrency: assetCode,
  toCurrency: assetCode,
  rate: decimal(POINT),
  reportDate: textOrNull,
});

/** What a currency was worth in the base currency on one day. */
export function flexRate({ fields }: FlexRow, { statement }: FlexContext): Outcome<Stated> {
  const row = fieldsOf(Rate, fields);
  if (!row.ok) return row;
  const { fromCurrency, toCurrency, rate, reportDate } = row.value;
  if (fromCurrency === toCurrency) return ok({ items: [], summary: `${fromCurrency} in itself` });
  if (signOf(rate) <= 0) return fail('malformed', `rate ${rate} is not above zero`, 'rate');
  const day = dayText(reportDate ?? '', statement.order);
  if (!day.ok) return day;
  const at = instant(Date.parse(`${day.value}T00:00:00Z`));
  return ok({
    items: [
      {
        kind: 'price',
        series: `${fromCurrency}.${toCurrency}`,
        asset: fromCurrency,
        quote: toCurrency,
        at,
        interval: 'day',
        close: rate,
      },
    ],
    summary: `${fromCurrency} ${rate} ${toCurrency}, day of ${day.value}`,
  });
}
