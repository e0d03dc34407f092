import type { DeskState, PushName, Pushes } from '../../src/engine/contract/contract.ts';
import { usualRules } from '../../src/engine/contract/alerts.ts';
import { usualLayouts } from '../../src/engine/contract/layouts.ts';
import { usualPreferences } from '../../src/engine/contract/preferences.ts';
import type { Handlers, PushListener, Workstation } from '../../src/main/workstation.ts';

export const aDesk = (part: Partial<DeskState> = {}): DeskState => ({
  store: 'sample',
  empty: false,
  readOnly: false,
  synthetic: true,
  imports: [],
  fault: null,
  notices: [],
  version: '0.0.0',
  ...part,
});

const notInThisTest = (): never => {
  throw new Error('not in this test');
};

/** A workstation whose answers the test gives, and whose pushes the test makes. */
export type FakeWorkstation = Workstation & {
  readonly push: <K extends PushName>(name: K, value: Pushes[K]) => void;
  readonly listeners: () => number;
};

export function fakeWorkstation(handlers: Partial<Handlers> = {}): FakeWorkstation {
  const listeners = new Set<PushListener>();
  return {
    handlers: {
      desk: () => aDesk(),
      snapshot: () => null,
      formats: () => [],
      mappings: () => [],
      layouts: () => usualLayouts,
      setLayouts: (wish) => wish,
      whatIfDrafts: () => [],
      setWhatIfDrafts: (wish) => wish,
      whatIfChoices: () => [],
      whatIf: notInThisTest,
      whatIfHedges: notInThisTest,
      alerts: () => [],
      warningHistory: () => [],
      acknowledgeWarning: notInThisTest,
      snoozeWarning: notInThisTest,
      warningRules: () => usualRules,
      setWarningRules: (wish) => wish,
      tryRules: notInThisTest,
      diagnostics: notInThisTest,
      preferences: () => usualPreferences,
      setPreferences: (wish) => wish,
      openFile: notInThisTest,
      sendPart: notInThisTest,
      previewImport: notInThisTest,
      commitImports: notInThisTest,
      stopImports: () => null,
      closeFiles: () => null,
      undoImport: notInThisTest,
      redoImport: notInThisTest,
      loadSample: notInThisTest,
      exportReport: notInThisTest,
      callOutlook: notInThisTest,
      housePolicy: notInThisTest,
      setHousePolicy: notInThisTest,
      editionDays: notInThisTest,
      requirementOn: notInThisTest,
      marginParts: notInThisTest,
      proposeMoves: notInThisTest,
      remedies: notInThisTest,
      liquidation: notInThisTest,
      collateral: notInThisTest,
      riskByMethod: notInThisTest,
      statementTimes: notInThisTest,
      changes: notInThisTest,
      compare: notInThisTest,
      stress: notInThisTest,
      cascade: notInThisTest,
      correlation: notInThisTest,
      correlationPair: notInThisTest,
      correlationWorth: notInThisTest,
      pairWorth: notInThisTest,
      correlationWhatIf: notInThisTest,
      correlationDraft: notInThisTest,
      setCorrelationDraft: notInThisTest,
      backtest: notInThisTest,
      forecast: notInThisTest,
      marginBacktest: notInThisTest,
      conformance: notInThisTest,
      moveCosts: notInThisTest,
      setMoveCosts: notInThisTest,
      feeds: notInThisTest,
      setFeeds: notInThisTest,
      changeFeed: notInThisTest,
      openKeys: notInThisTest,
      lockKeys: notInThisTest,
      addKey: notInThisTest,
      removeKey: notInThisTest,
      market: notInThisTest,
      unwind: notInThisTest,
      surfaces: notInThisTest,
      recordings: notInThisTest,
      chain: notInThisTest,
      setChain: notInThisTest,
      openReplay: notInThisTest,
      controlReplay: notInThisTest,
      replay: notInThisTest,
      tourDone: notInThisTest,
      endTour: notInThisTest,
      review: notInThisTest,
      setReview: notInThisTest,
      ...handlers,
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => undefined,
    push: (name, value) => {
      for (const listener of listeners) listener(name, value);
    },
    listeners: () => listeners.size,
  };
}
