import type { MarginNode } from '../../contract/margin-node.ts';
import { fail, ok, type Failure, type Outcome } from '../../values/outcome.ts';
import { floor, given, product, sum } from '../tree.ts';
import { commodityRisks, type CommodityRisk } from './commodity.ts';
import { exposureMargin, type ExposureRate } from './exposure.ts';
import type { SpanAccountType, SpanParameters, SpanPosition } from './parameters.ts';

export type SpanQuestion = {
  readonly positions: readonly SpanPosition[];
  readonly parameters: Omit<SpanParameters, 'contracts'>;
  readonly accountType: SpanAccountType;
  /** Currency of the totals. */
  readonly currency: string;
  /** Of the exchange, on top of SPAN. */
  readonly exposure: readonly ExposureRate[];
};

export type SpanMargin = {
  readonly initial: MarginNode;
  readonly maintenance: MarginNode;
  /** In the currency of each. */
  readonly commodities: readonly CommodityRisk[];
};

/** One line for each contract: bought and sold of one series is not held. */
function netted(positions: readonly SpanPosition[]): readonly SpanPosition[] {
  const byContract = new Map<SpanPosition['contract'], number>();
  for (const { contract, quantity } of positions) {
    byContract.set(contract, (byContract.get(contract) ?? 0) + quantity);
  }
  return [...byContract]
    .filter(([, quantity]) => quantity !== 0)
    .map(([contract, quantity]) => ({ contract, quantity }));
}

/**
 * Classic SPAN: of each combined commodity the scan risk with its charges and credits, times the
 * factors of the account's type, less net option value; the total is at least 0. Option value beyond
 * the risk of its own commodity helps the others, unless the commodity caps it.
 *
 * @param question a contract is one object however many positions name it
 * @returns a failure where a currency has no rate to the total's
 * @throws when a position's combined commodity is not among the parameters
 * @see CME, "Components of SPAN" and the SPAN technical pages of CME Clearing
 */
export function spanMargin(question: SpanQuestion): Outcome<SpanMargin> {
  const { parameters, accountType, currency } = question;
  const positions = netted(question.positions);
  const held = parameters.commodities
    .map((commodity) => ({
      commodity,
      positions: positions.filter(({ contract }) => contract.commodity === commodity.code),
    }))
    .filter((of) => of.positions.length > 0);
  if (held.reduce((count, of) => count + of.positions.length, 0) !== positions.length) {
    throw new RangeError('a position is in no combined commodity of the parameters');
  }
  const { risks, lacking } = commodityRisks(held, parameters.interSpreads);
  const rates = new Map<string, number>();
  for (const { commodity } of risks) {
    const rate = rateTo(currency, commodity.currency, parameters);
    if (!rate.ok) return rate;
    rates.set(commodity.currency, rate.value);
  }
  const total = (label: string, factorOf: (of: CommodityRisk) => number): MarginNode =>
    totalNode(label, question, risks, factorOf, rates, lacking);
  return ok({
    maintenance: total('Maintenance margin', ({ commodity }) => commodity.adjustment[accountType]),
    initial: total(
      'Initial margin',
      ({ commodity }) => commodity.adjustment[accountType] * commodity.initialRatio[accountType],
    ),
    commodities: risks,
  });
}

function rateTo(
  to: string,
  from: string,
  { currencyRates }: SpanQuestion['parameters'],
): Outcome<number> {
  if (from === to) return ok(1);
  const found = currencyRates.find((one) => one.from === from && one.to === to);
  return found === undefined
    ? fail('missing-market-data', `there is no currency rate from ${from} to ${to}`)
    : ok(found.rate);
}

function totalNode(
  label: string,
  { currency, exposure }: SpanQuestion,
  risks: readonly CommodityRisk[],
  factorOf: (of: CommodityRisk) => number,
  rates: ReadonlyMap<string, number>,
  lacking: readonly Failure[],
): MarginNode {
  const converted = (of: CommodityRisk, node: MarginNode): MarginNode =>
    of.commodity.currency === currency
      ? node
      : product(`${node.label} in ${currency}`, currency, [
          node,
          given(`${currency} per ${of.commodity.currency}`, rates.get(of.commodity.currency)!, '', {
            source: of.commodity.source,
          }),
        ]);
  const parts = risks.map((of) => converted(of, requirement(of, factorOf(of))));
  const span = floor('SPAN requirement', currency, parts, { lacking });
  const charges = risks.flatMap((of) => {
    const rate = exposure.find(({ commodity }) => commodity === of.commodity.code)?.rate;
    return rate === undefined
      ? []
      : [converted(of, exposureMargin(of.commodity, of.positions, rate))];
  });
  return sum(label, currency, [span, ...charges]);
}

function requirement(of: CommodityRisk, factor: number): MarginNode {
  const { code, currency, source, optionValueCapped } = of.commodity;
  const parts = [
    product(`Adjusted risk of ${code}`, currency, [
      of.risk,
      given('Factor of the account', factor, '', { source }),
    ]),
    of.optionValue,
  ];
  return optionValueCapped ? floor(code, currency, parts) : sum(code, currency, parts);
}
