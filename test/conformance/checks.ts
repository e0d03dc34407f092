import type { VectorCheck } from './frame.ts';

/** The check of each vector file, by the `id` inside the file. */
export const checks: Readonly<Record<string, () => Promise<{ readonly check: VectorCheck }>>> = {
  black_scholes: () => import('./checks/black_scholes.ts'),
  option_limits: () => import('./checks/option_limits.ts'),
  distributions: () => import('./checks/distributions.ts'),
  historical_var_es: () => import('./checks/historical_var_es.ts'),
  brw: () => import('./checks/brw.ts'),
  fhs_ewma: () => import('./checks/fhs_ewma.ts'),
  covariance: () => import('./checks/covariance.ts'),
  nearest_corr: () => import('./checks/nearest_corr.ts'),
  cholesky: () => import('./checks/cholesky.ts'),
  clustering: () => import('./checks/clustering.ts'),
  implied_vol: () => import('./checks/implied_vol.ts'),
  shrinkage: () => import('./checks/shrinkage.ts'),
  inverse: () => import('./checks/inverse.ts'),
  forward_curve: () => import('./checks/forward_curve.ts'),
  parametric_component: () => import('./checks/parametric_component.ts'),
  portfolio_scenarios: () => import('./checks/portfolio_scenarios.ts'),
  vol_surface: () => import('./checks/vol_surface.ts'),
  backtests: () => import('./checks/backtests.ts'),
  procyclicality: () => import('./checks/procyclicality.ts'),
  liquidity: () => import('./checks/liquidity.ts'),
  systemic: () => import('./checks/systemic.ts'),
  credit_exposure: () => import('./checks/credit_exposure.ts'),
  garch: () => import('./checks/garch.ts'),
  vol_forecast: () => import('./checks/vol_forecast.ts'),
};
