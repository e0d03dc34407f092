import { z } from 'zod';
import { deductionsOf } from '../../engine/margin/tiers.ts';
import type {
  CollateralNumbers,
  OptionSellerRule,
  PortfolioNumbers,
  ScanCurrency,
  ScanPair,
  SizeRule,
  StandardNumbers,
  Tier,
  TierTable,
  TieredNumbers,
} from '../../engine/model/margin-numbers.ts';
import type { MarginEdition } from '../../engine/model/parameters.ts';
import { venue } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

const Fraction = z.number().min(0).max(1);
const Positive = z.number().positive();
const NotNegative = z.number().min(0);
const Codes = z.array(z.string().min(1)).min(1);
const Payoff = z.enum(['linear', 'inverse']);
const Which = z.enum(['none', 'puts', 'all']);

const TierRow: z.ZodType<Tier> = z.strictObject({
  upTo: Positive,
  maintenanceRate: Fraction,
  leverage: z.number().min(1),
  deduction: NotNegative,
});

/** The limits ascend, the rates do not fall, and the deductions are those that the rates give. */
function checkTiers(table: TierTable, context: z.core.$RefinementCtx): void {
  const expected = table.charge === 'marginal' ? deductionsOf(table.tiers) : [];
  table.tiers.forEach((tier, i) => {
    const before = table.tiers[i - 1];
    const wrong = (field: keyof Tier, message: string): void => {
      context.addIssue({ code: 'custom', path: ['tiers', i, field], message });
    };
    if (before !== undefined && tier.upTo <= before.upTo) {
      wrong('upTo', `was ${tier.upTo}, not above the tier before`);
    }
    if (before !== undefined && tier.maintenanceRate < before.maintenanceRate) {
      wrong('maintenanceRate', `was ${tier.maintenanceRate}, below the tier before`);
    }
    const deduction = expected[i] ?? 0;
    if (Math.abs(tier.deduction - deduction) > 1e-9 * Math.max(deduction, 1)) {
      wrong(
        'deduction',
        `was ${tier.deduction}, the rates give ${Number(deduction.toPrecision(12))}`,
      );
    }
  });
}

const Table: z.ZodType<TierTable> = z
  .strictObject({
    symbols: Codes,
    limitIn: z.enum(['notional', 'contracts']),
    charge: z.enum(['marginal', 'whole']),
    legs: z.enum(['net', 'each']),
    isolatedAt: z.enum(['mark', 'entry']),
    closingFee: Fraction,
    tiers: z.array(TierRow).min(1),
  })
  .superRefine(checkTiers);

const SellerRule: z.ZodType<OptionSellerRule> = z.strictObject({
  underlyings: Codes,
  payoff: Payoff,
  reference: z.enum(['forward', 'spot']),
  initialBase: Fraction,
  initialFloor: Fraction,
  maintenanceBase: Fraction,
  markShare: Which,
  factor: Positive,
  closingFee: Fraction,
  initialAtLeastMaintenance: Which,
});

const Tiered: z.ZodType<TieredNumbers> = z.strictObject({
  tables: z.array(Table),
  options: z.array(SellerRule),
});

const Size: z.ZodType<SizeRule> = z.strictObject({
  underlyings: Codes,
  payoff: Payoff,
  initialBase: Fraction,
  maintenanceBase: Fraction,
  perUnit: Fraction,
});

const Standard: z.ZodType<StandardNumbers> = z.strictObject({
  futures: z.array(Size),
  options: z.array(SellerRule),
});

const Pair: z.ZodType<ScanPair> = z.strictObject({
  underlying: z.string().min(1),
  priceRange: z.number().positive().lt(1),
  volatilityUp: NotNegative,
  volatilityDown: NotNegative,
  leastVolatilityUp: NotNegative,
  shortTermPower: NotNegative,
  longTermPower: NotNegative,
  extendedFactor: NotNegative,
  deltaShockThreshold: NotNegative,
});

const Currency: z.ZodType<ScanCurrency> = z.strictObject({
  code: z.string().min(1),
  assets: Codes,
  annualisedMove: Fraction,
  leastMove: Fraction,
  extendedDampener: NotNegative,
  gainShare: Fraction,
  gainLimit: NotNegative,
  correlationSet: z.boolean(),
});

const Portfolio: z.ZodType<PortfolioNumbers> = z.strictObject({
  maintenanceFactor: Fraction,
  bucketsPerSide: z.int().min(1).max(100),
  pivotDays: Positive,
  extendedMoves: z.array(
    z
      .number()
      .gt(-1)
      .refine((move) => move !== 0, 'was 0'),
  ),
  pairs: z.array(Pair),
  currencies: z.array(Currency),
});

const Collateral: z.ZodType<CollateralNumbers> = z.strictObject({
  haircuts: z.array(z.strictObject({ asset: z.string().min(1), haircut: Fraction })),
});

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
