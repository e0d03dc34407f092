import type { QuoteUse, SmilePoint } from '../../contract/surface.ts';
import { logMoneyness } from '../black.ts';
import type { ChainQuote } from './admitted-quotes.ts';
import type { SurfaceRules } from './option-quote.ts';
import { quotedVolatility, type PricingPoint } from './quote-volatility.ts';
import { staticArbitrage } from './static-arbitrage.ts';

/** The points to fit, by strike, and what every quote was used for, in the order of the quotes. */
export type SmilePoints = {
  readonly points: readonly SmilePoint[];
  readonly uses: readonly QuoteUse[];
};

/** At the forward itself the call is taken. */
export const isOutOfTheMoney = ({ terms }: ChainQuote, forward: number): boolean =>
  terms.right === 'call' ? terms.strike >= forward : terms.strike < forward;

function pointOf(
  quote: ChainQuote,
  at: PricingPoint,
  { widest, finest }: SurfaceRules,
): SmilePoint | 'beyond bounds' | 'too wide' {
  const { terms, instrument } = quote;
  const bid = quote.bid ?? 0;
  const ask = quote.ask ?? 0;
  const [low, mid, high] = [bid, (bid + ask) / 2, ask].map((price) =>
    quotedVolatility(terms, instrument.priceUnit, at, price),
  );
  if (!low?.ok || !mid?.ok || !high?.ok) return 'beyond bounds';
  const spread = high.value - low.value;
  if (spread > widest * mid.value) return 'too wide';
  return {
    instrument: instrument.id,
    right: terms.right,
    strike: terms.strike,
    k: -logMoneyness(at.forward, terms.strike),
    bid: low.value,
    mid: mid.value,
    ask: high.value,
    weight: 1 / Math.max(spread / 2, finest),
  };
}

/** Bid and ask of the call that a put is worth by parity, in the quote currency. */
function asCall(
  { bid, ask, terms, instrument }: ChainQuote,
  { forward, discount }: PricingPoint,
): { readonly strike: number; readonly bid: number; readonly ask: number } {
  const unit = instrument.priceUnit === 'underlying' ? forward : 1;
  const shift = terms.right === 'call' ? 0 : discount * (forward - terms.strike);
  return {
    strike: terms.strike,
    bid: (bid ?? 0) * unit + shift,
    ask: (ask ?? 0) * unit + shift,
  };
}

/** The out-of-the-money quotes of one expiry that hold a volatility and agree with one another. */
export function smilePoints(
  quotes: readonly ChainQuote[],
  at: PricingPoint,
  rules: SurfaceRules,
): SmilePoints {
  const uses: QuoteUse[] = [];
  const found: { readonly index: number; readonly point: SmilePoint }[] = [];
  quotes.forEach((quote, index) => {
    if (quote.leftOut !== null) {
      uses.push(quote.leftOut);
      return;
    }
    if (!isOutOfTheMoney(quote, at.forward)) {
      uses.push('in the money');
      return;
    }
    const point = pointOf(quote, at, rules);
    uses.push(typeof point === 'string' ? point : 'fit');
    if (typeof point !== 'string') found.push({ index, point });
  });
  if (found.length === 0) return { points: [], uses };
  const free = staticArbitrage(
    found.map(({ index }) => asCall(quotes[index]!, at)),
    at.discount * at.forward,
  );
  found.forEach(({ index }, i) => {
    if (free[i]) uses[index] = 'static arbitrage';
  });
  return { points: found.filter((_, i) => !free[i]).map(({ point }) => point), uses };
}
