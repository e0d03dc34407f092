import type { Moves } from '../../../engine/margin/calls/moves.ts';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { PriceMove, VolatilityFactor } from '../../parameters/numbers/scalars.ts';

/**
 * `BTC=-0.2,ETH=0.1`: relative moves of prices, and a factor of all volatilities.
 *
 * @param flag that the moves were given with
 */
export function movesIn(
  flag: 'moves' | 'cascade',
  text: string | undefined,
  volatility: string | undefined,
): Outcome<Moves | null> {
  if (text === undefined && volatility === undefined) return ok(null);
  const prices = new Map<Asset, number>();
  for (const one of text?.split(',') ?? []) {
    const [code = '', move = ''] = one.split('=');
    const by = PriceMove.safeParse(move.trim() === '' ? Number.NaN : Number(move));
    if (code.trim() === '' || !by.success) {
      return fail(
        'malformed',
        `--${flag}: "${one}" is no move such as BTC=-0.2, above -1 and of 100 at most`,
      );
    }
    prices.set(asset(code), 1 + by.data);
  }
  const factor = VolatilityFactor.safeParse(Number(volatility ?? '1'));
  return factor.success
    ? ok({ prices, volatility: factor.data })
    : fail('malformed', `--volatility was "${volatility}", not a factor above 0, of 100 at most`);
}
