import {
  riskMethods,
  type MethodMeasure,
  type MethodReport,
  type RiskMethod,
  type SliceName,
} from '../../../engine/contract/methods.ts';
import { usualMethods, type MethodSettings } from '../../../engine/measures/methods/slice.ts';
import { tailProbability } from '../../../engine/measures/tail.ts';
import type { RiskInput } from '../../../engine/run.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { methodSheets } from '../../reports/methods.ts';
import { textReport } from '../../reports/text.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { pooledPnl } from '../../revaluation/pool.ts';
import { methodsOf } from '../../workstation/risk-methods.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard risk [--store FILE] [--venue V] [--account ID] [--underlying U]
                [--methods filtered,copula] [--tails 0.01,0.025] [--horizons 1,10]
                [--draws N] [--seed N] [--json]

VaR and expected shortfall of the book, or of a slice of it, by every method: ${riskMethods.join(', ')};
without a store, of the sample book`;

type Values = ReadonlyMap<string, string>;

const isMethod = (text: string): text is RiskMethod => riskMethods.some((one) => one === text);

/** A comma-separated list that an option states, each part read by itself. */
function listOf<T>(
  values: Values,
  name: string,
  otherwise: readonly T[],
  read: (text: string) => T | null,
): Outcome<readonly T[]> {
  const text = values.get(name);
  if (text === undefined) return ok(otherwise);
  const found: T[] = [];
  for (const part of text.split(',')) {
    const one = read(part.trim());
    if (one === null) return fail('malformed', `--${name}: "${part}" is none`);
    found.push(one);
  }
  return ok(found);
}

/** A whole number in bounds that an option states. */
function countOf(
  values: Values,
  name: string,
  otherwise: number,
  [least, most]: readonly [number, number],
): Outcome<number> {
  const text = values.get(name);
  const value = text === undefined ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most
    ? ok(value)
    : fail('malformed', `--${name} was "${text}", no whole number from ${least} to ${most}`);
}

function settingsOf(values: Values): Outcome<MethodSettings> {
  const methods = listOf(values, 'methods', usualMethods.methods, (text) =>
    isMethod(text) ? text : null,
  );
  if (!methods.ok) return methods;
  const tails = listOf(values, 'tails', usualMethods.tails, (text) =>
    tailProbability(text).ok ? text : null,
  );
  if (!tails.ok) return tails;
  const horizons = listOf(values, 'horizons', usualMethods.horizons, (text) =>
    /^[1-9]\d{0,2}$/.test(text) ? Number(text) : null,
  );
  if (!horizons.ok) return horizons;
  const draws = countOf(values, 'draws', usualMethods.draws, [1_000, 1_000_000]);
  if (!draws.ok) return draws;
  const seed = countOf(values, 'seed', usualMethods.seed, [0, 999_999_999]);
  if (!seed.ok) return seed;
  return ok({
    ...usualMethods,
    methods: methods.value,
    tails: tails.value,
    horizons: horizons.value,
    draws: draws.value,
    seed: seed.value,
  });
}

function reportOf(
  input: Outcome<RiskInput>,
  slices: readonly SliceName[],
  settings: Outcome<MethodSettings>,
): Outcome<MethodReport> {
  if (!settings.ok) return settings;
  return input.ok ? methodsOf(input.value, slices, settings.value, pooledPnl()) : input;
}

/** `risk`: VaR and expected shortfall of a slice by every method. */
export async function run(args: readonly string[]): Promise<number> {
  const names = ['store', 'venue', 'account', 'underlying', 'methods', 'tails', 'horizons'];
  const found = parsed(args, { flags: ['json'], values: [...names, 'draws', 'seed'] }, usage);
  if (!found.ok) return 1;
  const settings = settingsOf(found.values);
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  const slices = (['venue', 'account', 'underlying'] as const).flatMap((by) => {
    const of = found.values.get(by);
    return of === undefined ? [] : [{ by, of }];
  });
  const report = reportOf(input, slices, settings);
  if (!report.ok) {
    process.stderr.write(`crossguard: ${report.failure.message}\n`);
    return 1;
  }
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify(report.value, null, 2)}\n`
      : textReport('Risk by method', methodSheets(report.value)),
  );
  return isComplete(report.value) ? 0 : 2;
}

const isComplete = ({ measures, failed }: MethodReport): boolean =>
  failed.length === 0 &&
  measures.every(({ expectedShortfall }: MethodMeasure) => expectedShortfall !== null);
