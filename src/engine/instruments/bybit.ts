import { market } from '../values/ids.ts';
import { ok } from '../values/outcome.ts';
import {
  inverseName,
  letterOf,
  linearName,
  optionName,
  rightOf,
  splitPair,
  spotName,
  unknownName,
  type Grammar,
} from './instrument-name.ts';
import { lettered, letteredText, namedDay, namedDayText } from './name-dates.ts';

const SPOT = market('BYBIT-SPOT');
const LINEAR = market('BYBIT-LINEAR');
const INVERSE = market('BYBIT-INVERSE');
const OPTION = market('BYBIT-OPTION');

/** Names that give no quote mean this one: `BTCPERP`, `BTC-29AUG25`, `BTC-30DEC22-18000-C`. */
const UNSAID = 'USDC';

/** `BTCUSDT`. */
export const bybitSpotGrammar: Grammar = {
  name(symbol, quotes) {
    const pair = splitPair(symbol, quotes);
    return pair === null ? unknownName(symbol, SPOT) : ok(spotName(pair.base, pair.quote));
  },
  symbol: (of) => `${of.base}${of.quote ?? ''}`,
};

/** `BTCUSDT`, `BTCPERP`, `BTC-29AUG25`, `BTCUSDT-27DEC24`. */
export const bybitLinearGrammar: Grammar = {
  name(symbol, quotes) {
    const [text = '', date, ...more] = symbol.split('-');
    const expiry = date === undefined ? null : namedDay(date);
    const odd = more.length > 0 || (date !== undefined && expiry === null);
    if (odd || !/^[A-Z0-9]+$/.test(text)) return unknownName(symbol, LINEAR);
    const perp = /^([A-Z0-9]+)PERP$/.exec(text);
    if (perp !== null && date === undefined) return ok(linearName(perp[1] ?? '', UNSAID, null));
    const pair = splitPair(
      text,
      quotes.filter((quote) => quote !== UNSAID),
    );
    if (pair !== null) return ok(linearName(pair.base, pair.quote, expiry));
    return expiry === null ? unknownName(symbol, LINEAR) : ok(linearName(text, UNSAID, expiry));
  },
  symbol(of) {
    const quote = of.quote === UNSAID ? '' : (of.quote ?? '');
    if (of.expiry === null) return `${of.base}${quote === '' ? 'PERP' : quote}`;
    return `${of.base}${quote}-${namedDayText(of.expiry)}`;
  },
};

/** `BTCUSD`, `BTCUSDM21`. */
export const bybitInverseGrammar: Grammar = {
  name(symbol) {
    const match = /^([A-Z0-9]+?)USD([A-Z]\d{2})?$/.exec(symbol);
    const expiry = lettered(match?.[2] ?? '');
    if (match === null || (match[2] !== undefined && expiry === null)) {
      return unknownName(symbol, INVERSE);
    }
    return ok(inverseName(match[1] ?? '', 'USD', expiry));
  },
  symbol: (of) => `${of.base}USD${of.expiry === null ? '' : letteredText(of.expiry)}`,
};

/** `BTC-30DEC22-18000-C` (USDC), `BTC-27MAR26-60000-C-USDT`. */
export const bybitOptionGrammar: Grammar = {
  name(symbol) {
    const match = /^([A-Z0-9]+)-(\w+)-(\d+(?:\.\d+)?)-([CP])(?:-([A-Z]{3,5}))?$/.exec(symbol);
    const expiry = namedDay(match?.[2] ?? '');
    // The unsaid quote is never written out: one contract has one name.
    if (match === null || expiry === null || match[5] === UNSAID) {
      return unknownName(symbol, OPTION);
    }
    const terms = { expiry, strike: match[3] ?? '', right: rightOf(match[4] ?? '') };
    return ok(optionName('linear', match[1] ?? '', match[5] ?? UNSAID, terms));
  },
  symbol(of) {
    const day = of.expiry === null ? '' : namedDayText(of.expiry);
    const suffix = of.quote === UNSAID ? '' : `-${of.quote ?? ''}`;
    return `${of.base}-${day}-${of.strike ?? ''}-${letterOf(of.right)}${suffix}`;
  },
};
