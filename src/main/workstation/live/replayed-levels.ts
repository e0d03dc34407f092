import type { Level } from '../../../engine/model/parameters.ts';
import type { MarginAccountId } from '../../../engine/values/ids.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { ReplayOpen } from '../../../engine/contract/replay.ts';
import { network } from '../../feeds/connection/network.ts';
import type { Store } from '../../store/store.ts';
import { finder, riskInput, type Resources } from '../desk.ts';
import { ReplayDesk } from './replay-desk.ts';

/** When an account came to another level. */
export type ReplayedLevel = {
  /** The recording's clock. */
  readonly at: Instant;
  readonly account: MarginAccountId;
  readonly name: string;
  readonly before: Level;
  readonly after: Level;
};

/**
 * Every change of an account's level while what a store recorded is played, on the book as the store
 * knew it when the recording begins. Levels begin as the first snapshot has them.
 */
export async function replayedLevels(
  store: Store,
  resources: Resources,
  open: ReplayOpen,
): Promise<Outcome<readonly ReplayedLevel[]>> {
  const levels: ReplayedLevel[] = [];
  const faults: unknown[] = [];
  let clock: (() => Instant) | null = null;
  const opened = await ReplayDesk.open(
    {
      store,
      around: network,
      inputAt: (at, side) => riskInput(store, resources, at, new Map(), false, side),
      finder: (contracts, at) => {
        const own = store.contracts().map(({ item }) => item);
        const find = finder([...contracts, ...own], resources, at);
        return (symbol, market) => {
          const found = find(symbol, market, at);
          return found.ok ? found.value : null;
        };
      },
      onSnapshot: () => undefined,
      onLevels: (changes) => {
        if (clock === null) return;
        const at = clock();
        for (const { account, name, before, after } of changes) {
          levels.push({ at, account, name, before, after });
        }
      },
      onState: () => undefined,
      onFault: (error) => faults.push(error),
    },
    open,
  );
  if (!opened.ok) return opened;
  const desk = opened.value;
  clock = () => desk.desk.now;
  try {
    const played = await desk.control({ action: 'play', speed: null });
    if (!played.ok) return played;
  } finally {
    await desk.close();
  }
  if (faults.length > 0) throw faults[0];
  return ok(levels);
}
