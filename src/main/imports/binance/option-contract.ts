import { z } from 'zod';
import { binanceOptionsGrammar } from '../../../engine/instruments/binance.ts';
import { asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { sameNumber } from '../decimals.ts';
import { decimal, fieldsOf, text, textOrNull, time } from '../fields.ts';
import type { ContractItem } from '../format.ts';
import { BINANCE_OPTIONS } from './accounts.ts';
import { agreedExpiry } from './contract-name.ts';

const Option = z.object({
  symbol: text,
  underlying: text,
  quoteAsset: textOrNull,
  side: text,
  strikePrice: decimal(),
  expiryDate: time(['epoch-milliseconds'], 'UTC'),
  unit: decimal(),
});

/**
 * Prices are of a whole contract, Greeks of one coin: with a unit of 100 XRP, as XRP has, the price of
 * one coin is a hundredth of the price. Only contracts of one coin are read.
 */
function option(row: z.infer<typeof Option>): Outcome<ContractItem> {
  const { symbol, underlying, quoteAsset, strikePrice, expiryDate, unit } = row;
  const name = binanceOptionsGrammar.name(symbol, []);
  if (!name.ok) return name;
  const { base, quote, strike, right } = name.value;
  if (underlying !== `${base}${quote ?? ''}` || (quoteAsset !== null && quoteAsset !== quote)) {
    return fail('conflict', `"${symbol}" is listed as an option on ${underlying}`, 'underlying');
  }
  if (strike === null || !sameNumber(strike, strikePrice)) {
    return fail(
      'conflict',
      `"${symbol}" names one strike, the row another: ${strikePrice}`,
      'strikePrice',
    );
  }
  if (row.side.toLowerCase() !== right) {
    return fail('conflict', `"${symbol}" names a ${right ?? ''}, the row a ${row.side}`, 'side');
  }
  if (!sameNumber(unit, '1')) {
    return fail(
      'unsupported-instrument',
      `${symbol} is priced per ${unit} ${base}, not per coin`,
      'unit',
    );
  }
  const expiry = agreedExpiry(symbol, name.value, expiryDate, 'expiryDate');
  if (!expiry.ok) return expiry;
  return ok({
    kind: 'contract',
    market: BINANCE_OPTIONS,
    symbol,
    instrumentKind: 'option',
    payoff: 'linear',
    underlying: asset(base),
    quote: asset(quote ?? ''),
    settlement: asset(quote ?? ''),
    multiplier: '1',
    priceUnit: 'quote',
    expiry: expiry.value,
    right,
    strike,
    exercise: 'european',
  });
}

/** A row of `eapi/v1/exchangeInfo`. */
export function optionContract(row: unknown): Outcome<ContractItem> {
  const fields = fieldsOf(Option, row);
  return fields.ok ? option(fields.value) : fields;
}
