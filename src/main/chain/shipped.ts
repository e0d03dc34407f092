import { shippedChainlink } from './chainlink/feeds.ts';
import { shippedChains } from './chains.ts';
import type { KnownOracles } from './place.ts';
import { shippedPyth } from './pyth/feeds.ts';

/** Everything that is shipped of chains and oracles. @throws when a shipped file is damaged */
export const shippedOracles = (): KnownOracles => ({
  chains: shippedChains(),
  chainlink: shippedChainlink(),
  pyth: shippedPyth(),
});
