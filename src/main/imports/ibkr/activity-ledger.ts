import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { quotientOf } from '../brokers/arithmetic.ts';
import { ledgerItem } from '../brokers/ledger-item.ts';
import { isZero, magnitude, POINT, productOf, shortened } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { assetCode, decimal, fieldsOf, optionalDecimal, text, textOrNull } from '../fields.ts';
import type { DecimalText } from '../format.ts';
import { accountOf, type ActivityContext, type ActivityRow } from './activity-context.ts';
import { momentText } from './dates.ts';
import { movementType } from './flex-cash.ts';
import { tradeItems } from './flex-trade.ts';
import { ibkrSymbol, listingKind } from './instrument.ts';
import { IBKR_MARKET } from './names.ts';

const Trade = z.object({
  DataDiscriminator: text,
  'Asset Category': text,
  Currency: assetCode,
  Symbol: text,
  'Date/Time': text,
  Quantity: decimal(POINT),
  'T. Price': optionalDecimal(POINT),
  Proceeds: optionalDecimal(POINT),
  'Comm/Fee': optionalDecimal(POINT),
  Code: textOrNull,
});

/** Contracts are priced per unit and paid for by the contract: the ratio is the multiplier, if it is whole. */
function paidMultiplier(
  quantity: DecimalText,
  price: DecimalText | null,
  proceeds: DecimalText | null,
): DecimalText | null {
  if (price === null || proceeds === null || isZero(price) || isZero(quantity)) return null;
  const ratio = quotientOf(magnitude(proceeds), magnitude(productOf(quantity, price)));
  return ratio !== null && /^[1-9]\d*$/.test(ratio) ? ratio : null;
}

/** Commission of a conversion stands in a column that names its currency: `Comm in CHF`. */
function foreignCommission(
  cells: ActivityRow['cells'],
): { readonly currency: string; readonly cell: string } | null {
  const column = Object.keys(cells).find((name) => /^Comm in [A-Z]{3}$/.test(name));
  return column === undefined ? null : { currency: column.slice(-3), cell: cells[column] ?? '' };
}

/** An order, or an execution without one; executions and closed lots below an order repeat it. */
export function activityTrade(row: ActivityRow, context: ActivityContext): Outcome<Stated> {
  const commission = foreignCommission(row.cells);
  const fields = fieldsOf(
    Trade,
    commission === null ? row.cells : { ...row.cells, 'Comm/Fee': commission.cell },
  );
  if (!fields.ok) return fields;
  const {
    Symbol: symbol,
    Currency: currency,
    Quantity: quantity,
    Proceeds: proceeds,
  } = fields.value;
  const {
    DataDiscriminator: what,
    'Asset Category': category,
    'T. Price': price,
    Code,
  } = fields.value;
  const account = accountOf(row, context);
  const key = `${account}|${symbol}`;
  context.currencies.set(symbol, currency);
  if (what === 'ClosedLot')
    return ok({ items: [], summary: `${symbol}: a closed lot, counted in its trade` });
  if (what === 'Trade' && context.ordered.has(key)) {
    return ok({ items: [], summary: `${symbol} ${quantity}: an execution, counted in its order` });
  }
  if (what !== 'Order' && what !== 'Trade') {
    return fail(
      'unsupported-operation',
      `"${shortened(what)}" is no row of trades that is known`,
      'DataDiscriminator',
    );
  }
  if (what === 'Order') context.ordered.add(key);
  const at = momentText(fields.value['Date/Time'], 'unknown');
  if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'Date/Time' } };
  const delivered = /(?:^|;)(?:A|Ex|Ep)(?:;|$)/.test(Code ?? '');
  const items = tradeItems(
    {
      assetCategory: category,
      symbol,
      underlyingSymbol: null,
      currency,
      multiplier: paidMultiplier(quantity, price, proceeds),
      expiry: null,
      strike: null,
      putCall: null,
      quantity,
      tradePrice: price,
      proceeds,
      taxes: null,
      ibCommission: fields.value['Comm/Fee'],
      ibCommissionCurrency: commission?.currency ?? null,
      netCash: null,
      buySell: null,
      transactionType: delivered ? 'BookTrade' : 'ExchTrade',
      notes: Code,
    },
    { account, id: null, at: at.value, sequence: row.line, operation: what },
    'unknown',
  );
  if (!items.ok) return items;
  const said = price === null ? '' : ` at ${price}`;
  const name = items.value[0]?.symbol ?? symbol;
  return ok({
    items: items.value,
    summary: `${items.value[0]?.type ?? 'trade'} ${name} ${quantity}${said}`,
  });
}

const Movement = z.object({
  Currency: assetCode,
  Date: textOrNull,
  'Settle Date': textOrNull,
  Amount: decimal(POINT),
});

/** Cash that came or went; the section's name is IBKR's word for why. */
export function activityMovement(row: ActivityRow, context: ActivityContext): Outcome<Stated> {
  const fields = fieldsOf(Movement, row.cells);
  if (!fields.ok) return fields;
  const { Currency: currency, Amount: change } = fields.value;
  const at = momentText(fields.value.Date ?? fields.value['Settle Date'] ?? '', 'unknown');
  if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'Date' } };
  const item = ledgerItem({
    account: accountOf(row, context),
    at: at.value,
    sequence: row.line,
    type: movementType(row.section, change),
    operation: row.section,
    asset: currency,
    change,
  });
  return ok({ items: [item], summary: `${row.section} ${change} ${currency}` });
}

const Action = z.object({
  'Asset Category': text,
  Currency: assetCode,
  'Date/Time': text,
  Description: text,
  Quantity: optionalDecimal(POINT),
  Proceeds: optionalDecimal(POINT),
});

/** A split, merger or the like. The contract is named by the last brackets of the description only. */
export function activityAction(row: ActivityRow, context: ActivityContext): Outcome<Stated> {
  const fields = fieldsOf(Action, row.cells);
  if (!fields.ok) return fields;
  const { Currency: currency, Description: description, Quantity, Proceeds } = fields.value;
  const category = fields.value['Asset Category'];
  const at = momentText(fields.value['Date/Time'], 'unknown');
  if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'Date/Time' } };
  const kind = listingKind(category);
  if (!kind.ok) return kind;
  const symbol = /\(([^,()]+), [^()]*\)\s*$/.exec(description)?.[1];
  const moves = symbol !== undefined && Quantity !== null && !isZero(Quantity);
  const item = ledgerItem({
    account: accountOf(row, context),
    at: at.value,
    sequence: row.line,
    type: moves ? 'delivery' : 'unknown',
    operation: 'Corporate Action',
    market: moves ? IBKR_MARKET : null,
    symbol: moves ? ibkrSymbol(category, symbol) : null,
    quantity: moves ? Quantity : null,
    asset: Proceeds === null ? null : currency,
    change: Proceeds,
  });
  return ok({ items: [item], summary: `corporate action: ${description.slice(0, 80)}` });
}
