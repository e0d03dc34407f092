/** How many cases each file of `test/vectors` holds: a file cut short must not pass unseen. */
export const caseCounts: Readonly<Record<string, number>> = {
  black_scholes: 394,
  option_limits: 20,
  distributions: 193,
  historical_var_es: 14,
  brw: 5,
  fhs_ewma: 4,
  covariance: 8,
  nearest_corr: 13,
  cholesky: 7,
  clustering: 3,
  implied_vol: 243,
  shrinkage: 3,
  inverse: 118,
  forward_curve: 52,
  parametric_component: 36,
  portfolio_scenarios: 6,
};
