import type { Alert, AlertEvent, RuleAnswer, WarningRule, WarningRules } from './alerts.ts';
import type { ChangeReport } from './changes.ts';
import type { BacktestBook, BacktestReport } from './backtest.ts';
import type { AccountCollateral } from './collateral.ts';
import type { Comparison } from './comparison.ts';
import type { ConformanceGroup } from './conformance.ts';
import type {
  CorrelationChoice,
  CorrelationComparison,
  CorrelationDraft,
  CorrelationEdit,
  CorrelationWhatIf,
  CorrelationWorth,
  PairAnswer,
  PairWorth,
} from './correlation.ts';
import type { CostsDocument } from './costs-document.ts';
import type { ForecastReport } from './forecast.ts';
import type { HouseDocument } from './house-document.ts';
import type { ChainState, ChainWish } from './chain.ts';
import type { FeedChange, FeedSettings, FeedsState, NewKey } from './feeds.ts';
import type { FileReport, ImportPreview, ImportRecord } from './imports.ts';
import type { Layouts } from './layouts.ts';
import type { LiquidationOutlook, LiquidationRun } from './liquidation.ts';
import type { MarketView, UnwindReport } from './market.ts';
import type { MethodReport, SliceName } from './methods.ts';
import type { MarginBacktest } from './margin-backtest.ts';
import type { MarginNode, TreePlace } from './margin-node.ts';
import type { Preferences } from './preferences.ts';
import type { CallOutlook, Proposal, ProposalWish, Remedies } from './remedies.ts';
import type { RecordedRun, ReplayControl, ReplayOpen, ReplayState } from './replay.ts';
import type { Requirement, RiskSnapshot } from './snapshot.ts';
import type { ReviewState } from './review.ts';
import type { SurfacesView } from './surface.ts';
import type { CascadeQuestion, CascadeResult, StressReport } from './stress.ts';
import type { HedgeIdea, WhatIfAnswer, WhatIfChoices, WhatIfDraft } from './what-if.ts';
import type { Asset, MarginAccountId } from '../values/ids.ts';
import type { LevelChange } from '../live/kept-accounts.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';

/** The state of the workstation that is not risk: what the window needs to draw its frame. */
export type DeskState = {
  /** The store's file name without its folder; `sample` while the sample book is shown. */
  readonly store: string;
  readonly empty: boolean;
  readonly readOnly: boolean;
  readonly synthetic: boolean;
  readonly imports: readonly ImportRecord[];
  /** Why the last run gave no snapshot; null while it did. The window keeps the last one, greyed. */
  readonly fault: string | null;
  /** What was found wrong with the user's settings when they were read; the usual ones stand in. */
  readonly notices: readonly string[];
  readonly version: string;
};

/** Column mapping of a generic CSV: our field name to the file's column name. */
export type ColumnMapping = {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
};

export type ImportOptions = {
  /** Names the account where the file does not. */
  readonly account: string | null;
  /** Forces a format id instead of recognising the file. */
  readonly format: string | null;
  readonly mapping: ColumnMapping | null;
};

/** A file that the window sent whole, and how to read it. */
export type SentFile = {
  /** As `openFile` named it. */
  readonly file: string;
  readonly options: ImportOptions;
};

/** What the window may ask. Plain data both ways. */
export type Requests = {
  desk: () => DeskState;
  /** The newest, its margin trees folded where they are long. */
  snapshot: () => RiskSnapshot | null;
  /** The parts of a folded node of the newest snapshot. @throws when it has another figure there by now */
  marginParts: (place: TreePlace) => readonly MarginNode[];
  /** Announces a dropped file of so many bytes; the answer names it. */
  openFile: (file: { readonly name: string; readonly size: number }) => string;
  /** The next bytes of a file, in base64, since both carriers are text. */
  sendPart: (part: { readonly file: string; readonly base64: string }) => null;
  previewImport: (file: SentFile) => ImportPreview;
  /** Keeps the files in this order, a report for each; those after a stop are refused and stay here. */
  commitImports: (files: readonly SentFile[]) => readonly FileReport[];
  /** Stops the preview or the commit that runs: of the file at hand nothing is kept. */
  stopImports: () => null;
  /** Gives files up: whatever is being done with them stops, and nothing of it is kept. */
  closeFiles: (files: readonly string[]) => null;
  undoImport: (id: number) => DeskState;
  redoImport: (id: number) => DeskState;
  loadSample: () => readonly FileReport[];
  /** The snapshot as a file, its bytes in base64. */
  exportReport: (format: 'csv' | 'json' | 'html' | 'xlsx') => {
    readonly name: string;
    readonly base64: string;
  };
  /** How near an account is to a call, worked out when asked. */
  callOutlook: (account: MarginAccountId) => CallOutlook;
  /** First days of the editions that the account's venue has had, newest first. */
  editionDays: (account: MarginAccountId) => readonly string[];
  /** The account by the numbers that were in force on a day. */
  requirementOn: (account: MarginAccountId, day: string) => Requirement;
  /** The policy by which the house margins its netted book. */
  housePolicy: () => HouseDocument;
  /** Sets it; the answer is what is in force, as the store keeps it. */
  setHousePolicy: (policy: HouseDocument) => HouseDocument;
  /** What brings an account down to where its warning ends, the cheapest first. */
  remedies: (account: MarginAccountId) => Outcome<Remedies>;
  /** What a liquidation would leave of it, by the venue's procedure or by a generic estimate. */
  liquidation: (account: MarginAccountId, by: LiquidationRun['by']) => LiquidationOutlook;
  /** What becomes of an account when its collateral falls, and what counts of it by the house's terms. */
  collateral: (account: MarginAccountId) => AccountCollateral;
  /** What a slice of the book could lose by every method, worked out when asked. */
  riskByMethod: (slice: SliceName) => Outcome<MethodReport>;
  /** Every scenario, what would use each account up, and how losses go together. */
  stress: () => StressReport;
  /** What liquidations would do after a shock of one asset; the others follow it. */
  cascade: (of: CascadeQuestion) => Outcome<CascadeResult>;
  /** Of each UTC day that the store knows positions of, the last instant, newest first. */
  statementTimes: () => readonly Instant[];
  /** What changed every account's equity and margin since an instant until another; null is what is shown. */
  changes: (since: Instant, until: Instant | null) => Outcome<ChangeReport>;
  /** The same two instants side by side. */
  compare: (since: Instant, until: Instant | null) => Outcome<Comparison>;
  /** Correlations of what is held by one model, and by another beside it. */
  correlation: (
    first: CorrelationChoice,
    second: CorrelationChoice | null,
  ) => Outcome<CorrelationComparison>;
  /** How two assets that are held moved together; null is the window that risk is measured on. */
  correlationPair: (pair: readonly [string, string], window: number | null) => Outcome<PairAnswer>;
  /** What the correlations are worth on the book, and one pair of underlyings by itself. */
  correlationWorth: () => Outcome<CorrelationWorth>;
  pairWorth: (pair: readonly [string, string]) => Outcome<PairWorth>;
  /** The book under edited correlations; no headline figure changes. */
  correlationWhatIf: (edits: readonly CorrelationEdit[]) => Outcome<CorrelationWhatIf>;
  /** The edits that the user is trying out, as the store keeps them. */
  correlationDraft: () => CorrelationDraft;
  setCorrelationDraft: (draft: CorrelationDraft) => CorrelationDraft;
  /** How risk forecasts of a slice did on past days, worked out when asked. */
  backtest: (slice: SliceName, book: BacktestBook) => Outcome<BacktestReport>;
  /** Whether an account's requirement would have covered the losses of past days, worked out when asked. */
  marginBacktest: (account: MarginAccountId) => Outcome<MarginBacktest>;
  /** What is forecast as of now, recorded once, and how earlier forecasts did; worked out when asked. */
  forecast: () => ForecastReport;
  /** Every published figure of the margin models beside ours. */
  conformance: () => readonly ConformanceGroup[];
  /** What moving collateral and trading cost, as far as the user stated it. */
  moveCosts: () => CostsDocument;
  /** Sets them; the answer is what the store keeps. */
  setMoveCosts: (costs: CostsDocument) => CostsDocument;
  /** What to move between accounts. */
  proposeMoves: (wish: ProposalWish) => Proposal;
  /** How every venue that can be followed does. */
  feeds: () => FeedsState;
  /** Turns venues on and off; the answer is how they do then. */
  setFeeds: (settings: FeedSettings) => FeedsState;
  changeFeed: (change: FeedChange) => FeedsState;
  /** Opens the keys of accounts, or chooses their passphrase where there is none yet. @throws when it is not the one */
  openKeys: (passphrase: string) => FeedsState;
  lockKeys: () => FeedsState;
  /** Seals a key and follows its account. */
  addKey: (key: NewKey) => FeedsState;
  removeKey: (id: string) => FeedsState;
  /** Everything live of one underlying, of the largest that is held unless named; null while no venue is followed. */
  market: (underlying: Asset | null) => MarketView | null;
  /** Volatility surfaces of what is quoted now of the options on an underlying, else of the store's quotes; null without quotes. */
  surfaces: (underlying: Asset) => SurfacesView | null;
  /** What the store recorded of venues, oldest first. */
  recordings: () => readonly RecordedRun[];
  /** Shows a recording in the place of what is live. @throws when there is none */
  openReplay: (what: ReplayOpen) => ReplayState;
  /** Null after closing. @throws when nothing is replayed, or it cannot be done */
  controlReplay: (control: ReplayControl) => ReplayState | null;
  replay: () => ReplayState | null;
  /** The past that is shown in the place of the present; null while there is none. */
  review: () => ReviewState | null;
  /** Shows the book as of a past instant; null is back to now. @throws where nothing is known of then */
  setReview: (at: Instant | null) => ReviewState | null;
  /** Whether the tour of the window was taken or put away. */
  tourDone: () => boolean;
  endTour: () => null;
  /** What oracles and chains that are asked say. */
  chain: () => ChainState;
  /** Sets which are asked; the answer is how they do then. @throws when something is kept that is not there */
  setChain: (wish: ChainWish) => ChainState;
  /** What closing every position now would cost in its own order book; null while no venue is followed. */
  unwind: () => UnwindReport | null;
  /** Copies of the book with changes, as the store keeps them. */
  whatIfDrafts: () => readonly WhatIfDraft[];
  setWhatIfDrafts: (drafts: readonly WhatIfDraft[]) => readonly WhatIfDraft[];
  /** What can be named in an edit. */
  whatIfChoices: () => WhatIfChoices;
  /** The book as it is, and as a draft would make it. */
  whatIf: (draft: WhatIfDraft) => WhatIfAnswer;
  /** Trades that take the net delta of an underlying off a draft, worked out when asked. */
  whatIfHedges: (draft: WhatIfDraft, underlying: string) => Outcome<readonly HedgeIdea[]>;
  /** Warnings that are open, with what was done about each. */
  alerts: () => readonly Alert[];
  /** What happened to warnings, newest first. */
  warningHistory: () => readonly AlertEvent[];
  /** Somebody saw it. @throws when it is not open */
  acknowledgeWarning: (id: string, note: string) => readonly Alert[];
  /** Quiet for so many minutes; 0 ends that. @throws when its level allows no such time */
  snoozeWarning: (id: string, minutes: number) => readonly Alert[];
  /** The user's own limits. */
  warningRules: () => WarningRules;
  setWarningRules: (rules: WarningRules) => WarningRules;
  /** What each of some rules would say now: the figure that it watches, and the level. */
  tryRules: (rules: readonly WarningRule[]) => readonly RuleAnswer[];
  /** How the program does, for a report of a fault: JSON without anything that is held or secret. */
  diagnostics: () => string;
  /** What this user chose for every window and every store. */
  preferences: () => Preferences;
  /** Keeps them; the answer is what is kept. @throws when they are none */
  setPreferences: (preferences: Preferences) => Preferences;
  /** Arrangements of panels, of this user's for every store. */
  layouts: () => Layouts;
  /** Keeps them; the answer is what is kept. @throws when they are none */
  setLayouts: (layouts: Layouts) => Layouts;
  /** Column mappings that earlier imports used, by name. */
  mappings: () => readonly ColumnMapping[];
  formats: () => readonly { readonly id: string; readonly title: string; readonly venue: string }[];
};

/** What the host tells the window, newest state whole: a lost message costs one frame. */
export type Pushes = {
  snapshot: RiskSnapshot | null;
  desk: DeskState;
  alerts: readonly Alert[];
  preferences: Preferences;
  layouts: Layouts;
  /** Once a second while a venue is followed. */
  feeds: FeedsState;
  /** When a node or a server of prices answered, or failed to. */
  chain: ChainState;
  /** While a recording is shown; null when it is not any more. */
  replay: ReplayState | null;
  /** While a past is shown; null when the present is again. */
  review: ReviewState | null;
  /** Accounts that came to another level, told before the snapshot that shows it. */
  levels: readonly LevelChange[];
  progress: { readonly file: string; readonly bytes: number; readonly of: number };
};

export type RequestName = keyof Requests;
export type PushName = keyof Pushes;

export type Client = {
  ask<K extends RequestName>(
    name: K,
    ...args: Parameters<Requests[K]>
  ): Promise<ReturnType<Requests[K]>>;
  /** Returns the function that stops listening. */
  on<K extends PushName>(name: K, listener: (push: Pushes[K]) => void): () => void;
  /** Called once when the connection to the workstation is lost. */
  onLost(listener: () => void): void;
};

/** Frames on the wire, one JSON text each (see `codec.ts` for typed arrays). */
export type Frame =
  | {
      readonly t: 'ask';
      readonly id: number;
      readonly name: string;
      readonly args: readonly unknown[];
    }
  | { readonly t: 'ok'; readonly id: number; readonly value: unknown }
  | { readonly t: 'err'; readonly id: number; readonly message: string }
  | { readonly t: 'push'; readonly name: string; readonly value: unknown }
  /** The window took the last push of this name: the next one, the newest by then, may come. */
  | { readonly t: 'ack'; readonly name: string };

/** Longest text that either side takes, in UTF-16 units: a snapshot of a very large book. */
export const longestText: number = 128 * 1024 * 1024;

/** Most bytes of a dropped file that one message carries. */
export const largestPart: number = 2 * 1024 * 1024;

/** A text pipe: MessagePort on the desktop, WebSocket in the browser host. */
export type Pipe = {
  send(text: string): void;
  onText(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  close(): void;
};
