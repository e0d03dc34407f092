import { z } from 'zod';
import type { Asset } from '../../../engine/values/ids.ts';
import { resourceFile } from '../../imports/resource-file.ts';
import { Address } from '../contract.ts';
import { AssetCode, ChainId, Day, SourceUrl } from '../oracle-text.ts';

/** A feed of Chainlink: the proxy that answers, and the rule by which it is published. */
export type ChainlinkFeed = {
  readonly chainId: number;
  readonly address: string;
  /** As the contract itself says: `ETH / USD`. */
  readonly description: string;
  readonly asset: Asset;
  readonly quote: Asset;
  /** Published at least so often, seconds. */
  readonly heartbeat: number;
  /** Published as soon as the price moved by this fraction. */
  readonly deviation: number;
};

/** The feed that says whether the sequencer of a second-layer chain is up. */
type SequencerFeed = { readonly chainId: number; readonly address: string };

/** What is known of Chainlink, each fact with its source in the document. */
export type ChainlinkFeeds = {
  readonly feeds: readonly ChainlinkFeed[];
  readonly sequencers: readonly SequencerFeed[];
};

const cited = { source: SourceUrl, read: Day };

const Document: z.ZodType<ChainlinkFeeds> = z.strictObject({
  feeds: z.array(
    z.strictObject({
      chainId: ChainId,
      address: Address,
      description: z.string().min(1).max(80),
      asset: AssetCode,
      quote: AssetCode,
      heartbeat: z.int().positive(),
      deviation: z.number().positive().max(1),
      ...cited,
    }),
  ),
  sequencers: z.array(z.strictObject({ chainId: ChainId, address: Address, ...cited })),
});

/** The feeds that are shipped. @throws when the shipped file is damaged */
export const shippedChainlink = (): ChainlinkFeeds =>
  Document.parse(resourceFile('oracles', 'chainlink.json'));
