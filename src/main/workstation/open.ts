import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { DeskState, ImportOptions, Requests } from '../../engine/contract/contract.ts';
import type { FileReport, ImportPreview } from '../../engine/contract/imports.ts';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import { STATEMENT_FORMATS } from '../imports/formats.ts';
import { csvReport } from '../reports/csv.ts';
import { htmlReport } from '../reports/html.ts';
import { jsonReport } from '../reports/json.ts';
import { reportSheets, reportTitle } from '../reports/sheets.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import type { PushListener, Workstation } from '../workstation.ts';
import { dataFolder } from './data-folder.ts';
import { loadResources, snapshotOf, type Resources } from './desk.ts';
import { fileInMemory } from './files.ts';
import { importFile } from './importing.ts';
import { Previews } from './previews.ts';
import { importSample } from './sample.ts';
import { holdsSample } from './synthetic.ts';

export type WorkstationOptions = {
  /** The store's file; null is this user's own copy of the sample book. */
  readonly store: string | null;
  /** Folder of the project's data. */
  readonly resources: string;
  readonly now: () => number;
};

/** Verdicts sent with a preview; a longer file says how many are not shown. */
const SHOWN = 2_000;

const packageDocument: z.ZodType<{ version: string }> = z.object({ version: z.string() });

const versionBeside = (resources: string): string =>
  packageDocument.parse(JSON.parse(readFileSync(join(resources, '..', 'package.json'), 'utf8')))
    .version;

/** Opens the store and answers the contract. @throws StoreError when the store cannot be opened */
export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const resources = await loadResources(options.resources);
  const path = options.store ?? join(dataFolder(), 'sample.crossguard');
  const fresh = options.store === null && !existsSync(path);
  const store = openStore(path, { now: options.now });
  const desk = new Desk(store, resources, options.now, versionBeside(options.resources));
  if (fresh) await desk.handlers.loadSample();
  else desk.recalculate();
  return desk;
}

type Handlers = Workstation['handlers'];

/** One open store, its newest snapshot, and the imports that wait for a word. */
class Desk implements Workstation {
  readonly #store: Store;
  readonly #resources: Resources;
  readonly #now: () => number;
  readonly #version: string;
  readonly #listeners = new Set<PushListener>();
  readonly #previews = new Previews();
  readonly #closing = new AbortController();
  #snapshot: RiskSnapshot | null = null;
  #synthetic = false;
  #fault: string | null = null;
  /** Imports take turns: the store has one writer. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly handlers: Handlers;

  constructor(store: Store, resources: Resources, now: () => number, version: string) {
    this.#store = store;
    this.#resources = resources;
    this.#now = now;
    this.#version = version;
    this.handlers = {
      desk: () => this.#state(),
      snapshot: () => this.#snapshot,
      previewImport: (file) => this.#inTurn(() => this.#preview(file)),
      commitImports: (tokens) => this.#inTurn(() => this.#commit(tokens)),
      discardImports: (tokens) => {
        for (const token of tokens) this.#previews.take(token);
        return null;
      },
      undoImport: (id) => this.#inTurn(async () => this.#changed(() => store.undoImport(id))),
      redoImport: (id) => this.#inTurn(async () => this.#changed(() => store.redoImport(id))),
      loadSample: () =>
        this.#inTurn(async () => {
          const reports = await importSample(store, resources.folder);
          this.recalculate();
          return reports;
        }),
      exportReport: (form) => this.#export(form),
      mappings: () => store.mappings(),
      formats: () => STATEMENT_FORMATS.map(({ id, title, venue }) => ({ id, title, venue })),
    };
  }

  subscribe(listener: PushListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#closing.abort(new Error('the workstation is closing'));
    this.#store.close();
  }

  /** Runs the engine on what the store holds now, and tells everybody. The last good snapshot stays on a fault. */
  recalculate(): void {
    try {
      this.#synthetic = holdsSample(this.#store, this.#resources.folder);
      const levels = this.#store.levels();
      const found = snapshotOf(this.#store, this.#resources, null, levels, this.#synthetic);
      this.#snapshot = found.ok ? found.value : null;
      this.#fault = null;
      if (found.ok && !this.#store.readOnly) {
        this.#store.putLevels(new Map(found.value.accounts.map((one) => [one.account, one.level])));
        this.#store.putEditionsUsed(this.#resources.editions);
      }
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error);
    }
    for (const listener of this.#listeners) {
      listener('desk', this.#state());
      if (this.#fault === null) listener('snapshot', this.#snapshot);
    }
  }

  #state(): DeskState {
    return {
      store: basename(this.#store.path),
      empty: this.#store.isEmpty(),
      readOnly: this.#store.readOnly,
      synthetic: this.#synthetic,
      imports: this.#store.imports(),
      fault: this.#fault,
      version: this.#version,
    };
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(step, step);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #changed(step: () => void): DeskState {
    step();
    this.recalculate();
    return this.#state();
  }

  async #preview(dropped: Parameters<Requests['previewImport']>[0]): Promise<ImportPreview> {
    const bytes = Buffer.from(dropped.base64, 'base64');
    const file = await fileInMemory(dropped.name, bytes, this.#now());
    const { report, verdicts } = await importFile(
      this.#store,
      file,
      dropped.options,
      'preview',
      SHOWN,
      this.#progress(file.name),
      this.#closing.signal,
    );
    const token = this.#previews.add({ file, options: dropped.options });
    return { token, report, verdicts, notShown: report.rows - verdicts.length };
  }

  async #commit(tokens: readonly string[]): Promise<readonly FileReport[]> {
    const reports: FileReport[] = [];
    try {
      for (const token of tokens) {
        const waiting = this.#previews.take(token);
        if (waiting === undefined)
          throw new Error('this preview is no longer here: drop the file again');
        this.#rememberMapping(waiting.options);
        const { report } = await importFile(
          this.#store,
          waiting.file,
          waiting.options,
          'commit',
          0,
          this.#progress(waiting.file.name),
          this.#closing.signal,
        );
        reports.push(report);
      }
    } finally {
      this.recalculate();
    }
    return reports;
  }

  #rememberMapping({ mapping }: ImportOptions): void {
    if (mapping !== null) this.#store.putMapping(mapping);
  }

  #progress(file: string): (bytes: number, of: number) => void {
    return (bytes, of) => {
      for (const listener of this.#listeners) listener('progress', { file, bytes, of });
    };
  }

  #export(form: 'csv' | 'json' | 'html'): { readonly name: string; readonly text: string } {
    const snapshot = this.#snapshot;
    if (snapshot === null) throw new Error('there is nothing to report yet');
    const day = new Date(snapshot.asOf).toISOString().slice(0, 10);
    const name = `crossguard-${day}.${form}`;
    if (form === 'json') return { name, text: jsonReport(snapshot) };
    const sheets = reportSheets(snapshot, 'full');
    const written = form === 'csv' ? csvReport : htmlReport;
    return { name, text: written(reportTitle(snapshot), sheets) };
  }
}
