import {
  backtestMethods,
  type BacktestMethod,
  type BacktestReport,
} from '../../../engine/contract/backtest.ts';
import { usualBacktest, type BacktestSettings } from '../../../engine/measures/backtest/report.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { tailProbability } from '../../../engine/measures/tail.ts';
import { accountsOf, type RiskInput } from '../../../engine/run.ts';
import { backtestSheets } from '../../reports/backtest.ts';
import { marginBacktestSheets } from '../../reports/margin-backtest.ts';
import { textReport } from '../../reports/text.ts';
import { backtestOf } from '../../workstation/backtest.ts';
import { riskInput } from '../../workstation/desk.ts';
import { marginBacktestOf } from '../../workstation/margin-backtest.ts';
import { offline, riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard backtest [--store FILE] [--venue V] [--account ID] [--underlying U]
                    [--margin] [--method ${backtestMethods.join('|')}] [--book today|dated]
                    [--var-tail 0.01] [--shortfall-tail 0.025] [--json]

how VaR and expected shortfall of the book, or of a slice of it, did on past days: Kupiec, Christoffersen,
traffic light, Acerbi-Szekely, Fissler-Ziegel, each with its power; without a store, of the sample book
--method  the forecasts to test; both unless stated
--margin  instead, whether each account's requirement would have covered what its positions lost
--book    today: today's book on every day; dated: the book that the store's dated positions show`;

const isMethod = (text: string): text is BacktestMethod =>
  backtestMethods.some((one) => one === text);

function settingsOf(values: ReadonlyMap<string, string>): Outcome<BacktestSettings> {
  const method = values.get('method');
  if (method !== undefined && !isMethod(method)) {
    return fail('malformed', `--method "${method}" is none of ${backtestMethods.join(', ')}`);
  }
  const book = values.get('book') ?? 'today';
  if (book !== 'today' && book !== 'dated') {
    return fail('malformed', `--book "${book}" is neither today nor dated`);
  }
  return ok({ ...usualBacktest, book, methods: method === undefined ? backtestMethods : [method] });
}

const tails = ['var-tail', 'shortfall-tail'] as const;

/** The input with the tail probabilities that options state. */
function atTails(input: RiskInput, values: ReadonlyMap<string, string>): Outcome<RiskInput> {
  const { measures } = input.parameters;
  const [varTail = measures.varTail, shortfallTail = measures.shortfallTail] = tails.map((name) =>
    values.get(name),
  );
  for (const text of [varTail, shortfallTail]) {
    const read = tailProbability(text);
    if (!read.ok) return read;
  }
  const parameters = { ...input.parameters, measures: { ...measures, varTail, shortfallTail } };
  return ok({ ...input, parameters });
}

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

/** Columns of numbers as JSON has them. */
const plain = (_: string, value: unknown): unknown =>
  value instanceof Float64Array ? [...value] : value;

/** Every account, or one, by what its requirement would have covered. */
async function margins(
  path: string | null,
  account: string | null,
  json: boolean,
): Promise<number> {
  const input = await riskInputOffline(path, null);
  if (!input.ok) return refusal(input.failure.message);
  const all = accountsOf(input.value).map(({ account: { id, name } }) => ({ id, name }));
  const asked = all.filter(({ id }) => account === null || id === account);
  if (asked.length === 0) {
    return refusal(`no account "${account}"; there are ${all.map(({ id }) => id).join(', ')}`);
  }
  const reports = asked.map(({ id, name }) => ({
    account: id,
    name,
    report: marginBacktestOf(input.value, id),
  }));
  process.stdout.write(
    json
      ? `${JSON.stringify(reports, plain, 2)}\n`
      : textReport('Would the margin have covered it', marginBacktestSheets(reports)),
  );
  return reports.every(({ report }) => report.ok) ? 0 : 2;
}

/** `backtest`: how risk forecasts of a slice did on past days. */
export async function run(args: readonly string[]): Promise<number> {
  const names = ['store', 'venue', 'account', 'underlying', 'method', 'book', ...tails];
  const found = parsed(args, { flags: ['json', 'margin'], values: names }, usage);
  if (!found.ok) return 1;
  if (found.flags.has('margin')) {
    return margins(
      found.values.get('store') ?? null,
      found.values.get('account') ?? null,
      found.flags.has('json'),
    );
  }
  const settings = settingsOf(found.values);
  if (!settings.ok) return refusal(settings.failure.message);
  const slices = (['venue', 'account', 'underlying'] as const).flatMap((by) => {
    const of = found.values.get(by);
    return of === undefined ? [] : [{ by, of }];
  });
  const report: Outcome<BacktestReport> = await offline(
    found.values.get('store') ?? null,
    (store, resources, synthetic) => {
      const input = riskInput(store, resources, null, new Map(), synthetic);
      if (!input.ok) return input;
      const asked = atTails(input.value, found.values);
      return asked.ok ? backtestOf(store, resources, asked.value, slices, settings.value) : asked;
    },
  );
  if (!report.ok) return refusal(report.failure.message);
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify(report.value, plain, 2)}\n`
      : textReport('Back-test', backtestSheets(report.value)),
  );
  return 0;
}
