import type { ChainSource } from '../../engine/contract/chain.ts';
import type { GasNow } from '../../engine/contract/gas.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { Asking } from './asked-json.ts';
import { ChainlinkReader } from './chainlink/reader.ts';
import type { ChainlinkFeeds } from './chainlink/feeds.ts';
import type { Chain } from './chains.ts';
import type { Endpoint } from './endpoint.ts';
import { readGas } from './gas/fee-history.ts';
import type { PythFeeds } from './pyth/feeds.ts';
import { readHermes } from './pyth/hermes.ts';
import { readPythContract } from './pyth/on-chain.ts';
import type { ReadFeed } from './read-feed.ts';
import { openRpc, type Rpc } from './rpc.ts';

/** What is known of oracles. */
export type KnownOracles = {
  readonly chains: readonly Chain[];
  readonly chainlink: ChainlinkFeeds;
  readonly pyth: PythFeeds;
};

/** What one place answered in one round. */
export type Round = {
  readonly feeds: readonly ReadFeed[];
  /** Null where the place has none. */
  readonly gas: Outcome<GasNow> | null;
};

/** A node or a server of prices that is asked again and again. */
export type Place = Pick<ChainSource, 'kind'> & {
  readonly endpoint: Endpoint;
  readonly chain: () => { readonly id: number; readonly title: string } | null;
  /** Why it could not be asked at all; what single feeds lack is in them. Never throws. */
  readonly ask: (
    assets: readonly string[] | null,
    asking: Asking,
    now: () => Instant,
  ) => Promise<Outcome<Round>>;
};

/** Feeds of the assets that are wanted. */
const wantedOf = <T extends { readonly asset: string }>(
  feeds: readonly T[],
  assets: readonly string[] | null,
): readonly T[] => feeds.filter((one) => assets === null || assets.includes(one.asset));

/** Every question was left without an answer: then it is the place that fails. */
function failedWhole({ feeds, gas }: Round): Outcome<Round> | null {
  const all = [...feeds.map(({ reading }) => reading), ...(gas === null ? [] : [gas])];
  const [first] = all;
  if (first === undefined || first.ok || all.some((one) => one.ok)) return null;
  return fail(first.failure.reason, first.failure.message);
}

/** A node: Chainlink's feeds and Pyth's contract on its chain, and what gas costs there. */
export function nodePlace(endpoint: Endpoint, chainId: number | null, known: KnownOracles): Place {
  const reader = new ChainlinkReader(known.chainlink, known.chains);
  let rpc: Rpc | null = null;
  const chainOf = ({ chainId: id }: Rpc): { readonly id: number; readonly title: string } => ({
    id,
    title: known.chains.find((one) => one.chainId === id)?.title ?? `chain ${id}`,
  });
  return {
    kind: 'node',
    endpoint,
    chain: () => (rpc === null ? null : chainOf(rpc)),
    ask: async (assets, asking, now) => {
      // Asked anew each time: a name may come to stand for another node.
      const opened = await openRpc(endpoint, chainId, asking);
      if (!opened.ok) return opened;
      rpc = opened.value;
      const { id } = chainOf(rpc);
      const feeds = [...(await reader.read(rpc, reader.feeds(id, assets), now))];
      const contract = known.pyth.contracts.find((one) => one.chainId === id);
      if (contract !== undefined) {
        const wanted = wantedOf(known.pyth.feeds, assets);
        feeds.push(...(await readPythContract(rpc, contract, wanted, now)));
      }
      const gas = await readGas(rpc, known.chains.find((one) => one.chainId === id) ?? null, now);
      const round: Round = { feeds, gas };
      return failedWhole(round) ?? ok(round);
    },
  };
}

/** A server of Pyth's prices. */
export const hermesPlace = (endpoint: Endpoint, { pyth }: KnownOracles): Place => ({
  kind: 'hermes',
  endpoint,
  chain: () => null,
  ask: async (assets, asking, now) => {
    const round: Round = {
      feeds: await readHermes(endpoint, wantedOf(pyth.feeds, assets), asking, now),
      gas: null,
    };
    return failedWhole(round) ?? ok(round);
  },
});
