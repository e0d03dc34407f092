import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { type Instant, instant } from '../../../engine/values/units.ts';
import type { Store } from '../../store/store.ts';
import type { Retention } from '../../store/recordings.ts';

const SETTING = 'recording';
const MEGABYTE = 1024 ** 2;
const DAY = 86_400_000;

type Keeping = {
  readonly record: boolean;
  readonly days: number;
  readonly megabytes: number;
};

/** What of live markets is recorded, and how long it is kept. */
export type RecordingPolicy = { readonly frames: Keeping; readonly minutes: Keeping };

const kept = (days: number, megabytes: number): z.ZodType<Keeping> =>
  z
    .strictObject({
      record: z.boolean().default(true),
      days: z.number().positive().max(36_500).default(days).describe('older ones go'),
      megabytes: z
        .number()
        .min(1)
        .max(1_000_000)
        .default(megabytes)
        .describe('as stored, in units of 2^20 bytes; beyond it the oldest go'),
    })
    .prefault({});

/*
 * Together below 512 MiB, up to which a store is looked through whenever it is opened; whoever keeps
 * more has it looked through on demand.
 */
const document: z.ZodType<RecordingPolicy> = z.strictObject({
  frames: kept(7, 256).describe('messages as they came'),
  minutes: kept(400, 128).describe(
    'marks, indexes, funding, volatilities and best prices by the minute',
  ),
});

export const recordingPolicySchema = (): object => z.toJSONSchema(document, { io: 'input' });

function policyOf(content: unknown): Outcome<RecordingPolicy> {
  const read = document.safeParse(content);
  if (read.success) return ok(read.data);
  const faults = read.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'policy'}: ${message}`,
  );
  return fail('malformed', faults.join('; '));
}

/** The store's policy, or the defaults where none was set. */
export function recordingPolicyInForce(store: Pick<Store, 'setting'>): Outcome<RecordingPolicy> {
  const read = policyOf(store.setting(SETTING) ?? {});
  return read.ok
    ? read
    : fail('malformed', `the store’s recording policy: ${read.failure.message}`);
}

/** Sets the policy of a store, unless something is wrong with it. */
export function setRecordingPolicy(store: Store, content: unknown): Outcome<RecordingPolicy> {
  const read = policyOf(content);
  if (read.ok) store.putSetting(SETTING, read.value);
  return read;
}

export const retentionAt = (now: Instant, { days, megabytes }: Keeping): Retention => ({
  before: instant(now - days * DAY),
  bytes: megabytes * MEGABYTE,
});

/** Deletes nothing: for when it is not known what may go. */
export const keepAll: Retention = { before: instant(0), bytes: Number.MAX_SAFE_INTEGER };
