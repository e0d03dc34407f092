import type { MarginNode } from '../../contract/margin-node.ts';
import { given, least, max, product, sum } from '../tree.ts';
import type { ZetaNeed, ZetaProduct, ZetaRates } from './rates.ts';

const dollars = 'USD';

const ofSpot = (label: string, spot: number, rate: number): MarginNode =>
  product(label, dollars, [given('Spot', spot, dollars), given('Rate', rate, '')]);

/**
 * Margin of one lot. A future: spot × rate. A sold option: spot × dynamic rate less how far it is out
 * of the money, at least spot × least rate, of a put at most the cap of its strike. A bought option:
 * mark × rate, at most spot × rate.
 *
 * @param side of the lot
 * @param spot dollars, positive
 * @see zetamarkets/sdk 0.17.1, risk-utils.ts
 */
export function lotMargin(
  { option, name }: ZetaProduct,
  side: 'long' | 'short',
  need: ZetaNeed,
  spot: number,
  rates: ZetaRates,
): MarginNode {
  if (option === null) return ofSpot(`A lot of ${name}`, spot, rates.future[need]);
  const { right, strike, mark } = option;
  if (side === 'long') {
    return least(`A bought lot of ${name}`, dollars, [
      product('Of its mark', dollars, [
        given('Mark', mark, dollars),
        given('Rate', rates.boughtMark[need], ''),
      ]),
      ofSpot('At most', spot, rates.boughtMost[need]),
    ]);
  }
  const out = Math.max(0, right === 'call' ? strike - spot : spot - strike);
  const uncapped = max(`A sold lot of ${name}`, dollars, [
    sum('Dynamic', dollars, [
      ofSpot('Of spot', spot, rates.soldDynamic[need]),
      given('Out of the money', -out, dollars),
    ]),
    ofSpot('At least', spot, rates.soldLeast[need]),
  ]);
  return right === 'call'
    ? uncapped
    : least(`A sold lot of ${name}`, dollars, [
        uncapped,
        product('Cap of a put', dollars, [
          given('Strike', strike, dollars),
          given('Rate', rates.putCap, ''),
        ]),
      ]);
}
