/** What a continuously compounded rate comes to over a time. */
export type Discounting = {
  /** Value today of 1 paid after `years`. */
  readonly factor: number;
  /** 1 − factor, accurate where that is small. */
  readonly loss: number;
  /** Rate paid once, at the end: 1 + simple × years = 1 ÷ factor; its limit at years 0. */
  readonly simpleRate: number;
  /** Rate compounded once a year. */
  readonly annualRate: number;
};

export function discounting(rate: number, years: number): Discounting {
  const growth = rate * years;
  return {
    factor: Math.exp(-growth),
    loss: -Math.expm1(-growth),
    simpleRate: years === 0 ? rate : Math.expm1(growth) / years,
    annualRate: Math.expm1(rate),
  };
}
