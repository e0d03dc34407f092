import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { stressKinds, type StressScenario } from '../../engine/model/stress.ts';
import { dayOf } from '../../engine/values/days.ts';
import { asset, type Asset } from '../../engine/values/ids.ts';
import { fail, ok, type Batch, type Failure, type Outcome } from '../../engine/values/outcome.ts';
import { instant } from '../../engine/values/units.ts';
import { Fraction, PriceMove, VolatilityFactor } from './numbers/scalars.ts';

const code = z.string().min(1);
const move = PriceMove.describe('relative: −0.1 is down 10 %');
const day = z.iso.date().transform((text) => dayOf(instant(Date.parse(text))));

/** The document of a stress scenario. */
const stressDocument: z.ZodType<StressScenario> = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'is not small letters, digits and hyphens'),
    name: z.string().min(1).max(120),
    kind: z.enum(stressKinds),
    source: z.string().min(1).describe('where the moves come from'),
    note: z.string().default(''),
    window: z
      .strictObject({ from: day, to: day })
      .refine(({ from, to }) => from < to, { message: 'its days are in the wrong order' })
      .nullable()
      .default(null)
      .describe('days whose closes the user’s own history replays'),
    moves: z
      .record(code, move)
      .transform(
        (moves): ReadonlyMap<Asset, number> =>
          new Map(Object.entries(moves).map(([of, by]) => [asset(of), by])),
      ),
    others: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('beta'), of: code.transform(asset) }),
      z.strictObject({ by: z.literal('move'), move }),
      z.strictObject({ by: z.literal('none') }),
    ]),
    volatility: VolatilityFactor.default(1).describe('factor of all volatilities'),
    closingCost: Fraction.default(0).describe('of the delta of every position'),
    lost: z.array(code).default([]).describe('venues'),
  })
  .refine(({ others, moves }) => others.by !== 'beta' || moves.has(others.of), {
    message: 'others follow by beta an asset whose move is not stated',
    path: ['others', 'of'],
  });

const documents = z
  .array(stressDocument)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
    message: 'an id is used twice',
  });

export const stressSchema = (): object => z.toJSONSchema(documents, { io: 'input' });

function faultsOf(error: z.ZodError, whole: string): Outcome<never> {
  const each = error.issues.map(({ path: at, message }) => `${at.join('.') || whole}: ${message}`);
  return fail('malformed', each.join('; '));
}

/** Reads a list of scenarios; a fault names its field. */
export function stressScenariosOf(content: unknown): Outcome<readonly StressScenario[]> {
  const read = documents.safeParse(content);
  return read.success ? ok(read.data) : faultsOf(read.error, 'scenarios');
}

function scenarioIn(file: string): Outcome<StressScenario> {
  try {
    const read = stressDocument.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? ok(read.data) : faultsOf(read.error, 'scenario');
  } catch (error) {
    return fail('malformed', error instanceof Error ? error.message : String(error));
  }
}

/** Every scenario of a folder by kind, then by id; files that are none are listed. */
export function loadStressScenarios(folder: string): Batch<StressScenario> {
  const items: StressScenario[] = [];
  const failures: Failure[] = [];
  for (const name of readdirSync(folder)
    .filter((one) => one.endsWith('.json'))
    .toSorted()) {
    const read = scenarioIn(path.join(folder, name));
    if (read.ok) items.push(read.value);
    else failures.push({ ...read.failure, at: name });
  }
  return {
    items: items.toSorted(
      (a, b) => stressKinds.indexOf(a.kind) - stressKinds.indexOf(b.kind) || (a.id < b.id ? -1 : 1),
    ),
    failures,
  };
}
