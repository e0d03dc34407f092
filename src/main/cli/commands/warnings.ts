import type { Alert, AlertEvent } from '../../../engine/contract/alerts.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { afterEvents } from '../../../engine/warnings/alerts.ts';
import { left, type Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import type { Store } from '../../store/store.ts';
import { parsed } from '../arguments.ts';
import { readOfStore } from '../stored-document.ts';

const usage = `crossguard warnings --store FILE [--history] [--json]

the warnings that were open when the store was last shown, and what was done about each
--history: everything that happened to warnings, newest first`;

type Found = { readonly open: readonly Alert[]; readonly history: readonly AlertEvent[] };

const read = (store: Store): Outcome<Found> => {
  const events = store.warningEvents();
  return ok({
    open: [...afterEvents(new Map(), events).values()],
    history: events.toReversed(),
  });
};

const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

const openSheet = (open: readonly Alert[]): Sheet => ({
  title: 'Open warnings',
  columns: ['Level', 'Warning', 'Since', 'Acknowledged', 'Note', 'Quiet until', 'Escalated'].map(
    left,
  ),
  rows: open.map(({ level, title, since, acknowledged, snoozedUntil, escalatedAt }) => [
    level,
    title,
    time(since),
    time(acknowledged?.at ?? null),
    acknowledged?.note ?? '',
    time(snoozedUntil),
    time(escalatedAt),
  ]),
});

const historySheet = (history: readonly AlertEvent[]): Sheet => ({
  title: 'History of warnings',
  columns: ['When', 'Level', 'Warning', 'What happened', 'Note', 'Until'].map(left),
  rows: history.map(({ at, level, title, kind, note, until }) => [
    time(at),
    level,
    title,
    kind,
    note,
    time(until),
  ]),
});

const dated = (of: object): object =>
  Object.fromEntries(
    Object.entries(of).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? time(value) : value,
    ]),
  );

/** `warnings`: what is open of a store's warnings, or all that happened to them. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['history', 'json'], values: ['store'] }, usage);
  if (!found.ok) return 1;
  const path = found.values.get('store');
  if (path === undefined) {
    process.stderr.write(`crossguard: which store? Name it with --store\nusage: ${usage}\n`);
    return 1;
  }
  const kept = readOfStore(path, read);
  if (!kept.ok) {
    process.stderr.write(`crossguard: ${kept.failure.message}\n`);
    return 1;
  }
  const { open, history } = kept.value;
  const rows = found.flags.has('history') ? history : open;
  if (found.flags.has('json')) {
    const told = rows.map((row) =>
      'acknowledged' in row && row.acknowledged !== null
        ? { ...dated(row), acknowledged: dated(row.acknowledged) }
        : dated(row),
    );
    process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    return 0;
  }
  const sheet = found.flags.has('history') ? historySheet(history) : openSheet(open);
  process.stdout.write(rows.length === 0 ? 'no warnings\n' : textReport('Warnings', [sheet]));
  return 0;
}
