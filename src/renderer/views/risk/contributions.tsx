import type { ReactElement } from 'react';
import type { Contribution } from '../../../engine/contract/snapshot.ts';
import { SignedBar } from '../../parts/bars.tsx';
import { Asked, Figure } from '../../parts/figure.tsx';

/** Shares of expected shortfall: to the right what adds to the loss, to the left what offsets it. */
export function Contributions({
  title,
  rows,
  incremental = false,
  name = (label) => label,
  onOpen,
}: {
  readonly title: string;
  readonly rows: readonly Contribution[];
  /** Whether to show what each adds to the book without it. */
  readonly incremental?: boolean;
  /** What a part is called, where its label is a code. */
  readonly name?: (label: string) => string;
  /** Shows where the part is held. */
  readonly onOpen: (label: string) => void;
}): ReactElement {
  const most = Math.max(...rows.map(({ amount }) => Math.abs(amount)), 0);
  return (
    <table className="figures contributions">
      <caption>{incremental ? `${title}, and what it adds to the book without it` : title}</caption>
      <thead className="spoken">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Offsets or adds</th>
          <th scope="col">Amount</th>
          {incremental && <th scope="col">Adds to the book without it</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, amount, incremental: added }) => (
          <tr key={label}>
            <th scope="row">
              <button
                type="button"
                className="asked"
                title={name(label)}
                onClick={() => onOpen(label)}
              >
                {name(label)}
              </button>
            </th>
            <td className="picture">
              <SignedBar value={amount} most={most} />
            </td>
            <td className="number">
              <Asked label={`${title}, ${name(label)}`} onAsk={() => onOpen(label)}>
                <Figure value={amount} />
              </Asked>
            </td>
            {incremental && (
              <td className="number quiet">
                <Figure value={added} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
