import { z } from 'zod';
import { usualPreferences, type Preferences } from '../../engine/contract/preferences.ts';

/** True of a zone that this computer's time zone database has. */
function isZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Preferences as a file or a window states them; what it does not state is as usual. */
export const preferencesDocument: z.ZodType<Preferences> = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']).default(usualPreferences.theme),
  contrast: z.enum(['system', 'more']).default(usualPreferences.contrast),
  gains: z.enum(['blue', 'green', 'red']).default(usualPreferences.gains),
  motion: z.enum(['system', 'reduced']).default(usualPreferences.motion),
  sound: z.boolean().default(usualPreferences.sound),
  notify: z.boolean().default(usualPreferences.notify),
  numbers: z
    .enum(['space-point', 'comma-point', 'point-comma', 'space-comma', 'apostrophe-point'])
    .default(usualPreferences.numbers),
  dates: z
    .enum(['iso', 'day.month.year', 'day/month/year', 'month/day/year'])
    .default(usualPreferences.dates),
  zone: z.string().max(64).refine(isZone, 'is no time zone').default(usualPreferences.zone),
  keys: z
    .record(z.string().max(64), z.string().min(1).max(32).nullable())
    .default(usualPreferences.keys),
});
