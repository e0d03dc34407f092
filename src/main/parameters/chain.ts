import { z } from 'zod';
import type { ChainSettings, ChainWish } from '../../engine/contract/chain.ts';
import { asset } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { endpointOf } from '../chain/endpoint.ts';

const address = z
  .string()
  .max(2048)
  .superRefine((text, context) => {
    const read = endpointOf(text);
    if (!read.ok) context.addIssue({ code: 'custom', message: read.failure.message });
  });

const node = z.strictObject({ url: address, chainId: z.int().positive().nullable().default(null) });
const hermes = z.strictObject({
  url: address,
  key: z
    .string()
    .regex(/^[\x21-\x7e]{1,4096}$/, 'has characters that no key has')
    .nullable()
    .default(null),
});
const kept = z.strictObject({ kept: z.int().min(0).max(100) });

const common = {
  on: z.boolean(),
  every: z.int().min(5).max(600).default(12),
  assets: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9.]{1,16}$/)
        .transform(asset),
    )
    .max(200)
    .nullable()
    .default(null),
};

const settingsDocument: z.ZodType<ChainSettings> = z.strictObject({
  ...common,
  nodes: z.array(node).max(20).default([]),
  hermes: hermes.nullable().default(null),
});

/** Settings as they are typed. */
export const chainWishDocument: z.ZodType<ChainWish> = z.strictObject({
  ...common,
  nodes: z
    .array(z.union([node, kept]))
    .max(20)
    .default([]),
  hermes: z.union([hermes, kept]).nullable().default(null),
});

/** Reads the settings; a fault names its field and repeats no address. */
export function chainSettingsOf(content: unknown): Outcome<ChainSettings> {
  const read = settingsDocument.safeParse(content);
  return read.success
    ? ok(read.data)
    : fail(
        'malformed',
        read.error.issues
          .map(({ path, message }) => `${path.join('.') || 'chain'}: ${message}`)
          .join('; '),
      );
}

function lacking(id: number): never {
  throw new Error(`nothing is kept at place ${id}`);
}

/** What is typed, with what is kept in its place. @throws when nothing is at a place */
export function chainSettingsFrom(wish: ChainWish, before: ChainSettings): ChainSettings {
  return {
    ...wish,
    nodes: wish.nodes.map((one) =>
      'kept' in one ? (before.nodes[one.kept] ?? lacking(one.kept)) : one,
    ),
    hermes:
      wish.hermes !== null && 'kept' in wish.hermes
        ? wish.hermes.kept === before.nodes.length && before.hermes !== null
          ? before.hermes
          : lacking(wish.hermes.kept)
        : wish.hermes,
  };
}
