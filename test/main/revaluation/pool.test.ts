import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { strictKernel } from '../../../src/engine/revaluation/kernel/kernels.ts';
import { linesOf } from '../../../src/engine/run.ts';
import { bookPnl } from '../../../src/engine/scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../../src/engine/scenarios/compiled/compiled-book.ts';
import type { ScenarioSet } from '../../../src/engine/scenarios/scenario-set.ts';
import { Slot } from '../../../src/main/revaluation/job.ts';
import { pooledPnl } from '../../../src/main/revaluation/pool.ts';
import { aBook } from '../../bench/risk-books.ts';

const SCENARIOS = 12_001;

const lines = linesOf(aBook(600, 5));
const assets = [...new Set(lines.map(({ unit }) => unit.underlying))];
const numbers = assets.length * SCENARIOS;
const set: ScenarioSet = {
  kind: 'history',
  labels: Array.from({ length: SCENARIOS }, (_, s) => `${s}`),
  assets,
  prices: Float64Array.from({ length: numbers }, (_, i) => Math.exp(0.1 * Math.sin(i * 1.7))),
  volatilities: Float64Array.from({ length: numbers }, (_, i) => 1 + 0.3 * Math.cos(i * 0.9)),
};
const accounts = [...new Set(lines.map(({ account }) => account))];
const book = compileBook(
  lines.map(({ unit, quantity, account }) => ({
    unit,
    quantity,
    group: accounts.indexOf(account),
  })),
  accounts.length,
);
const alone = bookPnl(strictKernel())(book, set);

const folder = mkdtempSync(path.join(tmpdir(), 'crossguard-pool-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Takes a block, and says some milliseconds later that it failed. */
const takesAndFails = (later: number): string =>
  `Atomics.add(control, ${Slot.next}, 1);
   Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${later});
   Atomics.add(control, ${Slot.failed}, 1);
   Atomics.add(control, ${Slot.events}, 1);
   Atomics.notify(control, ${Slot.events});`;

function brokenWorker(name: string, onMessage: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'; parentPort.on('message', ({ control }) => { ${onMessage} });`,
  );
  return file;
}

describe('a book priced on several threads', () => {
  test.each([1, 2, 3])('with %i beside this one has the same bits', (helpers) => {
    const price = pooledPnl(helpers);
    expect(price(book, set)).toEqual(alone);
    expect(price(book, set)).toEqual(alone);
  });

  test.each([
    ['without a worker file', null],
    ['with a worker that cannot start', path.join(folder, 'absent.mjs')],
    ['with a worker that throws', brokenWorker('throws', 'throw new Error("broken");')],
    ['with a worker that takes a block and fails', brokenWorker('fails', takesAndFails(0))],
    ['with a worker that fails while it is waited for', brokenWorker('late', takesAndFails(1_500))],
  ])('%s is priced by this thread, and so is the next', (_, file) => {
    const price = pooledPnl(1, file);
    expect(price(book, set)).toEqual(alone);
    expect(price(book, set)).toEqual(alone);
  });
});
