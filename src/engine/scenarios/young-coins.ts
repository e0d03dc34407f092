import type { HistoryRule } from '../model/history-rule.ts';
import type { PriceSeries } from '../model/market.ts';
import { normalDraw } from '../numeric/random/draws.ts';
import { mersenneTwister } from '../numeric/random/mersenne-twister.ts';

type Proxy = Extract<HistoryRule, { readonly rule: 'proxy' }>;

/** Common days below which nothing is measured of a proxy. */
const FEWEST = 20;
const SEED = 5489;

/** Log returns of both over consecutive closes of the young one that the other has too. */
function commonReturns(
  young: PriceSeries,
  other: PriceSeries,
): readonly (readonly [number, number])[] {
  const at = new Map([...other.days].map((day, i) => [day, other.closes[i]!]));
  const pairs: (readonly [number, number])[] = [];
  for (let i = 1; i < young.days.length; i++) {
    const [before, after] = [at.get(young.days[i - 1]!), at.get(young.days[i]!)];
    if (before === undefined || after === undefined) continue;
    pairs.push([Math.log(young.closes[i]! / young.closes[i - 1]!), Math.log(after / before)]);
  }
  return pairs;
}

const percent = (x: number): string => `${(x * 100).toFixed(1)} %`;

/** Beta and residual as stated, else as measured; null where too few days are common to measure. */
function fitted(
  rule: Proxy,
  pairs: readonly (readonly [number, number])[],
): { readonly beta: number; readonly residual: number } | null {
  const enough = pairs.length >= FEWEST;
  const squares = pairs.reduce((all, [, x]) => all + x * x, 0);
  const measured =
    enough && squares > 0 ? pairs.reduce((all, [y, x]) => all + x * y, 0) / squares : null;
  const beta = rule.beta ?? measured;
  if (beta === null) return null;
  const rest = pairs.reduce((all, [y, x]) => all + (y - beta * x) ** 2, 0);
  const residual = rule.residual ?? (enough ? Math.sqrt(rest / pairs.length) : null);
  return residual === null ? null : { beta, residual };
}

/** The young history, continued backwards over the days that the other has before it. */
function continued(young: PriceSeries, other: PriceSeries | undefined, rule: Proxy): PriceSeries {
  const name = `${young.asset} by ${rule.of}`;
  if (other === undefined) {
    return {
      ...young,
      remark: `${name}: ${rule.of} has no price history, so nothing was filled in`,
    };
  }
  const fit = fitted(rule, commonReturns(young, other));
  if (fit === null) {
    return {
      ...young,
      remark: `${name}: fewer than ${FEWEST} common days to measure beta and residual; state both`,
    };
  }
  const first = other.days.indexOf(young.days[0]!);
  if (first <= 0) {
    return {
      ...young,
      remark: `${name}: ${rule.of} has no earlier days, so nothing was filled in`,
    };
  }
  const random = mersenneTwister(SEED);
  const earlier = new Float64Array(first);
  let close = young.closes[0]!;
  for (let i = first; i > 0; i--) {
    const move = Math.log(other.closes[i]! / other.closes[i - 1]!);
    close *= Math.exp(-(fit.beta * move + fit.residual * normalDraw(random)));
    earlier[i - 1] = close;
  }
  if (!(earlier[0]! > 0 && earlier[0]! < Infinity)) {
    return {
      ...young,
      remark: `${name}: beta ${fit.beta.toFixed(2)} and residual ${percent(fit.residual)} a day lead to no price, so nothing was filled in`,
    };
  }
  return {
    ...young,
    filled: first,
    days: Int32Array.from([...other.days.subarray(0, first), ...young.days]),
    closes: Float64Array.from([...earlier, ...young.closes]),
    remark: `${young.asset}: ${first} days before its own ${young.days.length} follow ${rule.of}, beta ${fit.beta.toFixed(2)}, residual ${percent(fit.residual)} a day`,
  };
}

/** A history that only follows another: its level is arbitrary, its returns are what counts. */
function invented(other: PriceSeries | undefined, rule: Proxy): PriceSeries | null {
  if (other === undefined || rule.beta === null || rule.residual === null) return null;
  const last = other.days.subarray(-1);
  const seed: PriceSeries = {
    asset: rule.asset,
    days: last,
    closes: new Float64Array(last.length).fill(1),
    source: `proxy ${rule.of}`,
  };
  const made = last.length === 0 ? null : continued(seed, other, rule);
  return made?.filled === undefined ? null : { ...made, filled: made.days.length };
}

/**
 * Histories with the user's rules for young coins; each tells what became of it. An asset without any history
 * has one by proxy where beta and residual are stated. Not to be used as prices.
 */
export function withRules(
  history: readonly PriceSeries[],
  rules: readonly HistoryRule[],
): readonly PriceSeries[] {
  const byAsset = new Map(history.map((one) => [one.asset, one]));
  const ruleOf = new Map(rules.map((one) => [one.asset, one]));
  const ruled = history.map((one): PriceSeries => {
    const rule = ruleOf.get(one.asset);
    if (rule === undefined) return one;
    return rule.rule === 'proxy'
      ? continued(one, byAsset.get(rule.of), rule)
      : { ...one, rule: rule.rule };
  });
  const made = rules.flatMap((rule) =>
    rule.rule === 'proxy' && !byAsset.has(rule.asset)
      ? (invented(byAsset.get(rule.of), rule) ?? [])
      : [],
  );
  return [...ruled, ...made];
}

/** Histories without what rules have filled in: for what is said to have come. */
export const thatCame = (history: readonly PriceSeries[]): readonly PriceSeries[] =>
  history.map((one) => {
    const { filled = 0, ...own } = one;
    return filled === 0
      ? one
      : {
          ...own,
          days: one.days.subarray(filled),
          closes: one.closes.subarray(filled),
          remark: `${one.asset}: days filled in by its proxy never came, and are left out`,
        };
  });
