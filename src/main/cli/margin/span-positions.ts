import { z } from 'zod';
import type { SpanContract, SpanPosition } from '../../../engine/margin/span/parameters.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { ContractName, Wanted } from '../../parameters/span/wanted.ts';

/** A position as a document names it. */
export type NamedPosition = {
  readonly product: string;
  readonly kind: SpanContract['kind'];
  readonly month: string;
  readonly underlyingMonth?: string | undefined;
  readonly strike?: number | undefined;
  readonly quantity: number;
};

const month = z
  .string()
  .regex(/^\d{6}(\w\w)?$/, 'is no contract period such as 202503 or 20250331');

export const Position: z.ZodType<NamedPosition> = z
  .strictObject({
    product: z.string().min(1),
    kind: z.enum(['future', 'physical', 'call', 'put']),
    month: month.describe('of the option itself where it is one'),
    underlyingMonth: month.optional().describe('where options of one month deliver several'),
    strike: z.number().optional(),
    quantity: z.number().describe('contracts, long positive'),
  })
  .refine(({ kind, strike }) => (kind === 'call' || kind === 'put') === (strike !== undefined), {
    message: 'an option has a strike, anything else none',
    path: ['strike'],
  });

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

/** Whether a position names a contract; a month without a day names every day of it. */
function names(position: NamedPosition, of: ContractName): boolean {
  const { product, kind, month: asked, underlyingMonth, strike } = position;
  return (
    product === of.product &&
    kind === of.kind &&
    of.month.startsWith(asked) &&
    (underlyingMonth === undefined || of.deltaMonth.startsWith(underlyingMonth)) &&
    (strike === undefined || of.strike === null || near(strike, of.strike))
  );
}

/** What of a parameter file the positions need. */
export const wantedBy = (positions: readonly NamedPosition[]): Wanted => ({
  product: (product) => positions.some((one) => one.product === product),
  contract: (of) => positions.some((one) => names(one, of)),
});

const described = ({ product, kind, month: asked, strike }: NamedPosition): string =>
  [product, asked, kind, ...(strike === undefined ? [] : [strike])].join(' ');

/** Each position with the one contract that it names, or which position names none or several. */
export function positionsIn(
  contracts: readonly SpanContract[],
  positions: readonly NamedPosition[],
): Outcome<readonly SpanPosition[]> {
  const found: SpanPosition[] = [];
  for (const [i, position] of positions.entries()) {
    const [contract, ...more] = contracts.filter((one) => names(position, one));
    if (contract === undefined) {
      return fail('unknown-contract', `positions.${i}: no array of ${described(position)}`);
    }
    if (more.length > 0) {
      const message = `${described(position)} names ${more.length + 1} contracts: give day or underlyingMonth`;
      return fail('ambiguous', `positions.${i}: ${message}`);
    }
    found.push({ contract, quantity: position.quantity });
  }
  return ok(found);
}
