import { z } from 'zod';
import type { MarginEdition } from '../../engine/model/parameters.ts';
import { venue } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { Collateral } from './numbers/collateral.ts';
import { Portfolio, Standard } from './numbers/deribit.ts';
import { Liquidation } from './numbers/liquidation.ts';
import { BinancePortfolio, BybitPortfolio, OkxPortfolio } from './numbers/portfolio-margins.ts';
import { Tiered } from './numbers/tiered.ts';

const head = {
  venue: z.string().min(1).transform(venue),
  from: z.iso.date(),
  source: z.string().min(10),
  standing: z.enum(['published', 'third-party']),
};

const Edition: z.ZodType<MarginEdition> = z.discriminatedUnion('model', [
  z.strictObject({ ...head, model: z.literal('tiered'), numbers: Tiered }),
  z.strictObject({ ...head, model: z.literal('deribit-sm'), numbers: Standard }),
  z.strictObject({ ...head, model: z.literal('deribit-pm'), numbers: Portfolio }),
  z.strictObject({ ...head, model: z.literal('collateral'), numbers: Collateral }),
  z.strictObject({ ...head, model: z.literal('liquidation'), numbers: Liquidation }),
  z.strictObject({ ...head, model: z.literal('okx-pm'), numbers: OkxPortfolio }),
  z.strictObject({ ...head, model: z.literal('bybit-pm'), numbers: BybitPortfolio }),
  z.strictObject({ ...head, model: z.literal('binance-pm'), numbers: BinancePortfolio }),
]);

const fieldPath = (parts: readonly PropertyKey[]): string =>
  parts
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1);

/**
 * A margin edition from the content of its file or of a store's row.
 *
 * @param where named in the failure, such as `binance/2024-10-01-usd-m.json`
 */
export function editionOf(content: unknown, where: string): Outcome<MarginEdition> {
  const found = Edition.safeParse(content);
  if (found.success) return ok(found.data);
  const [first, ...more] = found.error.issues;
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  return fail(
    'malformed',
    `${fieldPath(first?.path ?? [])}: ${first?.message ?? ''}${others}`,
    where,
  );
}
