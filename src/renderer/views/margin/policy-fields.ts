import type { HouseDocument } from '../../../engine/contract/house-document.ts';
import { typedNumber } from '../../format/typed.ts';

/** One number of a policy that the window can change, in the unit that it is shown in. */
export type PolicyField = {
  readonly title: string;
  readonly meaning: string;
  /** Largest value, and the unit that follows it. */
  readonly most: number;
  readonly unit: '%' | '×';
  readonly read: (policy: HouseDocument) => number;
  readonly write: (policy: HouseDocument, value: number) => HouseDocument;
};

type Fields = {
  readonly title: string;
  readonly fields: readonly PolicyField[];
};

const netting = (part: Partial<HouseDocument['netting']>, of: HouseDocument): HouseDocument => ({
  ...of,
  netting: { ...of.netting, ...part },
});

/** Tools that were off begin with these. */
const correlationOf = ({ correlation }: HouseDocument) => correlation ?? { strength: 0, share: 0 };
const calmOf = ({ calm }: HouseDocument) =>
  calm ?? { floor: false, stressedWeight: 0, stressedDays: 250 };

/** The numbers of a policy, group by group. What is named by code stays as the document has it. */
export const policyFields: readonly Fields[] = [
  {
    title: 'How much of an offset counts',
    fields: [
      {
        title: 'One underlying at several accounts',
        meaning: '100 %: opposite positions of accounts net whole',
        most: 100,
        unit: '%',
        read: ({ netting: { sameUnderlying } }) => 100 * sameUnderlying.all,
        write: (of, x) =>
          netting({ sameUnderlying: { ...of.netting.sameUnderlying, all: x / 100 } }, of),
      },
      {
        title: 'Underlyings of one asset class',
        meaning: '0 %: their needs are added up',
        most: 100,
        unit: '%',
        read: ({ netting: { withinClass } }) => 100 * withinClass.all,
        write: (of, x) => netting({ withinClass: { ...of.netting.withinClass, all: x / 100 } }, of),
      },
      {
        title: 'Asset classes',
        meaning: 'crypto beside equity indices, as the policy classes them',
        most: 100,
        unit: '%',
        read: (of) => 100 * of.netting.betweenClasses,
        write: (of, x) => netting({ betweenClasses: x / 100 }, of),
      },
      {
        title: 'Legal sets of venues',
        meaning: 'venues whose claims may be set off in law',
        most: 100,
        unit: '%',
        read: (of) => 100 * of.netting.betweenLegalSets,
        write: (of, x) => netting({ betweenLegalSets: x / 100 }, of),
      },
    ],
  },
  {
    title: 'What is charged on top',
    fields: [
      {
        title: 'Correlations move towards a stress by',
        meaning: '0 %: not at all',
        most: 99,
        unit: '%',
        read: (of) => 100 * correlationOf(of).strength,
        write: (of, x) => ({ ...of, correlation: { ...correlationOf(of), strength: x / 100 } }),
      },
      {
        title: 'of the excess then is charged',
        meaning: 'share of what the need would be more',
        most: 100,
        unit: '%',
        read: (of) => 100 * correlationOf(of).share,
        write: (of, x) => ({ ...of, correlation: { ...correlationOf(of), share: x / 100 } }),
      },
      {
        title: 'Weight of the most stressed period',
        meaning: 'against a need that is low in calm times',
        most: 100,
        unit: '%',
        read: (of) => 100 * calmOf(of).stressedWeight,
        write: (of, x) => ({ ...of, calm: { ...calmOf(of), stressedWeight: x / 100 } }),
      },
      {
        title: 'Growth of stale prices',
        meaning: 'multiple of the square root of their age',
        most: 10,
        unit: '×',
        read: (of) => of.staleness,
        write: (of, x) => ({ ...of, staleness: x }),
      },
      {
        title: 'Doubt about prices',
        meaning: 'multiple of the half-width of each price’s band',
        most: 10,
        unit: '×',
        read: (of) => of.confidence,
        write: (of, x) => ({ ...of, confidence: x }),
      },
    ],
  },
];

/** A policy with what was typed, or why it is none. */
export function typedPolicy(
  policy: HouseDocument,
  typed: ReadonlyMap<PolicyField, string>,
): { readonly policy: HouseDocument } | { readonly fault: string } {
  let changed = policy;
  for (const [field, text] of typed) {
    const value = typedNumber(text);
    if (value === null || value < 0 || value > field.most) {
      return { fault: `${field.title}: "${text}" is no number from 0 to ${field.most}` };
    }
    changed = field.write(changed, value);
  }
  return { policy: changed };
}
