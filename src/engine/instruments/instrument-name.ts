import type { InstrumentKind, Payoff } from '../model/instrument.ts';
import type { Market } from '../values/ids.ts';
import { fail, type Outcome } from '../values/outcome.ts';
import type { CalendarDay } from './calendar.ts';

/** What a symbol says by itself. Null where a venue's names are silent: the contract facts say it. */
export type InstrumentName = {
  readonly kind: InstrumentKind;
  readonly payoff: Payoff | null;
  /** As spelled in the name, such as `XBT`; aliases are data. */
  readonly base: string;
  readonly quote: string | null;
  readonly settlement: string | null;
  /** Day only: the hour is the venue's rule. Null for spot and perpetuals. */
  readonly expiry: CalendarDay | null;
  readonly right: 'call' | 'put' | null;
  /** Decimal text as in the name, in the quote currency. */
  readonly strike: string | null;
  readonly priceUnit: 'quote' | 'underlying';
};

/** How one market writes its symbols. `symbol(name(text))` is `text` again. */
export type Grammar = {
  /** `quotes`: quote currencies of the market, for names that write base and quote without a gap. */
  readonly name: (symbol: string, quotes: readonly string[]) => Outcome<InstrumentName>;
  readonly symbol: (name: InstrumentName) => string;
};

const PLAIN = {
  settlement: null,
  expiry: null,
  right: null,
  strike: null,
  priceUnit: 'quote',
} as const;

export const spotName = (base: string, quote: string): InstrumentName => ({
  ...PLAIN,
  kind: 'spot',
  payoff: 'linear',
  base,
  quote,
  settlement: quote,
});

export const linearName = (
  base: string,
  quote: string,
  expiry: CalendarDay | null,
): InstrumentName => ({
  ...PLAIN,
  kind: expiry === null ? 'perpetual' : 'future',
  payoff: 'linear',
  base,
  quote,
  settlement: quote,
  expiry,
});

export const inverseName = (
  base: string,
  quote: string,
  expiry: CalendarDay | null,
): InstrumentName => ({ ...linearName(base, quote, expiry), payoff: 'inverse', settlement: base });

/** Options of either payoff; inverse ones settle in and are quoted in the underlying. */
export const optionName = (
  payoff: 'linear' | 'inverse',
  base: string,
  quote: string,
  terms: { readonly expiry: CalendarDay; readonly right: 'call' | 'put'; readonly strike: string },
): InstrumentName => ({
  kind: 'option',
  payoff,
  base,
  quote,
  settlement: payoff === 'inverse' ? base : quote,
  ...terms,
  priceUnit: payoff === 'inverse' ? 'underlying' : 'quote',
});

export const rightOf = (letter: string): 'call' | 'put' => (letter === 'C' ? 'call' : 'put');
export const letterOf = (right: InstrumentName['right']): string => (right === 'call' ? 'C' : 'P');

/** Refusal of a symbol that the market's grammar has no place for. */
export const unknownName = (symbol: string, market: Market): Outcome<never> =>
  fail('unknown-contract', `"${symbol}" is no symbol that ${market} is known to use`);

/** Base and quote of a name without a gap: the longest known quote currency that ends it. */
export function splitPair(
  pair: string,
  quotes: readonly string[],
): { readonly base: string; readonly quote: string } | null {
  let best: string | null = null;
  for (const quote of quotes) {
    const fits = pair.length > quote.length && pair.endsWith(quote);
    if (fits && quote.length > (best?.length ?? 0)) best = quote;
  }
  return best === null ? null : { base: pair.slice(0, -best.length), quote: best };
}
