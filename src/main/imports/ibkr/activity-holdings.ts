import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { reconciles } from '../brokers/arithmetic.ts';
import { isAbsent, POINT, shortened } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { assetCode, decimal, fieldsOf, optionalDecimal, text, textOrNull } from '../fields.ts';
import type { ContractItem } from '../format.ts';
import {
  accountOf,
  assetOrNull,
  type ActivityContext,
  type ActivityRow,
} from './activity-context.ts';
import { dayText } from './dates.ts';
import { ibkrContract, ibkrSymbol, isForex } from './instrument.ts';
import { IBKR_MARKET } from './names.ts';

const Position = z.object({
  DataDiscriminator: text,
  'Asset Category': text,
  Currency: assetCode,
  Symbol: text,
  Quantity: decimal(POINT),
  Mult: optionalDecimal(POINT),
  'Cost Price': optionalDecimal(POINT),
  'Close Price': optionalDecimal(POINT),
  Value: optionalDecimal(POINT),
});

/** One position. Its lots follow its summary and are not counted again. */
export function activityPosition(row: ActivityRow, context: ActivityContext): Outcome<Stated> {
  const fields = fieldsOf(Position, row.cells);
  if (!fields.ok) return fields;
  const { Symbol: name, Quantity: quantity, Mult, Value, Currency: currency } = fields.value;
  const category = fields.value['Asset Category'];
  const mark = fields.value['Close Price'];
  const account = accountOf(row, context);
  const symbol = ibkrSymbol(category, name);
  const key = `${account}|${symbol}`;
  context.currencies.set(name, currency);
  if (fields.value.DataDiscriminator !== 'Summary') {
    return context.summarised.has(key)
      ? ok({ items: [], summary: `${symbol}: a lot, counted in its summary` })
      : fail(
          'conflict',
          `a ${shortened(fields.value.DataDiscriminator)} of ${shortened(symbol)} without its summary`,
          'DataDiscriminator',
        );
  }
  context.summarised.add(key);
  if (isForex(category))
    return ok({ items: [], summary: `${symbol}: cash that the cash report counts` });
  const contract = ibkrContract({
    category,
    symbol: name,
    underlying: null,
    currency,
    multiplier: Mult,
    expiry: null,
    strike: null,
    right: null,
  });
  if (!contract.ok && contract.failure.reason !== 'missing-field') return contract;
  if (
    Value !== null &&
    mark !== null &&
    Mult !== null &&
    !reconciles(Value, quantity, mark, Mult)
  ) {
    const said = `Value ${Value} is not Quantity ${quantity} × Close Price ${mark} × Mult ${Mult}`;
    return fail('conflict', said, 'Value');
  }
  return ok({
    items: [
      {
        kind: 'position',
        account,
        market: IBKR_MARKET,
        symbol,
        quantity,
        entryPrice: fields.value['Cost Price'],
        markPrice: mark,
        indexPrice: null,
        leverage: null,
        marginMode: 'cross',
        isolatedMargin: null,
        contract: contract.ok ? contract.value : null,
        at: context.at,
      },
    ],
    summary: `position ${symbol} ${quantity}`,
  });
}

const Instrument = z.object({
  'Asset Category': text,
  Symbol: text,
  Underlying: textOrNull,
  Multiplier: optionalDecimal(POINT),
  Expiry: textOrNull,
  Strike: optionalDecimal(POINT),
  Type: textOrNull,
});

/** Contract facts of one line, one for each name that it lists: `89988, 89988.OLD`. */
export function activityInstrument(row: ActivityRow, context: ActivityContext): Outcome<Stated> {
  const fields = fieldsOf(Instrument, row.cells);
  if (!fields.ok) return fields;
  const {
    Symbol: symbols,
    Multiplier: multiplier,
    Underlying,
    Expiry,
    Strike,
    Type,
  } = fields.value;
  const items: ContractItem[] = [];
  const lacking: string[] = [];
  const day = Expiry === null ? null : dayText(Expiry, 'unknown');
  for (const symbol of symbols.split(',').map((name) => name.trim())) {
    const currency = context.currencies.get(symbol);
    if (currency === undefined) {
      lacking.push(`no trade or position names the currency of ${shortened(symbol)}`);
      continue;
    }
    const right = Type === 'C' ? 'call' : Type === 'P' ? 'put' : null;
    const contract = ibkrContract({
      category: fields.value['Asset Category'],
      symbol,
      underlying: Underlying,
      currency,
      multiplier,
      expiry: day !== null && day.ok ? day.value : null,
      strike: Strike,
      right,
    });
    if (contract.ok) items.push(contract.value);
    else lacking.push(contract.failure.message);
  }
  const why = lacking.length === 0 ? '' : `: ${lacking.join('; ')}`;
  return ok({ items, summary: `contract ${symbols}${why}` });
}

const Worth = z.object({ 'Asset Class': textOrNull, 'Current Total': optionalDecimal(POINT) });

/** Net asset value: the line `Total`. */
export function activityWorth(row: ActivityRow, context: ActivityContext): Outcome<Stated> {
  const fields = fieldsOf(Worth, row.cells);
  if (!fields.ok) return fields;
  const { 'Asset Class': of, 'Current Total': value } = fields.value;
  if (of !== 'Total' || value === null || context.base === null) {
    return ok({ items: [], summary: `net asset value, ${of ?? 'rate of return'}: not used` });
  }
  const { base, at } = context;
  const account = accountOf(row, context);
  return ok({
    items: [{ kind: 'figure', account, name: 'equity', asset: base, value, model: null, at }],
    summary: `net asset value ${value} ${base}`,
  });
}

const Cash = z.object({ 'Currency Summary': text, Currency: text, Total: optionalDecimal(POINT) });

export type CashLine = { readonly summed: boolean; readonly stated: Stated };

/** Cash at the end of the period, by currency. The summary in the base currency stands for all where it is alone. */
export function activityCash(row: ActivityRow, context: ActivityContext): Outcome<CashLine> {
  const fields = fieldsOf(Cash, row.cells);
  if (!fields.ok) return fields;
  const { 'Currency Summary': what, Currency: named, Total: balance } = fields.value;
  if (what !== 'Ending Cash' || balance === null || isAbsent(named)) {
    return ok({ summed: false, stated: { items: [], summary: `${what} ${named}: not used` } });
  }
  const summed = /^Base Currency/i.test(named);
  const currency = summed ? context.base : assetOrNull(named);
  if (currency === null) {
    return fail(
      'missing-field',
      'the base currency is not named by the account information',
      'Currency',
    );
  }
  const account = accountOf(row, context);
  const item = { kind: 'balance', account, asset: currency, balance, at: context.at } as const;
  return ok({ summed, stated: { items: [item], summary: `cash ${balance} ${currency}` } });
}
