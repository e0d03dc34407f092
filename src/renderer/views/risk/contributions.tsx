import type { ReactElement } from 'react';
import type { Contribution } from '../../../engine/contract/snapshot.ts';
import { SignedBar } from '../../parts/bars.tsx';
import { Figure } from '../../parts/figure.tsx';

/** Shares of expected shortfall: to the right what adds to the loss, to the left what offsets it. */
export function Contributions({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly Contribution[];
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
            <th scope="row">{label}</th>
            <td className="picture">
              <SignedBar value={amount} most={most} />
            </td>
            <td className="number">
              <Figure value={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
