import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Requirement } from '../../../engine/contract/snapshot.ts';
import { Figure, Lacking, OutcomeFigure } from '../../parts/figure.tsx';
import { useAnswer, type Answered } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import type { MarginAccountId } from '../../../engine/values/ids.ts';

function Cells({
  answered,
  day,
}: {
  readonly answered: Answered<Requirement>;
  readonly day: string;
}): ReactElement {
  if (answered.is !== 'there') {
    return (
      <td className="number" colSpan={2}>
        {answered.is === 'refused' ? <span role="alert">{answered.fault}</span> : '…'}
      </td>
    );
  }
  return (
    <>
      {(['initial', 'maintenance'] as const).map((need) => {
        const title = `${need} margin by the numbers of ${day}`;
        return (
          <td key={need} className="number">
            <OutcomeFigure title={title} outcome={answered.value[need]}>
              {(node) => (
                <>
                  <Lacking title={title} failures={node.lacking ?? []} />{' '}
                  <Figure value={node.value} />
                </>
              )}
            </OutcomeFigure>
          </td>
        );
      })}
    </>
  );
}

/** The account as it stands, by the numbers that were in force when an earlier edition began. */
export function ByEdition({ account }: { readonly account: MarginAccountId }): ReactElement | null {
  const desk = useDesk();
  const { asOf } = useSnapshot();
  const [chosen, setChosen] = useState('');
  const days = useAnswer(() => desk.ask('editionDays', account), account);
  const known = days.is === 'there' ? days.value : [];
  const day = known.includes(chosen) ? chosen : '';
  const answered = useAnswer(
    () => desk.ask('requirementOn', account, day),
    day === '' ? null : `${account} ${day} ${asOf}`,
  );
  if (known.length === 0) return null;
  return (
    <tr>
      <th scope="row" className="wrap">
        By the numbers of{' '}
        <select
          aria-label="By the numbers of"
          className="field short"
          value={day}
          onChange={({ target }) => setChosen(target.value)}
        >
          <option value="">none</option>
          {known.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </th>
      {day === '' ? (
        <td className="quiet wrap" colSpan={2}>
          choose the first day of an edition
        </td>
      ) : (
        <Cells answered={answered} day={day} />
      )}
    </tr>
  );
}
