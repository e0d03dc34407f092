/** What a margin account holds and needs, reporting currency. */
export type Figures = {
  readonly equity: number;
  readonly initial: number;
  readonly maintenance: number;
};
