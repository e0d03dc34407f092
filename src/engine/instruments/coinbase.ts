import { market } from '../values/ids.ts';
import { ok } from '../values/outcome.ts';
import { linearName, spotName, unknownName, type Grammar } from './instrument-name.ts';
import { namedDay, namedDayText } from './name-dates.ts';

const COINBASE = market('COINBASE-DERIVATIVES');
const SPOT = market('COINBASE-SPOT');

/** `BTC-USD`, `1INCH-EUR`. */
export const coinbaseSpotGrammar: Grammar = {
  name(symbol) {
    const match = /^([A-Z0-9]+)-([A-Z0-9]+)$/.exec(symbol);
    return match === null
      ? unknownName(symbol, SPOT)
      : ok(spotName(match[1] ?? '', match[2] ?? ''));
  },
  symbol: (of) => `${of.base}-${of.quote ?? ''}`,
};

/**
 * `BIT-24APR26-CDE`: product code, expiry, exchange. The code's underlying and size are contract facts;
 * codes of perpetual style carry a far expiry.
 */
export const coinbaseGrammar: Grammar = {
  name(symbol) {
    const match = /^([A-Z0-9]+)-(\w+)-CDE$/.exec(symbol);
    const expiry = namedDay(match?.[2] ?? '');
    return match === null || expiry === null
      ? unknownName(symbol, COINBASE)
      : ok(linearName(match[1] ?? '', 'USD', expiry));
  },
  symbol: (of) => `${of.base}-${of.expiry === null ? '' : namedDayText(of.expiry)}-CDE`,
};
