import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { fail, failure, type Failure, type Outcome } from '../../../engine/values/outcome.ts';
import { textReport } from '../../reports/text.ts';
import { parsed } from '../arguments.ts';
import { faults, type Answer } from '../measure/kind.ts';
import { measureKinds } from '../measure/kinds.ts';
import { answerSheets } from '../measure/sheets.ts';

const usage = `crossguard measure [--json] < request.json
       crossguard measure --schema

request: {"requests": [{"id": "book", "measure": "risk", "pnl": [-10, 5, ...], "tails": ["0.01"]}, ...]}
measures: ${Object.keys(measureKinds).join(', ')}
--schema prints the JSON schema of each measure's request`;

const document = z.object({
  requests: z.array(z.looseObject({ id: z.string().optional(), measure: z.string() })).min(1),
});

type Request = z.output<typeof document>['requests'][number];

type Answered = {
  readonly id: string;
  readonly measure: string;
  readonly outcome: Outcome<Answer>;
};

/** Reads a request document. Only its frame is checked here; each measure checks its own inputs. */
function requestsIn(input: string): Outcome<readonly Request[]> {
  let json: unknown;
  try {
    json = JSON.parse(input);
  } catch (error) {
    return fail('malformed', `the request is not JSON: ${String(error)}`);
  }
  const read = document.safeParse(json);
  return read.success
    ? { ok: true, value: read.data.requests }
    : fail('malformed', faults(read.error));
}

function answered({ id, measure, ...inputs }: Request, index: number): Answered {
  const kind = Object.hasOwn(measureKinds, measure) ? measureKinds[measure] : undefined;
  const outcome =
    kind === undefined
      ? fail('unsupported-operation', `there is no measure "${measure}"`)
      : kind.answer(inputs);
  return { id: id ?? `${index + 1}`, measure, outcome };
}

const failuresOf = (answers: readonly Answered[]): readonly Failure[] =>
  answers.flatMap(({ id, measure, outcome }) =>
    outcome.ok
      ? []
      : [failure(outcome.failure.reason, outcome.failure.message, `request ${id} (${measure})`)],
  );

function jsonText(answers: readonly Answered[], failures: readonly Failure[]): string {
  const done = answers.flatMap(({ id, measure, outcome }) =>
    outcome.ok ? [{ id, measure, ...outcome.value }] : [],
  );
  return `${JSON.stringify({ answers: done, failures }, null, 2)}\n`;
}

const tableText = (answers: readonly Answered[]): string =>
  textReport(
    'Measures',
    answers.flatMap(({ id, measure, outcome }) =>
      outcome.ok ? answerSheets(`${id} (${measure})`, outcome.value) : [],
    ),
  );

/** `measure`: risk figures of the series in a request document. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json', 'schema'], values: [] }, usage);
  if (!found.ok) return 1;
  if (found.flags.has('schema')) {
    const schemas = Object.entries(measureKinds).map(([name, { schema }]) => [
      name,
      z.toJSONSchema(schema, { io: 'input' }),
    ]);
    process.stdout.write(`${JSON.stringify(Object.fromEntries(schemas), null, 2)}\n`);
    return 0;
  }
  const requests = requestsIn(await text(process.stdin));
  if (!requests.ok) {
    process.stderr.write(`crossguard: ${requests.failure.message}\nusage: ${usage}\n`);
    return 1;
  }
  const answers = requests.value.map(answered);
  const failures = failuresOf(answers);
  for (const { at, message } of failures) process.stderr.write(`crossguard: ${at}: ${message}\n`);
  const anyDone = failures.length < answers.length;
  if (found.flags.has('json')) process.stdout.write(jsonText(answers, failures));
  else if (anyDone) process.stdout.write(tableText(answers));
  if (!anyDone) return 1;
  return failures.length === 0 ? 0 : 2;
}
