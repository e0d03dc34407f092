import { market } from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import {
  inverseName,
  letterOf,
  linearName,
  optionName,
  rightOf,
  spotName,
  unknownName,
  type Grammar,
  type InstrumentName,
} from './instrument-name.ts';
import { compactDay, compactDayText } from './name-dates.ts';

const OKX = market('OKX');

/** Derivatives of a dollar family are inverse; those of a stablecoin family are linear. */
const DOLLAR = 'USD';

function nameIn(symbol: string): Outcome<InstrumentName> {
  const [base = '', quote = '', date, strike, right, ...more] = symbol.split('-');
  if (/^[A-Z0-9]+_[A-Z_]+$/.test(quote)) {
    return fail('unsupported-instrument', `"${symbol}" is of a family whose terms are not known`);
  }
  if (!/^[A-Z0-9]+$/.test(base) || !/^[A-Z0-9]+$/.test(quote) || more.length > 0) {
    return unknownName(symbol, OKX);
  }
  if (date === undefined) return ok(spotName(base, quote));
  const expiry = date === 'SWAP' ? null : compactDay(date);
  if (expiry === null && date !== 'SWAP') return unknownName(symbol, OKX);
  const inverse = quote === DOLLAR;
  if (strike === undefined) {
    return ok(inverse ? inverseName(base, quote, expiry) : linearName(base, quote, expiry));
  }
  if (expiry === null || !/^\d+(?:\.\d+)?$/.test(strike) || !/^[CP]$/.test(right ?? '')) {
    return unknownName(symbol, OKX);
  }
  const terms = { expiry, strike, right: rightOf(right ?? '') };
  return ok(optionName(inverse ? 'inverse' : 'linear', base, quote, terms));
}

function symbolOf(of: InstrumentName): string {
  const pair = `${of.base}-${of.quote ?? ''}`;
  if (of.kind === 'spot') return pair;
  const dated = `${pair}-${of.expiry === null ? 'SWAP' : compactDayText(of.expiry)}`;
  return of.strike === null ? dated : `${dated}-${of.strike}-${letterOf(of.right)}`;
}

/** `BTC-USDT`, `BTC-USD-SWAP`, `BTC-USDT-241227`, `BTC-USD-241227-60000-C`. */
export const okxGrammar: Grammar = { name: nameIn, symbol: symbolOf };
