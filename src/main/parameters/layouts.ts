import { z } from 'zod';
import { longestDock, mostUndone, type Layouts } from '../../engine/contract/layouts.ts';

const dock = z.string().max(longestDock);

/** Layouts as a file or a window states them: at least one, and the one that is shown among them. */
export const layoutsDocument: z.ZodType<Layouts> = z
  .strictObject({
    shown: z.string().max(64),
    all: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(64),
          name: z.string().trim().min(1).max(80),
          locked: z.boolean(),
          dock,
          past: z.array(dock).max(mostUndone),
          future: z.array(dock).max(mostUndone),
        }),
      )
      .min(1)
      .max(100),
  })
  .refine(({ shown, all }) => all.some(({ id }) => id === shown), 'the one shown is not among them')
  .refine(({ all }) => new Set(all.map(({ id }) => id)).size === all.length, 'two have one id');
