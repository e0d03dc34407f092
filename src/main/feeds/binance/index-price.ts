import { splitPair } from '../../../engine/instruments/instrument-name.ts';
import { asset, type Market } from '../../../engine/values/ids.ts';
import { instant } from '../../../engine/values/units.ts';
import type { IndexEvent } from '../events.ts';
import type { Message } from './message.ts';

/** What an index may be quoted in: of COIN-M the dollar, of options and USD-M a coin that stands for it. */
const QUOTES = ['USD', 'USDT', 'USDC', 'BUSD', 'FDUSD', 'USD1', 'BTC', 'ETH'];

/** `indexPriceUpdate` of COIN-M (`i` is the pair), `index` and `indexPrice` of options (`s`). */
export function indexEvents(
  of: Message,
  market: Market,
  pair: unknown,
  pairName: string,
  valueName: string,
  timeName: string,
): readonly IndexEvent[] {
  const { fields, read } = of;
  const name = read.text(pair, pairName);
  const value = read.positive(fields[valueName], valueName);
  const at = read.time(fields[timeName], timeName);
  if (value === null && fields[valueName] === undefined) {
    read.fault('missing-field', valueName, 'an index without its value');
  }
  if (name === null || value === null) return [];
  const parts = splitPair(name, QUOTES);
  if (parts === null) {
    read.fault('unknown-contract', pairName, `"${name}" is no pair that is known`);
    return [];
  }
  const { base, quote } = parts;
  return [
    {
      kind: 'index',
      market,
      name,
      asset: asset(base),
      quote: asset(quote),
      at: at === null ? null : instant(at),
      value,
    },
  ];
}
