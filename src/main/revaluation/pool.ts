import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ROW_WIDTH } from '../../engine/revaluation/kernel/kernel.ts';
import { strictKernel } from '../../engine/revaluation/kernel/kernels.ts';
import { bookPnl, type PriceBook } from '../../engine/scenarios/compiled/book-pnl.ts';
import type { CompiledBook } from '../../engine/scenarios/compiled/compiled-book.ts';
import type { ScenarioSet } from '../../engine/scenarios/scenario-set.ts';
import { blocksOf, Slot, workOn, type Job } from './job.ts';

/** Prices below which handing a job over costs more than it saves. */
const WORTH_SHARING = 1_000_000;
/** Milliseconds without a block done after which the workers are given up. */
const PATIENCE = 30_000;

/** The worker beside this file in the sources, or beside the entry that this was bundled into. */
function workerFile(): string | null {
  const here = ['./block-worker.ts', './block-worker.js', '../block-worker.js'];
  const found = here.map((file) => fileURLToPath(new URL(file, import.meta.url))).find(existsSync);
  return found ?? null;
}

const shared = (of: Float64Array): Float64Array<SharedArrayBuffer> => {
  const copy = new Float64Array(new SharedArrayBuffer(of.byteLength));
  copy.set(of);
  return copy;
};

function jobOf(book: CompiledBook, set: ScenarioSet): Job {
  const numbers = book.groups * set.labels.length;
  return {
    book,
    set: { ...set, prices: shared(set.prices), volatilities: shared(set.volatilities) },
    pnl: new Float64Array(new SharedArrayBuffer(8 * numbers)),
    control: new Int32Array(new SharedArrayBuffer(4 * Slot.count)),
  };
}

/** Waits until every block is done. @returns false where a worker failed or none made progress */
function finished({ control, set }: Job): boolean {
  const blocks = blocksOf(set);
  for (;;) {
    const seen = Atomics.load(control, Slot.events);
    if (Atomics.load(control, Slot.failed) !== 0) return false;
    if (Atomics.load(control, Slot.done) === blocks) return true;
    if (Atomics.wait(control, Slot.events, seen, PATIENCE) === 'timed-out') return false;
  }
}

/**
 * Prices books on several threads, this one among them, which waits for the others. The figures have the same
 * bits as those of one thread. Without workers, this thread prices alone; so it does from then on where one fails.
 *
 * @param helpers threads beside this one
 * @param file of the worker
 */
export function pooledPnl(
  helpers: number = availableParallelism() - 1,
  file: string | null = workerFile(),
): PriceBook {
  const alone = bookPnl(strictKernel());
  let workers: readonly Worker[] | null = null;
  const started = (): readonly Worker[] => {
    if (file === null) return [];
    return Array.from({ length: helpers }, () => {
      const worker = new Worker(file);
      // An error is told by the job that waits, and never keeps the program from its end.
      worker.on('error', () => {
        workers = [];
      });
      worker.unref();
      return worker;
    });
  };
  return (book, set) => {
    const rows = book.pairs.reduce((all, pair) => all + pair.rows.length / ROW_WIDTH, 0);
    if (helpers < 1 || rows * set.labels.length < WORTH_SHARING || blocksOf(set) < 2) {
      return alone(book, set);
    }
    workers ??= started();
    if (workers.length === 0) return alone(book, set);
    const job = jobOf(book, set);
    for (const worker of workers) worker.postMessage(job);
    workOn(job, strictKernel());
    if (finished(job)) return Float64Array.from(job.pnl);
    for (const worker of workers) void worker.terminate();
    workers = [];
    return alone(book, set);
  };
}
