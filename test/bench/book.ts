import { run } from '../../src/engine/run.ts';
import { contest, median, ratio } from './contest.ts';
import { aBook } from './risk-books.ts';

const SIZES = [2_000, 20_000] as const;

const UNDERLYINGS = 20;

/** A whole risk run on 20,000 positions over 20 underlyings: its growth from a tenth of them is 10 where the cost is linear. */
export function bookBench(): object {
  const contestants = SIZES.map((size) => {
    const input = aBook(size, UNDERLYINGS);
    return { name: `${size}`, run: () => run(input) };
  });
  const times = contest(contestants, 3);
  const [small, large] = SIZES;
  return {
    positions: large,
    underlyings: UNDERLYINGS,
    rounds: 3,
    medianSeconds: median(times.get(`${large}`) ?? []),
    growth: ratio(times, `${large}`, `${small}`),
  };
}
