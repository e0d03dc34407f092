import { z } from 'zod';
import { fail, type Outcome } from '../../../engine/values/outcome.ts';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/** Figures of one request by name. */
export type Answer = { readonly [name: string]: Json };

/** One thing that can be measured: the shape of its request and what answers it. */
export type MeasureKind = {
  readonly schema: z.ZodType;
  readonly answer: (request: unknown) => Outcome<Answer>;
};

/** Binds a request's shape to its answer, so that `answer` sees nothing but what the shape lets through. */
export function measureKind<S extends z.ZodType>(
  schema: S,
  answer: (request: z.output<S>) => Outcome<Answer>,
): MeasureKind {
  return {
    schema,
    answer: (request) => {
      const read = schema.safeParse(request);
      return read.success ? known(answer(read.data)) : fail('malformed', faults(read.error));
    },
  };
}

/** JSON has no NaN or infinity and would print null: a figure that is one is a failure instead. */
function known(answer: Outcome<Answer>): Outcome<Answer> {
  const unknown = answer.ok ? unknownFigure(answer.value) : null;
  return unknown === null ? answer : fail('not-applicable', `${unknown} is not defined here`);
}

/** The name of the first figure that is not a finite number. */
function unknownFigure(value: Json, name = ''): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : name;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = unknownFigure(part, name === '' ? key : `${name}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** Every fault with the place it was found at. */
export const faults = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');

/** Rows of a row-major square matrix. */
export const rowsOf = (matrix: Float64Array, n: number): number[][] =>
  Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);
