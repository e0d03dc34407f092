import { z } from 'zod';
import type {
  PortfolioNumbers,
  ScanCurrency,
  ScanPair,
  SizeRule,
  StandardNumbers,
} from '../../../engine/model/margin-numbers.ts';
import { SellerRule } from './option-sellers.ts';
import { Codes, Fraction, NotNegative, Payoff, Positive } from './scalars.ts';

const Size: z.ZodType<SizeRule> = z.strictObject({
  underlyings: Codes,
  payoff: Payoff,
  initialBase: Fraction,
  maintenanceBase: Fraction,
  perUnit: Fraction,
});

/** Deribit's standard margin. */
export const Standard: z.ZodType<StandardNumbers> = z.strictObject({
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

/** Deribit's portfolio margin. */
export const Portfolio: z.ZodType<PortfolioNumbers> = z.strictObject({
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
