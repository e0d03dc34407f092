import type { AlertEvent } from '../../engine/contract/alerts.ts';
import type { Level } from '../../engine/model/parameters.ts';
import type { MarginAccountId } from '../../engine/values/ids.ts';
import type { Connection } from './connection.ts';
import { putEditionsUsed } from './editions.ts';
import { putForecasts } from './forecasts.ts';
import { type ImportWriter, importWriter } from './import-writer.ts';
import { putLevels } from './levels.ts';
import type { WriterLock } from './lock.ts';
import { putMapping } from './mappings.ts';
import { minuteWriter } from './minute-writer.ts';
import { putRecording } from './recordings.ts';
import { repeatedImport } from './repeated-import.ts';
import { putSetting } from './settings.ts';
import { type ImportMeta, sameImport, setUndone } from './statements.ts';
import { type Store, storeReading } from './store.ts';
import { guarded, StoreError } from './store-error.ts';
import { addWarningEvents } from './warning-events.ts';

function refusal(path: string): () => never {
  return () => {
    throw new StoreError('read-only', `${path} is open read-only; nothing can be changed in it.`);
  };
}

/** A store that changes nothing, beside a writer or alone. */
export function readOnlyStore(path: string, connection: Connection): Store {
  const refused = refusal(path);
  return {
    ...storeReading(path, connection),
    readOnly: true,
    beginImport: refused,
    undoImport: refused,
    redoImport: refused,
    putMapping: refused,
    putLevels: refused,
    addWarningEvents: refused,
    putSetting: refused,
    putEditionsUsed: refused,
    putForecasts: refused,
    putRecording: refused,
    putMarketMinute: refused,
    close: () => void connection.close(),
  };
}

export type OpenParts = {
  readonly path: string;
  readonly writer: Connection;
  /** Apart from the writer, so that reading during an import sees nothing of it. */
  readonly reader: Connection;
  readonly lock: WriterLock;
  readonly now: () => number;
};

export function writableStore({ path, writer, reader, lock, now }: OpenParts): Store {
  const reading = storeReading(path, reader);
  const putMinute = minuteWriter(writer);
  let current: ImportWriter | null = null;
  let waitingLevels: ReadonlyMap<MarginAccountId, Level> | null = null;
  let waitingEvents: readonly AlertEvent[] = [];

  /** The writer's connection is within the import's transaction until that ends. */
  function requireIdle(): void {
    if (current !== null) {
      throw new StoreError(
        'busy',
        `An import into ${path} is running; wait for its end or cancel it.`,
      );
    }
  }

  function change(action: () => void): void {
    requireIdle();
    guarded(path, () => {
      action();
      writeWaiting();
    });
  }

  function writeWaiting(): void {
    if (waitingLevels !== null) putLevels(writer, waitingLevels, now());
    waitingLevels = null;
    if (waitingEvents.length > 0) addWarningEvents(writer, waitingEvents);
    waitingEvents = [];
  }

  function beginImport(meta: ImportMeta): ImportWriter {
    requireIdle();
    const ended = (): void => {
      current = null;
    };
    const repeats = guarded(path, () => sameImport(reader, meta));
    current =
      repeats === null
        ? importWriter(writer, meta, now(), ended)
        : repeatedImport(repeats, meta.file, ended);
    return current;
  }

  return {
    ...reading,
    readOnly: false,
    levels: () => waitingLevels ?? reading.levels(),
    warningEvents: () => [...reading.warningEvents(), ...waitingEvents],
    beginImport,
    undoImport: (id) => change(() => setUndone(writer, id, now())),
    redoImport: (id) => change(() => setUndone(writer, id, null)),
    putMapping: (mapping) => change(() => putMapping(writer, mapping)),
    putSetting: (name, value) => change(() => putSetting(writer, name, value)),
    putEditionsUsed: (editions) => change(() => putEditionsUsed(writer, editions, now())),
    putForecasts: (made) => change(() => putForecasts(writer, made, now())),
    putRecording: (made, retention) => change(() => putRecording(writer, made, retention)),
    putMarketMinute: (minute, retention) => change(() => putMinute(minute, retention)),
    putLevels: (levels) => {
      waitingLevels = new Map(levels);
      if (current === null) guarded(path, writeWaiting);
    },
    addWarningEvents: (events) => {
      waitingEvents = [...waitingEvents, ...events];
      if (current === null) guarded(path, writeWaiting);
    },
    close: () => {
      current?.rollback();
      try {
        guarded(path, writeWaiting);
      } finally {
        reader.close();
        writer.close();
        lock.release();
      }
    },
  };
}
