import { planned, type Plan } from '../../../engine/margin/optimise/plan.ts';
import { accountsOf, type RiskInput } from '../../../engine/run.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { linearSolver } from '../../optimise/solver.ts';
import { wishOf, wishSchema } from '../../optimise/wish.ts';
import { namesIn, planSheets } from '../../reports/plan.ts';
import { textReport } from '../../reports/text.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';
import { jsonFile } from '../json-file.ts';

const usage = `crossguard optimise [--store FILE] [--wish FILE.json] [--json]
       crossguard optimise --schema

proposes what to move between margin accounts; without a store, on the sample book
--schema prints the JSON schema of a wish: goal, target ratio, costs, accounts left alone`;

const contentOf = (path: string | undefined): Outcome<unknown> =>
  path === undefined ? ok({}) : jsonFile(path);

const asObject = (plan: Plan): object => ({
  cost: plan.cost,
  unstated: plan.unstated,
  before: Object.fromEntries(plan.before),
  steps: plan.steps.map(({ after, ...step }) => ({ ...step, after: Object.fromEntries(after) })),
  after: Object.fromEntries(plan.after),
  excluded: plan.excluded,
});

function planText(plan: Plan, { book }: RiskInput): string {
  const unstated =
    plan.unstated.length === 0
      ? ''
      : `\ncounted as 0, since nobody states it: ${plan.unstated.join('; ')}\n`;
  return `${textReport('Proposed moves', planSheets(plan, namesIn(book)))}${unstated}`;
}

/** `optimise`: which moves of collateral and positions lower the worst ratio, or free the most margin. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json', 'schema'], values: ['store', 'wish'] }, usage);
  if (!found.ok) return 1;
  if (found.flags.has('schema')) {
    process.stdout.write(`${JSON.stringify(wishSchema(), null, 2)}\n`);
    return 0;
  }
  const content = contentOf(found.values.get('wish'));
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  const wish = input.ok
    ? wishOf(content.ok ? content.value : {}, input.value.parameters.costs)
    : input;
  for (const one of [content, input, wish]) {
    if (one.ok) continue;
    process.stderr.write(`crossguard: ${one.failure.message}\n`);
    return 1;
  }
  if (!input.ok || !wish.ok) return 1;
  const plan = planned(accountsOf(input.value), wish.value, await linearSolver());
  const json = found.flags.has('json');
  process.stdout.write(
    json ? `${JSON.stringify(asObject(plan), null, 2)}\n` : planText(plan, input.value),
  );
  return plan.excluded.length === 0 ? 0 : 2;
}
