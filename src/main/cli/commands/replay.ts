import { instant } from '../../../engine/values/units.ts';
import { replayReport, type ReplayReport } from '../../feeds/replay/report.ts';
import { replayed } from '../../feeds/replay/replayed.ts';
import { venueFeed, venueFeeds } from '../../feeds/venues.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard replay --venue ID FILE... [--depth N] [--until INSTANT] [--events] [--json]

recorded feeds through the adapter that live ones go through: what was said, the books at the end, gaps and
faults; several files are merged by their times, .gz is unpacked
--venue ${venueFeeds.map(({ id }) => id).join(', ')}
--depth levels a side that are printed (10 unless given)
--until leaves out what was received later: an ISO instant or milliseconds
--events prints every event instead, one JSON object a line`;

const DEPTH = 10;

/** `replay`: a recorded feed through the real adapter. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(
    args,
    { flags: ['json', 'events'], values: ['venue', 'depth', 'until'] },
    usage,
  );
  if (!found.ok) return 1;
  const { files, flags, values } = found;
  const feed = venueFeed(values.get('venue') ?? '');
  const depth = Number(values.get('depth') ?? DEPTH);
  const until = untilOf(values.get('until'));
  if (feed === undefined || files.length === 0 || !(depth >= 0) || until === undefined) {
    process.stderr.write(`usage: ${usage}\n`);
    return 1;
  }
  const onEvent = flags.has('events')
    ? (event: object, { receivedAt }: { receivedAt: number }): void =>
        void process.stdout.write(`${JSON.stringify({ receivedAt, ...event })}\n`)
    : undefined;
  try {
    const all = await replayed(feed, files, {
      until,
      ...(onEvent === undefined ? {} : { onEvent }),
    });
    const report = replayReport(all, files, depth);
    if (!flags.has('events')) {
      process.stdout.write(flags.has('json') ? `${JSON.stringify(report)}\n` : inWords(report));
    }
    if (report.frames === 0) {
      process.stderr.write('crossguard: the files hold no message\n');
      return 1;
    }
    return report.faults.count + report.unread.length + report.gaps.count === 0 ? 0 : 2;
  } catch (error) {
    process.stderr.write(`crossguard: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Null: all; undefined: no instant. */
function untilOf(text: string | undefined): ReturnType<typeof instant> | null | undefined {
  if (text === undefined) return null;
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? instant(at) : undefined;
}

const clockText = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

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
