import {
  isEtaBounded,
  isSurelyButterflyFree,
  ssviCurvature,
  ssviVariance,
} from '../../../src/engine/pricing/surface/ssvi.ts';
import { sviFit } from '../../../src/engine/pricing/surface/svi-fit.ts';
import {
  butterflyFunction,
  isButterflyFree,
  jumpWings,
  leastVariance,
  sviCurvature,
  sviSlope,
  sviVariance,
  wingsAllowed,
  type SviSmile,
} from '../../../src/engine/pricing/surface/svi.ts';
import {
  isCalendarFree,
  movedMoneyness,
  surfaceVariance,
  surfaceVolatility,
  volatilitySurface,
} from '../../../src/engine/pricing/surface/volatility-surface.ts';
import { atMost, near, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Five = readonly [a: number, b: number, rho: number, m: number, sigma: number];
type Maybe = readonly (number | null)[];
type SviCase = {
  readonly kind: 'svi_raw';
  readonly params_a_b_rho_m_sigma: Five;
  readonly T: number;
  readonly k: readonly number[];
  readonly expected: {
    readonly w: Maybe;
    readonly vol: Maybe;
    readonly dw_dk: Maybe;
    readonly d2w_dk2: Maybe;
    readonly g: Maybe;
    readonly min_total_variance: number;
    readonly butterfly_free_on_grid: boolean;
    readonly lee_wing_ok: boolean;
    readonly jump_wings: Readonly<Record<'v' | 'psi' | 'p' | 'c' | 'v_tilde', number>>;
  };
};
type SsviCase = {
  readonly kind: 'ssvi';
  readonly theta: number;
  readonly rho: number;
  readonly eta: number;
  readonly gamma: number;
  readonly k: readonly number[];
  readonly expected: {
    readonly phi: number;
    readonly w: readonly number[];
    readonly no_butterfly_sufficient: boolean;
    readonly eta_condition: boolean;
  };
};
type FitCase = {
  readonly kind: 'svi_fit';
  readonly T: number;
  readonly k: readonly number[];
  readonly vol: readonly number[];
  readonly weight: readonly number[];
  readonly expected: { readonly weighted_rmse_w: number; readonly weighted_rms_w: number };
};
type Slice = { readonly T: number; readonly F: number; readonly svi: Five };
type SurfaceCase = {
  readonly kind: 'surface_interp';
  readonly slice1: Slice;
  readonly slice2: Slice;
  readonly query: {
    readonly T: number;
    readonly F: number;
    readonly K: number;
    readonly forward_shock: number;
  };
  readonly expected: {
    readonly k: number;
    readonly w1: number;
    readonly w2: number;
    readonly w: number;
    readonly vol: number;
    readonly calendar_ok_at_k: boolean;
    readonly vol_after_shock: Readonly<Record<string, number>>;
  };
};

const smileOf = ([a, b, rho, m, sigma]: Five): SviSmile => ({ a, b, rho, m, sigma });

const close = (field: string, actual: number, expected: number): Comparison =>
  near(field, actual, expected, 1e-11 * Math.abs(expected));

/** A figure that does not exist is null in the file and not finite in ours. */
function closeEach(field: string, actual: readonly number[], expected: Maybe): Comparison[] {
  return expected.map((reference, i) =>
    reference === null
      ? same(`${field}[${i}]`, Number.isFinite(actual[i]) ? actual[i] : null, null)
      : close(`${field}[${i}]`, actual[i]!, reference),
  );
}

function raw({ params_a_b_rho_m_sigma, T, k, expected }: SviCase): readonly Comparison[] {
  const smile = smileOf(params_a_b_rho_m_sigma);
  const wings = jumpWings(smile, T);
  const w = k.map((x) => sviVariance(smile, x));
  return [
    ...closeEach('w', w, expected.w),
    ...closeEach(
      'vol',
      w.map((variance) => Math.sqrt(variance / T)),
      expected.vol,
    ),
    ...closeEach(
      'dw_dk',
      k.map((x) => sviSlope(smile, x)),
      expected.dw_dk,
    ),
    ...closeEach(
      'd2w_dk2',
      k.map((x) => sviCurvature(smile, x)),
      expected.d2w_dk2,
    ),
    ...closeEach(
      'g',
      k.map((x) => butterflyFunction(smile, x)),
      expected.g,
    ),
    close('min_total_variance', leastVariance(smile), expected.min_total_variance),
    same('butterfly_free_on_grid', isButterflyFree(smile), expected.butterfly_free_on_grid),
    same('lee_wing_ok', wingsAllowed(smile), expected.lee_wing_ok),
    close('v', wings.variance, expected.jump_wings.v),
    close('psi', wings.skew, expected.jump_wings.psi),
    close('p', wings.putWing, expected.jump_wings.p),
    close('c', wings.callWing, expected.jump_wings.c),
    close('v_tilde', wings.leastVariance, expected.jump_wings.v_tilde),
  ];
}

function ssvi({ theta, rho, eta, gamma, k, expected }: SsviCase): readonly Comparison[] {
  const slice = { theta, rho, eta, gamma };
  return [
    close('phi', ssviCurvature(slice), expected.phi),
    ...closeEach(
      'w',
      k.map((x) => ssviVariance(slice, x)),
      expected.w,
    ),
    same('no_butterfly_sufficient', isSurelyButterflyFree(slice), expected.no_butterfly_sufficient),
    same('eta_condition', isEtaBounded(slice), expected.eta_condition),
  ];
}

/** The fit is judged by the loss that its own smile has at the quotes, computed here anew. */
function fit({ T, k, vol, weight, expected }: FitCase): readonly Comparison[] {
  const quotes = k.map((x, i) => ({ k: x, volatility: vol[i]!, weight: weight[i]! }));
  const outcome = sviFit(quotes, T);
  if (!outcome.ok) return [same('outcome', outcome.failure, 'a fit')];
  const { smile, error } = outcome.value;
  let loss = 0;
  let weights = 0;
  for (const quote of quotes) {
    const residual = sviVariance(smile, quote.k) - quote.volatility ** 2 * T;
    loss += (quote.weight * residual) ** 2;
    weights += quote.weight ** 2;
  }
  const reached = Math.sqrt(loss / weights);
  const slack = 1e-7 * expected.weighted_rms_w;
  return [
    atMost('weighted_rmse_w', reached, 1.005 * expected.weighted_rmse_w + slack),
    near('stated error', error, reached, 1e-6 * reached + slack),
    same('b >= 0', smile.b >= 0, true),
    same('|rho| < 1', Math.abs(smile.rho) < 1, true),
    same('sigma >= 1e-3', smile.sigma >= 1e-3, true),
  ];
}

const stickiness: Readonly<Record<string, number>> = {
  sticky_moneyness_R0: 0,
  sticky_strike_R1: 1,
  'R0.5': 0.5,
  R2: 2,
};

function interpolation({ slice1, slice2, query, expected }: SurfaceCase): readonly Comparison[] {
  const first = smileOf(slice1.svi);
  const second = smileOf(slice2.svi);
  const surface = volatilitySurface([
    { years: slice1.T, variance: (x) => sviVariance(first, x) },
    { years: slice2.T, variance: (x) => sviVariance(second, x) },
  ]);
  const { T, F, K, forward_shock } = query;
  const k = Math.log(K / F);
  const moved = F * (1 + forward_shock);
  const volatility = (name: string, at: number, reference: number): Comparison => {
    const outcome = surfaceVolatility(surface, T, at);
    return outcome.ok
      ? close(name, outcome.value, reference)
      : same(name, outcome.failure, reference);
  };
  return [
    close('k', k, expected.k),
    close('w1', sviVariance(first, k), expected.w1),
    close('w2', sviVariance(second, k), expected.w2),
    close('w', surfaceVariance(surface, T, k), expected.w),
    volatility('vol', k, expected.vol),
    same('calendar_ok_at_k', isCalendarFree(surface, k), expected.calendar_ok_at_k),
    ...Object.entries(expected.vol_after_shock).map(([name, reference]) => {
      const at = movedMoneyness(K, F, moved, stickiness[name] ?? Number.NaN);
      return volatility(name, at, reference);
    }),
  ];
}

export const check: VectorCheck = vectorCheck<SviCase | SsviCase | FitCase | SurfaceCase>(
  (vector) => {
    switch (vector.kind) {
      case 'svi_raw':
        return raw(vector);
      case 'ssvi':
        return ssvi(vector);
      case 'svi_fit':
        return fit(vector);
      default:
        return interpolation(vector);
    }
  },
);
