import { z } from 'zod';
import { asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { ledgerItem } from '../brokers/ledger-item.ts';
import { isZero, negated, POINT, productOf, signOf, sumOf, shortened } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { decimal, fieldsOf, optionalDecimal, textOrNull } from '../fields.ts';
import type { DecimalText, LedgerItem } from '../format.ts';
import {
  contractFields,
  idOf,
  momentOf,
  statedContract,
  type ContractStated,
  type FlexContext,
} from './flex-fields.ts';
import type { FlexRow } from './flex-statement.ts';
import { ibkrSymbol, isForex } from './instrument.ts';
import { IBKR_MARKET } from './names.ts';

export type TradeFields = ContractStated & {
  readonly quantity: DecimalText;
  readonly tradePrice: DecimalText | null;
  readonly proceeds: DecimalText | null;
  readonly taxes: DecimalText | null;
  readonly ibCommission: DecimalText | null;
  readonly ibCommissionCurrency: string | null;
  readonly netCash: DecimalText | null;
  readonly buySell: string | null;
  readonly transactionType: string | null;
  readonly notes: string | null;
};

const Trade: z.ZodType<TradeFields> = z.object({
  ...contractFields,
  quantity: decimal(POINT),
  tradePrice: optionalDecimal(POINT),
  proceeds: optionalDecimal(POINT),
  taxes: optionalDecimal(POINT),
  ibCommission: optionalDecimal(POINT),
  ibCommissionCurrency: textOrNull,
  netCash: optionalDecimal(POINT),
  buySell: textOrNull,
  transactionType: textOrNull,
  notes: textOrNull,
});

/** Trade confirmations name some attributes otherwise. */
const spelled = (fields: FlexRow['fields']): Readonly<Record<string, string | undefined>> => ({
  ...fields,
  tradePrice: fields['tradePrice'] ?? fields['price'],
  ibCommission: fields['ibCommission'] ?? fields['commission'],
  ibCommissionCurrency: fields['ibCommissionCurrency'] ?? fields['commissionCurrency'],
  taxes: fields['taxes'] ?? fields['tax'],
  notes: fields['notes'] ?? fields['code'],
});

/** What all lines of one trade have in common. */
export type TradeLine = Pick<LedgerItem, 'account' | 'id' | 'at' | 'sequence' | 'operation'>;

/** Cost positive. A commission in another currency than the trade's is a line of its own. */
function commissionOf({ ibCommission, ibCommissionCurrency, currency }: TradeFields): {
  readonly same: DecimalText | null;
  readonly other: { readonly asset: string; readonly change: DecimalText } | null;
} {
  if (ibCommission === null) return { same: null, other: null };
  const unit = ibCommissionCurrency?.toUpperCase() ?? currency;
  return unit === currency
    ? { same: ibCommission, other: null }
    : { same: null, other: isZero(ibCommission) ? null : { asset: unit, change: ibCommission } };
}

/** Cash that moved in the trade's currency. Futures and contracts for difference pay no price. */
function cashChange(row: TradeFields, commission: DecimalText | null): DecimalText | null {
  if (row.netCash !== null && (commission !== null || row.ibCommission === null))
    return row.netCash;
  const paid = /^(?:FUT|CFD)/i.test(row.assetCategory ?? '') ? null : row.proceeds;
  const parts = [paid, row.taxes, commission].filter((part) => part !== null);
  return parts.length === 0 ? null : sumOf(...parts);
}

/** A conversion moves two balances and opens no position. */
function conversion(row: TradeFields, base: TradeLine): Outcome<readonly LedgerItem[]> {
  const bought = /^([A-Z]{3})[./][A-Z]{3}$/i.exec(row.symbol ?? '')?.[1];
  if (bought === undefined) {
    return fail(
      'missing-field',
      `"${shortened(row.symbol ?? '')}" names no pair of currencies: add Symbol to the query`,
      'symbol',
    );
  }
  const paid =
    row.proceeds ??
    (row.tradePrice === null ? null : negated(productOf(row.quantity, row.tradePrice)));
  const leg = { ...base, type: 'conversion', symbol: row.symbol, price: row.tradePrice } as const;
  const legs = [ledgerItem({ ...leg, asset: asset(bought), change: row.quantity })];
  if (paid !== null) legs.push(ledgerItem({ ...leg, asset: row.currency, change: paid }));
  if (row.ibCommission !== null && !isZero(row.ibCommission)) {
    legs.push(feeLine(base, row.ibCommissionCurrency ?? row.currency, row.ibCommission));
  }
  return ok(legs);
}

const feeLine = (base: TradeLine, unit: string, change: DecimalText): LedgerItem =>
  ledgerItem({
    ...base,
    type: 'fee',
    asset: asset(unit),
    change,
    fee: negated(change),
    feeAsset: asset(unit),
  });

/** Exercise, assignment and expiry are booked as trades without an exchange. */
const isDelivery = ({ transactionType, notes }: TradeFields): boolean =>
  /^(?:Assignment|Exercise|Expiration)/i.test(transactionType ?? '') ||
  (transactionType === 'BookTrade' && /(?:^|;)(?:A|Ex|Ep)(?:;|$)/.test(notes ?? ''));

function securityTrade(
  row: TradeFields,
  base: TradeLine,
  order: FlexContext['statement']['order'],
): Outcome<readonly LedgerItem[]> {
  const contract = statedContract(row, order);
  const known = row.symbol !== null && row.assetCategory !== null;
  if (!contract.ok && !(known && contract.failure.reason === 'missing-field')) return contract;
  const { same, other } = commissionOf(row);
  const traded = ledgerItem({
    ...base,
    type: isDelivery(row) ? 'delivery' : 'trade',
    market: IBKR_MARKET,
    symbol: ibkrSymbol(row.assetCategory ?? '', row.symbol ?? ''),
    quantity: row.quantity,
    price: row.tradePrice,
    asset: row.currency,
    change: cashChange(row, same),
    fee: same === null ? null : negated(same),
    feeAsset: same === null ? null : row.currency,
    contract: contract.ok ? contract.value : null,
  });
  return ok(other === null ? [traded] : [traded, feeLine(base, other.asset, other.change)]);
}

function signConflict({ buySell, quantity }: TradeFields): boolean {
  const side = buySell?.trim().toUpperCase();
  return (side === 'BUY' && signOf(quantity) < 0) || (side === 'SELL' && signOf(quantity) > 0);
}

/** Lines of the ledger that a trade, an order without executions or a confirmation makes. */
export function tradeItems(
  row: TradeFields,
  base: TradeLine,
  order: FlexContext['statement']['order'],
): Outcome<readonly LedgerItem[]> {
  if (signConflict(row)) {
    return fail(
      'conflict',
      `${shortened(row.buySell ?? '')} with a quantity of ${row.quantity}`,
      'quantity',
    );
  }
  return isForex(row.assetCategory ?? '') ? conversion(row, base) : securityTrade(row, base, order);
}

export function flexTrade({ fields }: FlexRow, context: FlexContext): Outcome<Stated> {
  const row = fieldsOf(Trade, spelled(fields));
  if (!row.ok) return row;
  const { statement, account, ordinal } = context;
  const at: Outcome<Instant> = momentOf(fields, statement.order, statement.at);
  if (!at.ok) return at;
  const base: TradeLine = {
    account,
    id: idOf(fields, 'tradeID', 'transactionID', 'ibExecID', 'execID', 'ibOrderID', 'orderID'),
    at: at.value,
    sequence: ordinal,
    operation: row.value.transactionType ?? 'Trade',
  };
  const items = tradeItems(row.value, base, statement.order);
  if (!items.ok) return items;
  const { quantity, tradePrice } = row.value;
  const price = tradePrice === null ? '' : ` at ${tradePrice}`;
  const [first] = items.value;
  return ok({
    items: items.value,
    summary: `${first?.type ?? 'trade'} ${first?.symbol ?? ''} ${quantity}${price}`,
  });
}
