import type { Instant } from '../../engine/values/units.ts';
import type { MessageReader } from './message-reader.ts';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** `2021-04-17T16:43:37.075687Z`, whole milliseconds; null with a fault where it is none, such as year 1. */
export function isoTime(value: unknown, field: string, read: MessageReader): Instant | null {
  if (value === undefined || value === null) return null;
  const at = typeof value === 'string' && ISO.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at)
    ? read.time(at, field)
    : read.fault('malformed', field, `${JSON.stringify(value)?.slice(0, 60)} is no time`);
}
