import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { NotIncluded } from '../../../engine/contract/snapshot.ts';
import { Inapplicable } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { quantityText } from '../../format/figures.ts';
import { counted, reasonWords } from '../../format/words.ts';
import { useSnapshot } from '../../state/use-desk.ts';
import { Scroller } from '../../parts/scroller.tsx';

type Props = { readonly rows: readonly NotIncluded[]; readonly shownFirst: boolean };

/** What some or all figures lack, each with its reason: never silently dropped. */
export function NotIncludedList({ rows, shownFirst }: Props): ReactElement {
  const [open, setOpen] = useState(rows.length > 0);
  const { accounts } = useSnapshot();
  const names = new Map(accounts.map(({ account, name }) => [account, name]));
  const heading = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (shownFirst) heading.current?.focus();
  }, [shownFirst]);
  if (rows.length === 0) {
    return <p className="nothing not-included">Every position and balance is included.</p>;
  }
  return (
    <section className="not-included" aria-label="Not included">
      <button
        type="button"
        ref={heading}
        className="button plain"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="incomplete">
          <Mark name="incomplete" />
        </span>{' '}
        {counted(rows.length, 'position or row', 'positions or rows')} not included in every figure
      </button>
      {open && (
        <Scroller label="Rows not included">
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Account</th>
                <th scope="col" className="number">
                  Contracts
                </th>
                <th scope="col">Reason</th>
                <th scope="col">Detail</th>
                <th scope="col">Source</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ what, account, quantity, failure, source }, index) => (
                <tr key={`${index} ${what} ${source}`}>
                  <td className="mono">{what}</td>
                  <td>{account === null ? <Inapplicable /> : (names.get(account) ?? account)}</td>
                  <td className="number">
                    {quantity === null ? <Inapplicable /> : quantityText(quantity)}
                  </td>
                  <td>{reasonWords[failure.reason]}</td>
                  <td className="wrap">{failure.message}</td>
                  <td className="wrap quiet">{source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </section>
  );
}
