import type { ReactElement } from 'react';
import type { WhatIfChoices, WhatIfEdit } from '../../../engine/contract/what-if.ts';
import { priceText, quantityText } from '../../format/figures.ts';
import { Mark } from '../../parts/mark.tsx';

type Props = {
  readonly edits: readonly WhatIfEdit[];
  /** Why an edit was left out, by its place; null or absent where it was not. */
  readonly faults: readonly (string | null)[];
  readonly choices: WhatIfChoices;
  readonly onRemove: (place: number) => void;
};

function wordsOf(edit: WhatIfEdit, name: string): string {
  if (edit.kind === 'balance') {
    const size = quantityText(Math.abs(edit.amount));
    return edit.amount > 0
      ? `put ${size} ${edit.asset} into ${name}`
      : `take ${size} ${edit.asset} out of ${name}`;
  }
  const at = edit.price === null ? 'at the mark' : `at ${priceText(edit.price)}`;
  const side = edit.quantity > 0 ? 'buy' : 'sell';
  return `${side} ${quantityText(Math.abs(edit.quantity))} ${edit.symbol} in ${name}, ${at}`;
}

/** What a draft changes, in the order in which it is done. */
export function EditList({ edits, faults, choices, onRemove }: Props): ReactElement {
  if (edits.length === 0) return <p className="nothing">Nothing is changed yet.</p>;
  return (
    <ol className="edits" aria-label="Changes">
      {edits.map((edit, place) => {
        const name = choices.find(({ account }) => account === edit.account)?.name ?? edit.account;
        const words = wordsOf(edit, name);
        const fault = faults[place] ?? null;
        return (
          <li key={`${place} ${words}`}>
            <span>{words}</span>
            {fault !== null && (
              <span className="level call">
                <Mark name="incomplete" />
                {`left out: ${fault}`}
              </span>
            )}
            <button
              type="button"
              className="button plain"
              aria-label={`Remove: ${words}`}
              onClick={() => onRemove(place)}
            >
              Remove
            </button>
          </li>
        );
      })}
    </ol>
  );
}
