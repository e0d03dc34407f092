import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import type { RecordingHead } from '../../store/recordings.ts';
import type { Store } from '../../store/store.ts';
import { StoreError } from '../../store/store-error.ts';
import { merged } from '../replay/merged.ts';
import { ownLine } from '../replay/own-line.ts';
import { type RecordedStep, type ReplaySource, stepTime } from '../replay/source.ts';
import type { ReplayOpen } from '../../../engine/contract/replay.ts';
import { type MarketState, readMarketState } from './market-state.ts';

const unpacked = promisify(gunzip);

/** More than any of ours unpacks to. */
const largest = { maxOutputLength: 256 * 1024 ** 2 } as const;

type Recordings = Pick<Store, 'path' | 'recordings' | 'recordingContent'>;

/** What a store recorded, to be replayed. */
export function storedSource(
  store: Recordings,
  { venue, from, to }: ReplayOpen,
): Outcome<ReplaySource> {
  const heads = store.recordings(venue === null ? {} : { venue });
  const start = from ?? instant(heads.reduce((least, one) => Math.min(least, one.from), 8.64e15));
  const end = to ?? instant(heads.reduce((most, one) => Math.max(most, one.to), 0));
  const of = venue === null ? '' : ` of ${venue}`;
  if (!heads.some((one) => one.to >= start && one.from <= end)) {
    return fail(
      'missing-market-data',
      `${store.path} holds no recorded messages${of} in that time`,
    );
  }
  const byVenue = Map.groupBy(heads, (one) => one.venue);
  return ok({
    title: `recordings${of} in ${basename(store.path)}`,
    from: start,
    to: end,
    steps: (at) =>
      merged(
        [...byVenue.values()].map((runs) => stepsOf(store, runsFrom(runs, at))),
        stepTime,
      ),
  });
}

/** The runs from the last on that tells all that was known before, none of which came after an instant. */
function runsFrom(runs: readonly RecordingHead[], at: Instant): readonly RecordingHead[] {
  let start = 0;
  for (const [i, run] of runs.entries()) {
    if (run.hasState && run.from <= at) start = i;
    if (run.to > at) break;
  }
  return runs.slice(start);
}

async function* stepsOf(
  store: Recordings,
  runs: readonly RecordingHead[],
): AsyncIterable<RecordedStep> {
  let continues = false;
  for (const run of runs) {
    const { venue, from: at } = run;
    const isAnew = !continues || !run.continues;
    const read = await runOf(store, run, isAnew);
    if (!read.ok) {
      yield { kind: 'fault', message: read.failure.message };
      continues = false;
      continue;
    }
    if (isAnew) {
      const { state } = read.value;
      if (state !== null && !state.ok) yield { kind: 'fault', message: state.failure.message };
      yield { kind: 'anew', venue, at, state: state?.ok === true ? state.value : null };
    }
    continues = true;
    for (const line of read.value.lines) {
      const step = ownLine(line);
      if (step === null) {
        const message = `recording ${run.id}: no line of it: ${line.slice(0, 60)}`;
        yield { kind: 'fault', message };
      } else yield step.kind === 'fault' ? step : { ...step, venue };
    }
  }
}

/** One run unpacked; what was known before it where that is wanted and told. */
async function runOf(
  store: Recordings,
  { id }: RecordingHead,
  withState: boolean,
): Promise<
  Outcome<{ readonly lines: readonly string[]; readonly state: Outcome<MarketState> | null }>
> {
  try {
    const { content, state } = store.recordingContent(id);
    const known = state === null || !withState ? null : readMarketState(await unpackedText(state));
    return ok({ lines: await unpackedLines(content), state: known });
  } catch (error) {
    if (error instanceof StoreError) return fail('malformed', error.message);
    const message = error instanceof Error ? error.message : String(error);
    return fail('malformed', `recording ${id} cannot be unpacked: ${message}`);
  }
}

const unpackedText = async (packed: Uint8Array): Promise<string> =>
  (await unpacked(packed, largest)).toString('utf8');

/** The lines of a packed run, without their ends. */
async function unpackedLines(content: Uint8Array): Promise<readonly string[]> {
  return (await unpackedText(content)).split('\n').filter((line) => line !== '');
}
