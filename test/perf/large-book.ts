/**
 * Prices a large book in a process of its own and prints what it took, as JSON. `compiled` sums as it prices,
 * `columns` keeps every contract's column first.
 *
 * Arguments: compiled | columns, positions, scenarios, strikes of each expiry.
 */
import { strictKernel } from '../../src/engine/revaluation/kernel/kernels.ts';
import { ROW_WIDTH } from '../../src/engine/revaluation/kernel/kernel.ts';
import { bookPnl } from '../../src/engine/scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../src/engine/scenarios/compiled/compiled-book.ts';
import { slicePnl, unitColumns } from '../../src/engine/scenarios/pnl.ts';
import { GROUPS, ladderBook, ladderSet } from '../bench/option-ladder.ts';

const [how, positions, scenarios, strikes] = process.argv.slice(2);
const set = ladderSet(Number(scenarios));
const held = ladderBook(Number(positions), Number(strikes));
const began = performance.now();
const book = compileBook(held, GROUPS);
const compiled = performance.now();
const before = process.memoryUsage.rss();
if (how === 'columns') {
  const units = [...new Map(held.map(({ unit }) => [unit.key, unit])).values()];
  const columns = unitColumns(units, set);
  slicePnl(
    held.map(({ unit, quantity }) => ({ key: unit.key, quantity })),
    columns,
  );
} else {
  bookPnl(strictKernel())(book, set);
}
const done = performance.now();
// The peak is told in KiB.
const grown = process.resourceUsage().maxRSS * 1024 - before;
process.stdout.write(
  `${JSON.stringify({
    positions: held.length,
    scenarios: set.labels.length,
    rows: book.pairs.reduce((all, { rows }) => all + rows.length / ROW_WIDTH, 0),
    secondsToCompile: (compiled - began) / 1000,
    secondsToPrice: (done - compiled) / 1000,
    mebibytesOfResult: (8 * GROUPS * set.labels.length) / 2 ** 20,
    mebibytesGrown: grown / 2 ** 20,
  })}\n`,
);
