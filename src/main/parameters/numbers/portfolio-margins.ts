import { z } from 'zod';
import type {
  BinancePortfolioNumbers,
  BorrowRate,
  BybitPortfolioNumbers,
  ChargeStep,
  OkxPortfolioNumbers,
  Underlyings,
} from '../../../engine/model/portfolio-numbers.ts';
import { Codes, Fraction, NotNegative, Positive } from './scalars.ts';

const Which: z.ZodType<Underlyings> = z.union([Codes, z.literal('others')]);
const Fitted = { underlyings: Which, unconfirmed: z.string().min(10).optional() };
const Move = z.number().gt(-1);
const Moves = z.array(Move).min(1).superRefine(ascending);
const Factor = z.number().min(1);

function ascending(values: readonly number[], context: z.core.$RefinementCtx): void {
  values.forEach((value, i) => {
    const before = values[i - 1];
    if (before !== undefined && value <= before) {
      context.addIssue({
        code: 'custom',
        path: [i],
        message: `was ${value}, not above the one before`,
      });
    }
  });
}

const Step: z.ZodType<ChargeStep> = z.strictObject({
  upTo: Positive.nullable(),
  rate: NotNegative,
});

/** Steps ascend, and only the last may take the rest. */
const Steps = z
  .array(Step)
  .min(1)
  .superRefine((steps, context) => {
    steps.forEach(({ upTo }, i) => {
      const next = steps[i + 1];
      if (next !== undefined && (upTo === null || (next.upTo !== null && next.upTo <= upTo))) {
        context.addIssue({
          code: 'custom',
          path: [i + 1, 'upTo'],
          message: `was ${next.upTo}, not above ${upTo ?? 'the step that takes the rest'}`,
        });
      }
    });
  });

/** Entries of a list name each underlying once. */
function listOf<T extends { readonly underlyings: Underlyings }>(
  entry: z.ZodType<T>,
): z.ZodOptional<z.ZodArray<z.ZodType<T>>> {
  return z
    .array(entry)
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      entries.forEach(({ underlyings }, i) => {
        for (const one of underlyings === 'others' ? ['others'] : underlyings) {
          if (seen.has(one)) {
            context.addIssue({
              code: 'custom',
              path: [i, 'underlyings'],
              message: `${one} is named twice`,
            });
          }
          seen.add(one);
        }
      });
    })
    .optional();
}

const Borrow: z.ZodType<BorrowRate> = z
  .strictObject({
    assets: Codes,
    upTo: Positive.nullable(),
    maintenanceRate: Fraction,
    initialRate: Fraction,
  })
  .refine(({ maintenanceRate, initialRate }) => maintenanceRate <= initialRate, {
    path: ['initialRate'],
    message: 'was below the maintenance rate',
  });

const Depeg = z
  .array(z.strictObject({ priceFrom: Positive, steps: Steps }))
  .superRefine((rows, context) => {
    rows.forEach(({ priceFrom }, i) => {
      const before = rows[i - 1];
      if (before !== undefined && priceFrom >= before.priceFrom) {
        context.addIssue({
          code: 'custom',
          path: [i, 'priceFrom'],
          message: `was ${priceFrom}, not below the one before`,
        });
      }
    });
  });

const statesSomething = (numbers: object): boolean => Object.keys(numbers).length > 0;
const nothing = 'states no number';

/** OKX's portfolio margin. */
export const OkxPortfolio: z.ZodType<OkxPortfolioNumbers> = z
  .strictObject({
    initialFactor: Factor.optional(),
    spotShocks: listOf(z.strictObject({ underlyings: Which, moves: Moves })),
    extremes: listOf(
      z.strictObject({ underlyings: Which, move: z.number().gt(0).lt(1), share: Fraction }),
    ),
    basis: listOf(z.strictObject({ ...Fitted, perpetualRate: Fraction })),
    reductionCosts: listOf(z.strictObject({ ...Fitted, rate: Fraction })),
    reductionSteps: listOf(z.strictObject({ underlyings: Which, steps: Steps })),
    borrowing: z.array(Borrow).optional(),
    depeg: Depeg.optional(),
  })
  .refine(statesSomething, nothing);

/** Bybit's portfolio margin. */
export const BybitPortfolio: z.ZodType<BybitPortfolioNumbers> = z
  .strictObject({
    initialFactor: Factor.optional(),
    priceGrids: listOf(z.strictObject({ underlyings: Which, moves: Moves })),
    volatilityShocks: listOf(z.strictObject({ underlyings: Which, shock: Fraction })),
    borrowing: z.array(Borrow).optional(),
  })
  .refine(statesSomething, nothing);

/** Binance's Portfolio Margin. */
export const BinancePortfolio: z.ZodType<BinancePortfolioNumbers> = z
  .strictObject({
    loans: z.array(z.strictObject({ leverage: Factor, maintenanceRate: Fraction })).optional(),
    levels: z
      .array(z.strictObject({ atMost: Positive, action: z.string().min(1) }))
      .superRefine((levels, context) =>
        ascending(
          levels.map(({ atMost }) => atMost),
          context,
        ),
      )
      .optional(),
  })
  .refine(statesSomething, nothing);
