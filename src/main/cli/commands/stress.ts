import type { CascadeSettings } from '../../../engine/margin/stress/cascade.ts';
import type { RiskInput } from '../../../engine/run.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import {
  cascadeSheet,
  reverseSheet,
  scenarioSheets,
  scenariosSheet,
  systemicSheet,
} from '../../reports/stress.ts';
import type { Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import {
  cascadeOf,
  reverseResults,
  scenarioResults,
  stressReport,
  usualCascade,
} from '../../workstation/stress.ts';
import { parsed } from '../arguments.ts';
import { movesIn } from '../calls/moves.ts';

const usage = `crossguard stress [--store FILE] [--scenario ID] [--json]
       crossguard stress --reverse
       crossguard stress --cascade BTC=-0.3 [--depth USD] [--fee FRACTION]

every account revalued in full in the scenarios of the library, in your own (crossguard scenarios), and
if each venue failed; without a store, of the sample book
--reverse seeks the most plausible move that liquidates or exhausts each account, and all together
--cascade liquidates round by round after a shock: --depth is what, sold at once, moves a price by a
factor e (${usualCascade.depth} unless given), --fee the share of what is closed (${usualCascade.fee})`;

type Answer = {
  readonly json: object;
  readonly sheets: readonly Sheet[];
  readonly complete: boolean;
};

function scenarioAnswer(input: RiskInput, id: string): Outcome<Answer> {
  const found = scenarioResults(input, id);
  if (!found.ok) return found;
  return ok({
    json: { scenarios: found.value },
    sheets: found.value.flatMap(scenarioSheets),
    complete: found.value.every(({ change }) => change.lacking.length === 0),
  });
}

function everything(input: RiskInput): Answer {
  const { reporting } = input.parameters;
  const found = stressReport(input);
  return {
    json: found,
    sheets: [
      scenariosSheet(found.scenarios, reporting),
      reverseSheet(found.reverse),
      systemicSheet(found.systemic, reporting),
    ],
    complete:
      found.reverse.ok &&
      found.systemic.ok &&
      found.scenarios.every(({ change }) => change.lacking.length === 0),
  };
}

function reverseAnswer(input: RiskInput): Answer {
  const reverse = reverseResults(input);
  return { json: { reverse }, sheets: [reverseSheet(reverse)], complete: reverse.ok };
}

function cascadeAnswer(input: RiskInput, text: string, settings: CascadeSettings): Outcome<Answer> {
  const shock = movesIn('cascade', text, undefined);
  if (!shock.ok) return shock;
  const moves = new Map([...(shock.value?.prices ?? [])].map(([of, by]) => [of, by - 1]));
  const found = cascadeOf(input, moves, settings);
  if (!found.ok) return found;
  return ok({
    json: { settings, ...found.value },
    sheets: [cascadeSheet(found.value)],
    complete: found.value.unknown.length === 0,
  });
}

function settingsIn(values: ReadonlyMap<string, string>): Outcome<CascadeSettings> {
  const depth = Number(values.get('depth') ?? usualCascade.depth);
  const fee = Number(values.get('fee') ?? usualCascade.fee);
  if (!(depth > 0 && Number.isFinite(depth))) {
    return fail('malformed', `--depth was "${values.get('depth')}", not a positive amount`);
  }
  return fee >= 0 && fee <= 1
    ? ok({ depth, fee })
    : fail('malformed', `--fee was "${values.get('fee')}", not from 0 to 1`);
}

function answerTo(
  input: RiskInput,
  flags: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
): Outcome<Answer> {
  const shock = values.get('cascade');
  if (shock !== undefined) {
    const settings = settingsIn(values);
    return settings.ok ? cascadeAnswer(input, shock, settings.value) : settings;
  }
  const id = values.get('scenario');
  if (id !== undefined) return scenarioAnswer(input, id);
  return ok(flags.has('reverse') ? reverseAnswer(input) : everything(input));
}

/** `stress`: scenarios, reverse stress and cascades on the accounts of a store. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(
    args,
    { flags: ['json', 'reverse'], values: ['store', 'scenario', 'cascade', 'depth', 'fee'] },
    usage,
  );
  if (!found.ok) return 1;
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  const answer = input.ok ? answerTo(input.value, found.flags, found.values) : input;
  if (!answer.ok) {
    process.stderr.write(`crossguard: ${answer.failure.message}\n`);
    return 1;
  }
  const { json, sheets, complete } = answer.value;
  process.stdout.write(
    found.flags.has('json') ? `${JSON.stringify(json, null, 2)}\n` : textReport('Stress', sheets),
  );
  return complete ? 0 : 2;
}
