import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TransferTable } from '../../engine/model/transfer-table.ts';
import { venue } from '../../engine/values/ids.ts';
import { shippedChains } from '../chain/chains.ts';
import { AssetCode, ChainId, Day, SourceUrl } from '../chain/oracle-text.ts';
import { Fraction, NotNegative } from './numbers/scalars.ts';

const step = {
  asset: AssetCode,
  gas: NotNegative.nullable(),
  fee: NotNegative.nullable(),
  rate: Fraction,
  minutes: NotNegative,
  standing: z.enum(['published', 'third-party']),
  note: z.string().max(400),
  source: SourceUrl,
  read: Day,
};

const document: z.ZodType<Omit<TransferTable, 'chains'>> = z.strictObject({
  from: Day,
  steps: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.enum(['withdraw', 'deposit']),
        venue: z.string().min(1).transform(venue),
        chainId: ChainId,
        custody: z.enum(['chain', 'venue']),
        ...step,
      }),
      z.strictObject({
        kind: z.literal('bridge'),
        name: z.string().min(1).max(60),
        from: ChainId,
        to: ChainId,
        ...step,
      }),
    ]),
  ),
});

/** Reads `resources/costs/transfers.json`. @throws when the project's own file is broken */
export function loadTransferTable(resources: string): TransferTable {
  const file = join(resources, 'costs', 'transfers.json');
  return { ...document.parse(JSON.parse(readFileSync(file, 'utf8'))), chains: shippedChains() };
}
