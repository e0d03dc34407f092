import { market } from '../values/ids.ts';
import { ok } from '../values/outcome.ts';
import { linearName, unknownName, type Grammar } from './instrument-name.ts';

const HYPERLIQUID = market('HYPERLIQUID');

/**
 * `BTC` and `kPEPE` are perpetuals of the main dex, quoted in dollars; `km:US500` is of a builder's dex,
 * which chooses its own quote. What they settle in is a contract fact.
 */
export const hyperliquidGrammar: Grammar = {
  name(symbol) {
    const match = /^([a-z0-9]+:)?[A-Za-z0-9]+$/.exec(symbol);
    if (match === null) return unknownName(symbol, HYPERLIQUID);
    const name = { ...linearName(symbol, 'USD', null), settlement: null };
    return ok(match[1] === undefined ? name : { ...name, quote: null });
  },
  symbol: (of) => of.base,
};
