import { z } from 'zod';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { ledgerItem } from '../brokers/ledger-item.ts';
import { isZero, POINT } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { fieldsOf, optionalDecimal, textOrNull } from '../fields.ts';
import {
  contractFields,
  contractSchema,
  idOf,
  momentOf,
  statedContract,
  type FlexContext,
} from './flex-fields.ts';
import type { FlexRow } from './flex-statement.ts';
import { ibkrSymbol, isForex } from './instrument.ts';
import { IBKR_MARKET } from './names.ts';

/** The facts of a contract. Facts that are not whole are no fault: positions state theirs themselves. */
export function flexSecurity({ fields }: FlexRow, { statement }: FlexContext): Outcome<Stated> {
  const row = fieldsOf(contractSchema, fields);
  const contract = row.ok ? statedContract(row.value, statement.order) : row;
  const name = fields['symbol'] ?? '';
  return contract.ok
    ? ok({ items: [contract.value], summary: `contract ${contract.value.symbol}` })
    : ok({ items: [], summary: `contract ${name} is not kept: ${contract.failure.message}` });
}

const Moved = z.object({
  ...contractFields,
  quantity: optionalDecimal(POINT),
  proceeds: optionalDecimal(POINT),
  cashTransfer: optionalDecimal(POINT),
  type: textOrNull,
});

/** Splits, mergers, transfers: holdings that move without a trade, and the cash that moves with them. */
export function flexMovement({ name, fields }: FlexRow, context: FlexContext): Outcome<Stated> {
  const row = fieldsOf(Moved, fields);
  if (!row.ok) return row;
  const { statement, account, ordinal } = context;
  const at = momentOf(fields, statement.order, statement.at);
  if (!at.ok) return at;
  const { quantity, proceeds, cashTransfer, type, currency, symbol, assetCategory } = row.value;
  const forex = assetCategory === null || isForex(assetCategory);
  const held = !forex && symbol !== null && quantity !== null && !isZero(quantity);
  const cash = proceeds ?? cashTransfer;
  const contract = held ? statedContract(row.value, statement.order) : null;
  if (contract !== null && !contract.ok && contract.failure.reason !== 'missing-field')
    return contract;
  const item = ledgerItem({
    account,
    id: idOf(fields, 'transactionID'),
    at: at.value,
    sequence: ordinal,
    type: held ? 'delivery' : name === 'Transfer' ? 'transfer' : 'unknown',
    operation: type ?? name,
    market: held ? IBKR_MARKET : null,
    symbol: held ? ibkrSymbol(assetCategory, symbol) : null,
    quantity: held ? quantity : null,
    asset: cash === null ? null : currency,
    change: cash,
    contract: contract !== null && contract.ok ? contract.value : null,
  });
  return ok({
    items: [item],
    summary: `${name} ${type ?? ''} ${symbol ?? ''} ${quantity ?? cash ?? ''}`,
  });
}
