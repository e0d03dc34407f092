import { correlationsOf, sampleCovariance } from '../../../src/engine/measures/covariance.ts';
import { absorption } from '../../../src/engine/measures/systemic/absorption.ts';
import { liquidationCascade } from '../../../src/engine/measures/systemic/cascade.ts';
import { fireSale } from '../../../src/engine/measures/systemic/fire-sale.ts';
import { memberRisk } from '../../../src/engine/measures/systemic/member-risk.ts';
import { checkLoss } from '../../../src/engine/measures/systemic/quantile-regression.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Table = readonly (readonly number[])[];

type Round = {
  readonly accounts: readonly number[];
  readonly net_qty: number;
  readonly price_before: number;
  readonly fill: number;
  readonly price_after: number;
  readonly shortfall: number;
};

type CascadeCase = {
  readonly kind: 'liquidation_cascade';
  readonly price: number;
  readonly shock: number;
  readonly depth: number;
  readonly liquidation_fee: number;
  readonly accounts: readonly {
    readonly id: number;
    readonly qty: number;
    readonly entry: number;
    readonly collateral: number;
    readonly mm: number;
  }[];
  readonly expected: Figures & { readonly rounds: readonly Round[] };
};

type Figures = Readonly<Record<string, unknown>>;

type MemberCase = {
  readonly kind: 'covar_mes';
  readonly tail_prob: number;
  readonly x_member: readonly number[];
  readonly market: readonly number[];
  readonly debt: number;
  readonly equity: number;
  readonly k: number;
  readonly expected: Figures;
};

type Case =
  | MemberCase
  | CascadeCase
  | {
      readonly kind: 'absorption_ratio';
      readonly on: 'correlation' | 'covariance';
      readonly returns: Table;
      readonly n_factors: number;
      readonly expected: Figures;
    }
  | {
      readonly kind: 'fire_sale_glt';
      readonly weights: Table;
      readonly assets: readonly number[];
      readonly leverage_debt_to_equity: readonly number[];
      readonly impact_per_unit: readonly number[];
      readonly shock: readonly number[];
      readonly expected: Figures;
    };

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  switch (vector.kind) {
    case 'covar_mes':
      return memberFigures(vector);
    case 'liquidation_cascade':
      return cascadeFigures(vector);
    case 'absorption_ratio':
      return absorptionFigures(vector);
    default: {
      const found = fireSale({
        weights: Float64Array.from(vector.weights.flat()),
        assets: Float64Array.from(vector.assets),
        leverage: Float64Array.from(vector.leverage_debt_to_equity),
        impact: Float64Array.from(vector.impact_per_unit),
        shock: Float64Array.from(vector.shock),
      });
      return compared(
        {
          direct_loss: [...found.directLosses],
          sales_by_member: [...found.sales],
          price_impact: [...found.priceImpacts],
          second_round_loss: [...found.secondLosses],
          aggregate_vulnerability: found.aggregateVulnerability,
        },
        vector.expected,
      );
    }
  }
});

const allowed = (of: number): number => 1e-9 * Math.abs(of) + 1e-15;

function compared(actual: Figures, expected: Figures): readonly Comparison[] {
  return Object.entries(expected).flatMap(([field, reference]) => {
    const value = actual[field];
    if (typeof reference === 'number' && typeof value === 'number') {
      return [near(field, value, reference, allowed(reference))];
    }
    return Array.isArray(reference) && Array.isArray(value)
      ? nearEach(field, value as number[], reference as number[], allowed)
      : [same(field, value, reference)];
  });
}

function memberFigures(vector: MemberCase): readonly Comparison[] {
  const member = Float64Array.from(vector.x_member);
  const market = Float64Array.from(vector.market);
  const found = memberRisk(member, market, vector.tail_prob, {
    debt: vector.debt,
    equity: vector.equity,
    required: vector.k,
  });
  const loss = checkLoss(member, market, vector.tail_prob, found.line);
  const { qreg_intercept: intercept, qreg_slope: slope, check_loss, ...rest } = vector.expected;
  const { covar, delta_covar, ...others } = rest;
  // Several lines can be best: then only the loss they share can be compared.
  const sameLine =
    Math.abs(found.line.slope - Number(slope)) <= 1e-6 * Math.abs(Number(slope)) + 1e-12;
  return [
    ...compared({ check_loss: loss }, { check_loss }),
    ...(sameLine
      ? compared(
          {
            qreg_intercept: found.line.intercept,
            qreg_slope: found.line.slope,
            covar: found.conditional,
            delta_covar: found.deltaConditional,
          },
          { qreg_intercept: intercept, qreg_slope: slope, covar, delta_covar },
        )
      : []),
    ...compared(
      {
        var_x: found.memberVaR,
        mes: found.marginalShortfall,
        var_market_scenarios: found.days,
        lrmes_18: found.longRunShortfall,
        srisk: found.capitalShortfall,
      },
      others,
    ),
  ];
}

function cascadeFigures(vector: CascadeCase): readonly Comparison[] {
  const found = liquidationCascade(
    vector.accounts.map((account) => ({
      id: `${account.id}`,
      quantity: account.qty,
      entryPrice: account.entry,
      collateral: account.collateral,
      maintenanceRate: account.mm,
    })),
    {
      price: vector.price,
      shock: vector.shock,
      depth: vector.depth,
      liquidationFee: vector.liquidation_fee,
    },
  );
  const { rounds, ...rest } = vector.expected;
  return [
    ...compared(
      {
        final_price: found.finalPrice,
        total_shortfall: found.shortfall,
        liquidated: found.liquidated,
        amplification: found.amplification,
      },
      rest,
    ),
    same('rounds', found.rounds.length, rounds.length),
    ...found.rounds.flatMap((round, at) =>
      compared(
        {
          accounts: round.accounts.map(Number),
          net_qty: round.netQuantity,
          price_before: round.priceBefore,
          fill: round.fill,
          price_after: round.priceAfter,
          shortfall: round.shortfall,
        },
        { ...rounds[at] },
      ),
    ),
  ];
}

function absorptionFigures(
  vector: Extract<Case, { readonly kind: 'absorption_ratio' }>,
): readonly Comparison[] {
  const { returns, on, n_factors: factors, expected } = vector;
  const n = returns[0]!.length;
  const covariance = sampleCovariance(Float64Array.from(returns.flat()), returns.length, n);
  const matrix =
    on === 'covariance'
      ? covariance
      : Float64Array.from(correlationsOf(covariance, n).map((rho) => rho ?? NaN));
  const found = absorption(matrix, n, factors);
  if (!found.ok) return [same('outcome', found.failure.message, expected)];
  return compared(
    {
      absorption_ratio: found.value.ratio,
      eigenvalues: [...found.value.eigenvalues],
      effective_rank: found.value.effectiveRank,
    },
    expected,
  );
}
