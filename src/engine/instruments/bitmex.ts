import { market } from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import {
  spotName,
  splitPair,
  unknownName,
  type Grammar,
  type InstrumentName,
} from './instrument-name.ts';
import { lettered, letteredText } from './name-dates.ts';

const BITMEX = market('BITMEX');

/** `XBTM26` is quoted in dollars, `ETHUSD` says so, `EOSM19` (before 2020) was quoted in bitcoin. */
function nameIn(symbol: string, quotes: readonly string[]): Outcome<InstrumentName> {
  if (/^[A-Z0-9]+_[A-Z0-9]+[FGHJKMNQUVXZ]\d{2}$/.test(symbol)) {
    return fail('unsupported-instrument', `"${symbol}" is a spread of two futures`);
  }
  const spot = /^([A-Z0-9]+)_([A-Z0-9]+)$/.exec(symbol);
  if (spot !== null) return ok(spotName(spot[1] ?? '', spot[2] ?? ''));
  if (!/^[A-Z0-9]+$/.test(symbol)) return unknownName(symbol, BITMEX);
  const dated = /^(.+)([FGHJKMNQUVXZ]\d{2})$/.exec(symbol);
  const expiry = lettered(dated?.[2] ?? '');
  const text = expiry === null ? symbol : (dated?.[1] ?? '');
  const pair = splitPair(text, quotes);
  if (pair === null && expiry === null) return unknownName(symbol, BITMEX);
  return ok({
    kind: expiry === null ? 'perpetual' : 'future',
    payoff: null,
    base: pair?.base ?? text,
    quote: pair?.quote ?? null,
    settlement: null,
    expiry,
    right: null,
    strike: null,
    priceUnit: 'quote',
  });
}

function symbolOf(of: InstrumentName): string {
  if (of.kind === 'spot') return `${of.base}_${of.quote ?? ''}`;
  return `${of.base}${of.quote ?? ''}${of.expiry === null ? '' : letteredText(of.expiry)}`;
}

/** `XBTUSD`, `XBTM26`, `ETHUSD`, `ADAUSDT`, `XBT_USDT`: payoff and settlement are not in the name. */
export const bitmexGrammar: Grammar = { name: nameIn, symbol: symbolOf };
