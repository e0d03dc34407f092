import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';
import { normalDraw } from '../../src/engine/numeric/random/draws.ts';
import { undiscountedBlack } from '../../src/engine/pricing/black.ts';
import type { GroupHolding } from '../../src/engine/scenarios/compiled/compiled-book.ts';
import type { ScenarioSet } from '../../src/engine/scenarios/scenario-set.ts';
import { asset, type Asset } from '../../src/engine/values/ids.ts';

const UNDERLYINGS = 20;
const ACCOUNTS = 4;
const EXPIRIES = [1, 2, 7, 14, 30, 60, 120, 270].map((days) => days / 365);
const STRIKES = 40;

export const underlyings: readonly Asset[] = Array.from({ length: UNDERLYINGS }, (_, i) =>
  asset(`COIN${i}`),
);
const usd = asset('USD');

/** Group of an account's part in one underlying. */
const groupOf = (account: number, underlying: number): number => account * UNDERLYINGS + underlying;
export const GROUPS: number = ACCOUNTS * UNDERLYINGS;

/**
 * Positions drawn from a full ladder: 20 underlyings × 8 expiries × strikes × call and put, of four accounts.
 *
 * @param strikes of each expiry: few make a ladder on which positions meet, many make each a row of its own
 */
export function ladderBook(count: number, strikes = STRIKES): readonly GroupHolding[] {
  const random = mersenneTwister(11);
  const pick = (n: number): number => Math.floor(random.uniform() * n);
  return Array.from({ length: count }, () => {
    const u = pick(UNDERLYINGS);
    const e = pick(EXPIRIES.length);
    const k = pick(strikes);
    const right = random.uniform() < 0.5 ? 'call' : 'put';
    const spot = 50_000 / (u + 1);
    const years = EXPIRIES[e]!;
    const forward = spot * (1 + 0.05 * years);
    const strike = spot * (0.5 + k / strikes);
    const volatility = 0.5 + 0.02 * u + 0.4 * (strike / forward - 1) ** 2;
    const base = undiscountedBlack(right, forward, strike, volatility * Math.sqrt(years));
    return {
      unit: {
        key: `${u} ${e} ${k} ${right}`,
        underlying: underlyings[u]!,
        settlement: usd,
        value: {
          kind: 'option',
          payoff: 'linear',
          right,
          scale: 1,
          forward,
          strike,
          volatility,
          years,
          base,
        },
      },
      quantity: pick(21) - 10,
      group: groupOf(pick(ACCOUNTS), u),
    };
  });
}

/** Scenarios that move price and volatility of every underlying. */
export function ladderSet(scenarios: number): ScenarioSet {
  const random = mersenneTwister(12);
  const numbers = UNDERLYINGS * scenarios;
  return {
    kind: 'history',
    labels: Array.from({ length: scenarios }, (_, s) => `${s}`),
    assets: underlyings,
    prices: Float64Array.from({ length: numbers }, () => Math.exp(0.04 * normalDraw(random))),
    volatilities: Float64Array.from({ length: numbers }, () => Math.exp(0.1 * normalDraw(random))),
  };
}
