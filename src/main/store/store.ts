import type { AlertEvent } from '../../engine/contract/alerts.ts';
import type { ColumnMapping } from '../../engine/contract/contract.ts';
import type { ImportRecord } from '../../engine/contract/imports.ts';
import type { Level } from '../../engine/model/parameters.ts';
import type { MarginAccountId } from '../../engine/values/ids.ts';
import type { Instant } from '../../engine/values/units.ts';
import type {
  BalanceItem,
  ContractItem,
  FailedRow,
  FigureItem,
  LedgerItem,
  PositionItem,
  QuoteItem,
} from '../imports/format.ts';
import { balances } from './balances.ts';
import { type StoreCheck, storeCheck } from './check.ts';
import type { Connection } from './connection.ts';
import { contracts } from './contracts.ts';
import { backup, type Copy } from './copies.ts';
import { editionsUsed, type UsedEdition } from './editions.ts';
import { failures } from './failures.ts';
import { forecasts, type NewForecast, type StoredForecast } from './forecasts.ts';
import { figures } from './figures.ts';
import type { ImportWriter } from './import-writer.ts';
import { ledger, type LedgerAccount, ledgerAccounts } from './ledger.ts';
import { levels } from './levels.ts';
import { mappings } from './mappings.ts';
import { type MarketMinute, marketMinutes, type MinuteQuery } from './market-minutes.ts';
import type { InstrumentMinute } from './minute-blob.ts';
import type { Kept } from './origin.ts';
import { positionTimes } from './position-times.ts';
import { positions } from './positions.ts';
import { priceSeries, type StoredSeries } from './prices.ts';
import { quotes } from './quotes.ts';
import {
  type NewRecording,
  recordingContent,
  type RecordingContent,
  type RecordingHead,
  type RecordingQuery,
  recordings,
  type Retention,
} from './recordings.ts';
import { type Scope, scopes } from './scopes.ts';
import { setting } from './settings.ts';
import { type ImportMeta, imports, isEmpty } from './statements.ts';
import { guarded } from './store-error.ts';
import { warningEvents } from './warning-events.ts';

/**
 * An open store. Everything read is what live imports hold and, given `asOf`, what they say of the
 * world at that instant. All throw `StoreError`.
 */
export type Store = {
  readonly path: string;
  readonly readOnly: boolean;
  /** True while no live import holds anything. */
  readonly isEmpty: () => boolean;
  readonly imports: () => readonly ImportRecord[];
  readonly positions: (asOf?: Instant) => readonly Kept<PositionItem>[];
  /** Of each UTC day that says something of positions, the last instant that does, oldest first. */
  readonly positionTimes: () => readonly Instant[];
  readonly scopes: (asOf?: Instant) => readonly Kept<Scope>[];
  readonly balances: (asOf?: Instant) => readonly Kept<BalanceItem>[];
  readonly figures: (asOf?: Instant) => readonly Kept<FigureItem>[];
  readonly ledgerAccounts: () => readonly LedgerAccount[];
  readonly ledger: (of: LedgerAccount, asOf?: Instant) => Iterable<Kept<LedgerItem>>;
  readonly contracts: (asOf?: Instant) => readonly Kept<ContractItem>[];
  readonly quotes: (asOf?: Instant) => readonly Kept<QuoteItem>[];
  readonly priceSeries: (asOf?: Instant) => readonly StoredSeries[];
  readonly failures: () => readonly Kept<FailedRow>[];
  readonly mappings: () => readonly ColumnMapping[];
  readonly levels: () => ReadonlyMap<MarginAccountId, Level>;
  /** What happened to warnings, oldest first. */
  readonly warningEvents: () => readonly AlertEvent[];
  readonly setting: (name: string) => unknown;
  readonly editionsUsed: () => readonly UsedEdition[];
  readonly forecasts: () => readonly StoredForecast[];
  /** Stored messages of live markets, in order of arrival. */
  readonly recordings: (query?: RecordingQuery) => readonly RecordingHead[];
  readonly recordingContent: (id: number) => RecordingContent;
  /** What live markets showed by the minute, by hour, then instrument, then minute. */
  readonly marketMinutes: (query?: MinuteQuery) => Iterable<InstrumentMinute>;
  /** Begins the one import that may be open at a time; until its end no other change is taken. */
  readonly beginImport: (meta: ImportMeta) => ImportWriter;
  readonly undoImport: (id: number) => void;
  readonly redoImport: (id: number) => void;
  readonly putMapping: (mapping: ColumnMapping) => void;
  /** Taken during an import too: then kept in memory and written with the next change. */
  readonly putLevels: (levels: ReadonlyMap<MarginAccountId, Level>) => void;
  /** Taken during an import too: then kept in memory and written with the next change. */
  readonly addWarningEvents: (events: readonly AlertEvent[]) => void;
  readonly putSetting: (name: string, value: unknown) => void;
  readonly putEditionsUsed: (editions: readonly UsedEdition[]) => void;
  /** The first forecast of a time and subject stands. */
  readonly putForecasts: (made: readonly NewForecast[]) => void;
  /** Each is one transaction that also lets go of a little of what is beyond retention. */
  readonly putRecording: (made: NewRecording, retention: Retention) => void;
  readonly putMarketMinute: (minute: MarketMinute, retention: Retention) => void;
  readonly check: () => StoreCheck;
  readonly backup: (to: string) => Promise<Copy>;
  readonly close: () => void;
};

/** All that only reads. */
export type StoreReading = Omit<
  Store,
  | 'readOnly'
  | 'beginImport'
  | 'undoImport'
  | 'redoImport'
  | 'putMapping'
  | 'putLevels'
  | 'addWarningEvents'
  | 'putSetting'
  | 'putEditionsUsed'
  | 'putForecasts'
  | 'putRecording'
  | 'putMarketMinute'
  | 'close'
>;

/** Faults while rows are still being taken are the store's as well. */
function* guardedRows<T>(path: string, rows: Generator<T>): Generator<T> {
  for (;;) {
    const next = guarded(path, () => rows.next());
    if (next.done === true) return;
    yield next.value;
  }
}

export function storeReading(path: string, connection: Connection): StoreReading {
  const read =
    <A extends readonly unknown[], T>(query: (connection: Connection, ...args: A) => T) =>
    (...args: A): T =>
      guarded(path, () => query(connection, ...args));
  return {
    path,
    isEmpty: read(isEmpty),
    imports: read(imports),
    positions: read(positions),
    positionTimes: read(positionTimes),
    scopes: read(scopes),
    balances: read(balances),
    figures: read(figures),
    ledgerAccounts: read(ledgerAccounts),
    ledger: (of, asOf) => guardedRows(path, ledger(connection, of, asOf)),
    contracts: read(contracts),
    quotes: read(quotes),
    priceSeries: read(priceSeries),
    failures: read(failures),
    mappings: read(mappings),
    levels: read(levels),
    warningEvents: read(warningEvents),
    setting: read(setting),
    editionsUsed: read(editionsUsed),
    forecasts: read(forecasts),
    recordings: read(recordings),
    recordingContent: read(recordingContent),
    marketMinutes: (query) => guardedRows(path, marketMinutes(connection, query)),
    check: read(storeCheck),
    backup: (to) => backup(connection, to),
  };
}
