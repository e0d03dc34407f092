import {
  correlationModels,
  type CorrelationChoice,
  type CorrelationComparison,
  type CorrelationEdit,
  type CorrelationModel,
} from '../../../engine/contract/correlation.ts';
import type { RiskInput } from '../../../engine/run.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { windowDays } from '../../parameters/correlation-edits.ts';
import {
  comparisonSheets,
  pairSheets,
  pairWorthSheets,
  whatIfSheets,
  worthSheets,
} from '../../reports/correlation.ts';
import { jsonText } from '../../reports/json.ts';
import type { Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import {
  comparisonOf,
  pairOf,
  pairWorthOf,
  whatIfOf,
  worthOf,
} from '../../workstation/correlation.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';
import { editsIn } from '../correlation-edits.ts';

const usage = `crossguard correlation [--store FILE] [--model ID] [--window RETURNS]
                       [--against ID] [--against-window RETURNS]
                       [--worth] [--pair A,B] [--edit "A,B=0.2; multiply=0.5"] [--json]

Correlations of what is held, by one model or beside another: ${correlationModels.join(', ')};
--worth: what they are worth on the book; --pair: two assets; --edit: the book under other correlations,
an edit being A,B=RHO, multiply=FACTOR, all-to-one=STRENGTH or decorrelate=STRENGTH, the last three of A,B,C where
written multiply(A,B,C)=FACTOR, or as-in(2025-03-01,2025-06-30)=STRENGTH; without a store, of the sample book`;

type Values = ReadonlyMap<string, string>;

/** One part of an answer: as data, and as tables. */
type Part = {
  readonly name: string;
  readonly data: unknown;
  readonly sheets: readonly Sheet[];
  /** Whether nothing that was wanted is left out. */
  readonly complete: boolean;
};

function windowOf(values: Values, name: string): Outcome<number | null> {
  const text = values.get(name);
  if (text === undefined) return ok(null);
  const read = windowDays.safeParse(Number(text));
  return read.success
    ? ok(read.data)
    : fail('malformed', `--${name} was "${text}", no whole number from 20 to 5000`);
}

function modelOf(values: Values, name: string): Outcome<CorrelationModel | null> {
  const text = values.get(name);
  const found = correlationModels.find((one) => one === text);
  if (text === undefined) return ok(null);
  return found === undefined
    ? fail('malformed', `--${name} was "${text}", none of ${correlationModels.join(', ')}`)
    : ok(found);
}

/** What is compared: nothing but the first where neither model nor window of another is named. */
function choices(values: Values): Outcome<readonly [CorrelationChoice, CorrelationChoice | null]> {
  const model = modelOf(values, 'model');
  if (!model.ok) return model;
  const against = modelOf(values, 'against');
  if (!against.ok) return against;
  const window = windowOf(values, 'window');
  if (!window.ok) return window;
  const other = windowOf(values, 'against-window');
  if (!other.ok) return other;
  const first = { model: model.value ?? 'ewma', window: window.value } as const;
  const none = against.value === null && other.value === null;
  return ok([
    first,
    none ? null : { model: against.value ?? first.model, window: other.value ?? first.window },
  ]);
}

function pairIn(text: string): Outcome<readonly [string, string]> {
  const [a, b, more] = text.split(',').map((name) => name.trim());
  return a && b && more === undefined
    ? ok([a, b])
    : fail('malformed', `--pair was "${text}", not two assets such as BTC,ETH`);
}

const part = <T>(
  name: string,
  found: Outcome<T>,
  sheets: (of: T) => readonly Sheet[],
  complete: (of: T) => boolean = () => true,
): Outcome<Part> =>
  found.ok
    ? ok({ name, data: found.value, sheets: sheets(found.value), complete: complete(found.value) })
    : found;

const nothingLeftOut = ({ first, second }: CorrelationComparison): boolean =>
  first.excluded.length === 0 && (second?.excluded.length ?? 0) === 0;

/** The parts that the options ask for; the matrix alone where they ask for none. */
function partsOf(
  input: RiskInput,
  values: Values,
  flags: ReadonlySet<string>,
): Outcome<readonly Part[]> {
  const chosen = choices(values);
  if (!chosen.ok) return chosen;
  const [first, second] = chosen.value;
  const found: Outcome<Part>[] = [
    part('comparison', comparisonOf(input, first, second), comparisonSheets, nothingLeftOut),
  ];
  if (flags.has('worth')) found.push(part('worth', worthOf(input), worthSheets));
  const pairText = values.get('pair');
  if (pairText !== undefined) {
    const pair = pairIn(pairText);
    if (!pair.ok) return pair;
    found.push(part('pair', pairOf(input, pair.value, first.window), pairSheets));
    found.push(part('pairWorth', pairWorthOf(input, pair.value), (of) => pairWorthSheets([of])));
  }
  const editText = values.get('edit');
  if (editText !== undefined) {
    const edits: Outcome<readonly CorrelationEdit[]> = editsIn(editText);
    if (!edits.ok) return edits;
    found.push(part('whatIf', whatIfOf(input, edits.value), whatIfSheets));
  }
  const parts: Part[] = [];
  for (const one of found) {
    if (!one.ok) return one;
    parts.push(one.value);
  }
  return ok(parts);
}

/** `correlation`: how what is held moves together, and what that is worth. */
export async function run(args: readonly string[]): Promise<number> {
  const values = ['store', 'model', 'window', 'against', 'against-window', 'pair', 'edit'];
  const found = parsed(args, { flags: ['json', 'worth'], values }, usage);
  if (!found.ok) return 1;
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  const parts = input.ok ? partsOf(input.value, found.values, found.flags) : input;
  if (!parts.ok) {
    process.stderr.write(`crossguard: ${parts.failure.message}\n`);
    return 1;
  }
  process.stdout.write(
    found.flags.has('json')
      ? jsonText(Object.fromEntries(parts.value.map(({ name, data }) => [name, data])))
      : textReport(
          'Correlation',
          parts.value.flatMap(({ sheets }) => sheets),
        ),
  );
  return parts.value.every(({ complete }) => complete) ? 0 : 2;
}
