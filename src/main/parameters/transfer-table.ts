import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TransferTable } from '../../engine/model/transfer-table.ts';
import { venue } from '../../engine/values/ids.ts';
import { AssetCode, ChainId, ChainTitle, Day, SourceUrl } from '../chain/oracle-text.ts';
import { Fraction, NotNegative } from './numbers/scalars.ts';

const step = {
  asset: AssetCode,
  gas: NotNegative,
  fee: NotNegative,
  rate: Fraction,
  minutes: NotNegative,
  standing: z.enum(['published', 'third-party']),
  note: z.string().max(400),
  source: SourceUrl,
  read: Day,
};

const document: z.ZodType<TransferTable> = z.strictObject({
  from: Day,
  chains: z.array(z.strictObject({ chainId: ChainId, title: ChainTitle, coin: AssetCode })),
  steps: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.enum(['withdraw', 'deposit']),
        venue: z.string().min(1).transform(venue),
        chainId: ChainId,
        custody: z.enum(['chain', 'venue']),
        ...step,
      }),
      z.strictObject({ kind: z.literal('bridge'), from: ChainId, to: ChainId, ...step }),
    ]),
  ),
});

/** Reads `resources/costs/transfers.json`. @throws when the project's own file is broken */
export const loadTransferTable = (resources: string): TransferTable =>
  document.parse(JSON.parse(readFileSync(join(resources, 'costs', 'transfers.json'), 'utf8')));
