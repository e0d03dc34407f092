import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { liveRun, usualLiveSettings, type LiveRun } from '../../src/engine/live/live-run.ts';
import { expectedShortfall } from '../../src/engine/measures/expected-shortfall.ts';
import { historyBasis, wantedAssets } from '../../src/engine/measures/history-basis.ts';
import { valueAtRisk } from '../../src/engine/measures/value-at-risk.ts';
import { strictKernel } from '../../src/engine/revaluation/kernel/kernels.ts';
import { linesOf, run, type RiskInput } from '../../src/engine/run.ts';
import { bookPnl } from '../../src/engine/scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../src/engine/scenarios/compiled/compiled-book.ts';
import { pooledPnl } from '../../src/main/revaluation/pool.ts';
import { contest, median, ratio } from './contest.ts';
import { sustained, ticksOf } from './live-ticks.ts';
import { aBook } from './risk-books.ts';
import { atLeast } from './targets.ts';

const POSITIONS = 10_000;
const UNDERLYINGS = 20;
const SCENARIOS = 1_000;
const ROUNDS = 9;
/** Ticks that are timed together: each underlying's a few times, after a whole run has swept the caches. */
const TOGETHER = 100;
const SECONDS = 5;
/** Quotes a second: 20 underlyings at 10 Hz, at 20 Hz, and far more. */
const rates = [200, 400, 2_000] as const;

/** Compiles and prices what is held of one underlying, by account, and measures it: the least that a tick can cost. */
function oneUnderlying(input: RiskInput): () => number {
  const lines = linesOf(input);
  const options = lines.find(({ unit }) => unit.value.kind === 'option');
  const own = lines.filter(({ unit }) => unit.underlying === options?.unit.underlying);
  const accounts = [...new Set(own.map(({ account }) => account))];
  const basis = historyBasis(wantedAssets(lines), input.history, input.parameters);
  if (!basis.ok) throw new Error(basis.failure.message);
  const { set } = basis.value;
  const price = bookPnl(strictKernel());
  return () => {
    const held = own.map(({ unit, quantity, account }) => ({
      unit,
      quantity,
      group: accounts.indexOf(account),
    }));
    const pnl = price(compileBook(held, accounts.length), set).subarray(0, SCENARIOS);
    return valueAtRisk(pnl, '0.01').value + expectedShortfall(pnl, '0.025').value;
  };
}

/** A hundred thousand ticks in a process of its own. */
function memory(): { readonly mebibytesGrown: number } {
  const file = fileURLToPath(new URL('../perf/ticking-memory.ts', import.meta.url));
  const args = ['--expose-gc', file, '400', '100000'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Ticks of a live run against whole runs, and how many a thread takes. */
export function tickBench(): object {
  const machine = { threads: availableParallelism(), loadBefore: loadavg()[0] };
  const input = aBook(POSITIONS, UNDERLYINGS, SCENARIOS);
  const ticks = ticksOf(input);
  const live = liveRun(input);
  const two = liveRun(input, usualLiveSettings, pooledPnl(1));
  const ticked = (): void => {
    const { changes, at } = ticks.next();
    live.tick(changes, at);
  };
  const together =
    (of: () => unknown): (() => void) =>
    () => {
      for (let i = 0; i < TOGETHER; i++) of();
    };
  const times = contest(
    [
      { name: 'whole run', run: () => run(input) },
      { name: 'one underlying', run: together(oneUnderlying(input)) },
      { name: 'to level', run: together(ticked) },
      { name: 'all moved', run: () => live.snapshot() },
      {
        name: 'to snapshot',
        run: together(() => {
          ticked();
          live.snapshot();
        }),
      },
    ],
    ROUNDS,
  );
  const each = (name: string): number => median(times.get(name) ?? []) / TOGETHER;
  const over = (one: string, other: string): number => ratio(times, one, other);
  const wholeOverLevel = TOGETHER * over('whole run', 'to level');
  const wholeOverSnapshot = TOGETHER * over('whole run', 'to snapshot');
  const wholeOverAllMoved = over('whole run', 'all moved');
  const levelOverUnderlying = over('to level', 'one underlying');
  const snapshotOverUnderlying = over('to snapshot', 'one underlying');
  two.snapshot();
  two.tick({}, ticks.pass(1));
  two.snapshot();
  const bearing = (of: LiveRun) => rates.map((rate) => sustained(of, ticks, rate, SECONDS));
  const oneThread = bearing(live);
  const twoThreads = bearing(two);
  const keptUp = Math.min(
    ...oneThread.map(
      ({ quotesPerSecond, quotesComePerSecond }) => quotesPerSecond / quotesComePerSecond,
    ),
  );
  const { mebibytesGrown } = memory();
  const ticksToLevelPerSecond = 1 / each('to level');
  const targets = [
    atLeast(12, 'whole run over a tick to its snapshot', wholeOverSnapshot),
    atLeast(150, 'ticks to level in a second', ticksToLevelPerSecond),
    atLeast(0.9, 'share of the quotes that one thread takes as they come', keptUp),
    atLeast(-8, 'mebibytes that 100,000 ticks leave free', -mebibytesGrown),
  ];
  return {
    machine,
    positions: POSITIONS,
    scenarios: SCENARIOS,
    underlyings: UNDERLYINGS,
    secondsOfWholeRun: median(times.get('whole run') ?? []),
    ticksToLevelPerSecond,
    secondsToLevel: each('to level'),
    secondsToSnapshot: each('to snapshot'),
    secondsOfSnapshotAllMoved: median(times.get('all moved') ?? []),
    secondsOfOneUnderlying: each('one underlying'),
    wholeOverLevel,
    wholeOverSnapshot,
    wholeOverAllMoved,
    levelOverUnderlying,
    snapshotOverUnderlying,
    sustained: { oneThread, twoThreads },
    memory: { ticks: 100_000, mebibytesGrown },
    targets,
    targetsMet: targets.every(({ met }) => met !== false),
  };
}
