import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConformanceGroup } from '../../engine/contract/conformance.ts';

/** One figure as written: vector, published, ours, tolerance, and `false` where it is not reproducible. */
const Figure = z
  .union([
    z.tuple([z.string().min(1), z.number(), z.number(), z.number().min(0)]),
    z.tuple([z.string().min(1), z.number(), z.number(), z.number().min(0), z.literal(false)]),
  ])
  .transform(([vector, published, ours, tolerance, reproducible]) => ({
    vector,
    published,
    ours,
    tolerance,
    reproducible: reproducible !== false,
  }));

const Table: z.ZodType<readonly ConformanceGroup[]> = z
  .strictObject({
    about: z.string(),
    groups: z
      .array(
        z.strictObject({
          model: z.string().min(1),
          source: z.string().min(10),
          figures: z.array(Figure).min(1),
        }),
      )
      .min(1),
  })
  .transform(({ groups }) => groups);

export const conformanceFile = (resources: string): string =>
  join(resources, 'conformance', 'margin.json');

/**
 * The table of published margin figures beside ours that comes with the program.
 *
 * @throws when the project's own file is missing or broken, naming it
 */
export function conformanceTable(resources: string): readonly ConformanceGroup[] {
  const path = conformanceFile(resources);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const read = Table.safeParse(content);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`${path}: ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`);
}

const rounded = (x: number): number => Number(x.toPrecision(12));

/** The text of the file, a figure a line. */
export function conformanceText(groups: readonly ConformanceGroup[], about: string): string {
  const written = groups.map(({ model, source, figures }) => {
    const lines = figures.map((one) =>
      JSON.stringify([
        one.vector,
        rounded(one.published),
        rounded(one.ours),
        rounded(one.tolerance),
        ...(one.reproducible ? [] : [false]),
      ]),
    );
    return `{"model":${JSON.stringify(model)},"source":${JSON.stringify(source)},"figures":[\n${lines.join(',\n')}\n]}`;
  });
  return `{"about":${JSON.stringify(about)},"groups":[\n${written.join(',\n')}\n]}\n`;
}
