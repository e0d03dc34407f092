import type { Moves } from '../../../engine/margin/calls/moves.ts';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';

/** `BTC=-0.2,ETH=0.1`: relative moves of prices, and a factor of all volatilities. */
export function movesIn(
  text: string | undefined,
  volatility: string | undefined,
): Outcome<Moves | null> {
  if (text === undefined && volatility === undefined) return ok(null);
  const prices = new Map<Asset, number>();
  for (const one of text?.split(',') ?? []) {
    const [code = '', move = ''] = one.split('=');
    const factor = 1 + Number(move);
    if (code.trim() === '' || move.trim() === '' || !(factor > 0) || !Number.isFinite(factor)) {
      return fail('malformed', `--moves: "${one}" is no move such as BTC=-0.2`);
    }
    prices.set(asset(code), factor);
  }
  const factor = Number(volatility ?? '1');
  return factor > 0 && Number.isFinite(factor)
    ? ok({ prices, volatility: factor })
    : fail('malformed', `--volatility was "${volatility}", not a positive factor`);
}
