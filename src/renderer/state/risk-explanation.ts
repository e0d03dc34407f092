import type { MarginNode } from '../../engine/contract/margin-node.ts';
import type { RiskMeasure, RiskSnapshot } from '../../engine/contract/snapshot.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { confidenceText, wholeMoney } from '../format/figures.ts';

export type RiskMeasureName = 'valueAtRisk' | 'expectedShortfall';

const interval = ({ low, high }: RiskMeasure): string =>
  low === null || high === null
    ? 'The sample does not bound it on both sides.'
    : `With 95 % it lies between ${wholeMoney(low)} and ${wholeMoney(high)}.`;

/** What a measure of the book's tail rests on, and the parts of it where it has parts that add up. */
export function riskNode(
  { risk, reporting }: RiskSnapshot,
  name: RiskMeasureName,
): { readonly confidence: string; readonly sentence: string; readonly tree: Outcome<MarginNode> } {
  if (!risk.ok) return { confidence: '', sentence: '', tree: risk };
  const { method, notes, byUnderlying } = risk.value;
  const measure = risk.value[name];
  const leaf = (label: string, value: number, note?: string): MarginNode => ({
    label,
    value,
    unit: reporting,
    rule: 'given',
    parts: [],
    ...(note === undefined ? {} : { note }),
  });
  // Of a quantile there are no parts that add up: it is the loss of one day.
  const node: MarginNode =
    name === 'valueAtRisk'
      ? { ...leaf('Value at risk', measure.value), scenario: measure.scenario }
      : {
          ...leaf('Expected shortfall', measure.value),
          rule: 'sum',
          parts: byUnderlying.map(({ label, amount, incremental }) =>
            leaf(label, amount, `The book without it: ${wholeMoney(measure.value - incremental)}.`),
          ),
        };
  return {
    confidence: confidenceText(measure.tail),
    sentence: [
      `${method}, ${measure.outcomes} equally likely outcomes.`,
      `The outcome at the quantile is that of ${measure.scenario}.`,
      interval(measure),
      ...notes,
    ].join(' '),
    tree: { ok: true, value: node },
  };
}
