import {
  inverseDelta,
  inverseGamma,
  inversePnl,
  isolatedLiquidation,
} from '../../../src/engine/pricing/inverse-future.ts';
import {
  inverseOption,
  type InverseOptionValue,
} from '../../../src/engine/pricing/inverse-option.ts';
import { quantoOption } from '../../../src/engine/pricing/quanto-option.ts';
import { near, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';
import { floored } from '../tolerances.ts';

type Expected = Readonly<Record<string, number>>;
type OptionCase = {
  readonly kind: 'inverse_option';
  readonly type: 'call' | 'put';
  readonly S: number;
  readonly K: number;
  readonly T: number;
  readonly r: number;
  readonly q: number;
  readonly vol: number;
  readonly F: number;
  readonly expected: Expected;
};
type FutureCase = {
  readonly kind: 'inverse_future';
  readonly contracts: number;
  readonly contract_usd: number;
  readonly entry: number;
  readonly mark: number;
  readonly index: number;
  readonly collateral_coin: number;
  readonly mm_rate: number;
  readonly expected: Readonly<Record<string, number | null>>;
};
type QuantoCase = {
  readonly kind: 'quanto_option';
  readonly type: 'call' | 'put';
  readonly F: number;
  readonly K: number;
  readonly T: number;
  readonly vol: number;
  readonly vol_fx: number;
  readonly rho: number;
  readonly r_coin: number;
  readonly coin_per_point: number;
  readonly expected: Expected;
};

const optionFields: Readonly<Record<string, keyof InverseOptionValue>> = {
  price_coin: 'price',
  price_usd: 'quotePrice',
  delta_usd: 'quoteDelta',
  delta_net: 'netDelta',
  delta_coin: 'delta',
  gamma_coin: 'gamma',
  vega_coin: 'vega',
  theta_coin: 'theta',
  rho_coin: 'rho',
  rho_q_coin: 'carryRho',
  vanna_coin: 'vanna',
  volga_coin: 'volga',
  dual_delta_coin: 'dualDelta',
};

/** The natural size of each figure, as the file's tolerance states it. */
function scales({ S, K, F, T, r, q, vol, expected }: OptionCase): Readonly<Record<string, number>> {
  const m = Math.max(1, K / F);
  const s = vol * Math.sqrt(T);
  const d1 = Math.log(F / K) / s + s / 2;
  const vega = expected['vega_coin']!;
  const spread = vega * (1 + d1 * d1 + (d1 - s) ** 2);
  return {
    price_coin: m,
    delta_net: m,
    delta_usd: m,
    price_usd: S * m,
    delta_coin: m / S,
    gamma_coin: m / S ** 2,
    theta_coin: (vol * vega) / T + (Math.abs(r) + Math.abs(q)) * m,
    rho_coin: T * m,
    rho_q_coin: T * m,
    volga_coin: spread / vol,
    vanna_coin: spread / (vol * S),
  };
}

function option(vector: OptionCase): readonly Comparison[] {
  const { type: right, S: spot, K: strike, T: years, r: rate, q: carry, vol } = vector;
  const outcome = inverseOption({ right, spot, strike, years, rate, carry, volatility: vol });
  if (!outcome.ok) return [same('outcome', outcome.failure, 'a value')];
  const scale = scales(vector);
  return Object.entries(vector.expected).map(([name, expected]) => {
    const field = optionFields[name];
    if (field === undefined) return same(name, 'not compared', expected);
    const allowed = 1e-9 * Math.abs(expected) + 1e-12 * (scale[name] ?? 0);
    return near(name, Number(outcome.value[field]), expected, floored(expected, allowed));
  });
}

function future(vector: FutureCase): readonly Comparison[] {
  const { contracts, contract_usd, entry, mark, index, collateral_coin, mm_rate } = vector;
  const position = { contracts, contractValue: contract_usd, entry };
  const pnl = inversePnl(position, mark);
  const delta = inverseDelta(position, mark);
  const point = isolatedLiquidation(position, collateral_coin, mm_rate);
  const actual: Readonly<Record<string, number | null>> = {
    pnl_coin: pnl,
    pnl_usd_at_index: pnl * index,
    delta_coin_per_usd: delta,
    delta_usd_of_coin_pnl_at_mark: delta * mark,
    gamma_coin: inverseGamma(position, mark),
    equity_coin: collateral_coin + pnl,
    equity_usd: (collateral_coin + pnl) * index,
    maintenance_margin_coin: (mm_rate * Math.abs(contracts) * contract_usd) / mark,
    liquidation_price: point.kind === 'price' ? point.price : null,
  };
  return Object.entries(vector.expected).map(([name, expected]) => {
    const figure = actual[name];
    return typeof figure === 'number' && typeof expected === 'number'
      ? near(name, figure, expected, 1e-10 * Math.abs(expected))
      : same(name, figure, expected);
  });
}

function quanto(vector: QuantoCase): readonly Comparison[] {
  const { F: forward, K: strike, coin_per_point: perPoint, expected } = vector;
  const outcome = quantoOption({
    right: vector.type,
    forward,
    strike,
    years: vector.T,
    volatility: vector.vol,
    settlementVolatility: vector.vol_fx,
    correlation: vector.rho,
    settlementRate: vector.r_coin,
    perPoint,
  });
  if (!outcome.ok) return [same('outcome', outcome.failure, 'a value')];
  const moved = expected['quanto_forward']!;
  const price = expected['price_coin']!;
  const allowed = 1e-10 * Math.abs(price) + 1e-13 * perPoint * Math.max(forward, strike);
  return [
    near('quanto_forward', outcome.value.quantoForward, moved, 1e-10 * moved),
    near('price_coin', outcome.value.price, price, allowed),
  ];
}

export const check: VectorCheck = vectorCheck<OptionCase | FutureCase | QuantoCase>((vector) => {
  if (vector.kind === 'inverse_option') return option(vector);
  return vector.kind === 'inverse_future' ? future(vector) : quanto(vector);
});
