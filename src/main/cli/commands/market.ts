import { renameSync, rmSync } from 'node:fs';
import type { Instant } from '../../../engine/values/units.ts';
import { exportFrames } from '../../feeds/recording/export-frames.ts';
import {
  recordingPolicyInForce,
  recordingPolicySchema,
  setRecordingPolicy,
} from '../../feeds/recording/policy.ts';
import { recordFiles } from '../../feeds/recording/recorded-files.ts';
import { venueFeed, venueFeeds } from '../../feeds/venues.ts';
import { writeMinutesCsv, writeMinutesParquet } from '../../reports/market-minutes.ts';
import { openStore } from '../../store/open.ts';
import type { RecordingHead } from '../../store/recordings.ts';
import type { Store } from '../../store/store.ts';
import { asOfInstant } from '../as-of.ts';
import { parsed } from '../arguments.ts';
import { storedDocumentCommand } from '../stored-document.ts';

const usage = `crossguard market list --store FILE [--json]
       crossguard market export --store FILE --out FILE.parquet|.csv [--from INSTANT] [--to INSTANT] [--venue ID] [--symbol S]
       crossguard market export --frames --store FILE --out FILE.ndjson.gz [--from INSTANT] [--to INSTANT] [--venue ID]
       crossguard market import --venue ID FILE... --store FILE
       crossguard market policy --store FILE [--set POLICY.json]
       crossguard market policy --schema

what was recorded of live markets: which messages there are; marks, indexes, funding, volatilities and best
prices by the minute as a table; messages as they came, for replay; recorded files into a store; what is
recorded and how long it is kept
--venue ${venueFeeds.map(({ id }) => id).join(', ')}`;

type Request = {
  readonly store: string;
  readonly out: string | undefined;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly venue: string | undefined;
  readonly symbol: string | undefined;
  readonly frames: boolean;
  readonly json: boolean;
  readonly files: readonly string[];
};

/** What a command has to say, and whether something was left out. */
type Answer = { readonly text: string; readonly faults: readonly string[] };

const actions: Readonly<Record<string, (request: Request) => Answer | Promise<Answer>>> = {
  list: listed,
  export: exported,
  import: imported,
};

/** `market`: what was recorded of live markets. */
export async function run(args: readonly string[]): Promise<number> {
  const [action = '', ...rest] = args;
  if (action === 'policy') {
    return storedDocumentCommand(
      {
        usage,
        schema: recordingPolicySchema,
        read: recordingPolicyInForce,
        set: setRecordingPolicy,
      },
      rest,
    );
  }
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (act === undefined) return refusal(`which action?\nusage: ${usage}`);
  const request = requestOf(rest);
  if (request === null) return 1;
  if (typeof request === 'string') return refusal(request);
  try {
    const { text, faults } = await act(request);
    process.stdout.write(text);
    for (const fault of faults) process.stderr.write(`crossguard: ${fault}\n`);
    return faults.length === 0 ? 0 : 2;
  } catch (error) {
    return refusal(error instanceof Error ? error.message : String(error));
  }
}

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

/** Null: what is wrong has been said. */
function requestOf(args: readonly string[]): Request | string | null {
  const known = {
    flags: ['json', 'frames'],
    values: ['store', 'out', 'from', 'to', 'venue', 'symbol'],
  };
  const found = parsed(args, known, usage);
  if (!found.ok) return null;
  const { values, flags, files } = found;
  const store = values.get('store');
  if (store === undefined) return 'which store? Name its file with --store';
  const [from, to] = [asOfInstant(values.get('from')), asOfInstant(values.get('to'))];
  if (from === 'malformed' || to === 'malformed') {
    return 'an instant is like 2026-11-20T16:00:00Z';
  }
  const venue = values.get('venue')?.toLowerCase();
  if (venue !== undefined && venueFeed(venue) === undefined) return `no venue is called "${venue}"`;
  return {
    store,
    out: values.get('out'),
    from,
    to,
    venue,
    symbol: values.get('symbol'),
    frames: flags.has('frames'),
    json: flags.has('json'),
    files,
  };
}

async function reading<T>(path: string, act: (store: Store) => T | Promise<T>): Promise<T> {
  const store = openStore(path, { readOnly: true, now: Date.now });
  try {
    return await act(store);
  } finally {
    store.close();
  }
}

/** The recordings of one venue together. */
type Listed = {
  readonly venue: string;
  readonly from: string;
  readonly to: string;
  readonly frames: number;
  readonly characters: number;
  readonly bytes: number;
  /** Times that messages before were not recorded. */
  readonly breaks: number;
};

function listedVenue(venue: string, runs: readonly RecordingHead[]): Listed {
  const sum = (of: 'frames' | 'characters' | 'bytes'): number =>
    runs.reduce((all, one) => all + one[of], 0);
  return {
    venue,
    from: new Date(Math.min(...runs.map(({ from }) => from))).toISOString(),
    to: new Date(Math.max(...runs.map(({ to }) => to))).toISOString(),
    frames: sum('frames'),
    characters: sum('characters'),
    bytes: sum('bytes'),
    breaks: runs.slice(1).filter(({ continues }) => !continues).length,
  };
}

function listed({ store: path, json }: Request): Promise<Answer> {
  return reading(path, (store) => {
    const groups = Map.groupBy(store.recordings(), ({ venue }) => venue);
    const all = [...groups].map(([venue, runs]) => listedVenue(venue, runs));
    const lines = all.map(
      (one) =>
        `${one.venue}: ${one.frames} messages, ${one.from} to ${one.to}, ${one.breaks} breaks; ${one.characters} characters in ${one.bytes} bytes`,
    );
    const text = json ? JSON.stringify(all) : lines.join('\n') || 'no messages are recorded';
    return { text: `${text}\n`, faults: [] };
  });
}

function exported(request: Request): Promise<Answer> {
  const { store: path, out, frames } = request;
  const write = frames ? framesTo : minutesWriter(out);
  if (out === undefined || write === null) {
    throw new Error(
      frames
        ? 'where to? Name a file with --out'
        : 'where to? Name a file that ends in .parquet or .csv with --out',
    );
  }
  // The file appears under its name once it is whole.
  const draft = `${out}.part`;
  return reading(path, async (store) => {
    try {
      const { what, faults } = await write(store, request, draft);
      renameSync(draft, out);
      return { text: `${out}: ${what}\n`, faults };
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  });
}

type Written = { readonly what: string; readonly faults: readonly string[] };
type Write = (store: Store, request: Request, draft: string) => Promise<Written>;

function minutesWriter(out: string | undefined): Write | null {
  const write = out?.endsWith('.parquet')
    ? writeMinutesParquet
    : out?.endsWith('.csv')
      ? writeMinutesCsv
      : null;
  if (write === null) return null;
  return async (store, { venue, symbol, from, to }, draft) => {
    const rows = await write(
      store.marketMinutes({
        ...(venue === undefined ? {} : { venue }),
        ...(symbol === undefined ? {} : { symbol }),
        ...(from === null ? {} : { from }),
        ...(to === null ? {} : { to }),
      }),
      draft,
    );
    return { what: `${rows} rows`, faults: rows === 0 ? ['nothing is kept of that'] : [] };
  };
}

const framesTo: Write = async (store, { venue, from, to }, draft) => {
  const venues = [...new Set(store.recordings().map((one) => one.venue))];
  const [only = null] = venue === undefined ? venues : [venue];
  if (only === null || (venue === undefined && venues.length > 1)) {
    throw new Error(
      `which venue? Name it with --venue: ${venues.join(', ') || 'none is recorded'}`,
    );
  }
  const { frames, faults } = await exportFrames(
    store,
    { venue: only, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) },
    draft,
  );
  const none = frames === 0 ? ['nothing is kept of that'] : [];
  return { what: `${frames} messages of ${only}`, faults: [...faults, ...none] };
};

async function imported({ store: path, venue, files }: Request): Promise<Answer> {
  const feed = venueFeed(venue ?? '');
  if (feed === undefined) throw new Error('of which venue are the files? Name it with --venue');
  if (files.length === 0) throw new Error('which files?');
  const store = openStore(path, { now: Date.now });
  try {
    const found = await recordFiles(store, feed, files);
    if (found === null) throw new Error('the files hold no message');
    const { status, from, to, unread } = found;
    const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
    const lost =
      status.notRecorded + status.minutesNotRecorded === 0
        ? []
        : [
            `${status.notRecorded} messages and ${status.minutesNotRecorded} minutes were not kept: ${status.fault?.message ?? ''}`,
          ];
    return {
      text: `${path}: ${status.frames} messages of ${feed.id}, ${start} to ${end}\n`,
      faults: [...unread, ...lost],
    };
  } finally {
    store.close();
  }
}
