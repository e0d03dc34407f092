import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { instant } from '../../../engine/values/units.ts';
import { meanPrice, reconciles } from '../brokers/arithmetic.ts';
import { isZero, POINT, signOf, sumOf } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { decimal, fieldsOf, optionalDecimal } from '../fields.ts';
import type { ContractItem, DecimalText, PositionItem, PriceItem } from '../format.ts';
import { dayText } from './dates.ts';
import { contractFields, statedContract, type FlexContext } from './flex-fields.ts';
import { endOfDay, type FlexRow, type FlexStatement } from './flex-statement.ts';
import { ibkrSymbol } from './instrument.ts';
import { IBKR_MARKET } from './names.ts';

const Position = z.object({
  ...contractFields,
  position: decimal(POINT),
  markPrice: optionalDecimal(POINT),
  positionValue: optionalDecimal(POINT),
  openPrice: optionalDecimal(POINT),
  costBasisPrice: optionalDecimal(POINT),
});

type Held = z.output<typeof Position>;

/** Price per unit with commission; a zero beside another price is an empty cell. */
function entryOf({ openPrice, costBasisPrice }: Held): DecimalText | null {
  const stated = [openPrice, costBasisPrice].filter((price) => price !== null);
  return stated.find((price) => !isZero(price)) ?? stated[0] ?? null;
}

/** Fills in contract facts only where they are whole; a kind that cannot be priced is a failure. */
function factsOf(row: Held, statement: FlexStatement): Outcome<ContractItem | null> {
  const contract = statedContract(row, statement.order);
  if (contract.ok) return contract;
  return contract.failure.reason === 'missing-field' &&
    row.symbol !== null &&
    row.assetCategory !== null
    ? ok(null)
    : contract;
}

function checkedValue(row: Held, contract: ContractItem | null): Outcome<null> {
  const { positionValue, position, markPrice } = row;
  if (positionValue === null || markPrice === null || contract === null) return ok(null);
  return reconciles(positionValue, position, markPrice, contract.multiplier)
    ? ok(null)
    : fail(
        'conflict',
        `positionValue ${positionValue} is not position ${position} × markPrice ${markPrice} × multiplier ${contract.multiplier}`,
        'positionValue',
      );
}

/** What one unit of the row's currency was worth in the account's base currency that day. */
function currencyPrice(
  fields: FlexRow['fields'],
  currency: string,
  { base, order }: FlexStatement,
): readonly PriceItem[] {
  const day = dayText(fields['reportDate'] ?? '', order);
  const rate = fields['fxRateToBase'];
  if (base === null || base === currency || !day.ok || rate === undefined) return [];
  const close = fieldsOf(z.object({ rate: decimal(POINT) }), { rate });
  if (!close.ok || signOf(close.value.rate) <= 0) return [];
  const at = instant(Date.parse(`${day.value}T00:00:00Z`));
  const of = { asset: asset(currency), quote: base };
  return [
    {
      kind: 'price',
      series: `${currency}.${base}`,
      ...of,
      at,
      interval: 'day',
      close: close.value.rate,
    },
  ];
}

/** An open position: one row, or all lots of it with their quantities added and their entries averaged. */
export function flexPosition(
  rows: readonly FlexRow[],
  { statement, account }: FlexContext,
): Outcome<Stated> {
  const held: Held[] = [];
  for (const { fields } of rows) {
    const row = fieldsOf(Position, fields);
    if (!row.ok) return row;
    const contract = factsOf(row.value, statement);
    if (!contract.ok) return contract;
    const checked = checkedValue(row.value, contract.value);
    if (!checked.ok) return checked;
    held.push(row.value);
  }
  const [first] = held;
  const fields = rows[0]?.fields;
  if (first === undefined || fields === undefined || first.symbol === null) {
    return fail('missing-field', 'symbol is not stated', 'symbol');
  }
  const contract = factsOf(first, statement);
  const quantity = sumOf(...held.map((row) => row.position));
  const symbol = ibkrSymbol(first.assetCategory ?? '', first.symbol);
  const item: PositionItem = {
    kind: 'position',
    account,
    market: IBKR_MARKET,
    symbol,
    quantity,
    entryPrice: meanPrice(held.map((row) => ({ quantity: row.position, price: entryOf(row) }))),
    markPrice: first.markPrice,
    indexPrice: null,
    leverage: null,
    marginMode: 'cross',
    isolatedMargin: null,
    contract: contract.ok ? contract.value : null,
    at: endOfDay(fields['reportDate'], statement, statement.at),
  };
  const incomplete = item.contract === null ? '; its contract facts are incomplete' : '';
  const lots = rows.length > 1 ? ` in ${rows.length} rows` : '';
  return ok({
    items: [item, ...currencyPrice(fields, first.currency, statement)],
    summary: `position ${symbol} ${quantity}${lots}${incomplete}`,
  });
}
