import type { Alert, AlertEvent } from '../contract/alerts.ts';
import type { Warning } from '../contract/snapshot.ts';
import type { Level } from '../model/parameters.ts';
import type { Instant } from '../values/units.ts';

/** Open warnings by their id. */
export type Alerts = ReadonlyMap<string, Alert>;

const severity: Readonly<Record<Level, number>> = { ok: 0, watch: 1, call: 2, liquidation: 3 };

/** What is open after something happened. An event of a warning that is not open changes nothing. */
export function afterEvent(before: Alerts, event: AlertEvent): Alerts {
  const { warning: id, kind, level, title, at } = event;
  const known = before.get(id);
  const next = new Map(before);
  if (kind === 'raised') {
    const quiet = { acknowledged: null, snoozedUntil: null, escalatedAt: null };
    return next.set(id, { id, level, title, since: at, ...quiet });
  }
  if (known === undefined) return before;
  switch (kind) {
    case 'cleared':
      next.delete(id);
      return next;
    case 'rose':
      // What was accepted was the lower level.
      return next.set(id, {
        ...known,
        level,
        since: at,
        acknowledged: null,
        snoozedUntil: null,
        escalatedAt: null,
      });
    case 'fell':
      return next.set(id, { ...known, level, since: at });
    case 'acknowledged':
      return next.set(id, {
        ...known,
        acknowledged: { at, note: event.note },
        snoozedUntil: null,
        escalatedAt: null,
      });
    case 'snoozed':
      return next.set(id, { ...known, snoozedUntil: event.until });
    case 'woken':
      return next.set(id, { ...known, snoozedUntil: null, since: at });
    case 'escalated':
      return next.set(id, { ...known, escalatedAt: at });
  }
}

export const afterEvents = (before: Alerts, events: Iterable<AlertEvent>): Alerts =>
  [...events].reduce(afterEvent, before);

/** What the warnings of a snapshot change of what is open. */
export function eventsOf(
  open: Alerts,
  warnings: readonly Warning[],
  at: Instant,
): readonly AlertEvent[] {
  const events: AlertEvent[] = [];
  const said = new Set<string>();
  for (const { id, level, title } of warnings) {
    if (said.has(id)) continue;
    said.add(id);
    const known = open.get(id);
    const event = { at, warning: id, level, title, note: '', until: null };
    if (known === undefined) events.push({ ...event, kind: 'raised' });
    else if (severity[level] > severity[known.level]) events.push({ ...event, kind: 'rose' });
    else if (severity[level] < severity[known.level]) events.push({ ...event, kind: 'fell' });
  }
  for (const { id, level, title } of open.values()) {
    if (said.has(id)) continue;
    events.push({ at, kind: 'cleared', warning: id, level, title, note: '', until: null });
  }
  return events;
}

/**
 * What time alone changes: a snooze that ended, and a call that nobody acknowledged for too long.
 *
 * @param escalateAfter milliseconds
 */
export function eventsOfTime(
  open: Alerts,
  at: Instant,
  escalateAfter: number,
): readonly AlertEvent[] {
  const events: AlertEvent[] = [];
  for (const {
    id,
    level,
    title,
    since,
    acknowledged,
    snoozedUntil,
    escalatedAt,
  } of open.values()) {
    const event = { at, warning: id, level, title, note: '', until: null };
    if (snoozedUntil !== null) {
      if (snoozedUntil <= at) events.push({ ...event, kind: 'woken' });
    } else if (
      level !== 'watch' &&
      acknowledged === null &&
      escalatedAt === null &&
      at - since >= escalateAfter
    ) {
      events.push({ ...event, kind: 'escalated' });
    }
  }
  return events;
}
