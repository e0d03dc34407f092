import { text } from 'node:stream/consumers';
import path from 'node:path';
import { z } from 'zod';
import { accountMargin } from '../../../engine/margin/account.ts';
import { marginModels } from '../../../engine/margin/models.ts';
import type { MarginModelId } from '../../../engine/model/book.ts';
import type { MarginEdition } from '../../../engine/model/parameters.ts';
import { fail, ok, type Batch, type Outcome } from '../../../engine/values/outcome.ts';
import { loadEditions } from '../../parameters/editions.ts';
import { accountInputs } from '../../portfolio/account-inputs.ts';
import { portfolioDocument } from '../../portfolio/document.ts';
import { portfolioOf, type Portfolio } from '../../portfolio/portfolio.ts';
import { accountText, gapsOf } from '../../reports/margin-tree.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard margin [--model ID] [--editions FOLDER] [--json] < portfolio.json
       crossguard margin --schema

models: ${Object.keys(marginModels).join(', ')}
--model margins every account by this model in place of its own
--editions adds margin numbers of your own, which come before ours of the same day
--schema prints the JSON schema of the portfolio document`;

/** The house's need rests on price histories, which a portfolio document does not hold. */
const noHouse = fail('not-applicable', 'a portfolio document holds no price history');

const isModel = (id: string): id is MarginModelId => Object.hasOwn(marginModels, id);

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

async function portfolioIn(model: MarginModelId | null): Promise<Outcome<Portfolio>> {
  let content: unknown;
  try {
    content = JSON.parse(await text(process.stdin));
  } catch (error) {
    return fail(
      'malformed',
      `the document is not JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
  return portfolioOf(content, model);
}

/** The user's editions, then the product's: among equals the first counts. */
function editionsFrom(own: string | undefined): Batch<MarginEdition> {
  const ours = loadEditions(path.join(resourcesFolder(), 'margin'));
  if (own === undefined) return ours;
  const theirs = loadEditions(own);
  return {
    items: [...theirs.items, ...ours.items],
    failures: [...theirs.failures, ...ours.failures],
  };
}

/** `margin`: the margin of each account of a portfolio document, as a tree. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json', 'schema'], values: ['model', 'editions'] }, usage);
  if (!found.ok) return 1;
  if (found.flags.has('schema')) {
    const schema = z.toJSONSchema(portfolioDocument, { io: 'input' });
    process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    return 0;
  }
  const model = modelNamed(found.values.get('model'));
  if (!model.ok) return refusal(`${model.failure.message}\nusage: ${usage}`);
  if (process.stdin.isTTY)
    return refusal(`margin reads a portfolio document: pipe a file\nusage: ${usage}`);
  const editions = editionsFrom(found.values.get('editions'));
  for (const { at, message } of editions.failures) {
    process.stderr.write(`crossguard: ${at ?? ''}: ${message}\n`);
  }
  const portfolio = await portfolioIn(model.value);
  if (!portfolio.ok) return refusal(portfolio.failure.message);

  const accounts = accountInputs(portfolio.value, editions.items).map((input) =>
    accountMargin(input, { initial: noHouse, maintenance: noHouse }),
  );
  const gaps = accounts.flatMap((of) => gapsOf(of).map((gap) => ({ account: of.account, ...gap })));
  const { asOf, reporting } = portfolio.value;
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify({ asOf: new Date(asOf).toISOString(), reporting, accounts, failures: gaps })}\n`
      : accounts.map((of) => accountText(of, reporting)).join('\n'),
  );
  const none = accounts.every((of) => !of.requirement.initial.ok && !of.requirement.maintenance.ok);
  if (none) return 1;
  return gaps.length > 0 || editions.failures.length > 0 ? 2 : 0;
}

function modelNamed(id: string | undefined): Outcome<MarginModelId | null> {
  if (id === undefined) return ok(null);
  return isModel(id) ? ok(id) : fail('malformed', `there is no model "${id}"`);
}
