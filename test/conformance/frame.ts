import { unknownWord, watched, type Vocabulary } from './vocabulary.ts';

/** One case of a vector file: an id, inputs, and `expected`. */
type VectorCase = { readonly id: string; readonly [field: string]: unknown };

/** A vector file as `test/vectors/README.md` describes it; only what the frame itself needs. */
export type VectorFile = {
  readonly id: string;
  readonly title: string;
  readonly cases: readonly VectorCase[];
};

/** One figure of a case against its reference. */
export type Comparison = {
  readonly field: string;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly holds: boolean;
  /** |actual − expected|; 0 or ∞ for what is no number. */
  readonly abs: number;
  /** `abs` by |expected|; ∞ where only the reference is 0. */
  readonly rel: number;
  /** `abs` by the allowed difference: above 1 the tolerance is broken. */
  readonly share: number;
};

/** Computes a case and compares it; returns at least one comparison. */
export type VectorCheck = { readonly compare: (vector: VectorCase) => readonly Comparison[] };

/** States the shape of a file's cases once, where its check is written. */
// The parameter is used once because that is its purpose: to name the shape that the JSON has.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function vectorCheck<Case>(compare: (vector: Case) => readonly Comparison[]): VectorCheck {
  return { compare: (vector) => compare(vector as Case) };
}

/** Holds when |actual − expected| is at most `allowed` (a figure in the unit of the value). */
export function near(field: string, actual: number, expected: number, allowed: number): Comparison {
  const abs = Object.is(actual, expected) ? 0 : Math.abs(actual - expected);
  const bad = Number.isNaN(abs);
  const rel = abs === 0 ? 0 : abs / Math.abs(expected);
  return {
    field,
    actual,
    expected,
    holds: !bad && abs <= allowed,
    abs: bad ? Infinity : abs,
    rel: bad ? Infinity : rel,
    share: abs === 0 ? 0 : bad ? Infinity : abs / allowed,
  };
}

/** Holds when the two are the same text, flag, null, number or JSON structure. */
export function same(field: string, actual: unknown, expected: unknown): Comparison {
  const holds = JSON.stringify(actual) === JSON.stringify(expected);
  const off = holds ? 0 : Infinity;
  return { field, actual, expected, holds, abs: off, rel: off, share: off };
}

/** Holds when `actual` is at most `bound`: for fits and Monte-Carlo judged one-sidedly. */
export function atMost(field: string, actual: number, bound: number): Comparison {
  const excess = Math.max(actual - bound, 0);
  const holds = actual <= bound;
  return {
    field,
    actual,
    expected: `at most ${bound}`,
    holds,
    abs: holds ? 0 : excess,
    rel: holds ? 0 : excess / Math.abs(bound),
    share: actual / bound,
  };
}

/** `near` for two lists: one comparison per element, and one when the lengths differ. */
export function nearEach(
  field: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  allowed: (expected: number, index: number) => number,
): readonly Comparison[] {
  if (actual.length !== expected.length) {
    return [same(`${field}.length`, actual.length, expected.length)];
  }
  return Array.from(expected, (reference, i) =>
    near(`${field}[${i}]`, actual[i]!, reference, allowed(reference, i)),
  );
}

/** A vector number: JSON has no infinity, so the files spell it as text; null is missing, so NaN. */
export function vectorNumber(value: number | string | null): number {
  if (value === null) return Number.NaN;
  return typeof value === 'number' ? value : Number(value);
}

export type FailedCase = {
  readonly vector: VectorCase;
  /** The comparisons that do not hold; empty when the check threw or compared nothing. */
  readonly broken: readonly Comparison[];
  readonly fault: string | null;
};

export type FileResult = {
  readonly cases: number;
  readonly failures: readonly FailedCase[];
  /** The comparison that used most of its tolerance; null when none was a number. */
  readonly worst: {
    readonly abs: number;
    readonly rel: number;
    readonly share: number;
    readonly case: string;
    readonly field: string;
  } | null;
};

/**
 * Runs every case of a file. A case has failed that throws, compares nothing, holds a word which the
 * check does not know, or expects something that the check never looked at.
 */
export function fileResult(
  file: VectorFile,
  check: VectorCheck,
  vocabulary: Partial<Vocabulary>,
): FileResult {
  const failures: FailedCase[] = [];
  let worst: FileResult['worst'] = null;
  for (const vector of file.cases) {
    let comparisons: readonly Comparison[] = [];
    let fault: string | null = null;
    try {
      fault = unknownWord(vector, vocabulary);
      if (fault === null) {
        const { vector: seen, unread } = watched(vector, vocabulary);
        comparisons = check.compare(seen);
        if (comparisons.length === 0) fault = 'the check compared nothing';
        else if (unread().length > 0) fault = `not compared: ${unread().join(', ')}`;
      }
    } catch (error) {
      fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const broken = comparisons.filter((comparison) => !comparison.holds);
    if (fault !== null || broken.length > 0) failures.push({ vector, broken, fault });
    for (const { abs, rel, share, field } of comparisons) {
      if (worst === null || share > worst.share)
        worst = { abs, rel, share, case: vector.id, field };
    }
  }
  return { cases: file.cases.length, failures, worst };
}
