import type { ForwardView, MarkParity, ParityEstimate } from '../../contract/surface.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { ChainQuote } from './admitted-quotes.ts';
import { medianOf, weightedMedian } from './weighted-median.ts';

type Pair = { readonly call: ChainQuote; readonly put: ChainQuote };

/** The call and put of each strike, of those that `fit` lets through. */
function pairsOf(quotes: readonly ChainQuote[], fit: (quote: ChainQuote) => boolean): Pair[] {
  const calls = new Map<number, ChainQuote>();
  const pairs: Pair[] = [];
  const usable = quotes.filter(fit);
  for (const quote of usable)
    if (quote.terms.right === 'call') calls.set(quote.terms.strike, quote);
  for (const put of usable) {
    const call = put.terms.right === 'put' ? calls.get(put.terms.strike) : undefined;
    if (call !== undefined) pairs.push({ call, put });
  }
  return pairs;
}

type StrikeForward = { readonly forward: number; readonly uncertainty: number };

/** Forward at which call and put of one strike keep parity, and half the width that their spreads leave. */
function strikeForward({ call, put }: Pair, discount: number): StrikeForward {
  const { strike } = call.terms;
  const middle = (call.bid! + call.ask! - put.bid! - put.ask!) / 2 / discount;
  const half = (call.ask! - call.bid! + put.ask! - put.bid!) / 2 / discount;
  if (call.instrument.priceUnit === 'quote') {
    return { forward: strike + middle, uncertainty: half };
  }
  // In coin c − p = discount × (1 − strike ÷ forward).
  const forward = strike / (1 - middle);
  return { forward, uncertainty: (half * forward * forward) / strike };
}

const fewestPairs = 2;

/**
 * The forward that put-call parity of mid prices gives: the median over strikes, weighted by
 * 1 ÷ spread, then the mean of those strikes whose spreads hold the median.
 */
function parityEstimate(quotes: readonly ChainQuote[], discount: number): Outcome<ParityEstimate> {
  const strikes = pairsOf(quotes, ({ leftOut }) => leftOut === null)
    .map((pair) => strikeForward(pair, discount))
    .filter(({ forward, uncertainty }) => forward > 0 && Number.isFinite(forward + uncertainty));
  if (strikes.length < fewestPairs) {
    return fail(
      'missing-market-data',
      `parity needs ${fewestPairs} strikes whose call and put have bid and ask, there are ${strikes.length}`,
    );
  }
  const least = 1e-9 * medianOf(strikes.map(({ forward }) => forward));
  const weighed = strikes.map(({ forward, uncertainty }) => ({
    value: forward,
    uncertainty: Math.max(uncertainty, least),
    weight: 1 / Math.max(uncertainty, least),
  }));
  const median = weightedMedian(weighed);
  const near = weighed.filter((one) => Math.abs(one.value - median) <= one.uncertainty);
  // A median between two strikes may lie within the spread of neither.
  const holding = near.length > 0 ? near : weighed;
  let weights = 0;
  let sum = 0;
  for (const { value, uncertainty } of holding) {
    weights += uncertainty ** -2;
    sum += uncertainty ** -2 * value;
  }
  const forward = sum / weights;
  let scatter = 0;
  for (const { value, uncertainty } of holding) {
    scatter += uncertainty ** -4 * (value - forward) ** 2;
  }
  // A lone strike has no scatter: its spread is what is known.
  const alone = holding.length < 2 ? holding[0]!.uncertainty : Math.sqrt(scatter) / weights;
  return ok({ forward, error: alone, pairs: strikes.length });
}

/**
 * The forward of an expiry: by parity where the venue states none or where parity is at least as
 * fine as `finest`, else as stated.
 *
 * @param finest standard error of parity as a fraction of the forward up to which it is preferred
 */
export function expiryForward(
  quotes: readonly ChainQuote[],
  discount: number,
  finest: number,
): Outcome<ForwardView> {
  const parity = parityEstimate(quotes, discount);
  const known = quotes.flatMap(({ forward, leftOut }) =>
    forward === null || leftOut === 'stale' || leftOut === 'older duplicate' ? [] : [forward],
  );
  const stated = known.length === 0 ? null : medianOf(known);
  const difference = parity.ok && stated !== null ? parity.value.forward / stated - 1 : null;
  const view = { parity, stated, difference };
  if (parity.ok && (stated === null || parity.value.error <= finest * parity.value.forward)) {
    return ok({ value: parity.value.forward, source: 'parity', ...view });
  }
  return stated === null
    ? fail('missing-market-data', 'no forward is stated, and no strike pairs give one by parity')
    : ok({ value: stated, source: 'stated', ...view });
}

/** How the marks keep parity at the forward that is stated with them, as a fraction of it. */
export function markParity(quotes: readonly ChainQuote[], discount: number): Outcome<MarkParity> {
  const errors = pairsOf(quotes, ({ mark, forward }) => mark !== null && forward !== null).map(
    ({ call, put }) => {
      const forward = (call.forward! + put.forward!) / 2;
      const difference = call.mark! - put.mark!;
      const byForward =
        call.instrument.priceUnit === 'underlying' ? difference : difference / forward;
      return Math.abs(byForward - discount * (1 - call.terms.strike / forward));
    },
  );
  if (errors.length === 0) {
    return fail('missing-market-data', 'no strike has marks of call and put with a forward');
  }
  return ok({ pairs: errors.length, median: medianOf(errors), largest: Math.max(...errors) });
}
