import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Asset, Market } from '../../../engine/values/ids.ts';
import { signOf, shortened } from '../decimals.ts';
import type { ContractItem } from '../format.ts';
import type { GenericRow } from './fields.ts';

const missing = (field: string, symbol: string): Outcome<never> =>
  fail(
    'missing-field',
    `${field} of ${shortened(symbol)} is missing: with kind, all contract columns are needed`,
    field,
  );

/** What a position settles in where the row does not say: the quote currency, or the coin of an inverse contract. */
const settlementOf = ({ payoff, settlement }: GenericRow, underlying: Asset, quote: Asset): Asset =>
  settlement ?? (payoff === 'inverse' ? underlying : quote);

/** Contract facts of a row; null where it has no `kind` and the market's own naming must tell. */
export function genericContract(
  row: GenericRow,
  market: Market,
  symbol: string,
): Outcome<ContractItem | null> {
  const { kind, underlying, quote, multiplier, expiry, right, strike } = row;
  if (kind === null) return ok(null);
  if (underlying === null) return missing('underlying', symbol);
  if (quote === null) return missing('quote', symbol);
  if (multiplier === null) return missing('multiplier', symbol);
  if (signOf(multiplier) <= 0) {
    return fail('malformed', `multiplier ${multiplier} is not above zero`, 'multiplier');
  }
  const option = kind === 'option';
  const dated = option || kind === 'future';
  if (dated && expiry === null) return missing('expiry', symbol);
  if (option && right === null) return missing('right', symbol);
  if (option && strike === null) return missing('strike', symbol);
  if (option && strike !== null && signOf(strike) <= 0) {
    return fail('malformed', `strike ${strike} is not above zero`, 'strike');
  }
  const payoff = row.payoff ?? 'linear';
  if (payoff === 'quanto' && row.settlement === null) return missing('settlement', symbol);
  return ok({
    kind: 'contract',
    market,
    symbol,
    instrumentKind: kind,
    payoff,
    underlying,
    quote,
    settlement: settlementOf(row, underlying, quote),
    multiplier,
    priceUnit: row.price_unit ?? (option && payoff === 'inverse' ? 'underlying' : 'quote'),
    expiry: dated ? expiry : null,
    right: option ? right : null,
    strike: option ? strike : null,
    exercise: option ? (row.exercise ?? 'european') : null,
  });
}
