import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { instant } from '../../../src/engine/values/units.ts';
import { morning } from './support/items.ts';
import { aReader, aStore } from './support/stores.ts';

const asOf = instant(morning - 60_000);
const made = (subject: string, ratio: number) => ({ asOf, subject, content: { ratio } });

test('the first forecast of a time and subject stands', () => {
  const store = aStore();
  store.putForecasts([made('a', 1), made('b', 2)]);
  store.putForecasts([made('a', 3), made('c', 4)]);
  expect(store.forecasts()).toEqual(
    [made('a', 1), made('b', 2), made('c', 4)].map((one) => ({ ...one, madeAt: morning })),
  );
  expect(store.check().problems).toEqual([]);
});

test('a reader sees them and keeps none', () => {
  const store = aStore();
  store.putForecasts([made('a', 1)]);
  const reader = aReader(store.path);
  expect(reader.forecasts()).toHaveLength(1);
  expect(() => reader.putForecasts([made('b', 1)])).toThrow(
    expect.objectContaining({ kind: 'read-only' }),
  );
});

test('none is ever changed or deleted', () => {
  const store = aStore();
  store.putForecasts([made('a', 1)]);
  const { path } = store;
  store.close();
  const database = new Database(path);
  expect(() => database.exec("UPDATE forecast SET content = '{}'")).toThrow('never changed');
  expect(() => database.exec('DELETE FROM forecast')).toThrow('never deleted');
  database.close();
});
