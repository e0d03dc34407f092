import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { NotIncluded } from '../../../engine/contract/snapshot.ts';
import { Mark } from '../../parts/mark.tsx';
import { quantityText } from '../../format/figures.ts';
import { counted, reasonWords } from '../../format/words.ts';
import { Scroller } from '../../parts/scroller.tsx';

type Props = { readonly rows: readonly NotIncluded[]; readonly shownFirst: boolean };

/** What no figure on any screen contains, each with its reason: never silently dropped. */
export function NotIncludedList({ rows, shownFirst }: Props): ReactElement {
  const [open, setOpen] = useState(rows.length > 0);
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
        {counted(rows.length, 'position or row', 'positions or rows')} not included in any figure
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
                  <td>{account ?? <span className="inapplicable">n/a</span>}</td>
                  <td className="number">
                    {quantity === null ? (
                      <span className="inapplicable">n/a</span>
                    ) : (
                      quantityText(quantity)
                    )}
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
