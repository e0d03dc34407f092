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
import { compactDay, compactDayText } from './name-dates.ts';

const SPOT = market('BINANCE-SPOT');
const USDM = market('BINANCE-USDM');
const COINM = market('BINANCE-COINM');
const OPTIONS = market('BINANCE-OPTIONS');

/** Binance options are quoted and settled in this asset, which their names do not say. */
const OPTION_QUOTE = 'USDT';

/** `BTCUSDT`. */
export const binanceSpotGrammar: Grammar = {
  name(symbol, quotes) {
    const pair = splitPair(symbol, quotes);
    return pair === null ? unknownName(symbol, SPOT) : ok(spotName(pair.base, pair.quote));
  },
  symbol: (of) => `${of.base}${of.quote ?? ''}`,
};

/** `BTCUSDT`, `BTCUSDT_241227`. */
export const binanceUsdmGrammar: Grammar = {
  name(symbol, quotes) {
    const [text = '', date, ...more] = symbol.split('_');
    const pair = splitPair(text, quotes);
    const expiry = date === undefined ? null : compactDay(date);
    const odd = more.length > 0 || (date !== undefined && expiry === null);
    if (pair === null || odd) return unknownName(symbol, USDM);
    return ok(linearName(pair.base, pair.quote, expiry));
  },
  symbol: (of) =>
    `${of.base}${of.quote ?? ''}${of.expiry === null ? '' : `_${compactDayText(of.expiry)}`}`,
};

/** `BTCUSD_PERP`, `BTCUSD_241227`. */
export const binanceCoinmGrammar: Grammar = {
  name(symbol) {
    const match = /^([A-Z0-9]+)USD_(PERP|\d{6})$/.exec(symbol);
    const date = match?.[2] ?? '';
    const expiry = date === 'PERP' ? null : compactDay(date);
    if (match === null || (expiry === null && date !== 'PERP')) return unknownName(symbol, COINM);
    return ok(inverseName(match[1] ?? '', 'USD', expiry));
  },
  symbol: (of) => `${of.base}USD_${of.expiry === null ? 'PERP' : compactDayText(of.expiry)}`,
};

/** `BTC-251219-89000-C`, `XRP-251219-2.05-P`. */
export const binanceOptionsGrammar: Grammar = {
  name(symbol) {
    const match = /^([A-Z0-9]+)-(\d{6})-(\d+(?:\.\d+)?)-([CP])$/.exec(symbol);
    const expiry = compactDay(match?.[2] ?? '');
    if (match === null || expiry === null) return unknownName(symbol, OPTIONS);
    const terms = { expiry, strike: match[3] ?? '', right: rightOf(match[4] ?? '') };
    return ok(optionName('linear', match[1] ?? '', OPTION_QUOTE, terms));
  },
  symbol: (of) =>
    `${of.base}-${of.expiry === null ? '' : compactDayText(of.expiry)}-${of.strike ?? ''}-${letterOf(of.right)}`,
};
