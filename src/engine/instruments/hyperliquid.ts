import { market } from '../values/ids.ts';
import { ok } from '../values/outcome.ts';
import { linearName, unknownName, type Grammar } from './instrument-name.ts';

const HYPERLIQUID = market('HYPERLIQUID');

/** `BTC`, `kPEPE`, `km:US500`: perpetuals, quoted in dollars; what they settle in is a fact of the dex. */
export const hyperliquidGrammar: Grammar = {
  name(symbol) {
    return /^(?:[a-z0-9]+:)?[A-Za-z0-9]+$/.test(symbol)
      ? ok({ ...linearName(symbol, 'USD', null), settlement: null })
      : unknownName(symbol, HYPERLIQUID);
  },
  symbol: (of) => of.base,
};
