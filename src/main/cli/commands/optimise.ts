import { readFileSync } from 'node:fs';
import { planned, type Plan } from '../../../engine/margin/optimise/plan.ts';
import { accountsOf, type RiskInput } from '../../../engine/run.ts';
import { fail, type Outcome } from '../../../engine/values/outcome.ts';
import { linearSolver } from '../../optimise/solver.ts';
import { wishOf, wishSchema } from '../../optimise/wish.ts';
import { namesIn, planSheets } from '../../reports/plan.ts';
import { textReport } from '../../reports/text.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard optimise [--store FILE] [--wish FILE.json] [--json]
       crossguard optimise --schema

proposes what to move between margin accounts; without a store, on the sample book
--schema prints the JSON schema of a wish: goal, target ratio, costs, accounts left alone`;

function contentOf(path: string | undefined): Outcome<unknown> {
  if (path === undefined) return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    return fail('malformed', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const asObject = (plan: Plan): object => ({
  cost: plan.cost,
  before: Object.fromEntries(plan.before),
  steps: plan.steps.map(({ after, ...step }) => ({ ...step, after: Object.fromEntries(after) })),
  after: Object.fromEntries(plan.after),
  excluded: plan.excluded,
});

function planText(plan: Plan, { book }: RiskInput): string {
  const costs = 'costs are those of the wish; what it does not state is 0';
  return `${textReport('Proposed moves', planSheets(plan, namesIn(book)))}\n${costs}\n`;
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
  const wish = content.ok ? wishOf(content.value) : content;
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  for (const one of [wish, input]) {
    if (one.ok) continue;
    process.stderr.write(`crossguard: ${one.failure.message}\n`);
    return 1;
  }
  if (!wish.ok || !input.ok) return 1;
  const plan = planned(accountsOf(input.value), wish.value, await linearSolver());
  const json = found.flags.has('json');
  process.stdout.write(
    json ? `${JSON.stringify(asObject(plan), null, 2)}\n` : planText(plan, input.value),
  );
  return plan.excluded.length === 0 ? 0 : 2;
}
