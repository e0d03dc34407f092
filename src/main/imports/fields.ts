import { z } from 'zod';
import { asset, type Asset } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import {
  decimalOrNull,
  decimalText,
  isAbsent,
  PLAIN,
  shortened,
  type DecimalRule,
} from './decimals.ts';
import type { DecimalText } from './format.ts';
import { instantOf, type TimeForm, type Zone } from './times.ts';

/** A field of a row or a JSON object: raw text in, typed value out, or an issue that names the reason. */
export type Field<T> = z.ZodType<T>;

/** A field read by a function of its text; an absent key is the empty text. */
export function field<T>(read: (text: string) => Outcome<T>): Field<T> {
  return z
    .unknown()
    .optional()
    .transform((raw, context) => {
      const text = raw === undefined || raw === null ? '' : raw;
      const outcome =
        typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean'
          ? read(String(text))
          : fail('malformed', 'a list or an object stands where a plain value belongs');
      if (outcome.ok) return outcome.value;
      const { reason, message } = outcome.failure;
      context.addIssue({ code: 'custom', message, params: { reason } });
      return z.NEVER;
    });
}

const present = (text: string): Outcome<string> =>
  text.trim() === '' ? fail('missing-field', 'it is empty') : ok(text.trim());

/** Trimmed and not empty. */
export const text: Field<string> = field(present);
/** Trimmed; the empty text and the spellings of "no value" are null. */
export const textOrNull: Field<string | null> = field((raw) =>
  ok(isAbsent(raw) ? null : raw.trim()),
);
export const assetCode: Field<Asset> = field((raw) =>
  /^[\w.:$@/-]{1,40}$/u.test(raw.trim())
    ? ok(asset(raw))
    : fail(
        raw.trim() === '' ? 'missing-field' : 'malformed',
        `"${shortened(raw)}" is no asset code`,
      ),
);

/** A number that must be there. */
export const decimal = (rule: DecimalRule = PLAIN): Field<DecimalText> =>
  field((raw) => decimalText(raw, rule));
/** A number that may be absent: null then, never 0. */
export const optionalDecimal = (rule: DecimalRule = PLAIN): Field<DecimalText | null> =>
  field((raw) => decimalOrNull(raw, rule));

export const time = (forms: readonly TimeForm[], zone: Zone): Field<Instant> =>
  field((raw) => instantOf(raw, forms, zone));
export const optionalTime = (forms: readonly TimeForm[], zone: Zone): Field<Instant | null> =>
  field((raw) => (isAbsent(raw) ? ok(null) : instantOf(raw, forms, zone)));

/** One of a few words, in any letter case. */
export const word = <W extends string>(words: readonly W[]): Field<W> =>
  field((raw) => {
    const found = words.find((known) => known.toLowerCase() === raw.trim().toLowerCase());
    return found === undefined
      ? fail('malformed', `"${shortened(raw)}" is none of ${words.join(', ')}`)
      : ok(found);
  });

const Params = z.object({
  reason: z.enum(['malformed', 'missing-field', 'limit-exceeded', 'ambiguous', 'conflict']),
});

/** A row's fields as the schema types them, or the first field at fault, named by the failure's `at`. */
export function fieldsOf<T>(schema: z.ZodType<T>, row: unknown): Outcome<T> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const at = issue?.path.join('.') ?? '';
  const params = Params.safeParse(issue?.code === 'custom' ? issue.params : null);
  const reason = params.success ? params.data.reason : 'malformed';
  const message = issue?.message ?? 'the row has no known shape';
  return fail(reason, at === '' ? message : `${at}: ${message}`, at);
}
