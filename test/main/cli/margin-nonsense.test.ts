import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import type { Requirement } from '../../../src/engine/contract/snapshot.ts';
import { marginModels } from '../../../src/engine/margin/models.ts';
import type { MarginModelId } from '../../../src/engine/model/book.ts';
import type { Outcome } from '../../../src/engine/values/outcome.ts';
import { ownModels } from '../../../src/main/cli/margin/own-models.ts';
import { loadEditions } from '../../../src/main/parameters/editions.ts';
import { portfolioMargins } from '../../../src/main/portfolio/margins.ts';
import { portfolioOf } from '../../../src/main/portfolio/portfolio.ts';
import { mutantsOf } from './mutants.ts';

/*
 * Every place of every documented example in turn set to a value that makes no sense, or left out: a model answers
 * with figures or says what is wrong, and never breaks. Were `RangeError` not caught in `ownModel`, 1e308 would break
 * most of them.
 */

const root = fileURLToPath(new URL('../../../', import.meta.url));
const editions = loadEditions(path.join(root, 'resources/margin')).items;

const examplesOf = (page: string): readonly unknown[] =>
  [...readFileSync(path.join(root, 'docs', page), 'utf8').matchAll(/```json\n(.*?)```/gs)].map(
    ([, json = '']): unknown => JSON.parse(json),
  );

const isFinite = (node: MarginNode): boolean =>
  Number.isFinite(node.value) && node.parts.every(isFinite);

const answers = (of: Requirement, equity: Outcome<MarginNode>): readonly boolean[] =>
  [equity, of.initial, of.maintenance].map((one) =>
    one.ok ? isFinite(one.value) : one.failure.message !== '',
  );

const pages = readdirSync(path.join(root, 'docs')).filter((name) => name.startsWith('margin-'));
const models = Object.entries(ownModels).flatMap(([id, model]) =>
  pages
    .filter((page) => page === `margin-${id}.md` || id.startsWith(`${page.slice(7, -3)}-`))
    .flatMap((page) => examplesOf(page).map((example) => ({ id, model, example }))),
);

test('every model in its own terms has an example', () => {
  expect([...new Set(models.map(({ id }) => id))]).toEqual(Object.keys(ownModels));
});

test.each(models)('$id', ({ model, example }) => {
  let answered = 0;
  for (const { what, document } of mutantsOf(example)) {
    const found = model.margin(document, editions);
    if (found.ok) {
      answered++;
      expect(answers(found.value.requirement, found.value.equity), what).not.toContain(false);
    } else {
      expect(found.failure.message, what).not.toBe('');
    }
  }
  const whole = model.margin(example, editions).ok;
  expect(answered > 0).toBe(whole);
});

const [, portfolio] = examplesOf('portfolio-document.md');

test.each(Object.keys(marginModels) as readonly MarginModelId[])('accounts by %s', (model) => {
  let answered = 0;
  for (const { what, document } of mutantsOf(portfolio)) {
    const read = portfolioOf(document, model);
    const found = read.ok ? portfolioMargins(read.value, editions) : read;
    if (!found.ok) {
      expect(found.failure.message, what).not.toBe('');
      continue;
    }
    answered++;
    for (const { requirement, equity } of found.value) {
      expect(answers(requirement, equity), what).not.toContain(false);
    }
  }
  expect(answered).toBeGreaterThan(0);
});
