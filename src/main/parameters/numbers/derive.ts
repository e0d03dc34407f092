import { z } from 'zod';
import type {
  DerivePortfolioNumbers,
  DeriveStandardNumbers,
  SkewTilt,
} from '../../../engine/model/derive-numbers.ts';
import { Fraction, NotNegative, Positive } from './scalars.ts';

const Tilt: z.ZodType<SkewTilt> = z.strictObject({ cap: NotNegative, perRootYear: z.number() });

/** Derive's portfolio margin of one underlying. */
export const DerivePortfolio: z.ZodType<DerivePortfolioNumbers> = z.strictObject({
  scenarios: z
    .array(
      z.strictObject({
        spot: Positive,
        volatility: z.enum(['up', 'none', 'down', 'linear', 'absolute']),
        dampening: NotNegative,
      }),
    )
    .min(1),
  volatility: z.strictObject({
    up: NotNegative,
    down: NotNegative,
    leastUp: NotNegative,
    shortPower: NotNegative,
    longPower: NotNegative,
    fewestDays: NotNegative,
  }),
  skew: z.strictObject({
    linear: Tilt,
    absolute: Tilt,
    leastWidth: Positive,
    widthScale: NotNegative,
    widthStatic: z.number(),
    widthPerRootYear: z.number(),
  }),
  loss: z.strictObject({ initialFactor: NotNegative, maintenanceFactor: NotNegative }),
  discount: z.strictObject({
    longBase: Positive,
    shortBase: Positive,
    longRateMultiple: NotNegative,
    shortRateMultiple: NotNegative,
    longAdded: NotNegative,
    shortAdded: NotNegative,
  }),
  forward: z.strictObject({
    up: Positive,
    down: Positive,
    added: NotNegative,
    perYear: NotNegative,
  }),
  peg: z.strictObject({ threshold: NotNegative, factor: NotNegative }),
  confidence: z.strictObject({ threshold: Fraction, margin: NotNegative }),
  perpetual: z.strictObject({ maintenance: Fraction, initial: Fraction }),
  option: z.strictObject({ maintenance: Fraction, initial: Fraction }),
});

/** Derive's standard margin of one underlying. */
export const DeriveStandard: z.ZodType<DeriveStandardNumbers> = z.strictObject({
  option: z.strictObject({
    initialBase: Fraction,
    initialFloor: Fraction,
    maintenanceCall: Fraction,
    maintenancePut: Fraction,
    maintenancePutMark: Fraction,
    putOffset: NotNegative,
  }),
  unpaired: z.strictObject({ initial: NotNegative, maintenance: NotNegative }),
  perpetual: z.strictObject({ initial: Fraction, maintenance: Fraction }),
  peg: z.strictObject({ threshold: NotNegative, factor: NotNegative }),
  confidence: z.strictObject({ threshold: Fraction }),
});
