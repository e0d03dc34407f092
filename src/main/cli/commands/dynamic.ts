import {
  needPath,
  toolReport,
  type NeedPath,
  type ToolReport,
} from '../../../engine/margin/dynamic/need-path.ts';
import type { CalmPolicy } from '../../../engine/model/house-policy.ts';
import { linesOf, type RiskInput } from '../../../engine/run.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { money } from '../../reports/figures.ts';
import { left, right, type Cell, type Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard dynamic [--store FILE] [--every DAYS] [--json]

re-evaluates the need of today's book as volatility moved, alone and under each tool against
procyclicality: floor, stressed weight, buffer; without a store, of the sample book
--every joint days between evaluations, 1 unless stated`;

/** Of a policy that asks for none of it: the least that the European standard allows. */
const usual: CalmPolicy = { floor: true, stressedWeight: 0.25, stressedDays: 250 };

/** A quarter on top, given back as the need rises from a tenth to 35 % within 20 evaluations. */
const buffer = { size: 0.25, days: 20, from: 0.1, to: 0.35 };

const variants = [
  ['As volatility was', 'plain'],
  ['With a floor', 'floored'],
  ['With a stressed weight', 'stressed'],
  ['With a buffer', 'buffered'],
] as const;

const pathOf = (
  { market, history, parameters, ...input }: RiskInput,
  every: number,
): Outcome<NeedPath> =>
  needPath(
    linesOf({ market, history, parameters, ...input }),
    history,
    parameters.measures,
    parameters.house.calm ?? usual,
    buffer,
    every,
  );

const times = (x: number | null | undefined): Cell =>
  x === null || x === undefined ? 'unknown' : { value: x, text: `× ${x.toFixed(2)}` };

function row(label: string, report: Outcome<ToolReport>): readonly Cell[] {
  if (!report.ok) return [label, report.failure.message];
  const { latest, mean, peakToTrough, rises } = report.value;
  const rise = (over: number): Cell => times(rises.find((one) => one.over === over)?.ratio);
  return [
    label,
    { value: latest, text: money(latest) },
    { value: mean, text: money(mean) },
    times(peakToTrough),
    rise(1),
    rise(5),
    rise(20),
  ];
}

function sheetOf(path: NeedPath): Sheet {
  const { days, every } = path;
  return {
    title: `Need of today’s book, ${days[0]} to ${days.at(-1)}`,
    columns: [
      left('Need'),
      right('latest'),
      right('mean'),
      right('peak ÷ trough'),
      right('largest rise over 1'),
      right('over 5'),
      right('over 20'),
    ],
    rows: variants.map(([label, key]) => row(label, toolReport(path[key]))),
    note: `${days.length} evaluations, ${every} joint days apart; expected shortfall alone, without the other charges of the house need`,
  };
}

function jsonOf(path: NeedPath): object {
  const { days, every } = path;
  return {
    days,
    every,
    needs: variants.map(([label, key]) => {
      const report = toolReport(path[key]);
      return {
        label,
        path: [...path[key]],
        ...(report.ok ? { swings: report.value } : { failure: report.failure }),
      };
    }),
  };
}

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

/** `dynamic`: the need of today's book as volatility moved, and how procyclical it is. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['store', 'every'] }, usage);
  if (!found.ok) return 1;
  const every = Number(found.values.get('every') ?? '1');
  if (!Number.isInteger(every) || every < 1) {
    return refusal(`--every was "${found.values.get('every')}", not a whole number of days`);
  }
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  if (!input.ok) return refusal(input.failure.message);
  const path = pathOf(input.value, every);
  if (!path.ok) return refusal(path.failure.message);
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify(jsonOf(path.value), null, 2)}\n`
      : textReport('Dynamic margin', [sheetOf(path.value)]),
  );
  return 0;
}
