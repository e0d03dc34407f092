import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { AlertEvent } from '../../../src/engine/contract/alerts.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { aFile, morning } from './support/items.ts';
import { aReader, aStore } from './support/stores.ts';

const event = (part: Partial<AlertEvent> = {}): AlertEvent => ({
  at: instant(morning),
  kind: 'raised',
  warning: 'margin|DERIBIT:main',
  level: 'call',
  title: 'Deribit main: margin call',
  note: '',
  until: null,
  ...part,
});

test('what happened to warnings is kept in its order, across openings', () => {
  const store = aStore();
  const events = [
    event(),
    event({ kind: 'snoozed', until: instant(morning + 60_000) }),
    event({ kind: 'acknowledged', note: '=1+1; on it' }),
  ];
  store.addWarningEvents(events.slice(0, 2));
  store.addWarningEvents(events.slice(2));
  expect(store.warningEvents()).toEqual(events);
  store.close();
  expect(aReader(store.path).warningEvents()).toEqual(events);
});

test('what happens during an import is kept with the next change', () => {
  const store = aStore();
  const writer = store.beginImport(aFile('a.csv'));
  store.addWarningEvents([event()]);
  expect(store.warningEvents()).toEqual([event()]);
  writer.rollback();
  store.putSetting('x', 1);
  store.close();
  expect(aReader(store.path).warningEvents()).toEqual([event()]);
});

test('the history is only added to, by anybody', () => {
  const store = aStore();
  store.addWarningEvents([event()]);
  store.close();
  const database = new Database(store.path);
  expect(() => database.exec("UPDATE warning_event SET note = 'x'")).toThrow('only added to');
  expect(() => database.exec('DELETE FROM warning_event')).toThrow('only added to');
  database.close();
});

test('a store that is read only takes none', () => {
  const { path } = aStore();
  expect(() => aReader(path).addWarningEvents([event()])).toThrow('read-only');
});
