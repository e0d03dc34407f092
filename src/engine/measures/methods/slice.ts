import { riskMethods, type MethodMeasure, type RiskMethod } from '../../contract/methods.ts';
import type { Parameters } from '../../model/parameters.ts';
import type { JointReturns } from '../../scenarios/history.ts';
import type { Unit } from '../../scenarios/pnl.ts';
import type { ScenarioSet } from '../../scenarios/scenario-set.ts';
import type { Outcome } from '../../values/outcome.ts';

export type MethodSettings = {
  readonly methods: readonly RiskMethod[];
  /** Tail probabilities as decimal texts. */
  readonly tails: readonly string[];
  /** Days, each at least 1. */
  readonly horizons: readonly number[];
  /** Decay of age weights per day. */
  readonly ageDecay: number;
  readonly draws: number;
  readonly seed: number;
};

export const usualMethods: MethodSettings = {
  methods: riskMethods,
  tails: ['0.01', '0.025'],
  horizons: [1, 10],
  ageDecay: 0.995,
  draws: 10_000,
  seed: 5489,
};

/** A slice of the book and all that its methods share. */
export type Slice = {
  readonly units: readonly Unit[];
  readonly returns: JointReturns;
  readonly parameters: Parameters;
  readonly settings: MethodSettings;
  readonly pnlIn: (set: ScenarioSet) => Float64Array;
};

export type Measured = Outcome<readonly MethodMeasure[]>;

/** A measure without a sample behind it. */
export const closedForm = (
  method: RiskMethod,
  horizon: number,
  tail: string,
): Omit<MethodMeasure, 'valueAtRisk' | 'expectedShortfall'> => ({
  method,
  horizon,
  tail,
  low: null,
  high: null,
  standardError: null,
  scenario: '',
  outcomes: 0,
  note: '',
});
