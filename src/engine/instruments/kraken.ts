import { market } from '../values/ids.ts';
import { ok, type Outcome } from '../values/outcome.ts';
import {
  inverseName,
  linearName,
  unknownName,
  type Grammar,
  type InstrumentName,
} from './instrument-name.ts';
import { compactDay, compactDayText } from './name-dates.ts';

const KRAKEN = market('KRAKEN-FUTURES');

/** Prefixes: perpetual or fixed, inverse or flexible (linear). */
const PREFIXES: Readonly<Record<string, { dated: boolean; inverse: boolean }>> = {
  PI: { dated: false, inverse: true },
  FI: { dated: true, inverse: true },
  PF: { dated: false, inverse: false },
  FF: { dated: true, inverse: false },
};

function nameIn(symbol: string): Outcome<InstrumentName> {
  // Tokenised shares carry a lower-case x: `PF_AAPLxUSD`.
  const match = /^([PF][IF])_([A-Z0-9]+x?)(USD)(?:_(\d{6}))?$/.exec(symbol);
  const prefix = PREFIXES[match?.[1] ?? ''];
  const expiry = match?.[4] === undefined ? null : compactDay(match[4]);
  if (match === null || prefix === undefined || prefix.dated !== (expiry !== null)) {
    return unknownName(symbol, KRAKEN);
  }
  const [, , base = '', quote = ''] = match;
  return ok(prefix.inverse ? inverseName(base, quote, expiry) : linearName(base, quote, expiry));
}

function symbolOf(of: InstrumentName): string {
  const dated = of.expiry === null ? '' : `_${compactDayText(of.expiry)}`;
  const prefix = `${of.expiry === null ? 'P' : 'F'}${of.payoff === 'inverse' ? 'I' : 'F'}`;
  return `${prefix}_${of.base}${of.quote ?? ''}${dated}`;
}

/** `PI_XBTUSD`, `FI_XBTUSD_210924`, `PF_ETHUSD`. Feeds and logs write lower case: see `krakenSymbol`. */
export const krakenGrammar: Grammar = { name: nameIn, symbol: symbolOf };

/** The one spelling of a Kraken Futures symbol: capitals, but for the x of tokenised shares. */
export function krakenSymbol(text: string): string {
  const trimmed = text.trim();
  const capitals = trimmed.toUpperCase();
  return /[A-Z]xUSD$/.test(trimmed) ? capitals.replace(/XUSD$/, 'xUSD') : capitals;
}
