import type { BacktestTest } from '../../contract/backtest.ts';
import { settledTail } from '../tail.ts';
import { exceptionClustering } from './independence.ts';
import { shortfallTests, type ShortfallSeries } from './shortfall-tests.ts';
import { simulatedHistories, worlds } from './simulated-histories.ts';
import { trafficLight } from './traffic-light.ts';
import { binomialCdf } from '../binomial.ts';

/** Probability at which a right forecast is rejected. */
const SIZE = 0.05;

export type Forecasts = {
  /** Worst first, [day]. */
  readonly outcomes: readonly Float64Array[];
  readonly pnl: Float64Array;
  /** At the tail of VaR. */
  readonly valueAtRisk: Float64Array;
  /** VaR and shortfall at the tail of the shortfall. */
  readonly shortfall: Pick<ShortfallSeries, 'valueAtRisk' | 'expectedShortfall'>;
  readonly varTail: string;
  readonly shortfallTail: string;
};

function hitsOf(pnl: Float64Array, valueAtRisk: Float64Array): readonly boolean[] {
  const hits: boolean[] = [];
  for (let t = 0; t < pnl.length; t++) hits.push(pnl[t]! < -valueAtRisk[t]!);
  return hits;
}

type CountTest = 'kupiec' | 'independence' | 'conditional' | 'traffic-light';
const countTests: readonly CountTest[] = ['kupiec', 'independence', 'conditional', 'traffic-light'];

/** The tests of exceptions: statistic and p-value. */
function counted(hits: readonly boolean[], p: number) {
  const { exceptions, coverage, independence, conditional } = exceptionClustering(hits, p);
  const of = ({ ratio, pValue }: typeof coverage) => ({
    statistic: ratio,
    pValue,
    rejects: pValue < SIZE,
  });
  return {
    kupiec: of(coverage),
    independence: of(independence),
    conditional: of(conditional),
    'traffic-light': {
      statistic: exceptions,
      pValue: 1 - binomialCdf(exceptions - 1, hits.length, p),
      rejects: trafficLight(exceptions, hits.length, p) !== 'green',
    },
  };
}

/** Simulated values of one shortfall statistic, in rising order; undefined ones left out. */
type Simulated = readonly Float64Array[];

/**
 * Every test of one method's forecasts, with its power at this number of days in worlds that are not
 * as forecast. Worlds are simulated from the method's own distributions; p-values of the shortfall
 * tests are from the world in which the forecasts are right.
 */
export function backtests(
  of: Forecasts,
  simulation: { readonly draws: number; readonly seed: number },
): readonly BacktestTest[] {
  const p = settledTail(of.varTail).value;
  const q = settledTail(of.shortfallTail).value;
  const rejected = worlds.map(() => ({
    kupiec: 0,
    independence: 0,
    conditional: 0,
    'traffic-light': 0,
  }));
  const z1: number[][] = worlds.map(() => []);
  const z2: number[][] = worlds.map(() => []);
  worlds.forEach((world, w) => {
    simulatedHistories(of.outcomes, p, world, simulation, (pnl) => {
      const found = counted(hitsOf(pnl, of.valueAtRisk), p);
      for (const name of countTests) if (found[name].rejects) rejected[w]![name] += 1;
    });
    simulatedHistories(of.outcomes, q, world, simulation, (pnl) => {
      const found = shortfallTests({ pnl, ...of.shortfall }, q);
      if (found.z1 !== null) z1[w]!.push(found.z1);
      z2[w]!.push(found.z2);
    });
  });
  const seen = counted(hitsOf(of.pnl, of.valueAtRisk), p);
  const shortfall = shortfallTests({ pnl: of.pnl, ...of.shortfall }, q);
  return [
    ...countTests.map((name) => ({
      name,
      ...seen[name],
      power: worlds.map((world, w) => ({
        against: world.name,
        power: rejected[w]![name] / simulation.draws,
      })),
    })),
    shortfallTest('shortfall-z1', shortfall.z1, z1.map(sorted), simulation.draws),
    shortfallTest('shortfall-z2', shortfall.z2, z2.map(sorted), simulation.draws),
  ];
}

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).toSorted();

/** How many of some values in rising order are at most `limit`. */
function atMost(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shortfallTest(
  name: 'shortfall-z1' | 'shortfall-z2',
  statistic: number | null,
  simulated: Simulated,
  draws: number,
): BacktestTest {
  const right = simulated[0]!;
  const critical = right[Math.max(Math.floor(right.length * SIZE) - 1, 0)] ?? -Infinity;
  const pValue =
    statistic === null || right.length === 0 ? null : atMost(right, statistic) / right.length;
  return {
    name,
    statistic,
    pValue,
    rejects: statistic === null || pValue === null ? null : statistic <= critical,
    // A history without an exception rejects nothing.
    power: worlds.map((world, w) => ({
      against: world.name,
      power: atMost(simulated[w]!, critical) / draws,
    })),
  };
}
