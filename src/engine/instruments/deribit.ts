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
import { namedDay, namedDayText } from './name-dates.ts';

const DERIBIT = market('DERIBIT');

/** Contracts without a quote in their name are inverse and quoted in dollars. */
const DOLLAR = 'USD';

/** Combinations such as `BTC-FS-19MAY26_PERP` and `BTC-STRD-29MAY26-77000`. */
const COMBO = /^[A-Z0-9]+(?:_[A-Z0-9]+)?-[A-Z]{2,6}\d{0,4}-\d/;

function nameIn(symbol: string): Outcome<InstrumentName> {
  const [pair = '', date, strike, right, ...more] = symbol.split('-');
  const [base = '', quote, ...rest] = pair.split('_');
  if (!/^[A-Z0-9]+$/.test(base) || quote === '' || rest.length > 0 || more.length > 0) {
    return unknownName(symbol, DERIBIT);
  }
  if (date === undefined) {
    return quote === undefined ? unknownName(symbol, DERIBIT) : ok(spotName(base, quote));
  }
  const expiry = date === 'PERPETUAL' ? null : namedDay(date);
  if (expiry === null && date !== 'PERPETUAL') {
    return COMBO.test(symbol)
      ? fail('unsupported-instrument', `"${symbol}" is a combination: its legs are held one by one`)
      : unknownName(symbol, DERIBIT);
  }
  if (strike === undefined) {
    return ok(
      quote === undefined ? inverseName(base, DOLLAR, expiry) : linearName(base, quote, expiry),
    );
  }
  const digits = /^\d+(?:d\d+)?$/.test(strike) ? strike.replace('d', '.') : null;
  if (expiry === null || digits === null || !/^[CP]$/.test(right ?? '')) {
    return unknownName(symbol, DERIBIT);
  }
  const terms = { expiry, strike: digits, right: rightOf(right ?? '') };
  return ok(
    quote === undefined
      ? optionName('inverse', base, DOLLAR, terms)
      : optionName('linear', base, quote, terms),
  );
}

function symbolOf(of: InstrumentName): string {
  const pair = of.payoff === 'inverse' ? of.base : `${of.base}_${of.quote ?? ''}`;
  if (of.kind === 'spot') return pair;
  const dated = `${pair}-${of.expiry === null ? 'PERPETUAL' : namedDayText(of.expiry)}`;
  return of.strike === null
    ? dated
    : `${dated}-${of.strike.replace('.', 'd')}-${letterOf(of.right)}`;
}

/** `BTC-PERPETUAL`, `BTC-27DEC24`, `BTC-27DEC24-60000-C`, `MATIC_USDC-9MAR24-1d02-C`, `BTC_USDC`. */
export const deribitGrammar: Grammar = { name: nameIn, symbol: symbolOf };
