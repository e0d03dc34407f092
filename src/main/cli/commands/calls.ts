import type { MoveCosts } from '../../../engine/model/move-costs.ts';
import type { AccountInput } from '../../../engine/model/priced.ts';
import type { LiquidationSettings } from '../../../engine/margin/calls/liquidation/run.ts';
import type { Moves } from '../../../engine/margin/calls/moves.ts';
import { accountsOf, type RiskInput } from '../../../engine/run.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { moveCostsOf } from '../../parameters/move-costs.ts';
import { outlookSheet } from '../../reports/call-outlook.ts';
import { deleveragingSheet, liquidationSheet } from '../../reports/liquidation.ts';
import { remedySheet } from '../../reports/remedies.ts';
import type { Sheet } from '../../reports/sheet.ts';
import { textReport } from '../../reports/text.ts';
import {
  liquidationOutlook,
  outlookMarket,
  outlookOf,
  remediesOf,
} from '../../workstation/outlook.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';
import { movesIn } from '../calls/moves.ts';
import { jsonFile } from '../json-file.ts';

const usage = `crossguard calls [--store FILE] [--account ID] [--level RATIO] [--json]
       crossguard calls --liquidation [--moves BTC=-0.2,ETH=-0.25] [--volatility 1.3]
                        [--slippage FRACTION] [--estimate]
       crossguard calls --remedies [--target RATIO] [--costs COSTS.json]

how near each margin account is to a call: the nearest point in prices and volatility, and the chance
of a call within an hour, a day and a week; without a store, of the sample book
--liquidation goes step by step from the nearest call, or from after the moves; with --estimate by a
generic procedure in place of the venue's own
--remedies ranks what brings an account down to the target by cost; costs are the store's unless given`;

/** What is asked, and of which accounts. */
type Question = {
  readonly input: RiskInput;
  readonly all: readonly AccountInput[];
  readonly accounts: readonly AccountInput[];
};

type Answer = {
  readonly accounts: readonly object[];
  readonly sheets: readonly Sheet[];
  readonly complete: boolean;
};

const named = ({ account }: AccountInput) => ({ account: account.id, name: account.name });

function outlooks({ input, accounts }: Question, level: number): Answer {
  const market = outlookMarket(input);
  const calls = accounts.map((one) => ({ ...named(one), ...outlookOf(one, market, level) }));
  return {
    accounts: calls.map(({ nearest, ...one }) => ({
      ...one,
      nearest: nearest.ok
        ? ok({ ...nearest.value, prices: Object.fromEntries(nearest.value.prices) })
        : nearest,
    })),
    sheets: [outlookSheet(calls, level)],
    complete: calls.every(({ nearest, time }) => nearest.ok && time.ok),
  };
}

function liquidations(
  { input, all, accounts }: Question,
  moves: Moves | null,
  settings: LiquidationSettings,
): Answer {
  const market = outlookMarket(input);
  const runs = accounts.map((one) => ({
    ...named(one),
    venue: one.account.venue,
    outlook: liquidationOutlook(one, all, market, moves, settings),
  }));
  const venues = new Map(runs.map(({ venue, outlook }) => [venue, outlook.deleveraging]));
  return {
    accounts: runs.map(({ outlook, ...one }) => ({ ...one, ...outlook })),
    sheets: [
      ...runs.map(({ name, outlook }) => liquidationSheet(name, outlook)),
      ...[...venues].map(([venue, ranks]) => deleveragingSheet(venue, ranks)),
    ],
    complete: runs.every(({ outlook }) => outlook.run.ok),
  };
}

function remedies({ input, all, accounts }: Question, target: number | null): Answer {
  const found = accounts.map((one) => ({
    ...named(one),
    remedies: remediesOf(input, one, all, target),
  }));
  return {
    accounts: found,
    sheets: found.map((one) => remedySheet(one.name, one.remedies)),
    // An account that needs nothing is answered.
    complete: found.every(
      (one) => one.remedies.ok || one.remedies.failure.reason === 'not-applicable',
    ),
  };
}

/** A fraction that an option states, or its default. */
function fractionOf(
  values: ReadonlyMap<string, string>,
  name: string,
  otherwise: number,
): Outcome<number> {
  const text = values.get(name);
  const value = Number(text ?? otherwise);
  return value >= 0 && value <= 1 && text?.trim() !== ''
    ? ok(value)
    : fail('malformed', `--${name} was "${text}", not from 0 to 1`);
}

/** The costs of a file, or those that are known. */
function costsOf(file: string | undefined, known: MoveCosts): Outcome<MoveCosts> {
  if (file === undefined) return ok(known);
  const content = jsonFile(file);
  if (!content.ok) return content;
  const read = moveCostsOf(content.value);
  return read.ok ? read : fail('malformed', `${file}: ${read.failure.message}`);
}

async function questionOf(values: ReadonlyMap<string, string>): Promise<Outcome<Question>> {
  const input = await riskInputOffline(values.get('store') ?? null, null);
  if (!input.ok) return input;
  const { parameters } = input.value;
  const costs = costsOf(values.get('costs'), parameters.costs);
  if (!costs.ok) return costs;
  const all = accountsOf(input.value);
  const wanted = values.get('account');
  const accounts = wanted === undefined ? all : all.filter(({ account }) => account.id === wanted);
  return accounts.length === 0
    ? fail(
        'not-applicable',
        `there is no account "${wanted}": ${all.map(({ account }) => account.id).join(', ')}`,
      )
    : ok({
        input: { ...input.value, parameters: { ...parameters, costs: costs.value } },
        all,
        accounts,
      });
}

/** `calls`: how near each margin account is to a call, what a liquidation would leave of it, and what prevents one. */
export async function run(args: readonly string[]): Promise<number> {
  const known = {
    flags: ['json', 'liquidation', 'remedies', 'estimate'],
    values: ['store', 'account', 'level', 'moves', 'volatility', 'slippage', 'target', 'costs'],
  };
  const found = parsed(args, known, usage);
  if (!found.ok) return 1;
  const { values, flags } = found;
  const level = fractionOf(values, 'level', 1);
  const slippage = fractionOf(values, 'slippage', 0);
  const target = fractionOf(values, 'target', 1);
  const moves = movesIn('moves', values.get('moves'), values.get('volatility'));
  const question = await questionOf(values);
  for (const one of [level, slippage, target, moves, question]) {
    if (one.ok) continue;
    process.stderr.write(`crossguard: ${one.failure.message}\n`);
    return 1;
  }
  if (!level.ok || !slippage.ok || !target.ok || !moves.ok || !question.ok) return 1;
  const by = flags.has('estimate') ? 'estimate' : 'published';
  const answer = flags.has('remedies')
    ? remedies(question.value, values.has('target') ? target.value : null)
    : flags.has('liquidation') || moves.value !== null
      ? liquidations(question.value, moves.value, { slippage: slippage.value, by })
      : outlooks(question.value, level.value);
  process.stdout.write(
    flags.has('json')
      ? `${JSON.stringify({ accounts: answer.accounts }, null, 2)}\n`
      : textReport('Margin calls', answer.sheets),
  );
  return answer.complete ? 0 : 2;
}
