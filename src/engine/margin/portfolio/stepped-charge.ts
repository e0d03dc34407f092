import type { MarginNode } from '../../contract/margin-node.ts';
import type { ChargeStep } from '../../model/portfolio-numbers.ts';
import type { Failure } from '../../values/outcome.ts';
import { given, product, sum, type Remarks } from '../tree.ts';

/**
 * A charge that grows with size, each part of the amount at the rate of its step. What lies beyond
 * the last published step is charged at that step's rate and lacks the rest.
 *
 * @param amount not negative, in `unit`
 * @param beyond why the figure is incomplete where the amount passes the last step
 */
export function steppedCharge(
  label: string,
  unit: string,
  amount: number,
  steps: readonly ChargeStep[],
  source: string,
  beyond: Failure,
  remarks: Remarks = {},
): MarginNode {
  let from = 0;
  const parts: MarginNode[] = [];
  steps.forEach(({ upTo, rate }, i) => {
    const last = i === steps.length - 1;
    const end = upTo === null || last ? Infinity : upTo;
    const within = Math.min(amount, end) - from;
    if (!(within > 0)) return;
    const passed = last && upTo !== null && amount > upTo;
    parts.push(
      product(`From ${from}${Number.isFinite(end) ? ` to ${end}` : ''}`, unit, [
        given('Amount', within, unit),
        given('Rate', rate, '', { source, ...(passed ? { lacking: [beyond] } : {}) }),
      ]),
    );
    from = Math.min(amount, end);
  });
  return sum(label, unit, parts, remarks);
}
