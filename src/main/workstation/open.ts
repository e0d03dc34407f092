import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type {
  DeskState,
  ImportOptions,
  Requests,
  SentFile,
} from '../../engine/contract/contract.ts';
import type { FileReport, ImportPreview } from '../../engine/contract/imports.ts';
import { foldedSnapshot, partsAt } from '../../engine/contract/folded.ts';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import type { Instant } from '../../engine/values/units.ts';
import { run, type RiskInput } from '../../engine/run.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { network } from '../feeds/connection/network.ts';
import type { Surroundings } from '../feeds/connection/surroundings.ts';
import { Vault } from '../secrets/vault.ts';
import { STATEMENT_FORMATS } from '../imports/formats.ts';
import { usualBacktest } from '../../engine/measures/backtest/report.ts';
import { usualMethods } from '../../engine/measures/methods/slice.ts';
import { Chosen } from '../user/chosen.ts';
import { linearSolver } from '../optimise/solver.ts';
import { reportForms } from '../reports/forms.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import type { PushListener, Workstation } from '../workstation.ts';
import { Alerts } from './alerts.ts';
import { backtestOf } from './backtest.ts';
import { editionDays, requirementOn } from './by-edition.ts';
import { comparisonOf, pairOf, pairWorthOf, whatIfOf, worthOf } from './correlation.ts';
import { draftIn, keepDraft } from './correlation-draft.ts';
import { dataFolder } from './data-folder.ts';
import { loadResources, riskInput, type Resources } from './desk.ts';
import { diagnosticsText } from './diagnostics.ts';
import { conformanceTable } from '../conformance/table.ts';
import { forecastOf } from './forecast.ts';
import { policyIn, policyInForce, setPolicy } from './house-policy.ts';
import { importFile, refusal, type Imported, type Purpose } from './importing.ts';
import { collateralOf, usualFalls } from './collateral.ts';
import { costsIn, costsInForce, setCosts } from './move-costs.ts';
import {
  accountIn,
  callOutlook,
  liquidationOutlook,
  outlookMarket,
  remediesOf,
} from './outlook.ts';
import { LiveStation } from './live/live-station.ts';
import type { LiveSide } from './live/with-live.ts';
import { marginBacktestOf } from './margin-backtest.ts';
import { proposal } from './proposal.ts';
import { compareInputs } from './review/compare.ts';
import { Review } from './review/review.ts';
import { pooledPnl } from '../revaluation/pool.ts';
import { cascadeOf, stressReport } from './stress.ts';
import { changesBetween } from './changes.ts';
import { methodsOf } from './risk-methods.ts';
import { importSample } from './sample.ts';
import { holdsSample } from './synthetic.ts';
import { tourHandlers } from './tour.ts';
import { whatIfHandlers } from './what-if.ts';
import { Uploads, type Uploaded } from './uploads.ts';

export type WorkstationOptions = {
  /** The store's file; null is this user's own copy of the sample book. */
  readonly store: string | null;
  /** Opens the store beside whoever has it open, and changes nothing. */
  readonly readOnly?: boolean;
  /** Folder of the project's data. */
  readonly resources: string;
  readonly now: () => number;
  /** Clocks and network of the feeds: this computer's unless told otherwise. */
  readonly around?: Surroundings;
  /** File of the keys of accounts: this user's own unless told otherwise. */
  readonly keys?: string;
  /** Folder of what the user chose for the window: this user's own unless told otherwise. */
  readonly chosen?: string;
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
  const fresh = options.store === null && options.readOnly !== true && !existsSync(path);
  const store = openStore(path, { now: options.now, readOnly: options.readOnly === true });
  const version = versionBeside(options.resources);
  const keys = new Vault(options.keys ?? join(dataFolder(), 'keys.json'));
  const around = options.around ?? network;
  const chosen = new Chosen(options.chosen ?? dataFolder());
  const desk = new Desk(store, resources, options.now, version, around, keys, chosen);
  if (fresh) await desk.handlers.loadSample();
  else desk.recalculate();
  return desk;
}

type Handlers = Workstation['handlers'];

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const foldedOrNone = (snapshot: RiskSnapshot | null): RiskSnapshot | null =>
  snapshot === null ? null : foldedSnapshot(snapshot);

/** The levels of a snapshot's accounts, to be compared. */
const levelsText = (of: RiskSnapshot | null): string =>
  JSON.stringify(of?.accounts.map(({ account, level }) => [account, level]));

const STOPPED = 'stopped: nothing of this file was kept';

/** One open store, its newest snapshot, and the imports that wait for a word. */
class Desk implements Workstation {
  readonly #store: Store;
  readonly #resources: Resources;
  readonly #version: string;
  readonly #listeners = new Set<PushListener>();
  readonly #uploads: Uploads;
  readonly #price = pooledPnl();
  readonly #closing = new AbortController();
  /** Stops the preview or the commit that runs. */
  #stop = new AbortController();
  #snapshot: RiskSnapshot | null = null;
  /** As the engine gave it: without what the user's own limits add. */
  #bare: RiskSnapshot | null = null;
  readonly #alerts: Alerts;
  readonly #live: LiveStation;
  readonly #review: Review;
  #synthetic = false;
  #fault: string | null = null;
  readonly #notices: readonly string[];
  /** Imports take turns: the store has one writer. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly handlers: Handlers;

  constructor(
    store: Store,
    resources: Resources,
    now: () => number,
    version: string,
    around: Surroundings,
    keys: Vault,
    chosen: Chosen,
  ) {
    this.#store = store;
    this.#resources = resources;
    this.#version = version;
    // The store's lock keeps other workstations out of its file, and so of this folder.
    // Beside it another may read, which has a folder of its own.
    const own = store.readOnly ? `.${process.pid}` : '';
    this.#uploads = new Uploads(`${store.path}${own}.uploads`, now);
    this.#review = new Review({
      times: () => store.positionTimes(),
      now,
      isReplayed: () => this.#live.isReplayed,
      inTurn: (step) => this.#inTurn(step),
      recalculate: () => this.recalculate(),
      tell: this.#tell,
    });
    this.#live = new LiveStation({
      store,
      resources,
      around,
      keys,
      inTurn: (step) => this.#inTurn(step),
      inputAt: (at, side) => this.#inputAt(at, side),
      reviewed: () => this.#review.at,
      recalculate: () => this.recalculate(),
      onSnapshot: (snapshot) => this.#show(snapshot),
      onFault: (error) => this.#failed(error),
      tell: this.#tell,
    });
    this.#alerts = new Alerts({
      store,
      around,
      tell: this.#tell,
      snapshot: () => this.#bare,
      onRules: () => {
        this.#take(this.#bare);
        this.#tell('snapshot', foldedOrNone(this.#snapshot));
      },
    });
    this.#notices = [...(this.#live.fault === null ? [] : [this.#live.fault]), ...chosen.faults];
    this.handlers = this.#review.guarded({
      desk: () => this.#state(),
      snapshot: () => foldedOrNone(this.#snapshot),
      marginParts: (place) => {
        const parts = this.#snapshot === null ? null : partsAt(this.#snapshot, place);
        if (parts === null) throw new Error(`"${place.label}" is not in the newest snapshot`);
        return parts;
      },
      openFile: ({ name, size }) => this.#uploads.open(name, size),
      sendPart: ({ file, base64 }) => {
        this.#uploads.append(file, Buffer.from(base64, 'base64'));
        return null;
      },
      previewImport: (file) => this.#inTurn(() => this.#preview(file)),
      commitImports: (files) => this.#inTurn(() => this.#commit(files)),
      stopImports: () => {
        this.#stop.abort(new Error(STOPPED));
        return null;
      },
      closeFiles: (files) => {
        for (const file of files) this.#uploads.close(file);
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
      callOutlook: (account) => callOutlook(this.#input(), account),
      remedies: (account) => {
        const input = this.#input();
        const found = accountIn(input, account);
        return remediesOf(input, found.account, found.all, null);
      },
      liquidation: (account, by) => {
        const input = this.#input();
        const found = accountIn(input, account);
        const settings = { slippage: 0, by };
        return liquidationOutlook(found.account, found.all, outlookMarket(input), null, settings);
      },
      collateral: (account) => {
        const [found] = collateralOf(this.#input(), usualFalls, account);
        if (found === undefined) throw new Error(`there is no account "${account}"`);
        return found;
      },
      riskByMethod: (slice) => methodsOf(this.#input(), [slice], usualMethods, this.#price),
      statementTimes: () => store.positionTimes().toReversed(),
      changes: (since, until) => changesBetween(this.#input(since), this.#input(until)),
      compare: (since, until) => compareInputs(this.#input(since), this.#input(until)),
      stress: () => stressReport(this.#input()),
      cascade: ({ asset: of, move, depth, fee }) =>
        cascadeOf(this.#input(), new Map([[of, move]]), { depth, fee }),
      correlation: (first, second) => comparisonOf(this.#input(), first, second),
      correlationPair: (pair, window) => pairOf(this.#input(), pair, window),
      correlationWorth: () => worthOf(this.#input()),
      pairWorth: (pair) => pairWorthOf(this.#input(), pair),
      correlationWhatIf: (edits) => whatIfOf(this.#input(), edits),
      correlationDraft: () => draftIn(store),
      setCorrelationDraft: (draft) => this.#inTurn(async () => keepDraft(store, draft)),
      backtest: (slice, book) =>
        backtestOf(store, resources, this.#input(), [slice], { ...usualBacktest, book }),
      marginBacktest: (account) => marginBacktestOf(this.#input(), account),
      forecast: () =>
        this.#inTurn(async () => forecastOf(store, resources, this.#input(), this.#keeps)),
      conformance: () => conformanceTable(resources.folder),
      moveCosts: () => costsIn(costsInForce(store)),
      setMoveCosts: (costs) => this.#inTurn(async () => costsIn(setCosts(store, costs))),
      editionDays: (account) => editionDays(this.#input(), account),
      requirementOn: (account, day) => requirementOn(this.#input(), account, day),
      housePolicy: () => policyIn(policyInForce(store, resources.folder)),
      setHousePolicy: (policy) =>
        this.#inTurn(async () => {
          const kept = policyIn(setPolicy(store, policy));
          this.recalculate();
          return kept;
        }),
      proposeMoves: async (wish) => proposal(this.#input(), wish, await linearSolver()),
      ...this.#live.handlers,
      ...whatIfHandlers({ store, resources, input: () => this.#input() }),
      ...this.#alerts.handlers,
      ...chosen.handlers(this.#tell),
      diagnostics: async () =>
        diagnosticsText({
          at: now(),
          desk: this.#state(),
          snapshot: this.#snapshot,
          feeds: await this.#live.handlers.feeds(),
          chain: await this.#live.handlers.chain(),
          preferences: chosen.preferences,
        }),
      ...this.#review.handlers,
      ...tourHandlers(store),
      mappings: () => store.mappings(),
      formats: () => STATEMENT_FORMATS.map(({ id, title, venue }) => ({ id, title, venue })),
    });
  }

  subscribe(listener: PushListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#closing.abort(new Error('the workstation is closing'));
    this.#live.stop();
    this.#alerts.stop();
    this.#uploads.closeAll();
    this.#store.close();
  }

  /** Runs the engine on what the store holds now, and tells everybody. The last good snapshot stays on a fault. */
  recalculate(): void {
    try {
      this.#synthetic = holdsSample(this.#store, this.#resources.folder);
      const input = this.#found(null);
      if (!input.ok) this.#take(null);
      else {
        const isLive = this.#review.at === null && this.#live.isOn;
        this.#take(isLive ? this.#live.begin(input.value) : run(input.value));
      }
      this.#fault = null;
      if (input.ok) this.#remember();
    } catch (error) {
      this.#fault = messageOf(error);
    }
    this.#tell('desk', this.#state());
    if (this.#fault === null) this.#tell('snapshot', foldedOrNone(this.#snapshot));
  }

  /** What a replay or the past shows is of its own time: nobody is called for it. */
  #take(bare: RiskSnapshot | null): void {
    this.#bare = bare;
    this.#snapshot = bare === null ? null : this.#alerts.withRules(bare);
    if (!this.#live.isReplayed && this.#review.at === null) {
      this.#alerts.take(this.#snapshot?.warnings ?? []);
    }
  }

  /** A snapshot of the live loop. */
  #show(snapshot: RiskSnapshot): void {
    if (this.#review.at !== null) {
      // The past is looked at; calls of now are raised all the same.
      this.#alerts.take(this.#alerts.withRules(snapshot).warnings);
      return;
    }
    const before = this.#snapshot;
    this.#take(snapshot);
    const recovered = this.#fault !== null;
    this.#fault = null;
    if (recovered) this.#tell('desk', this.#state());
    if (levelsText(before) !== levelsText(snapshot)) this.#remember();
    this.#tell('snapshot', foldedOrNone(this.#snapshot));
  }

  /** Keeps what the next run begins from: levels, and the margin numbers that were used. */
  #remember(): void {
    if (!this.#keeps || this.#snapshot === null) return;
    const { accounts } = this.#snapshot;
    this.#store.putLevels(new Map(accounts.map((one) => [one.account, one.level])));
    this.#store.putEditionsUsed(this.#resources.editions);
  }

  /** False where nothing may be written of a run. */
  get #keeps(): boolean {
    return !this.#store.readOnly && this.#review.at === null;
  }

  #failed(error: unknown): void {
    this.#fault = messageOf(error);
    this.#tell('desk', this.#state());
  }

  #tell: PushListener = (name, value) => {
    // Levels are of now: they would be read into the accounts of the past.
    if (name === 'levels' && this.#review.at !== null) return;
    for (const listener of this.#listeners) listener(name, value);
  };

  #inputAt(at: Instant | null, side: LiveSide | null): Outcome<RiskInput> {
    // What levels were before that instant is not kept: they begin anew.
    const levels = this.#review.at === null ? this.#store.levels() : new Map();
    return riskInput(this.#store, this.#resources, at, levels, this.#synthetic, side);
  }

  #found(asOf: Instant | null): Outcome<RiskInput> {
    const at = asOf ?? this.#review.at;
    const side = at === null ? this.#live.side() : null;
    return this.#inputAt(side === null ? at : this.#live.now, side);
  }

  /** All that a run depends on, now or at an instant. @throws when there is nothing to run on */
  #input(asOf: Instant | null = null): RiskInput {
    const found = this.#found(asOf);
    if (!found.ok) throw new Error(found.failure.message);
    return found.value;
  }

  #state(): DeskState {
    return {
      store: basename(this.#store.path),
      empty: this.#store.isEmpty(),
      readOnly: this.#store.readOnly,
      synthetic: this.#synthetic,
      imports: this.#store.imports(),
      fault: this.#fault,
      notices: this.#notices,
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

  async #preview({ file, options }: SentFile): Promise<ImportPreview> {
    const { signal } = (this.#stop = new AbortController());
    const { report, verdicts } = await this.#imported(file, options, 'preview', SHOWN, signal);
    return { report, verdicts, notShown: report.rows - verdicts.length };
  }

  async #commit(files: readonly SentFile[]): Promise<readonly FileReport[]> {
    const { signal } = (this.#stop = new AbortController());
    const all = files.map((sent) => ({ sent, uploaded: this.#uploads.file(sent.file) }));
    const reports: FileReport[] = [];
    try {
      for (const { sent, uploaded } of all) reports.push(await this.#kept(sent, uploaded, signal));
    } finally {
      this.recalculate();
    }
    return reports;
  }

  /** Keeps one file, unless stopped: then it stays here to be kept later, or closed: then it is gone. */
  async #kept(
    { file: sent, options }: SentFile,
    { file, signal }: Uploaded,
    stop: AbortSignal,
  ): Promise<FileReport> {
    const ends = AbortSignal.any([stop, signal]);
    try {
      ends.throwIfAborted();
      this.#rememberMapping(options);
      const { report } = await this.#imported(sent, options, 'commit', 0, stop);
      this.#uploads.close(sent);
      return report;
    } catch (error) {
      if (!ends.aborted) throw error;
      const message = error instanceof Error ? error.message : String(error);
      return refusal(file, { line: 0, field: '', reason: 'not-applicable', message });
    }
  }

  /** @throws when stopped, or when the file is closed meanwhile; then nothing of it is kept */
  async #imported(
    sent: string,
    options: ImportOptions,
    purpose: Purpose,
    shown: number,
    stop: AbortSignal,
  ): Promise<Imported> {
    const { file, signal } = this.#uploads.file(sent);
    const ends = AbortSignal.any([signal, stop, this.#closing.signal]);
    const onProgress = this.#progress(file.name);
    return importFile(this.#store, file, options, purpose, shown, onProgress, ends);
  }

  #rememberMapping({ mapping }: ImportOptions): void {
    if (mapping !== null) this.#store.putMapping(mapping);
  }

  #progress(file: string): (bytes: number, of: number) => void {
    return (bytes, of) => this.#tell('progress', { file, bytes, of });
  }

  #export(form: Parameters<Requests['exportReport']>[0]): {
    readonly name: string;
    readonly base64: string;
  } {
    const snapshot = this.#snapshot;
    if (snapshot === null) throw new Error('there is nothing to report yet');
    const day = new Date(snapshot.asOf).toISOString().slice(0, 10);
    const bytes = Buffer.from(reportForms[form](snapshot));
    return { name: `crossguard-${day}.${form}`, base64: bytes.toString('base64') };
  }
}
