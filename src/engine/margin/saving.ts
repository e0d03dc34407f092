import type { MarginNode } from '../contract/margin-node.ts';
import type { Total } from '../contract/snapshot.ts';
import { shortfallMeasure } from '../measures/risk-report.ts';
import type { Slice } from '../measures/risk-run.ts';
import type { Held } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';
import { invariant } from '../values/invariant.ts';
import type { Outcome } from '../values/outcome.ts';
import { given, sum } from './tree.ts';

function groupsOf<L>(lines: readonly L[], key: (of: L) => string): readonly L[][] {
  const groups = new Map<string, L[]>();
  for (const line of lines) {
    const known = groups.get(key(line));
    if (known === undefined) groups.set(key(line), [line]);
    else known.push(line);
  }
  return [...groups.values()];
}

/**
 * What the saving is made of, step by step from the venues' demands to the house need, all steps by
 * the house's own measure: how the venues' rules differ from it, what opposite positions in one
 * underlying take off across accounts, what different underlyings take off together, and what the
 * house adds by its policy. Their sum is the saving. Null where there is no house need or no demand is known.
 *
 * @param measured the lines, or sums of lines, that the house need holds; others would look like a need of 0
 * @param slice P&L of some lines over the joint scenarios
 * @param tail of the house need, as decimal text
 */
export function savingSteps<L extends Held>(
  measured: readonly L[],
  slice: Slice<L>,
  tail: string,
  venues: Total,
  house: Outcome<MarginNode>,
  reporting: Asset,
): MarginNode | null {
  if (!house.ok || venues.amount === null) return null;
  const need = (some: readonly L[]): number => {
    const found = slice(some);
    invariant(found.ok, 'where the whole book has a house need, so has every slice of it');
    return shortfallMeasure(found.value.pnl, tail, found.value.labels).value;
  };
  const underlyings = groupsOf(measured, ({ unit }) => unit.underlying).map((held) => {
    const apart = groupsOf(held, ({ account }) => account).map(need);
    return {
      label: held[0]?.unit.underlying ?? '',
      apart: apart.reduce((total, one) => total + one, 0),
      together: need(held),
    };
  });
  const total = (of: (one: (typeof underlyings)[number]) => number): number =>
    underlyings.reduce((all, one) => all + of(one), 0);
  const apart = total((one) => one.apart);
  const together = total((one) => one.together);
  const joint = need(measured);
  return sum('Capital saved by netting', reporting, [
    sum(
      'Rules of the venues beside the house measure',
      reporting,
      [
        given('Initial margin, all venues', venues.amount, reporting, { lacking: venues.lacking }),
        given('Each underlying of each account by itself', -apart, reporting),
      ],
      { note: 'what the venues demand − what each underlying of each account needs by itself' },
    ),
    sum(
      'One underlying at several accounts',
      reporting,
      underlyings.map((one) => given(one.label, one.apart - one.together, reporting)),
      { note: 'opposite positions in one underlying, account by account − together' },
    ),
    sum(
      'Different underlyings together',
      reporting,
      [
        given('Each underlying by itself', together, reporting),
        given('The netted book', -joint, reporting),
      ],
      { note: 'rests on correlations: it is gone when they are' },
    ),
    sum(
      'What the house adds by its policy',
      reporting,
      [
        given('Expected shortfall of the netted book', joint, reporting),
        given('House need', -house.value.value, reporting, {
          lacking: house.value.lacking ?? [],
        }),
      ],
      { note: 'limits of netting, correlations that break, calm, closing out, stale prices' },
    ),
  ]);
}
