/** A bound on a figure of the bench, and whether it was kept. */
export type Target = {
  readonly what: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Null where a contestant is absent. */
  readonly measured: number | null;
  readonly met: boolean | null;
};

export const atLeast = (bound: number, what: string, measured: number | null): Target => ({
  what,
  atLeast: bound,
  measured,
  met: measured === null ? null : measured >= bound,
});

export const atMost = (bound: number, what: string, measured: number | null): Target => ({
  what,
  atMost: bound,
  measured,
  met: measured === null ? null : measured <= bound,
});
