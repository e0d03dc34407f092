import { z } from 'zod';
import {
  productClasses,
  riskTypes,
  type ProductClass,
  type RiskType,
  type Sensitivity,
} from '../../../engine/margin/simm/sensitivity.ts';
import type { AddOns } from '../../../engine/margin/simm/simm.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';

const text = z.string().default('');

/** One row of the Common Risk Interchange Format, under its own column names. */
type Row = {
  readonly ProductClass: string;
  readonly RiskType: string;
  readonly Qualifier: string;
  readonly Bucket: string;
  readonly Label1: string;
  readonly Label2: string;
  readonly Amount?: number | undefined;
  readonly AmountCurrency?: string | undefined;
  readonly AmountUSD?: number | undefined;
};

/** Further columns are passed over. */
export const CrifRow: z.ZodType<Row> = z.object({
  ProductClass: text,
  RiskType: z.string().min(1),
  Qualifier: text,
  Bucket: text,
  Label1: text,
  Label2: text,
  Amount: z.number().optional(),
  AmountCurrency: z.string().optional(),
  AmountUSD: z.number().optional(),
});

/** Rows as a margin is computed from them. */
type Read = { readonly sensitivities: readonly Sensitivity[]; readonly addOns: AddOns };

const isProduct = (name: string): name is ProductClass =>
  productClasses.some((known) => known === name);

const isRiskType = (name: string): name is RiskType => riskTypes.some((known) => known === name);

/** The amount in the calculation currency; null where the row states none. */
function amountOf(row: Row, currency: string): number | null {
  if (currency === 'USD' && row.AmountUSD !== undefined) return row.AmountUSD;
  return row.AmountCurrency === currency ? (row.Amount ?? null) : null;
}

type Additions = {
  readonly multipliers: Partial<Record<ProductClass, number>>;
  readonly fixed: { name: string; amount: number }[];
  readonly shares: Record<string, number>;
  readonly notionals: { name: string; amount: number }[];
};

/** Rows that are no sensitivities but parameters of the parties' agreement; a share is in percent. */
function addParameter(row: Row, currency: string, into: Additions): Outcome<boolean> {
  const amount = amountOf(row, currency);
  const number = row.Amount ?? row.AmountUSD;
  switch (row.RiskType) {
    case 'Param_ProductClassMultiplier':
      if (!isProduct(row.Qualifier))
        return fail('malformed', `"${row.Qualifier}" is no product class`);
      if (number === undefined || number < 1) {
        return fail('malformed', `the multiplier was ${number}, not at least 1`);
      }
      into.multipliers[row.Qualifier] = number;
      return ok(true);
    case 'Param_AddOnNotionalFactor':
      if (number === undefined) return fail('missing-field', 'no Amount');
      into.shares[row.Qualifier] = number / 100;
      return ok(true);
    case 'Param_AddOnFixedAmount':
      if (amount === null) return fail('missing-field', `no amount in ${currency}`);
      into.fixed.push({ name: `Fixed add-on ${into.fixed.length + 1}`, amount });
      return ok(true);
    case 'Notional':
      if (amount === null) return fail('missing-field', `no amount in ${currency}`);
      into.notionals.push({ name: row.Qualifier, amount });
      return ok(true);
    default:
      return ok(false);
  }
}

function sensitivityOf(row: Row, currency: string): Outcome<Sensitivity> {
  const type = row.RiskType.replace(/^Risk_/, '');
  if (!isRiskType(type)) return fail('unsupported-operation', `RiskType "${row.RiskType}" is none`);
  if (!isProduct(row.ProductClass)) {
    return fail('malformed', `ProductClass "${row.ProductClass}" is none`);
  }
  const amount = amountOf(row, currency);
  if (amount === null)
    return fail('missing-field', `neither AmountUSD nor Amount is in ${currency}`);
  return ok({
    product: row.ProductClass,
    type,
    qualifier: row.Qualifier,
    bucket: row.Bucket,
    label1: row.Label1,
    label2: row.Label2,
    amount,
  });
}

/** Reads every row, or says which is wrong: a margin of some rows would be no margin. */
export function crifOf(rows: readonly Row[], currency: string): Outcome<Read> {
  const sensitivities: Sensitivity[] = [];
  const additions: Additions = { multipliers: {}, fixed: [], shares: {}, notionals: [] };
  for (const [i, row] of rows.entries()) {
    const parameter = addParameter(row, currency, additions);
    if (!parameter.ok)
      return fail(parameter.failure.reason, `crif.${i}: ${parameter.failure.message}`);
    if (parameter.value) continue;
    const one = sensitivityOf(row, currency);
    if (!one.ok) return fail(one.failure.reason, `crif.${i}: ${one.failure.message}`);
    sensitivities.push(one.value);
  }
  return ok({ sensitivities, addOns: additions });
}
