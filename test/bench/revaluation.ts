import { expectedShortfall } from '../../src/engine/measures/expected-shortfall.ts';
import { valueAtRisk } from '../../src/engine/measures/value-at-risk.ts';
import { relaxedKernel, strictKernel } from '../../src/engine/revaluation/kernel/kernels.ts';
import { blockOf, blockPnl } from '../../src/engine/scenarios/compiled/block-pnl.ts';
import { bookPnl, type PriceBook } from '../../src/engine/scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../src/engine/scenarios/compiled/compiled-book.ts';
import { interpolatedBook } from '../../src/engine/scenarios/compiled/interpolated.ts';
import { tickingBook } from '../../src/engine/scenarios/compiled/ticking-book.ts';
import { pooledPnl } from '../../src/main/revaluation/pool.ts';
import { contest, median, ratio, type Contestant, type Times } from './contest.ts';
import { kernelBench } from './kernel.ts';
import { GROUPS, ladderBook, ladderSet, underlyings } from './option-ladder.ts';

const ROUNDS = 7;
/** Prices of a margin scan, appended to the scenarios of a tick. */
const SCAN = 16;

function measured(pnl: Float64Array): number {
  return valueAtRisk(pnl, '0.01').value + expectedShortfall(pnl, '0.025').value;
}

function totalOf(groups: Float64Array, scenarios: number): Float64Array {
  const total = new Float64Array(scenarios);
  for (let g = 0; g < GROUPS; g++) {
    for (let s = 0; s < scenarios; s++) total[s] = total[s]! + groups[g * scenarios + s]!;
  }
  return total;
}

/** Compile, price, sum, VaR and expected shortfall. */
function wholeBook(positions: number, scenarios: number, price: PriceBook): () => number {
  const held = ladderBook(positions);
  const set = ladderSet(scenarios);
  return () => measured(totalOf(price(compileBook(held, GROUPS), set), scenarios));
}

const named = (positions: number, scenarios: number, how: string): string =>
  `${positions} × ${scenarios} ${how}`;

const seconds = (times: Times, name: string): number => median(times.get(name) ?? []);

function wholeBooks(): object {
  const one = bookPnl(strictKernel());
  const two = pooledPnl(1);
  const relaxed = bookPnl(relaxedKernel());
  const sizes = [
    [10_000, 1_000],
    [10_000, 2_000],
    [20_000, 1_000],
  ] as const;
  const contestants: Contestant[] = sizes.flatMap(([positions, scenarios]) => [
    { name: named(positions, scenarios, 'one thread'), run: wholeBook(positions, scenarios, one) },
    { name: named(positions, scenarios, 'two threads'), run: wholeBook(positions, scenarios, two) },
    { name: named(positions, scenarios, 'relaxed'), run: wholeBook(positions, scenarios, relaxed) },
  ]);
  const times = contest(contestants, ROUNDS);
  const rowsOf = (positions: number): number =>
    compileBook(ladderBook(positions), GROUPS).pairs.reduce(
      (all, { rows }) => all + rows.length / 5,
      0,
    );
  return {
    seconds: Object.fromEntries(contestants.map(({ name }) => [name, seconds(times, name)])),
    rowsPriced: { 10_000: rowsOf(10_000), 20_000: rowsOf(20_000) },
    twoThreadsOverOne: ratio(
      times,
      named(20_000, 1_000, 'one thread'),
      named(20_000, 1_000, 'two threads'),
    ),
    doublingScenarios: ratio(
      times,
      named(10_000, 2_000, 'one thread'),
      named(10_000, 1_000, 'one thread'),
    ),
    doublingPositions: ratio(
      times,
      named(20_000, 1_000, 'one thread'),
      named(10_000, 1_000, 'one thread'),
    ),
  };
}

/** Two threads against one on the pricing alone, without compiling and measuring. */
function threads(): object {
  const book = compileBook(ladderBook(20_000), GROUPS);
  const set = ladderSet(10_000);
  const one = bookPnl(strictKernel());
  const two = pooledPnl(1);
  const times = contest(
    [
      { name: 'one', run: () => one(book, set) },
      { name: 'two', run: () => two(book, set) },
    ],
    5,
  );
  return { scenarios: 10_000, oneThreadOverTwo: ratio(times, 'one', 'two') };
}

function ticks(): object {
  const book = compileBook(ladderBook(10_000), GROUPS);
  const set = ladderSet(1_000 + SCAN);
  const scenarios = set.labels.length;
  const block = blockOf(set, 0, scenarios);
  const ticking = tickingBook(book, block, strictKernel());
  const [first] = underlyings;
  if (first === undefined) throw new Error('no underlying');
  const near = interpolatedBook(book, first, block, 0.005, strictKernel());
  /** VaR and shortfall of the scenarios, the largest loss of every account's groups in the scan. */
  const figures = (total: Float64Array, groups: Float64Array): number => {
    let scan = 0;
    for (let at = 1_000; at < groups.length; at += scenarios) {
      let worst = 0;
      for (let s = 0; s < SCAN; s++) worst = Math.min(worst, groups[at + s]!);
      scan -= worst;
    }
    return measured(total.subarray(0, 1_000)) + scan;
  };
  let turn = 0;
  const moved = (): number => 1 + 0.004 * Math.sin(++turn);
  const repeated = 50;
  const contestants: Contestant[] = [
    {
      name: 'whole book',
      run: () => {
        const groups = blockPnl(book, block, strictKernel());
        return figures(totalOf(groups, scenarios), groups);
      },
    },
    {
      name: 'tick',
      run: () => {
        ticking.tick(first, moved());
        return figures(ticking.total, ticking.groups);
      },
    },
    {
      name: 'interpolated, 50 moves',
      run: () => {
        let sum = 0;
        for (let i = 0; i < repeated; i++) {
          near.move(moved());
          sum += figures(near.total, near.groups);
        }
        return sum;
      },
    },
  ];
  const times = contest(contestants, 15);
  return {
    wholeBookOverTick: ratio(times, 'whole book', 'tick'),
    ticksPerSecond: 1 / seconds(times, 'tick'),
    wholeBookOverInterpolated: repeated * ratio(times, 'whole book', 'interpolated, 50 moves'),
    interpolatedReach: 0.005,
    interpolatedError: near.error,
  };
}

/** The revaluation kernel, whole books, threads and ticks. */
export function revaluationBench(): object {
  return {
    kernel: kernelBench(),
    wholeBook: wholeBooks(),
    threads: threads(),
    tick: ticks(),
    memory: {
      bytesPerRow: 40,
      bytesPerHolding: 12,
      bytesPerGroupAndScenario: 8,
      bytesPerScenarioOfABlock: 32,
    },
  };
}
