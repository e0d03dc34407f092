import type { ReactElement } from 'react';
import type { Contribution } from '../../../engine/contract/snapshot.ts';
import { SignedBar } from '../../parts/bars.tsx';
import { Asked, Figure } from '../../parts/figure.tsx';

/** Shares of expected shortfall: to the right what adds to the loss, to the left what offsets it. */
export function Contributions({
  title,
  rows,
  name = (label) => label,
  onOpen,
}: {
  readonly title: string;
  readonly rows: readonly Contribution[];
  /** What a part is called, where its label is a code. */
  readonly name?: (label: string) => string;
  /** Shows where the part is held. */
  readonly onOpen: (label: string) => void;
}): ReactElement {
  const most = Math.max(...rows.map(({ amount }) => Math.abs(amount)), 0);
  return (
    <table className="figures contributions">
      <caption>{title}</caption>
      <thead className="spoken">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Offsets or adds</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, amount }) => (
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
          </tr>
        ))}
      </tbody>
    </table>
  );
}
