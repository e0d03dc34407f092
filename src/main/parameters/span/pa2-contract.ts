import type { SpanContract } from '../../../engine/margin/span/parameters.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { FirstPart, SecondPart } from './pa2-array-records.ts';
import type { CommodityRecord } from './pa2-commodity-records.ts';
import { familyName } from './pa2-keys.ts';
import type { ArrayParameters, PriceRecord } from './pa2-series-records.ts';
import { decodedPrice } from './price-text.ts';

const FUTURES: ReadonlySet<string> = new Set(['FUT', 'CMB']);

/** `future`, `physical`, or the right of an option. */
export function kindOf({ key }: FirstPart): Outcome<SpanContract['kind']> {
  if (key.right !== null) return ok(key.right);
  if (FUTURES.has(key.type)) return ok('future');
  return key.type === 'PHY'
    ? ok('physical')
    : fail('missing-field', 'an option has no right', 'right');
}

const digits = (text: string): string => (text === '' ? '0' : text);

/**
 * The contract of a pair of array records. A price that cannot be decoded leaves premium and notional
 * unknown; a strike that cannot be fails. The notional of an option's underlying is in another record
 * and is left unknown.
 */
export function contractOf(
  first: FirstPart,
  second: SecondPart,
  of: CommodityRecord,
  prices: PriceRecord | undefined,
  parameters: ArrayParameters | undefined,
): Outcome<SpanContract> {
  const { key } = first;
  const kind = kindOf(first);
  if (!kind.ok) return kind;
  const isOption = key.right !== null;
  if (isOption && prices === undefined) {
    return fail(
      'missing-field',
      `no record P of ${familyName(key)} to read the strike by`,
      'strike',
    );
  }
  const strike =
    isOption && prices !== undefined
      ? decodedPrice(digits(key.strike), second.strikeSign, prices.strike)
      : ok(null);
  if (!strike.ok) return fail(strike.failure.reason, strike.failure.message, 'strike');
  const scale = 10 ** of.riskExponent / 10 ** (of.families.find(sameFamily(key))?.arrayPlaces ?? 0);
  const worth = worthOf(first, second, prices);
  return ok({
    commodity: of.code,
    product: key.product,
    kind: kind.value,
    month: isOption ? key.optionMonth : key.month,
    deltaMonth: key.month === '' ? key.optionMonth : key.month,
    strike: strike.value?.quoted ?? null,
    losses: [...first.losses, ...second.losses].map((loss) => loss * scale),
    compositeDelta: second.compositeDelta,
    deltaScaling: parameters?.deltaScaling ?? 1,
    priceScan:
      parameters === undefined || parameters.priceScan === null
        ? null
        : parameters.priceScan * 10 ** of.riskExponent,
    premium: isOption ? worth : null,
    premiumPaid: of.premiumPaid,
    notional: isOption ? null : worth,
  });
}

const sameFamily =
  (key: FirstPart['key']) =>
  ({ product, type }: CommodityRecord['families'][number]): boolean =>
    product === key.product && type === key.type;

/** Settlement price × contract value factor; null where either is not known. */
function worthOf(
  first: FirstPart,
  second: SecondPart,
  prices: PriceRecord | undefined,
): number | null {
  if (prices === undefined || prices.contractValueFactor === null) return null;
  const text = first.precisePrice ?? second.price;
  const price = decodedPrice(text, second.priceSign, prices.price);
  return price.ok ? price.value.valued * prices.contractValueFactor : null;
}
