import { z } from 'zod';
import type { FeedChange, FeedSettings } from '../../engine/contract/feeds.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { urlFault } from '../feeds/connection/network.ts';

const address = z
  .string()
  .max(2048)
  .superRefine((text, context) => {
    const protocol = /^https?:/.test(text) ? 'http' : 'ws';
    const fault = urlFault(text, [protocol]);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/** Which venues are followed, and where. */
export const feedsDocument: z.ZodType<FeedSettings> = z.strictObject({
  venues: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        on: z.boolean(),
        endpoints: z.record(z.string().max(64), address).default({}),
      }),
    )
    .max(100),
});

/** A change of one venue's settings. */
export const feedChange: z.ZodType<FeedChange> = z.strictObject({
  id: z.string().min(1).max(64),
  on: z.boolean().exactOptional(),
  endpoints: z.record(z.string().max(64), address).exactOptional(),
});

/** Reads the settings; a fault names its field. */
export function feedSettingsOf(content: unknown): Outcome<FeedSettings> {
  const read = feedsDocument.safeParse(content);
  return read.success
    ? ok(read.data)
    : fail(
        'malformed',
        read.error.issues
          .map(({ path, message }) => `${path.join('.') || 'feeds'}: ${message}`)
          .join('; '),
      );
}
