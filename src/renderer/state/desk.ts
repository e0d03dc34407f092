import type { Alert } from '../../engine/contract/alerts.ts';
import type { ChainState } from '../../engine/contract/chain.ts';
import type { Client, DeskState, Pushes } from '../../engine/contract/contract.ts';
import type { FeedsState } from '../../engine/contract/feeds.ts';
import type { Layouts } from '../../engine/contract/layouts.ts';
import { usualPreferences, type Preferences } from '../../engine/contract/preferences.ts';
import type { ReplayState } from '../../engine/contract/replay.ts';
import type { ReviewState } from '../../engine/contract/review.ts';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import { gathered } from './levels.ts';
import { createWish } from './wish.ts';

type Link = 'connecting' | 'live' | 'lost';

/** All that the window knows of the workstation, replaced whole on every change. */
export type DeskView = {
  readonly link: Link;
  /** Why the link was lost; empty before the first connection and while the link is live. */
  readonly linkFault: string;
  readonly desk: DeskState | null;
  /** Warnings that are open, with what was done about each. */
  readonly alerts: readonly Alert[];
  /** What the user chose; the usual ones until the workstation told. */
  readonly preferences: Preferences;
  /** Arrangements of panels; null before the first answer. */
  readonly layouts: Layouts | null;
  /** The newest snapshot; kept while the link is lost or the last run failed. */
  readonly snapshot: RiskSnapshot | null;
  readonly progress: Pushes['progress'] | null;
  /** How the venues do that can be followed; null before the first answer. */
  readonly feeds: FeedsState | null;
  /** When that was heard, as `performance.now()`. */
  readonly feedsHeard: number;
  /** What oracles and chains that are asked say; null before the first answer. */
  readonly chain: ChainState | null;
  readonly chainHeard: number;
  /** While a recording is shown in the place of what is live. */
  readonly replay: ReplayState | null;
  /** While a past is shown in the place of the present. */
  readonly review: ReviewState | null;
  /** Accounts that came to another level since the newest snapshot. */
  readonly levels: Pushes['levels'];
  /** The same as of the last telling: it stays when a snapshot shows it, since it is still being read out. */
  readonly toldLevels: Pushes['levels'];
};

/** The newest state of the workstation, and the way to ask it. */
export type Desk = {
  readonly view: () => DeskView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly ask: Client['ask'];
  /** Shows what the user chose at once and has it kept. Rejects when it was not kept: then it is as before. */
  readonly prefer: (part: Partial<Preferences>) => Promise<void>;
  /** The same of arrangements of panels. */
  readonly arrange: (layouts: Layouts) => Promise<void>;
  /** Connects, or connects again; does nothing while connected. */
  readonly join: () => Promise<void>;
};

const atFirst: DeskView = {
  link: 'connecting',
  linkFault: '',
  desk: null,
  alerts: [],
  preferences: usualPreferences,
  layouts: null,
  snapshot: null,
  progress: null,
  feeds: null,
  feedsHeard: 0,
  chain: null,
  chainHeard: 0,
  replay: null,
  review: null,
  levels: [],
  toldLevels: [],
};

const noConnection = 'There is no connection to the workstation.';

export const faultText = (fault: unknown): string =>
  fault instanceof Error ? fault.message : String(fault);

/** Keeps the newest of what the workstation sends. */
export function createDesk(connect: () => Promise<Client>): Desk {
  let view = atFirst;
  let client: Client | null = null;
  let joining: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  const change = (part: Partial<DeskView>): void => {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  };

  // A missing snapshot of a store that is not empty is a failed run: the last one stays, greyed.
  const takeSnapshot = (snapshot: RiskSnapshot | null): void => {
    if (snapshot !== null) change({ snapshot, levels: [] });
    else if (view.desk?.empty === true) change({ snapshot: null });
  };
  const takeDesk = (desk: DeskState): void =>
    change(desk.empty ? { desk, snapshot: null } : { desk });

  const preferences = createWish<Preferences>((value) => change({ preferences: value }));
  const layouts = createWish<Layouts>((value) => change({ layouts: value }));

  const takeFeeds = (feeds: FeedsState): void => change({ feeds, feedsHeard: performance.now() });

  const takeChain = (chain: ChainState): void => change({ chain, chainHeard: performance.now() });
  const takeLevels = (told: Pushes['levels']): void => {
    const levels = gathered(view.levels, told);
    change({ levels, toldLevels: levels });
  };

  const lose = (reason: string): void => {
    client = null;
    change({ link: 'lost', linkFault: reason, progress: null });
  };

  const open = async (): Promise<void> => {
    // The reason of a loss stays readable until the link is whole again.
    change({ link: 'connecting' });
    try {
      const opened = await connect();
      opened.onLost(() => lose('The connection to the workstation was lost.'));
      opened.on('snapshot', takeSnapshot);
      opened.on('desk', takeDesk);
      opened.on('progress', (progress) => change({ progress }));
      opened.on('feeds', takeFeeds);
      opened.on('chain', takeChain);
      opened.on('replay', (replay) => change({ replay }));
      opened.on('review', (review) => change({ review, levels: [] }));
      opened.on('levels', takeLevels);
      opened.on('alerts', (alerts) => change({ alerts }));
      opened.on('preferences', preferences.take);
      opened.on('layouts', layouts.take);
      client = opened;
      preferences.take(await opened.ask('preferences'));
      layouts.take(await opened.ask('layouts'));
      change({ alerts: await opened.ask('alerts') });
      takeDesk(await opened.ask('desk'));
      const snapshot = await opened.ask('snapshot');
      const [feeds, chain, replay, review] = await Promise.all([
        opened.ask('feeds'),
        opened.ask('chain'),
        opened.ask('replay'),
        opened.ask('review'),
      ]);
      takeFeeds(feeds);
      takeChain(chain);
      change({ link: 'live', linkFault: '', replay, review });
      takeSnapshot(snapshot);
    } catch (fault) {
      lose(faultText(fault));
    }
  };

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (name, ...args) =>
      client === null ? Promise.reject(new Error(noConnection)) : client.ask(name, ...args),
    prefer: async (part) => {
      const asked = client;
      if (asked === null) throw new Error(noConnection);
      const wish = { ...view.preferences, ...part };
      await preferences.put(
        wish,
        () => asked.ask('setPreferences', wish),
        () => asked.ask('preferences'),
      );
    },
    arrange: async (wish) => {
      const asked = client;
      if (asked === null) throw new Error(noConnection);
      await layouts.put(
        wish,
        () => asked.ask('setLayouts', wish),
        () => asked.ask('layouts'),
      );
    },
    join: () => {
      if (client !== null) return Promise.resolve();
      joining ??= open().finally(() => {
        joining = null;
      });
      return joining;
    },
  };
}
