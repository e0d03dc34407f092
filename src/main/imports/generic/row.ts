import { z } from 'zod';
import { market, type Asset, type Market } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { isAbsent, magnitude, negated, signOf, shortened } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { assetCode, field, fieldsOf, textOrNull, word, type Field } from '../fields.ts';
import type { DecimalText, FigureItem, PositionItem, StatementItem } from '../format.ts';
import { genericContract } from './contract.ts';
import type { GenericField, GenericRow } from './fields.ts';
import { expiryText, numberText, timeText, type Readings } from './readings.ts';

/** Null for an absent cell, else what `read` makes of it. */
const maybe = <T>(read: (text: string) => Outcome<T>): Field<T | null> =>
  field((text) => (isAbsent(text) ? ok(null) : read(text)));

const oneOf = <W extends string>(words: readonly W[]): Field<W | null> =>
  maybe((text) => fieldOutcome(word(words), text));

function fieldOutcome<T>(of: Field<T>, text: string): Outcome<T> {
  const parsed = fieldsOf(of, text);
  return parsed.ok ? parsed : { ok: false, failure: { ...parsed.failure, at: '' } };
}

const SIDES: Readonly<Record<string, 'long' | 'short'>> = {
  long: 'long',
  buy: 'long',
  b: 'long',
  l: 'long',
  short: 'short',
  sell: 'short',
  s: 'short',
};

const side = maybe((text) => {
  const key = text.trim().toLowerCase();
  const found = Object.hasOwn(SIDES, key) ? SIDES[key] : undefined;
  return found === undefined
    ? fail('malformed', `"${shortened(text)}" is neither long nor short`)
    : ok(found);
});

/** The schema of a row, whatever way the file writes numbers and times. */
export function genericSchema(readings: Readings): z.ZodType<GenericRow> {
  const number = maybe((text) => numberText(text, readings));
  const time = maybe((text) => timeText(text, readings));
  const code = maybe((text) => fieldOutcome(assetCode, text));
  const shape: { readonly [K in GenericField]: Field<GenericRow[K]> } = {
    account: textOrNull,
    market: textOrNull,
    symbol: textOrNull,
    quantity: number,
    side,
    entry_price: number,
    mark_price: number,
    index_price: number,
    leverage: number,
    margin_mode: oneOf(['cross', 'isolated'] as const),
    isolated_margin: number,
    volatility: number,
    time,
    kind: oneOf(['spot', 'perpetual', 'future', 'option'] as const),
    payoff: oneOf(['linear', 'inverse', 'quanto'] as const),
    underlying: code,
    quote: code,
    settlement: code,
    multiplier: number,
    price_unit: oneOf(['quote', 'underlying'] as const),
    expiry: maybe((text) => expiryText(text, readings)),
    right: maybe((text) =>
      /^(?:c|call)$/i.test(text.trim())
        ? ok('call' as const)
        : /^(?:p|put)$/i.test(text.trim())
          ? ok('put' as const)
          : fail('malformed', `"${shortened(text)}" is neither call nor put`),
    ),
    strike: number,
    exercise: oneOf(['european', 'american'] as const),
    asset: code,
    balance: number,
    equity: number,
    initial_margin: number,
    maintenance_margin: number,
  };
  return z.object(shape);
}

function signedQuantity({ side: of, quantity }: GenericRow): Outcome<DecimalText> {
  if (quantity === null) return fail('missing-field', 'quantity is missing', 'quantity');
  if (of === null) return ok(quantity);
  if (of === 'short') return ok(negated(magnitude(quantity)));
  return signOf(quantity) < 0
    ? fail('conflict', `a long position with the quantity ${quantity}`, 'quantity')
    : ok(quantity);
}

/** The reader's verdict and, for a position, the scope that it belongs to. */
export type Read = {
  readonly stated: Stated;
  readonly scope: {
    readonly account: string;
    readonly market: Market;
    readonly at: Instant;
  } | null;
};

function position(row: GenericRow, account: string, at: Instant): Outcome<Read> {
  const { symbol, market: named, volatility, mark_price, index_price } = row;
  if (symbol === null) return fail('missing-field', 'symbol is missing', 'symbol');
  if (named === null) return fail('missing-field', 'market is missing', 'market');
  const quantity = signedQuantity(row);
  if (!quantity.ok) return quantity;
  const where = market(named);
  const contract = genericContract(row, where, symbol);
  if (!contract.ok) return contract;
  if (volatility !== null && (signOf(volatility) <= 0 || Number(volatility) > 10)) {
    return fail('malformed', `volatility ${volatility} is no fraction: 65 % is 0.65`, 'volatility');
  }
  const item: PositionItem = {
    kind: 'position',
    account,
    market: where,
    symbol,
    quantity: quantity.value,
    entryPrice: row.entry_price,
    markPrice: mark_price,
    indexPrice: index_price,
    leverage: row.leverage,
    marginMode: row.margin_mode ?? 'cross',
    isolatedMargin: row.isolated_margin,
    contract: contract.value,
    at,
  };
  const items: StatementItem[] = [item];
  if (volatility !== null) {
    const of = { market: where, symbol, mark: mark_price, bid: null, ask: null };
    items.push({ kind: 'quote', ...of, volatility, forward: null, index: index_price, at });
  }
  const summary = `position ${symbol} ${quantity.value}`;
  return ok({ stated: { items, summary }, scope: { account, market: where, at } });
}

function money(row: GenericRow, asset: Asset, account: string, at: Instant): Outcome<Read> {
  const { balance, equity, initial_margin, maintenance_margin } = row;
  const items: StatementItem[] = [];
  if (balance !== null) items.push({ kind: 'balance', account, asset, balance, at });
  const figures: readonly (readonly [FigureItem['name'], DecimalText | null])[] = [
    ['equity', equity],
    ['initialMargin', initial_margin],
    ['maintenanceMargin', maintenance_margin],
  ];
  for (const [name, value] of figures) {
    if (value !== null)
      items.push({ kind: 'figure', account, name, asset, value, model: null, at });
  }
  if (items.length === 0) return fail('missing-field', 'balance is missing', 'balance');
  const summary = balance === null ? `figures in ${asset}` : `balance ${balance} ${asset}`;
  return ok({ stated: { items, summary }, scope: null });
}

/** A row with a symbol is a position, one with an asset is money; one with both says two things. */
export function genericItems(
  row: GenericRow,
  otherwise: { readonly account: string; readonly at: Instant },
): Outcome<Read> {
  const account = row.account ?? otherwise.account;
  const at = row.time ?? otherwise.at;
  if (row.asset === null) return position(row, account, at);
  return row.symbol === null
    ? money(row, row.asset, account, at)
    : fail(
        'ambiguous',
        'the row has both a symbol and an asset: is it a position or a balance?',
        'asset',
      );
}
