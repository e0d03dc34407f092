import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import type { Kernel } from '../../src/engine/revaluation/kernel/kernel.ts';
import { relaxedKernel, strictKernel } from '../../src/engine/revaluation/kernel/kernels.ts';
import { typescriptKernel } from '../../src/engine/revaluation/kernel/typescript-kernel.ts';
import { contestants, type Native } from '../perf/contestants.ts';
import { someWork, writeWork, type Work } from '../perf/work-file.ts';
import { clocked, median, ratio } from './contest.ts';
import { atLeast, atMost, type Target } from './targets.ts';

const ROWS = 2_000;
const SCENARIOS = 1_000;
const ROUNDS = 7;
const REPETITIONS = 3;

/** One thread of it, for libraries that would take more. */
const alone = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

const answer = z.object({ seconds: z.number(), pnl: z.array(z.number()) });
type Run = { readonly seconds: number; readonly pnl: ArrayLike<number> };

function ours(kernel: Kernel, { rows, moves, held }: Work): Run {
  let seconds = Infinity;
  let pnl: Float64Array = new Float64Array();
  for (let i = 0; i < REPETITIONS; i++) {
    const began = performance.now();
    pnl = kernel.sum(rows, moves, held);
    seconds = Math.min(seconds, (performance.now() - began) / 1000);
  }
  return { seconds, pnl };
}

/** What a program of somebody else's making prints. */
export function answerOf({ name, command }: Native, args: readonly string[]): unknown {
  const [program = '', ...own] = command;
  const found = spawnSync(program, [...own, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...alone },
  });
  if (found.status !== 0) throw new Error(`${name}: ${found.stderr}`);
  return JSON.parse(found.stdout);
}

/** What it answers to a work file. */
export const theirs = (native: Native, file: string, repetitions: number): Run =>
  answer.parse(answerOf(native, [file, String(repetitions)]));

/** Largest difference of two P&L vectors by the largest P&L. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let gap = 0;
  let largest = 0;
  for (let s = 0; s < a.length; s++) {
    gap = Math.max(gap, Math.abs(a[s]! - b[s]!));
    largest = Math.max(largest, Math.abs(b[s]!));
  }
  return gap / largest;
}

/**
 * One thread, every row priced in every scenario and summed to a P&L vector: our three kernels against the same
 * algorithm in C++ by vector width, QuantLib's `blackFormula`, and NumPy. Each entry is the median over rounds of the
 * ratio of times within the round; each round takes the best of three repetitions.
 */
export function kernelBench(folder: string): {
  readonly figures: object;
  readonly targets: readonly Target[];
} {
  const work = someWork(ROWS, SCENARIOS);
  const file = path.join(folder, 'work');
  writeWork(work, file);
  const { present, absent } = contestants();
  const runs = new Map<string, () => Run>([
    ...[strictKernel(), relaxedKernel(), typescriptKernel].map(
      (kernel) => [kernel.name, () => ours(kernel, work)] as const,
    ),
    ...present.map((native) => [native.name, () => theirs(native, file, REPETITIONS)] as const),
  ]);
  const vectors = new Map<string, ArrayLike<number>>();
  const times = clocked(
    [...runs].map(([name, run]) => ({
      name,
      seconds: () => {
        const { seconds, pnl } = run();
        vectors.set(name, pnl);
        return seconds;
      },
    })),
    ROUNDS,
  );
  const oracle = vectors.get(typescriptKernel.name) ?? [];
  const over = (one: string, other: string): number | null =>
    times.has(one) && times.has(other) ? ratio(times, one, other) : null;
  const pnlApart = (name: string): number => apart(vectors.get(name) ?? [], oracle);
  return {
    figures: {
      rows: ROWS,
      scenarios: SCENARIOS,
      rounds: ROUNDS,
      absent,
      contestants: [...runs.keys()].map((name) => ({
        name,
        nanosecondsPerPrice: (median(times.get(name) ?? []) / ROWS / SCENARIOS) * 1e9,
        timesStrict: ratio(times, name, 'strict'),
        timesRelaxed: ratio(times, name, 'relaxed'),
        pnlApartFromFormula: pnlApart(name),
      })),
    },
    targets: [
      atLeast(5, 'blackFormula over strict', over('quantlib', 'strict')),
      atLeast(6.5, 'blackFormula over relaxed', over('quantlib', 'relaxed')),
      atLeast(3, 'NumPy over strict', over('numpy', 'strict')),
      atLeast(4.5, 'NumPy over relaxed', over('numpy', 'relaxed')),
      atMost(1.4, 'strict over C++ of 128 bits', over('strict', 'c-128')),
      atMost(1.4, 'relaxed over C++ of 128 bits with FMA', over('relaxed', 'c-128-fma')),
      atMost(4e-15, 'strict: P&L apart from the formula', pnlApart('strict')),
      atMost(4e-15, 'relaxed: P&L apart from the formula', pnlApart('relaxed')),
    ],
  };
}
