import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectedShortfall } from '../../src/engine/measures/expected-shortfall.ts';
import { valueAtRisk } from '../../src/engine/measures/value-at-risk.ts';
import { ROW_WIDTH } from '../../src/engine/revaluation/kernel/kernel.ts';
import { relaxedKernel, strictKernel } from '../../src/engine/revaluation/kernel/kernels.ts';
import { blockOf, blockPnl } from '../../src/engine/scenarios/compiled/block-pnl.ts';
import { bookPnl, type PriceBook } from '../../src/engine/scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../src/engine/scenarios/compiled/compiled-book.ts';
import { interpolatedBook } from '../../src/engine/scenarios/compiled/interpolated.ts';
import { tickingBook } from '../../src/engine/scenarios/compiled/ticking-book.ts';
import { pooledPnl } from '../../src/main/revaluation/pool.ts';
import { contestants } from '../perf/contestants.ts';
import { someWork, writeWork } from '../perf/work-file.ts';
import { accuracyBench } from './accuracy.ts';
import { clocked, contest, median, ratio, timed, type Contestant, type Times } from './contest.ts';
import { kernelBench, theirs } from './kernel.ts';
import { GROUPS, ladderBook, ladderSet, underlyings } from './option-ladder.ts';
import { atLeast, atMost, type Target } from './targets.ts';

const ROUNDS = 7;
/** Of which a round takes the best. */
const REPETITIONS = 7;
/** A compiled program is as fast at first as later. */
const THEIR_REPETITIONS = 2;
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

type Part = { readonly figures: object; readonly targets: readonly Target[] };

/** Compile, price, sum, VaR and expected shortfall. */
function wholeBook(positions: number, scenarios: number, price: PriceBook): () => number {
  const held = ladderBook(positions);
  const set = ladderSet(scenarios);
  return () => measured(totalOf(price(compileBook(held, GROUPS), set), scenarios));
}

const named = (positions: number, scenarios: number, how: string): string =>
  `${positions} × ${scenarios} ${how}`;

const seconds = (times: Times, name: string): number => median(times.get(name) ?? []);

const sizes = [
  [10_000, 1_000],
  [10_000, 2_000],
  [20_000, 1_000],
] as const;

/** Whole books against `blackFormula` on every position, where QuantLib is there. */
function wholeBooks(folder: string): Part {
  const kinds = [
    ['one thread', bookPnl(strictKernel())],
    ['two threads', pooledPnl(1)],
    ['relaxed, one thread', bookPnl(relaxedKernel())],
  ] as const;
  const ours = sizes.flatMap(([positions, scenarios]) =>
    kinds.map(([how, price]) => {
      const run = wholeBook(positions, scenarios, price);
      const best = (): number => Math.min(...Array.from({ length: REPETITIONS }, () => timed(run)));
      return { name: named(positions, scenarios, how), seconds: best };
    }),
  );
  const quantlib = contestants().present.find(({ name }) => name === 'quantlib');
  const theirBooks = sizes.flatMap(([positions, scenarios]) => {
    if (quantlib === undefined) return [];
    const file = path.join(folder, `${positions}x${scenarios}`);
    writeWork(someWork(positions, scenarios), file);
    const name = named(positions, scenarios, 'quantlib');
    return [{ name, seconds: () => theirs(quantlib, file, THEIR_REPETITIONS).seconds }];
  });
  const times = clocked([...ours, ...theirBooks], ROUNDS);
  const over = (positions: number, scenarios: number, one: string, other: string): number =>
    ratio(times, named(positions, scenarios, one), named(positions, scenarios, other));
  const grown = (positions: number, scenarios: number): number =>
    ratio(times, named(positions, scenarios, 'one thread'), named(10_000, 1_000, 'one thread'));
  const rowsOf = (positions: number): number =>
    compileBook(ladderBook(positions), GROUPS).pairs.reduce(
      (all, { rows }) => all + rows.length / ROW_WIDTH,
      0,
    );
  const doublingScenarios = grown(10_000, 2_000);
  const doublingPositions = grown(20_000, 1_000);
  const against = (positions: number): number | null =>
    theirBooks.length === 0 ? null : over(positions, 1_000, 'quantlib', 'two threads');
  return {
    figures: {
      seconds: Object.fromEntries([...times.keys()].map((name) => [name, seconds(times, name)])),
      rowsPriced: { 10_000: rowsOf(10_000), 20_000: rowsOf(20_000) },
      quantlibOverOurs: Object.fromEntries(
        theirBooks.length === 0
          ? []
          : sizes.flatMap(([positions, scenarios]) =>
              kinds.map(([how]) => [
                named(positions, scenarios, how),
                over(positions, scenarios, 'quantlib', how),
              ]),
            ),
      ),
      doublingScenarios,
      doublingPositions,
    },
    targets: [
      atLeast(20, 'blackFormula over a book of 10,000 on two threads', against(10_000)),
      atLeast(34, 'blackFormula over a book of 20,000 on two threads', against(20_000)),
      atMost(2.1, 'twice the scenarios', doublingScenarios),
      atMost(1.3, 'twice the positions on a full ladder', doublingPositions),
    ],
  };
}

/** Two threads against one on the pricing alone, without compiling and measuring. */
function threads(): Part {
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
  const oneThreadOverTwo = ratio(times, 'one', 'two');
  return {
    figures: { scenarios: 10_000, oneThreadOverTwo },
    targets: [atLeast(1.8, 'one thread over two', oneThreadOverTwo)],
  };
}

function ticks(): Part {
  const held = ladderBook(10_000);
  const book = compileBook(held, GROUPS);
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
  const entered: Contestant[] = [
    {
      name: 'whole book',
      run: () => {
        const groups = blockPnl(compileBook(held, GROUPS), block, strictKernel());
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
  const times = contest(entered, 15);
  const wholeBookOverTick = ratio(times, 'whole book', 'tick');
  const wholeBookOverInterpolated = repeated * ratio(times, 'whole book', 'interpolated, 50 moves');
  return {
    figures: {
      wholeBookOverTick,
      ticksPerSecond: 1 / seconds(times, 'tick'),
      wholeBookOverInterpolated,
      interpolatedReach: 0.005,
      interpolatedError: near.error,
    },
    targets: [
      atLeast(20, 'whole book over a tick', wholeBookOverTick),
      atLeast(500, 'whole book over an interpolated move', wholeBookOverInterpolated),
    ],
  };
}

/** A million positions in ten thousand scenarios, by one thread in a process of its own. */
function largeBook(): unknown {
  const file = fileURLToPath(new URL('../perf/large-book.ts', import.meta.url));
  const args = [file, 'compiled', '1000000', '10000', '40'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The revaluation kernel, whole books, threads, ticks and a large book, and which targets were met. */
export function revaluationBench(): object {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossguard-bench-'));
  const machine = { threads: availableParallelism(), loadBefore: loadavg()[0] };
  try {
    const parts = {
      kernel: kernelBench(folder),
      accuracy: accuracyBench(folder),
      wholeBook: wholeBooks(folder),
      threads: threads(),
      tick: ticks(),
    };
    const targets = Object.values(parts).flatMap((part) => part.targets);
    return {
      machine,
      ...Object.fromEntries(Object.entries(parts).map(([name, { figures }]) => [name, figures])),
      largeBook: largeBook(),
      memory: {
        bytesPerRow: 8 * ROW_WIDTH,
        bytesPerGroupAndScenario: 8,
      },
      targets,
      targetsMet: `${targets.filter(({ met }) => met === true).length} of ${targets.length}`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
