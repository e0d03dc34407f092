import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownModels } from '../../src/main/cli/margin/own-models.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

type Document = Record<string, unknown>;

/** The first example of a model's page, as an object. */
function exampleOf(page: string, at = 0): Document {
  const text = readFileSync(path.join(docs, `margin-${page}.md`), 'utf8');
  const [, json = '{}'] = [...text.matchAll(/```json\n(.*?)```/gs)][at] ?? [];
  return JSON.parse(json) as Document;
}

/** A list repeated to a length; `each` makes an entry its own. */
const many = <T>(
  list: unknown,
  size: number,
  each: (one: T, i: number) => T = (one) => one,
): T[] => {
  const given = list as readonly T[];
  return Array.from({ length: size }, (_, i) => each(given[i % given.length]!, i));
};

const named =
  (key: string) =>
  (one: Document, i: number): Document => ({ ...one, [key]: `${String(one[key])} ${i}` });

type Market = Document & { readonly options: unknown };

/** How the example of each model grows to a number of positions. */
const grown: Readonly<Record<string, (size: number) => Document>> = {
  'derive-pmrm2': (size) => {
    const example = exampleOf('derive');
    return { ...example, options: many(example['options'], size) };
  },
  'derive-srm': (size) => {
    const example = exampleOf('derive', 1);
    const [market] = example['markets'] as readonly Market[];
    return { ...example, markets: [{ ...market, options: many(market?.options, size) }] };
  },
  drift: (size) => {
    const example = exampleOf('drift');
    return { ...example, perpetuals: many(example['perpetuals'], size, named('market')) };
  },
  dydx: (size) => {
    const example = exampleOf('dydx');
    return { ...example, positions: many(example['positions'], size, named('market')) };
  },
  mango: (size) => {
    const example = exampleOf('mango');
    return { ...example, perpetuals: many(example['perpetuals'], size, named('market')) };
  },
  schedule: (size) => {
    const example = exampleOf('schedule');
    return { ...example, trades: many(example['trades'], size, named('name')) };
  },
  span: (size) => {
    const example = exampleOf('span');
    return { ...example, positions: many(example['positions'], size) };
  },
  tims: (size) => {
    const example = exampleOf('tims');
    return { ...example, positions: many(example['positions'], size) };
  },
  zeta: (size) => {
    const example = exampleOf('zeta');
    return { ...example, positions: many(example['positions'], size) };
  },
};

/** Every model in its own terms whose example can grow, asked of so many positions. */
export function ownContestants(size: number): readonly (readonly [string, () => unknown])[] {
  return Object.entries(grown).map(([id, grow]) => {
    const model = ownModels[id];
    const document = grow(size);
    const answer = model?.margin(document, []);
    if (answer?.ok !== true) throw new Error(`${id}: ${answer?.failure.message ?? 'no model'}`);
    return [id, () => model?.margin(document, [])];
  });
}
