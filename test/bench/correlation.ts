import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { definedCorrelation, similarityOrder } from '../../src/engine/measures/correlation.ts';
import { constantCorrelationShrinkage } from '../../src/engine/measures/shrinkage/constant-correlation.ts';
import { factorisation } from '../../src/engine/numeric/linear/factorisation.ts';
import { normalDraw } from '../../src/engine/numeric/random/draws.ts';
import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';
import { asset } from '../../src/engine/values/ids.ts';
import { median } from './contest.ts';

const ASSETS = 200;
const DAYS = 1_000;
const ROUNDS = 5;

const steps = ['shrinkage', 'ordering', 'factorisation'] as const;

const pythonAnswer = z.object({
  numpy: z.string(),
  scipy: z.string(),
  shrinkage: z.number(),
  ordering: z.number(),
  factorisation: z.number(),
  checksum: z.number(),
});

type Seconds = Readonly<Record<(typeof steps)[number], number>>;

/** Returns that share a common factor, row-major [day × asset]. */
function someReturns(): Float64Array {
  const random = mersenneTwister(20);
  const values = new Float64Array(DAYS * ASSETS);
  for (let day = 0; day < DAYS; day++) {
    const common = normalDraw(random);
    for (let a = 0; a < ASSETS; a++) {
      values[day * ASSETS + a] = 0.02 * (0.6 * common + 0.8 * normalDraw(random));
    }
  }
  return values;
}

const names = Array.from({ length: ASSETS }, (_, a) => asset(`A${a}`));

function shrunk(values: Float64Array): Float64Array {
  const found = constantCorrelationShrinkage(values, DAYS, ASSETS);
  const matrix = found.ok ? definedCorrelation(found.value.covariance, names) : found;
  if (!matrix.ok) throw new Error(matrix.failure.message);
  return matrix.value;
}

/** Seconds of a step, the best of three. */
function timed(step: () => unknown): number {
  let best = Infinity;
  for (let turn = 0; turn < 3; turn++) {
    const began = performance.now();
    step();
    best = Math.min(best, (performance.now() - began) / 1000);
  }
  return best;
}

function ours(values: Float64Array, matrix: Float64Array): Seconds {
  return {
    shrinkage: timed(() => shrunk(values)),
    ordering: timed(() => similarityOrder(matrix, ASSETS)),
    factorisation: timed(() => factorisation(matrix, ASSETS)),
  };
}

/** NumPy and SciPy on the same returns; null where either is not installed. */
function theirs(values: Float64Array): z.infer<typeof pythonAnswer> | null {
  const script = fileURLToPath(new URL('correlation.py', import.meta.url));
  const { status, stdout } = spawnSync('python3', [script, `${DAYS}`, `${ASSETS}`], {
    input: Buffer.from(values.buffer),
    encoding: 'utf8',
  });
  return status === 0 ? pythonAnswer.parse(JSON.parse(stdout)) : null;
}

/**
 * Shrunk correlations of 200 assets over 1,000 days, their order of similarity and their factor,
 * beside NumPy and SciPy where they are installed: the turns alternate, process start not counted.
 */
export function correlationBench(): object {
  const values = someReturns();
  const matrix = shrunk(values);
  const own: Seconds[] = [];
  const other: z.infer<typeof pythonAnswer>[] = [];
  ours(values, matrix);
  for (let round = 0; round < ROUNDS; round++) {
    own.push(ours(values, matrix));
    const found = theirs(values);
    if (found !== null) other.push(found);
  }
  const sum = matrix.reduce((all, one) => all + Math.abs(one), 0);
  const [first] = other;
  return {
    assets: ASSETS,
    days: DAYS,
    rounds: ROUNDS,
    contestants: first === undefined ? [] : [`NumPy ${first.numpy}`, `SciPy ${first.scipy}`],
    leftOut: first === undefined ? ['NumPy and SciPy: not installed for python3'] : [],
    matrixDifference: first === undefined ? null : Math.abs(sum - first.checksum) / sum,
    steps: steps.map((step) => ({
      step,
      medianSeconds: median(own.map((one) => one[step])),
      overPython:
        first === undefined ? null : median(own.map((one, i) => one[step] / other[i]![step])),
    })),
  };
}
