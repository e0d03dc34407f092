/**
 * Ticks a live run in a process of its own and prints by how much its memory grew after the first tenth, as JSON.
 * Wants `--expose-gc`.
 *
 * Arguments: positions, ticks.
 */
import { liveRun } from '../../src/engine/live/live-run.ts';
import { ticksOf } from '../bench/live-ticks.ts';
import { aBook } from '../bench/risk-books.ts';

const [positions, count] = process.argv.slice(2);
const input = aBook(Number(positions), 4, 300);
const live = liveRun(input);
const ticks = ticksOf(input);

function held(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  // What only a weak table held goes with the collection after the one that freed its key.
  for (let i = 0; i < 4; i++) globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function take(many: number): void {
  for (let i = 0; i < many; i++) {
    const { changes, at } = ticks.next();
    live.tick(changes, at);
    if (i % 50 === 49) live.snapshot();
  }
}

const all = Number(count);
take(all / 10);
const before = held();
take(all - all / 10);
process.stdout.write(
  `${JSON.stringify({ ticks: all, mebibytesGrown: (held() - before) / 2 ** 20 })}\n`,
);
