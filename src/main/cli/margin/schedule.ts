import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { scheduleMargin, type Schedule } from '../../../engine/margin/schedule.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const Rates: z.ZodType<Schedule> = z.object({
  netShare: Fraction,
  source: z.string().min(1),
  rates: z
    .array(
      z.object({
        assetClass: z.string().min(1),
        upToYears: Positive.nullable(),
        rate: Fraction,
      }),
    )
    .min(1)
    .superRefine((rates, context) => {
      const last = new Map<string, number>();
      for (const [i, { assetClass, upToYears }] of rates.entries()) {
        const before = last.get(assetClass) ?? 0;
        const limit = upToYears ?? Infinity;
        if (!(limit > before)) {
          context.addIssue({
            code: 'custom',
            path: [i, 'upToYears'],
            message: `${assetClass}: was ${upToYears}, not beyond the row before`,
          });
        }
        last.set(assetClass, limit);
      }
    }),
});

const document = z.strictObject({
  currency: z.string().length(3).default('USD'),
  side: z.enum(['collect', 'post']).default('collect'),
  schedule: Rates.optional().describe('the published one unless given'),
  trades: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        assetClass: z.string().min(1),
        years: NotNegative.describe('residual maturity'),
        notional: NotNegative,
        presentValue: z.number().describe('positive is owed to us'),
      }),
    )
    .min(1),
});

/** @throws when the project's own file is broken */
function published(): Schedule {
  const path = join(resourcesFolder(), 'regulation', 'initial-margin-schedule.json');
  return Rates.parse(JSON.parse(readFileSync(path, 'utf8')));
}

const noSuchFigure = fail('not-applicable', 'the schedule is an initial margin');

/** Initial margin by the standardised schedule. */
export const scheduleModel: OwnModel = ownModel(
  'Standardised initial margin schedule',
  document,
  ({ currency, side, schedule, trades }) => {
    const found = scheduleMargin(trades, schedule ?? published(), side, currency);
    if (!found.ok) return found;
    const { margin, netToGross } = found.value;
    return ok({
      equity: noSuchFigure,
      requirement: { initial: ok(margin), maintenance: noSuchFigure },
      figures: { initialMargin: margin.value, netToGross },
    });
  },
);
