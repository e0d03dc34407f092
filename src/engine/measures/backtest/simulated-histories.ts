import { mersenneTwister } from '../../numeric/random/mersenne-twister.ts';

/** How the world differs from the forecasts. */
export type World = {
  readonly name: string;
  /** Every outcome times this. */
  readonly scale: number;
  /** How much more often the tail comes; 1 is as forecast. */
  readonly frequency: number;
  /** Chance of the tail on the day after it; null: days are independent. */
  readonly again: number | null;
};

const asForecast = { scale: 1, frequency: 1, again: null } as const;

/** The forecasts are right, then the ways to be wrong against which power is stated. */
export const worlds: readonly World[] = [
  { ...asForecast, name: 'forecasts are right' },
  { ...asForecast, name: 'losses × 1.25', scale: 1.25 },
  { ...asForecast, name: 'losses × 1.5', scale: 1.5 },
  { ...asForecast, name: 'losses × 2', scale: 2 },
  { ...asForecast, name: 'exceptions × 2', frequency: 2 },
  { ...asForecast, name: '1 exception in 5 repeats', again: 0.2 },
];

/**
 * Histories drawn from each day's own forecast distribution in another world.
 *
 * @param outcomes equally likely, worst first, [day]
 * @param p tail probability: what is more frequent or clusters is the worst p
 * @param visit called with each history, [day]; the array is used again
 */
export function simulatedHistories(
  outcomes: readonly Float64Array[],
  p: number,
  world: World,
  { draws, seed }: { readonly draws: number; readonly seed: number },
  visit: (pnl: Float64Array) => void,
): void {
  const random = mersenneTwister(seed);
  const pnl = new Float64Array(outcomes.length);
  const often = Math.min(p * world.frequency, 1);
  const { again } = world;
  // The rate after a quiet day keeps the overall rate at `often`.
  const afterQuiet = again === null ? often : (often * (1 - again)) / (1 - often);
  for (let draw = 0; draw < draws; draw++) {
    let chance = often;
    for (let t = 0; t < pnl.length; t++) {
      // One number says whether the tail comes and, of what is left of it, where.
      const u = random.uniform();
      const tail = u < chance;
      const place = tail ? (u / chance) * p : p + ((u - chance) / (1 - chance)) * (1 - p);
      pnl[t] = world.scale * outcomeAt(outcomes[t]!, place);
      chance = tail && again !== null ? again : afterQuiet;
    }
    visit(pnl);
  }
}

/** The outcome at a probability, between order statistics linear (Weibull's places). */
function outcomeAt(sorted: Float64Array, probability: number): number {
  const place = probability * (sorted.length + 1);
  const k = Math.floor(place);
  if (k < 1) return sorted[0]!;
  if (k >= sorted.length) return sorted.at(-1)!;
  return sorted[k - 1]! + (place - k) * (sorted[k]! - sorted[k - 1]!);
}
