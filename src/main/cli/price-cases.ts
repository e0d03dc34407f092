import { z } from 'zod';
import { black76 } from '../../engine/pricing/black76.ts';
import { blackScholes } from '../../engine/pricing/black-scholes.ts';
import { impliedVolatility, type PricedOption } from '../../engine/pricing/implied-volatility.ts';
import { inverseOption } from '../../engine/pricing/inverse-option.ts';
import type { ForwardOption, SpotOption } from '../../engine/pricing/option-value.ts';
import { failure, ok, type Failure, type Outcome } from '../../engine/values/outcome.ts';

type PriceModel = 'black76' | 'bs' | 'inverse' | 'implied-volatility';

type PriceCase = { readonly id: string } & (
  | ({ readonly model: 'black76' } & ForwardOption)
  | ({ readonly model: 'bs' | 'inverse' } & SpotOption)
  | ({
      readonly model: 'implied-volatility';
      readonly priceUnit: 'quote' | 'underlying';
    } & PricedOption)
);

const named = { id: z.string().min(1), right: z.enum(['call', 'put']), strike: z.number() };
const spotFields = {
  ...named,
  spot: z.number(),
  years: z.number(),
  rate: z.number().default(0),
  carry: z.number().default(0),
  volatility: z.number(),
};

const priceCase: z.ZodType<PriceCase> = z.discriminatedUnion('model', [
  z.strictObject({
    ...named,
    model: z.literal('black76'),
    forward: z.number(),
    years: z.number(),
    rate: z.number().default(0),
    volatility: z.number(),
  }),
  z.strictObject({ ...spotFields, model: z.literal('bs') }),
  z.strictObject({ ...spotFields, model: z.literal('inverse') }),
  z.strictObject({
    ...named,
    model: z.literal('implied-volatility'),
    forward: z.number(),
    years: z.number(),
    discount: z.number().default(1),
    price: z.number(),
    priceUnit: z.enum(['quote', 'underlying']).default('quote'),
  }),
]);

const document = z.union([z.array(z.unknown()), z.strictObject({ cases: z.array(z.unknown()) })]);

/** The figures of a case by name; `singular` is the one flag among them. */
type Figures = Readonly<Record<string, number | boolean>>;

/** The answer to one case: its figures, or why there are none. */
export type PriceAnswer =
  | {
      readonly id: string;
      readonly model: PriceModel;
      readonly outcome: 'priced';
      readonly value: Figures;
    }
  | {
      readonly id: string;
      readonly outcome: 'zero' | 'below-intrinsic' | 'above-maximum' | 'invalid';
      readonly failure: Failure;
    };

/** The cases of a document, not yet checked one by one; null when it is no list of cases. */
export function listedCases(content: unknown): readonly unknown[] | null {
  const found = document.safeParse(content);
  if (!found.success) return null;
  return Array.isArray(found.data) ? found.data : found.data.cases;
}

function priced(of: PriceCase, outcome: Outcome<Figures>): PriceAnswer {
  return outcome.ok
    ? { id: of.id, model: of.model, outcome: 'priced', value: outcome.value }
    : { id: of.id, outcome: 'invalid', failure: outcome.failure };
}

function implied(of: Extract<PriceCase, { model: 'implied-volatility' }>): PriceAnswer {
  // A coin premium is the premium in the quote currency ÷ forward.
  const price = of.priceUnit === 'underlying' ? of.price * of.forward : of.price;
  const found = impliedVolatility({ ...of, price });
  if (found.kind !== 'volatility') {
    return { id: of.id, outcome: found.kind, failure: found.failure };
  }
  const { volatility, deviation, attainable } = found;
  return priced(of, ok({ volatility, deviation, attainable }));
}

function answered(of: PriceCase): PriceAnswer {
  switch (of.model) {
    case 'black76':
      return priced(of, black76(of));
    case 'bs':
      return priced(of, blackScholes(of));
    case 'inverse':
      return priced(of, inverseOption(of));
    default:
      return implied(of);
  }
}

/** The id of a case that is otherwise unfit, or its place in the list, from 1. */
function nameOf(one: unknown, place: number): string {
  const found = z.looseObject({ id: z.string().min(1) }).safeParse(one);
  return found.success ? found.data.id : `case ${place}`;
}

/** Prices one case of a document. @param place in the document, from 1, for cases without id */
export function priceAnswer(one: unknown, place: number): PriceAnswer {
  const found = priceCase.safeParse(one);
  if (found.success) return answered(found.data);
  const message = found.error.issues
    .map(({ path, message: text }) => (path.length === 0 ? text : `${path.join('.')}: ${text}`))
    .join('; ');
  return { id: nameOf(one, place), outcome: 'invalid', failure: failure('malformed', message) };
}
