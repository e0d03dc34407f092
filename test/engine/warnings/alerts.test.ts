import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert, AlertEvent } from '../../../src/engine/contract/alerts.ts';
import type { Warning } from '../../../src/engine/contract/snapshot.ts';
import { instant } from '../../../src/engine/values/units.ts';
import {
  afterEvent,
  afterEvents,
  eventsOf,
  eventsOfTime,
  type Alerts,
} from '../../../src/engine/warnings/alerts.ts';

const MINUTE = 60_000;
const at = (minutes: number) => instant(1_795_780_800_000 + minutes * MINUTE);

const warning = (id: string, level: Warning['level']): Warning => ({
  id,
  level,
  account: null,
  title: id,
  cause: '',
  remedy: '',
  shortfall: null,
});

/** What is open after warnings at minutes, one after the other. */
function after(...said: readonly (readonly [number, readonly Warning[]])[]): Alerts {
  return said.reduce<Alerts>(
    (open, [minutes, warnings]) => afterEvents(open, eventsOf(open, warnings, at(minutes))),
    new Map(),
  );
}

const done = (
  open: Alerts,
  kind: AlertEvent['kind'],
  minutes: number,
  part: Partial<AlertEvent> = {},
): Alerts => {
  const [first] = open.values();
  if (first === undefined) throw new Error('nothing is open');
  const { id: warningId, level, title } = first;
  const event = { kind, at: at(minutes), warning: warningId, level, title, note: '', until: null };
  return afterEvent(open, { ...event, ...part });
};
const only = (open: Alerts): Alert => [...open.values()][0]!;

describe('a warning', () => {
  test('is raised once, rises, falls, and ends with its cause', () => {
    const events = (open: Alerts, ...warnings: readonly Warning[]) =>
      eventsOf(open, warnings, at(9)).map(({ kind, level }) => `${kind} ${level}`);
    const open = after([0, [warning('a', 'watch')]]);
    expect(events(new Map(), warning('a', 'watch'))).toEqual(['raised watch']);
    expect(events(open, warning('a', 'watch'))).toEqual([]);
    expect(events(open, warning('a', 'call'))).toEqual(['rose call']);
    expect(events(after([0, [warning('a', 'call')]]), warning('a', 'watch'))).toEqual([
      'fell watch',
    ]);
    expect(events(open)).toEqual(['cleared watch']);
    expect(events(open, warning('b', 'call'))).toEqual(['raised call', 'cleared watch']);
  });

  test('that was acknowledged asks again when it rises, and not when it falls', () => {
    const open = done(after([0, [warning('a', 'call')]]), 'acknowledged', 1, { note: 'on it' });
    expect(only(open).acknowledged).toEqual({ at: at(1), note: 'on it' });
    const fallen = afterEvents(open, eventsOf(open, [warning('a', 'watch')], at(2)));
    expect(only(fallen)).toMatchObject({ level: 'watch', acknowledged: { note: 'on it' } });
    const risen = afterEvents(open, eventsOf(open, [warning('a', 'liquidation')], at(2)));
    expect(only(risen)).toMatchObject({ level: 'liquidation', acknowledged: null, since: at(2) });
  });

  test('that is quiet is heard again when its time is over, or it rises', () => {
    const quiet = done(after([0, [warning('a', 'call')]]), 'snoozed', 1, { until: at(31) });
    expect(eventsOfTime(quiet, at(30), 5 * MINUTE)).toEqual([]);
    expect(eventsOfTime(quiet, at(31), 5 * MINUTE)).toMatchObject([{ kind: 'woken' }]);
    const risen = afterEvents(quiet, eventsOf(quiet, [warning('a', 'liquidation')], at(3)));
    expect(only(risen).snoozedUntil).toBeNull();
  });

  test('that nobody acknowledges is escalated once, a watch never', () => {
    const open = after([0, [warning('a', 'call'), warning('b', 'watch')]]);
    expect(eventsOfTime(open, at(4), 5 * MINUTE)).toEqual([]);
    const events = eventsOfTime(open, at(5), 5 * MINUTE);
    expect(events).toMatchObject([{ kind: 'escalated', warning: 'a' }]);
    const escalated = afterEvents(open, events);
    expect(eventsOfTime(escalated, at(60), 5 * MINUTE)).toEqual([]);
    expect(eventsOfTime(done(open, 'acknowledged', 1), at(60), 5 * MINUTE)).toEqual([]);
    expect(only(done(escalated, 'acknowledged', 6)).escalatedAt).toBeNull();
  });

  test('that is not open cannot be acknowledged', () => {
    const event = done(after([0, [warning('a', 'call')]]), 'cleared', 1);
    expect(event.size).toBe(0);
    const late: AlertEvent = {
      kind: 'acknowledged',
      at: at(2),
      warning: 'a',
      level: 'call',
      title: '',
      note: '',
      until: null,
    };
    expect(afterEvent(event, late)).toBe(event);
  });

  test('whatever is said, what is open is what was said last', () => {
    const level = fc.constantFrom('watch', 'call', 'liquidation' as const);
    const said = fc.dictionary(fc.constantFrom('a', 'b', 'c'), level);
    fc.assert(
      fc.property(fc.array(said, { maxLength: 20 }), (all) => {
        const open = after(
          ...all.map(
            (one, i) => [i, Object.entries(one).map(([id, of]) => warning(id, of))] as const,
          ),
        );
        const levels = [...open].map(([id, alert]) => [id, alert.level]);
        expect(Object.fromEntries(levels)).toEqual(all.at(-1) ?? {});
      }),
    );
  });
});
