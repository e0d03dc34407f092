import { z } from 'zod';
import type { Asset } from '../../engine/values/ids.ts';
import { resourceFile } from '../imports/resource-file.ts';
import { AssetCode, ChainId, ChainTitle, Day, SourceUrl } from './oracle-text.ts';

/** What is known of a chain. */
export type Chain = {
  readonly chainId: number;
  readonly title: string;
  /** The coin that gas is paid in. */
  readonly coin: Asset;
  /** True for a second layer: prices on it count only while its sequencer is up. */
  readonly sequenced: boolean;
  /** How a second layer charges for what it writes on the first, beside its own gas. */
  readonly dataFee: 'none' | 'op-stack' | 'arbitrum';
};

const Document: z.ZodType<{ chains: readonly Chain[] }> = z.strictObject({
  chains: z.array(
    z.strictObject({
      chainId: ChainId,
      title: ChainTitle,
      coin: AssetCode,
      sequenced: z.boolean(),
      dataFee: z.enum(['none', 'op-stack', 'arbitrum']),
      source: SourceUrl,
      read: Day,
    }),
  ),
});

/** The chains that are shipped. @throws when the shipped file is damaged */
export const shippedChains = (): readonly Chain[] =>
  Document.parse(resourceFile('oracles', 'chains.json')).chains;
