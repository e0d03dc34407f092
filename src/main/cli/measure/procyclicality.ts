import { z } from 'zod';
import {
  bufferedMargin,
  flooredMargin,
  procyclicality,
  riseOver,
  stressWeightedMargin,
} from '../../../engine/measures/procyclicality.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { measureKind, type Answer, type MeasureKind } from './kind.ts';

const windows = [1, 5, 20, 30];

function swings(margin: Float64Array): Answer {
  return {
    ...procyclicality(margin, 60),
    rises: windows.flatMap((days) => {
      const rise = riseOver(margin, days);
      return rise === null ? [] : [{ days, ...rise }];
    }),
  };
}

/** How much the margin of a constant portfolio swings, as it is and under each remedy asked for. */
export const marginSwings: MeasureKind = measureKind(
  z.object({
    margin: z.array(z.number().gt(0)).min(1),
    stressed: z.number().gt(0).optional(),
    stressWeight: z.number().min(0).max(1).default(0.25),
    floor: z.number().gt(0).optional(),
    buffer: z
      .object({
        size: z.number().min(0),
        days: z.number().int().min(1),
        from: z.number(),
        to: z.number(),
      })
      .refine(({ from, to }) => to > from, { message: 'release must end above where it begins' })
      .optional(),
  }),
  ({ stressed, stressWeight, floor, buffer, ...request }) => {
    const margin = Float64Array.from(request.margin);
    return ok({
      days: margin.length,
      asItIs: swings(margin),
      ...(stressed !== undefined && {
        withStressWeight: swings(stressWeightedMargin(margin, stressed, stressWeight)),
      }),
      ...(floor !== undefined && { withFloor: swings(flooredMargin(margin, floor)) }),
      ...(buffer !== undefined && { withBuffer: swings(bufferedMargin(margin, buffer)) }),
    });
  },
);
