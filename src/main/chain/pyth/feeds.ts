import { z } from 'zod';
import type { Asset } from '../../../engine/values/ids.ts';
import { resourceFile } from '../../imports/resource-file.ts';
import { Address } from '../contract.ts';
import { AssetCode, ChainId, ChainTitle, Day, SourceUrl } from '../oracle-text.ts';

/** A price feed of Pyth; the same identifier everywhere. */
export type PythFeed = {
  /** 32 bytes in lower hexadecimal, without `0x`. */
  readonly id: string;
  /** `ETH/USD`. */
  readonly symbol: string;
  readonly asset: Asset;
  readonly quote: Asset;
};

/** Pyth's contract on one chain. */
export type PythContract = {
  readonly chainId: number;
  readonly title: string;
  readonly address: string;
};

/** What is known of Pyth, each fact with its source in the document. */
export type PythFeeds = {
  /** Where Hermes is reached, as Pyth documents it. */
  readonly hermes: string;
  readonly feeds: readonly PythFeed[];
  readonly contracts: readonly PythContract[];
};

const cited = { source: SourceUrl, read: Day };

const Document: z.ZodType<PythFeeds> = z
  .strictObject({
    hermes: z.strictObject({ url: z.url({ protocol: /^https$/ }), ...cited }),
    feeds: z.array(
      z.strictObject({
        id: z.string().regex(/^[0-9a-f]{64}$/),
        symbol: z.string().min(1).max(40),
        asset: AssetCode,
        quote: AssetCode,
        ...cited,
      }),
    ),
    contracts: z.array(
      z.strictObject({ chainId: ChainId, title: ChainTitle, address: Address, ...cited }),
    ),
  })
  .transform(({ hermes, ...all }) => ({ ...all, hermes: hermes.url }));

/** The feeds that are shipped. @throws when the shipped file is damaged */
export const shippedPyth = (): PythFeeds => Document.parse(resourceFile('oracles', 'pyth.json'));
