import type { ReactElement } from 'react';
import type { SliceName } from '../../../engine/contract/methods.ts';
import { accountWords } from '../../format/words.ts';
import { useSnapshot } from '../../state/use-desk.ts';

/** A part of the book by the name it has in a list. */
type Part = { readonly title: string; readonly slice: SliceName };

export const wholeBook: Part = { title: 'Whole book', slice: { by: 'book' } };

/** The book and every part of it that can be asked about. */
export function useParts(): readonly Part[] {
  const { accounts, risk } = useSnapshot();
  return [
    wholeBook,
    ...(risk.ok
      ? [
          ...risk.value.byUnderlying.map(({ label }) => ({
            title: `Underlying ${label}`,
            slice: { by: 'underlying' as const, of: label },
          })),
          ...risk.value.byVenue.map(({ label }) => ({
            title: `Venue ${label}`,
            slice: { by: 'venue' as const, of: label },
          })),
        ]
      : []),
    ...accounts.map((one) => ({
      title: `Account ${accountWords(one)}`,
      slice: { by: 'account' as const, of: one.account },
    })),
  ];
}

/** The part of that title; the whole book once it is gone. */
export const partOf = (parts: readonly Part[], title: string): Part =>
  parts.find((one) => one.title === title) ?? wholeBook;

export function PartChoice({
  parts,
  title,
  onChoose,
}: {
  readonly parts: readonly Part[];
  readonly title: string;
  readonly onChoose: (title: string) => void;
}): ReactElement {
  return (
    <label className="choices">
      <span className="quiet">Of</span>
      <select className="field" value={title} onChange={({ target }) => onChoose(target.value)}>
        {parts.map((one) => (
          <option key={one.title}>{one.title}</option>
        ))}
      </select>
    </label>
  );
}
