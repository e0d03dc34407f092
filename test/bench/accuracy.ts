import path from 'node:path';
import { z } from 'zod';
import type { Kernel } from '../../src/engine/revaluation/kernel/kernel.ts';
import { ROW_WIDTH } from '../../src/engine/revaluation/kernel/kernel.ts';
import { relaxedKernel, strictKernel } from '../../src/engine/revaluation/kernel/kernels.ts';
import { typescriptKernel } from '../../src/engine/revaluation/kernel/typescript-kernel.ts';
import { exactReference } from '../perf/contestants.ts';
import { someWork, writeWork, type Work } from '../perf/work-file.ts';
import { answerOf, apart } from './kernel.ts';
import { atMost, type Target } from './targets.ts';

const ROWS = 2_000;
const SCENARIOS = 50;

const exact = z.object({ values: z.array(z.number()), pnl: z.array(z.number()) });

/** Largest error of a value by its forward. */
function worstPrice(kernel: Kernel, { rows, moves }: Work, values: readonly number[]): number {
  let worst = 0;
  kernel.price(rows, moves, (row, found) => {
    found.forEach((value, s) => {
      const gap = Math.abs(value - values[row * moves.count + s]!);
      worst = Math.max(worst, gap / (rows[row * ROW_WIDTH]! * moves.factors[s]!));
    });
  });
  return worst;
}

/** Our kernels against the formula computed to 113 bits. */
export function accuracyBench(folder: string): {
  readonly figures: object;
  readonly targets: readonly Target[];
} {
  const reference = exactReference();
  const kernels = [strictKernel(), relaxedKernel(), typescriptKernel];
  const what = (name: string): string => `${name}: price error by the forward`;
  if (reference === null) {
    return {
      figures: { absent: 'there is no g++ with libquadmath' },
      targets: kernels.map(({ name }) => atMost(2e-15, what(name), null)),
    };
  }
  const work = someWork(ROWS, SCENARIOS);
  const file = path.join(folder, 'accuracy');
  writeWork(work, file);
  const { values, pnl } = exact.parse(answerOf(reference, [file]));
  const found = kernels.map((kernel) => ({
    name: kernel.name,
    priceErrorByForward: worstPrice(kernel, work, values),
    pnlErrorByLargest: apart(kernel.sum(work.rows, work.moves, work.held), pnl),
  }));
  return {
    figures: { rows: ROWS, scenarios: SCENARIOS, kernels: found },
    targets: found.map(({ name, priceErrorByForward }) =>
      atMost(2e-15, what(name), priceErrorByForward),
    ),
  };
}
