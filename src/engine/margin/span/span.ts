import type { MarginNode } from '../../contract/margin-node.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { floor, given, max, product, sum } from '../tree.ts';
import { calendarCharges } from './calendar.ts';
import { interCredits } from './inter-commodity.ts';
import type { SpanAccount, SpanCommodity, SpanParameters, SpanPosition } from './parameters.ts';
import { spanScan } from './scan.ts';

export type SpanMargin = {
  /** One per currency. */
  readonly maintenance: readonly MarginNode[];
  readonly initial: readonly MarginNode[];
};

const negative = (of: MarginNode): MarginNode =>
  product(of.label, of.unit, [of, given('Taken off', -1, '')]);

function shortOptions(
  { currency, shortOptionMinimum }: SpanCommodity,
  positions: readonly SpanPosition[],
  source: string,
): MarginNode {
  const short = (right?: 'call' | 'put'): number =>
    positions
      .filter(
        ({ contract: { option } }) => option !== null && (right ?? option.right) === option.right,
      )
      .reduce((all, { quantity }) => all + Math.max(-quantity, 0), 0);
  const gross = shortOptionMinimum.method === 'gross';
  return product('Short option minimum', currency, [
    given('Short options', gross ? short() : Math.max(short('call'), short('put')), '', {
      note: gross ? 'all of them' : 'calls or puts, whichever are more',
    }),
    given('Minimum', shortOptionMinimum.rate, currency, { source }),
  ]);
}

/** Market value of options whose premium was paid, long positive. */
const optionValue = (positions: readonly SpanPosition[], currency: string): MarginNode =>
  sum(
    'Net option value',
    currency,
    positions.flatMap(({ contract: { name, option }, quantity }) =>
      option?.value === undefined || option.value === null
        ? []
        : [
            product(name, currency, [
              given('Contracts', quantity, ''),
              given('Value', option.value, currency),
            ]),
          ],
    ),
  );

/**
 * SPAN: of each combined commodity the scan risk, calendar and delivery charges less inter-commodity
 * credits, at least the short option minimum; less the value of its options, at least 0.
 *
 * @returns a failure where a position's commodity has no parameters
 * @see CME, SPAN methodology: overview and components
 */
export function spanMargin(
  positions: readonly SpanPosition[],
  { commodities, interSpreads, source }: SpanParameters,
  account: SpanAccount,
): Outcome<SpanMargin> {
  const byCode = new Map(commodities.map((one) => [one.code, one]));
  const held = Map.groupBy(positions, ({ contract }) => contract.commodity);
  const unknown = [...held.keys()].find((code) => !byCode.has(code));
  if (unknown !== undefined) {
    return fail('malformed', `the parameters have no combined commodity "${unknown}"`);
  }
  const currencyOf = (code: string): string => byCode.get(code)?.currency ?? '';
  const scans = new Map([...held].map(([code, own]) => [code, spanScan(own, currencyOf(code))]));
  const credits = interCredits(interSpreads, scans, currencyOf, source);
  const needs = [...held].flatMap(([code, own]) => {
    const commodity = byCode.get(code);
    const scan = scans.get(code);
    if (commodity === undefined || scan === undefined) return [];
    const { currency } = commodity;
    const { spreads, delivery } = calendarCharges(commodity, own, source);
    const risk = max(`Risk of ${code}`, currency, [
      sum('Scan and charges less credits', currency, [
        scan.node,
        spreads,
        delivery,
        negative(credits.of(code)),
      ]),
      shortOptions(commodity, own, source),
    ]);
    const factor = commodity.riskFactors[account];
    const scaled =
      factor === 1
        ? risk
        : product(risk.label, currency, [
            risk,
            given('Factor', factor, '', { source, note: account }),
          ]);
    const maintenance = floor(code, currency, [scaled, negative(optionValue(own, currency))]);
    const initial = product(code, currency, [
      maintenance,
      given('Initial ÷ maintenance', commodity.initialFactors[account], '', {
        source,
        note: account,
      }),
    ]);
    return [{ currency, maintenance, initial }];
  });
  const totals = (label: string, pick: (of: (typeof needs)[number]) => MarginNode) =>
    [...Map.groupBy(needs, ({ currency }) => currency)].map(([currency, some]) =>
      sum(`${label}, ${currency}`, currency, some.map(pick), { lacking: credits.lacking }),
    );
  return ok({
    maintenance: totals('Maintenance margin', ({ maintenance }) => maintenance),
    initial: totals('Initial margin', ({ initial }) => initial),
  });
}
