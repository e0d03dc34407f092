import { asset } from '../../../engine/values/ids.ts';
import { instant } from '../../../engine/values/units.ts';
import type { FeedEvent, Frame } from '../../feeds/events.ts';
import { replayedStore } from '../../feeds/recording/replayed-store.ts';
import { replayReport, type ReplayReport } from '../../feeds/replay/report.ts';
import { type Replayed, replayed } from '../../feeds/replay/replayed.ts';
import { venueFeed, venueFeeds } from '../../feeds/venues.ts';
import { openStore } from '../../store/open.ts';
import { parsed } from '../arguments.ts';
import { clockText } from '../replay/clock-text.ts';
import { ladderAnswer } from '../replay/ladder.ts';
import { levelsAnswer } from '../replay/levels.ts';

const usage = `crossguard replay --venue ID FILE... [--depth N] [--until INSTANT] [--ladder ASSET] [--events] [--json]
       crossguard replay --store FILE [--venue ID] [--from INSTANT] [--to INSTANT] [--depth N] [--events] [--json]
       crossguard replay --store FILE --levels [--venue ID] [--from INSTANT] [--to INSTANT] [--json]

recorded feeds through the adapter that live ones go through: what was said, the books at the end, gaps and
faults; several files are merged by their times, .gz is unpacked; --store plays what a store recorded, one
report for each venue, from the last state before --from
--venue ${venueFeeds.map(({ id }) => id).join(', ')}
--depth levels a side that are printed (10 unless given)
--until leaves out what was received later: an ISO instant or milliseconds
--events prints every event instead, one JSON object a line
--ladder prints the books of an asset that are whole at the end as one, in dollars and base units; currencies
held at par with the dollar count as one
--levels prints when each account of the store came to another warning level while the recording was played`;

const DEPTH = 10;

/** What is printed, and how. */
type Printing = {
  readonly depth: number;
  readonly json: boolean;
  readonly onEvent: ((event: FeedEvent, frame: Frame) => void) | undefined;
};

/** `replay`: a recorded feed through the real adapter. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(
    args,
    {
      flags: ['json', 'events', 'levels'],
      values: ['venue', 'depth', 'until', 'store', 'from', 'to', 'ladder'],
    },
    usage,
  );
  if (!found.ok) return 1;
  const { files, flags, values } = found;
  const printing: Printing = {
    depth: Number(values.get('depth') ?? DEPTH),
    json: flags.has('json'),
    onEvent: flags.has('events') ? printed : undefined,
  };
  const isStore = values.has('store');
  if (!(printing.depth >= 0) || isStore !== (files.length === 0)) return misused();
  if (flags.has('levels') && !isStore) return misused();
  try {
    return isStore
      ? await ofStore(values, printing, flags.has('levels'))
      : await ofFiles(files, values, printing);
  } catch (error) {
    return refusal(error instanceof Error ? error.message : String(error));
  }
}

function misused(): number {
  process.stderr.write(`usage: ${usage}\n`);
  return 1;
}

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

const printed = (event: FeedEvent, { receivedAt }: Frame): void =>
  void process.stdout.write(`${JSON.stringify({ receivedAt, ...event })}\n`);

async function ofFiles(
  files: readonly string[],
  values: ReadonlyMap<string, string>,
  printing: Printing,
): Promise<number> {
  const feed = venueFeed(values.get('venue') ?? '');
  const until = untilOf(values.get('until'));
  if (feed === undefined || until === undefined) return misused();
  const { onEvent } = printing;
  const all = await replayed(feed, files, {
    until,
    ...(onEvent === undefined ? {} : { onEvent }),
  });
  const of = values.get('ladder');
  return of === undefined
    ? reported([all], files, printing)
    : ladderAnswer([all], asset(of), printing);
}

/** From the last state that was recorded before `--from`. */
async function ofStore(
  values: ReadonlyMap<string, string>,
  printing: Printing,
  isLevels: boolean,
): Promise<number> {
  const [from, to] = [untilOf(values.get('from')), untilOf(values.get('to'))];
  const venue = values.get('venue')?.toLowerCase() ?? null;
  if (from === undefined || to === undefined) return misused();
  if (venue !== null && venueFeed(venue) === undefined) return misused();
  const path = values.get('store') ?? '';
  if (isLevels) return levelsAnswer(path, { venue, from, to }, printing.json);
  const store = openStore(path, { readOnly: true, now: Date.now });
  try {
    const { onEvent } = printing;
    const all = await replayedStore(store, {
      open: { venue, from, to },
      onMoment: () => undefined,
      ...(onEvent === undefined ? {} : { onEvent }),
    });
    return all.ok ? reported(all.value, [path], printing) : refusal(all.failure.message);
  } finally {
    store.close();
  }
}

function reported(
  all: readonly Replayed[],
  files: readonly string[],
  { depth, json, onEvent }: Printing,
): number {
  const reports = all.map((one) => replayReport(one, files, depth));
  if (onEvent === undefined) {
    for (const one of reports) {
      process.stdout.write(json ? `${JSON.stringify(one)}\n` : inWords(one));
    }
  }
  if (!reports.some(({ frames }) => frames > 0)) return refusal('there is no message in it');
  const isWhole = reports.every(
    (one) => one.faults.count + one.unread.length + one.gaps.count === 0,
  );
  return isWhole ? 0 : 2;
}

/** Null: all; undefined: no instant. */
function untilOf(text: string | undefined): ReturnType<typeof instant> | null | undefined {
  if (text === undefined) return null;
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? instant(at) : undefined;
}

function inWords(report: ReplayReport): string {
  const kinds = Object.entries(report.events).map(([kind, count]) => `${count} ${kind}`);
  const lines = [
    `${report.venue}: ${report.frames} messages, ${clockText(report.from)} to ${clockText(report.to)}`,
    `events: ${kinds.join(', ') || 'none'}; ${report.late} late; clock offset ${report.clockOffset ?? 'unknown'} ms`,
    ...report.books.flatMap(({ symbol, market, state, at, bids, asks, levels }) => [
      `${symbol}.${market}: ${state} at ${clockText(at)}, ${levels.bids} bids, ${levels.asks} asks`,
      ...bids.slice(0, 1).map(([price, quantity]) => `  bid ${price} × ${quantity}`),
      ...asks.slice(0, 1).map(([price, quantity]) => `  ask ${price} × ${quantity}`),
    ]),
    ...report.gaps.newest.map(
      ({ symbol, market, from, until, reason }) =>
        `gap: ${symbol}.${market} at ${clockText(from)}: ${reason}; ${until === null ? 'not whole again' : `whole again at ${clockText(until)}`}`,
    ),
    ...report.faults.newest.map(
      ({ frame, field, reason, message }) =>
        `fault: message ${frame}, ${field}: ${message} (${reason})`,
    ),
    ...report.unread.map((message) => `fault: ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}
