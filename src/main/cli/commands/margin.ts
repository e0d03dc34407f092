import { text } from 'node:stream/consumers';
import path from 'node:path';
import { z } from 'zod';
import { marginModels } from '../../../engine/margin/models.ts';
import type { MarginModelId } from '../../../engine/model/book.ts';
import type { MarginEdition } from '../../../engine/model/parameters.ts';
import { fail, ok, type Batch, type Outcome } from '../../../engine/values/outcome.ts';
import { loadEditions } from '../../parameters/editions.ts';
import { portfolioDocument } from '../../portfolio/document.ts';
import { portfolioMargins } from '../../portfolio/margins.ts';
import { portfolioOf } from '../../portfolio/portfolio.ts';
import { accountText, gapsOf } from '../../reports/margin-tree.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { parsed } from '../arguments.ts';
import { answerOwn } from '../margin/own-answer.ts';
import type { OwnModel } from '../margin/own-model.ts';
import { ownModels } from '../margin/own-models.ts';

const usage = `crossguard margin [--model ID] [--editions FOLDER] [--parameters FILE] [--json] < portfolio.json
       crossguard margin --schema [--model ID]

models of accounts: ${Object.keys(marginModels).join(', ')}
models asked in their own terms: ${Object.keys(ownModels).join(', ')}
--model margins every account by this model in place of its own, or asks a model in its own terms
--editions adds margin numbers of your own, which come before ours of the same day
--parameters reads a clearing house's parameter file, for a model that knows such files
--schema prints the JSON schema of the document`;

const isModel = (id: string): id is MarginModelId => Object.hasOwn(marginModels, id);

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

async function documentIn(): Promise<Outcome<unknown>> {
  try {
    const content: unknown = JSON.parse(await text(process.stdin));
    return ok(content);
  } catch (error) {
    return fail(
      'malformed',
      `the document is not JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
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

/** `margin`: the margin of each account of a portfolio document, or of a model's own document, as a tree. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(
    args,
    { flags: ['json', 'schema'], values: ['model', 'editions', 'parameters'] },
    usage,
  );
  if (!found.ok) return 1;
  const model = modelNamed(found.values.get('model'));
  if (!model.ok) return refusal(`${model.failure.message}\nusage: ${usage}`);
  const { own } = model.value;
  if (found.flags.has('schema')) {
    const schema = z.toJSONSchema(own?.schema ?? portfolioDocument, { io: 'input' });
    process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    return 0;
  }
  const file = found.values.get('parameters');
  if (file !== undefined && own?.marginByFile === undefined) {
    return refusal(`--parameters is for a model that knows parameter files\nusage: ${usage}`);
  }
  if (process.stdin.isTTY) return refusal(`margin reads a document: pipe a file\nusage: ${usage}`);
  const editions = editionsFrom(found.values.get('editions'));
  for (const { at, message } of editions.failures) {
    process.stderr.write(`crossguard: ${at ?? ''}: ${message}\n`);
  }
  const document = await documentIn();
  if (!document.ok) return refusal(document.failure.message);
  const json = found.flags.has('json');
  const code =
    own === null
      ? answerAccounts(document.value, model.value.account, editions.items, json)
      : file === undefined
        ? answerOwn(own.name, own.margin(document.value, editions.items), json)
        : await answerByFile(own, document.value, file, json);
  return code === 0 && editions.failures.length > 0 ? 2 : code;
}

/** Prints what a model answers by a parameter file; records that it could not read make it incomplete. */
async function answerByFile(
  { name, marginByFile }: OwnModel,
  document: unknown,
  file: string,
  json: boolean,
): Promise<number> {
  const found = await marginByFile?.(document, file);
  if (found === undefined) return refusal(`${name} knows no parameter files`);
  if (!found.ok) return refusal(found.failure.message);
  const { answer, failures } = found.value;
  for (const { line, field, message } of failures) {
    process.stderr.write(`crossguard: ${file}:${line}: ${field}: ${message}\n`);
  }
  const code = answerOwn(name, answer, json);
  return code === 0 && failures.length > 0 ? 2 : code;
}

/** Prints the margin of each account of a portfolio document, and gives the exit code. */
function answerAccounts(
  document: unknown,
  model: MarginModelId | null,
  editions: readonly MarginEdition[],
  json: boolean,
): number {
  const portfolio = portfolioOf(document, model);
  if (!portfolio.ok) return refusal(portfolio.failure.message);
  const margined = portfolioMargins(portfolio.value, editions);
  if (!margined.ok) return refusal(margined.failure.message);
  const accounts = margined.value;
  const gaps = accounts.flatMap((of) => gapsOf(of).map((gap) => ({ account: of.account, ...gap })));
  const { asOf, reporting } = portfolio.value;
  process.stdout.write(
    json
      ? `${JSON.stringify({ asOf: new Date(asOf).toISOString(), reporting, accounts, failures: gaps })}\n`
      : accounts.map((of) => accountText(of, reporting)).join('\n'),
  );
  const none = accounts.every((of) => !of.requirement.initial.ok && !of.requirement.maintenance.ok);
  if (none) return 1;
  return gaps.length > 0 ? 2 : 0;
}

/** A model of accounts, a model asked in its own terms, or neither: each account by its own model. */
type Asked = { readonly account: MarginModelId | null; readonly own: OwnModel | null };

function modelNamed(id: string | undefined): Outcome<Asked> {
  if (id === undefined) return ok({ account: null, own: null });
  if (isModel(id)) return ok({ account: id, own: null });
  const own = Object.hasOwn(ownModels, id) ? ownModels[id] : undefined;
  return own === undefined
    ? fail('malformed', `there is no model "${id}"`)
    : ok({ account: null, own });
}
