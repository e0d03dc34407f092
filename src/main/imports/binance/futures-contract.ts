import { z } from 'zod';
import { binanceCoinmGrammar, binanceUsdmGrammar } from '../../../engine/instruments/binance.ts';
import type { InstrumentName } from '../../../engine/instruments/instrument-name.ts';
import { asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { fieldsOf, optionalDecimal, text, time } from '../fields.ts';
import type { ContractItem } from '../format.ts';
import { BINANCE_COINM, BINANCE_USDM } from './accounts.ts';
import { agreedExpiry, agreedName } from './contract-name.ts';

const Future = z.object({
  symbol: text,
  baseAsset: text,
  quoteAsset: text,
  marginAsset: text,
  contractType: text,
  deliveryDate: time(['epoch-milliseconds'], 'UTC'),
  contractSize: optionalDecimal(),
});

const PLAIN = { kind: 'contract', right: null, strike: null, exercise: null } as const;

/** Perpetuals carry a delivery date of the year 2100, or that of their delisting. */
function futureExpiry(
  { symbol, contractType, deliveryDate }: z.infer<typeof Future>,
  name: InstrumentName,
): Outcome<Instant | null> {
  const perpetual = contractType.includes('PERPETUAL');
  if (perpetual !== (name.expiry === null)) {
    return fail('conflict', `"${symbol}" is listed as ${contractType}`, 'contractType');
  }
  if (name.expiry === null) return ok(null);
  return agreedExpiry(symbol, name, deliveryDate, 'deliveryDate');
}

function usdm(row: z.infer<typeof Future>): Outcome<ContractItem> {
  const { symbol, baseAsset, quoteAsset, marginAsset } = row;
  const name = agreedName(symbol, binanceUsdmGrammar, baseAsset, quoteAsset);
  if (!name.ok) return name;
  if (marginAsset !== quoteAsset) {
    return fail(
      'conflict',
      `${symbol} settles in ${marginAsset}, not in ${quoteAsset}`,
      'marginAsset',
    );
  }
  const expiry = futureExpiry(row, name.value);
  if (!expiry.ok) return expiry;
  return ok({
    ...PLAIN,
    market: BINANCE_USDM,
    symbol,
    instrumentKind: expiry.value === null ? 'perpetual' : 'future',
    payoff: 'linear',
    underlying: asset(baseAsset),
    quote: asset(quoteAsset),
    settlement: asset(marginAsset),
    multiplier: '1',
    priceUnit: 'quote',
    expiry: expiry.value,
  });
}

function coinm(row: z.infer<typeof Future>): Outcome<ContractItem> {
  const { symbol, baseAsset, quoteAsset, marginAsset, contractSize } = row;
  const name = agreedName(symbol, binanceCoinmGrammar, baseAsset, quoteAsset);
  if (!name.ok) return name;
  if (marginAsset !== baseAsset) {
    return fail(
      'conflict',
      `${symbol} settles in ${marginAsset}, not in ${baseAsset}`,
      'marginAsset',
    );
  }
  if (contractSize === null) {
    return fail('missing-field', `${symbol} without its size in dollars`, 'contractSize');
  }
  const expiry = futureExpiry(row, name.value);
  if (!expiry.ok) return expiry;
  return ok({
    ...PLAIN,
    market: BINANCE_COINM,
    symbol,
    instrumentKind: expiry.value === null ? 'perpetual' : 'future',
    payoff: 'inverse',
    underlying: asset(baseAsset),
    quote: asset(quoteAsset),
    settlement: asset(marginAsset),
    multiplier: contractSize,
    priceUnit: 'quote',
    expiry: expiry.value,
  });
}

/** A row of `fapi/v1/exchangeInfo`. */
export function usdmContract(row: unknown): Outcome<ContractItem> {
  const fields = fieldsOf(Future, row);
  return fields.ok ? usdm(fields.value) : fields;
}

/** A row of `dapi/v1/exchangeInfo`. */
export function coinmContract(row: unknown): Outcome<ContractItem> {
  const fields = fieldsOf(Future, row);
  return fields.ok ? coinm(fields.value) : fields;
}
