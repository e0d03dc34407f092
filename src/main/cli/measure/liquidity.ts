import { z } from 'zod';
import { bookWalk } from '../../../engine/measures/liquidity/book-walk.ts';
import { squareRootImpact } from '../../../engine/measures/liquidity/impact.ts';
import { optimalSchedule } from '../../../engine/measures/liquidity/schedule.ts';
import type { BookLevel } from '../../../engine/model/live-books.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { measureKind, type MeasureKind } from './kind.ts';

const positive = z.number().gt(0);
const levels = z.array(z.object({ price: positive, quantity: z.number().min(0) }));

const thinned = (side: readonly BookLevel[], depth: number): BookLevel[] =>
  side.map(({ price, quantity }) => ({ price, quantity: quantity * depth }));

/** Cost of closing against the visible order book. */
export const closeOut: MeasureKind = measureKind(
  z.object({
    side: z.enum(['buy', 'sell']),
    quantity: positive,
    bids: levels,
    asks: levels,
    /** Share of the visible depth that is counted on. */
    depth: positive.max(1).default(1),
  }),
  ({ side, quantity, bids, asks, depth }) => {
    const found = bookWalk(side, quantity, {
      bids: thinned(bids, depth),
      asks: thinned(asks, depth),
    });
    return found.ok ? ok({ ...found.value }) : found;
  },
);

/** Cost and time of closing by the square-root law. */
export const impact: MeasureKind = measureKind(
  z.object({
    quantity: positive,
    dailyVolume: positive,
    dailyVolatility: z.number().min(0),
    coefficient: positive.default(1),
    price: positive,
    spread: z.number().min(0),
    participation: positive.max(1).default(0.1),
  }),
  (request) => ok({ ...squareRootImpact(request) }),
);

/** The schedule that trades cost against risk best. */
export const schedule: MeasureKind = measureKind(
  z.object({
    quantity: positive,
    intervals: z.number().int().min(1).max(10_000),
    length: positive,
    volatility: z.number().min(0),
    temporary: positive,
    permanent: z.number().min(0).default(0),
    fixed: z.number().min(0).default(0),
    aversion: z.number().min(0).default(0),
  }),
  (request) => {
    const found = optimalSchedule(request);
    return found.ok ? ok({ ...found.value }) : found;
  },
);
