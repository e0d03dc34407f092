import { z } from 'zod';
import { definedCorrelation } from '../../../engine/measures/correlation.ts';
import { sampleCovariance } from '../../../engine/measures/covariance.ts';
import { absorption } from '../../../engine/measures/systemic/absorption.ts';
import { criticalShock, liquidationCascade } from '../../../engine/measures/systemic/cascade.ts';
import { fireSale } from '../../../engine/measures/systemic/fire-sale.ts';
import { memberRisk } from '../../../engine/measures/systemic/member-risk.ts';
import { settledTail } from '../../../engine/measures/tail.ts';
import { asset } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { series, table, tail } from './fields.ts';
import { measureKind, type MeasureKind } from './kind.ts';

/** CoVaR, marginal shortfall and capital shortfall of one member of a market. */
export const member: MeasureKind = measureKind(
  z
    .object({
      member: series,
      market: series,
      tail,
      debt: z.number().min(0),
      equity: z.number(),
      required: z.number().gt(0).lt(1).default(0.08),
    })
    .refine((request) => request.member.length === request.market.length, {
      message: 'member and market must have a return for every day',
    }),
  ({ tail: at, ...request }) => {
    const { line, ...figures } = memberRisk(
      Float64Array.from(request.member),
      Float64Array.from(request.market),
      settledTail(at).value,
      request,
    );
    return ok({ tail: at, ...figures, line: { ...line } });
  },
);

/** How much of a market's movement its first few factors carry. */
export const absorptionRatio: MeasureKind = measureKind(
  z
    .object({
      returns: table,
      of: z.enum(['correlation', 'covariance']).default('correlation'),
      factors: z.number().int().min(1).optional(),
    })
    .refine(({ returns }) => returns.length >= 2, { message: 'two days are the least' })
    .refine(({ returns, factors }) => (factors ?? 1) <= (returns[0]?.length ?? 0), {
      message: 'there are more factors than columns of returns',
    }),
  ({ returns, of, ...request }) => {
    const n = returns[0]!.length;
    const factors = request.factors ?? Math.max(1, Math.round(n / 5));
    const covariance = sampleCovariance(Float64Array.from(returns.flat()), returns.length, n);
    const correlation = definedCorrelation(
      covariance,
      Array.from({ length: n }, (_, i) => asset(`column ${i + 1}`)),
    );
    if (of === 'correlation' && !correlation.ok) return correlation;
    const matrix = of === 'correlation' && correlation.ok ? correlation.value : covariance;
    const found = absorption(matrix, n, factors);
    return found.ok
      ? ok({ factors, ...found.value, eigenvalues: [...found.value.eigenvalues] })
      : found;
  },
);

/** Liquidations that set off each other; `amplification` asks for the shock where that begins. */
export const cascade: MeasureKind = measureKind(
  z.object({
    accounts: z
      .array(
        z.object({
          id: z.string(),
          quantity: z.number(),
          entryPrice: z.number().gt(0),
          collateral: z.number(),
          maintenanceRate: z.number().min(0).lt(1),
        }),
      )
      .min(1),
    price: z.number().gt(0),
    shock: z.number().gt(-1),
    depth: z.number().gt(0),
    liquidationFee: z.number().min(0).default(0),
    amplification: z.number().gt(1).optional(),
  }),
  ({ accounts, amplification, ...market }) => {
    const found = liquidationCascade(accounts, market);
    return ok({
      ...found,
      ...(amplification !== undefined && {
        criticalShock: criticalShock(accounts, market, amplification),
      }),
    });
  },
);

/** Losses from forced sales by members who hold the same assets. */
export const forcedSales: MeasureKind = measureKind(
  z
    .object({
      members: z
        .array(
          z.object({ label: z.string(), assets: z.number().gt(0), leverage: z.number().min(0) }),
        )
        .min(1),
      weights: table,
      impact: series,
      shock: series,
    })
    .refine(({ members, weights }) => members.length === weights.length, {
      message: 'there must be a row of weights for every member',
    })
    .refine(
      ({ weights, impact, shock }) =>
        weights[0]?.length === shock.length && impact.length === shock.length,
      { message: 'weights, impact and shock must speak of the same assets' },
    ),
  ({ members, weights, impact, shock }) => {
    const found = fireSale({
      weights: Float64Array.from(weights.flat()),
      assets: Float64Array.from(members, ({ assets }) => assets),
      leverage: Float64Array.from(members, ({ leverage }) => leverage),
      impact: Float64Array.from(impact),
      shock: Float64Array.from(shock),
    });
    return ok({
      aggregateVulnerability: found.aggregateVulnerability,
      priceImpacts: [...found.priceImpacts],
      members: members.map(({ label }, i) => ({
        label,
        directLoss: found.directLosses[i]!,
        sale: found.sales[i]!,
        secondLoss: found.secondLosses[i]!,
      })),
    });
  },
);
