import { z } from 'zod';
import type { CommodityRisk } from '../../../engine/margin/span/commodity.ts';
import type { SpanParameters } from '../../../engine/margin/span/parameters.ts';
import { spanMargin } from '../../../engine/margin/span/span.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { readSpanFile } from '../../parameters/span/span-file.ts';
import { SpanNumbers } from '../../parameters/span/span-numbers.ts';
import { faults, type Json } from '../measure/kind.ts';
import { ownModel, type OwnMargin, type OwnModel } from './own-model.ts';
import { Position, positionsIn, wantedBy } from './span-positions.ts';

const question = z.strictObject({
  accountType: z.enum(['member', 'hedger', 'speculator']),
  currency: z.string().min(1).describe('of the totals'),
  positions: z.array(Position),
  exposure: z
    .array(z.strictObject({ commodity: z.string().min(1), rate: z.number().min(0).max(1) }))
    .default([])
    .describe('charges of the exchange on top of SPAN'),
});

const document = question.extend({
  parameters: SpanNumbers.describe('left out where --parameters names a file'),
});

const noSuchFigure = fail(
  'not-applicable',
  'SPAN states what is required, not what stands against it',
);

/** The charges of one combined commodity, in its own currency. */
const figuresOf = (of: CommodityRisk): Json => ({
  currency: of.commodity.currency,
  scanRisk: of.scan.risk.value,
  activeScenario: of.scan.active + 1,
  calendarCharge: of.calendar.value,
  deliveryCharge: of.delivery.value,
  interCommodityCredit: 0 - of.credit.value,
  shortOptionMinimum: of.minimum.value,
  risk: of.risk.value,
  netOptionValue: 0 - of.optionValue.value,
});

function answer(
  { accountType, currency, exposure, positions }: z.output<typeof question>,
  parameters: SpanParameters,
): Outcome<OwnMargin> {
  const held = positionsIn(parameters.contracts, positions);
  if (!held.ok) return held;
  const unknown = exposure.find(
    ({ commodity }) => !parameters.commodities.some(({ code }) => code === commodity),
  );
  if (unknown !== undefined) {
    return fail('malformed', `exposure: "${unknown.commodity}" is no commodity of the parameters`);
  }
  const margin = spanMargin({ accountType, currency, exposure, parameters, positions: held.value });
  if (!margin.ok) return margin;
  const { initial, maintenance, commodities } = margin.value;
  return ok({
    equity: noSuchFigure,
    requirement: { initial: ok(initial), maintenance: ok(maintenance) },
    figures: {
      initialMargin: initial.value,
      maintenanceMargin: maintenance.value,
      commodities: Object.fromEntries(commodities.map((of) => [of.commodity.code, figuresOf(of)])),
    },
  });
}

/** Classic SPAN of positions, by a clearing house's parameter file or by parameters in the document. */
export const spanModel: OwnModel = {
  ...ownModel('SPAN', document, ({ parameters, ...asked }) => answer(asked, parameters)),
  marginByFile: async (given, file) => {
    const read = question.safeParse(given);
    if (!read.success) {
      return fail('malformed', `the document is not one of SPAN: ${faults(read.error)}`);
    }
    const reading = await readSpanFile(file, wantedBy(read.data.positions));
    if (!reading.ok) return reading;
    const { parameters, failures } = reading.value;
    return ok({ answer: answer(read.data, parameters), failures });
  },
};
