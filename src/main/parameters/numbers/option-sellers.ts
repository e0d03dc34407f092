import { z } from 'zod';
import type { OptionSellerRule } from '../../../engine/model/margin-numbers.ts';
import { Codes, Fraction, Payoff, Positive } from './scalars.ts';

const Which = z.enum(['none', 'puts', 'all']);

/** What a venue asks of an option's seller. */
export const SellerRule: z.ZodType<OptionSellerRule> = z.strictObject({
  underlyings: Codes,
  payoff: Payoff,
  reference: z.enum(['forward', 'spot']),
  initialBase: Fraction,
  initialFloor: Fraction,
  maintenanceBase: Fraction,
  maintenanceFloor: Fraction.optional(),
  markShare: Which,
  factor: Positive,
  closingFee: Fraction,
  initialAtLeastMaintenance: Which,
  unconfirmed: z.string().min(10).optional(),
});
