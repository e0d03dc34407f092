/** Why there is no value: a closed list. */
export type Reason =
  | 'malformed'
  | 'missing-field'
  | 'missing-market-data'
  | 'stale-market-data'
  | 'unsupported-instrument'
  | 'unsupported-operation'
  | 'unknown-contract'
  | 'conflict'
  | 'ambiguous'
  | 'limit-exceeded'
  | 'not-published'
  | 'not-applicable';

/** Why there is no value. `at` points at the source: a file line, a venue message, a position. */
export type Failure = {
  readonly reason: Reason;
  readonly message: string;
  readonly at?: string;
};

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Some items made it, some did not. Both are kept. */
export type Batch<T> = { readonly items: readonly T[]; readonly failures: readonly Failure[] };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const failure = (reason: Reason, message: string, at?: string): Failure =>
  at === undefined ? { reason, message } : { reason, message, at };

export const fail = (reason: Reason, message: string, at?: string): Outcome<never> => ({
  ok: false,
  failure: failure(reason, message, at),
});
