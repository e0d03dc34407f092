import type { ReactElement } from 'react';
import { instantText } from '../../format/times.ts';
import { LevelTag } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { alertKindWords } from '../../state/alerts.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useDeskPart } from '../../state/use-desk.ts';

/** What happened to warnings, and what was done about them, newest first. */
export function HistoryPane(): ReactElement {
  const desk = useDesk();
  const alerts = useDeskPart((view) => view.alerts);
  const answered = useAnswer(() => desk.ask('warningHistory'), JSON.stringify(alerts));
  if (answered.is === 'waiting') return <p className="nothing">Asking…</p>;
  if (answered.is === 'refused') return <p className="nothing">{answered.fault}</p>;
  if (answered.value.length === 0) return <p className="nothing">There was no warning yet.</p>;
  return (
    <Scroller label="History of warnings">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Level</th>
            <th scope="col">Warning</th>
            <th scope="col">What happened</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {answered.value.map(({ at, kind, warning, level, title, note, until }, index) => (
            <tr key={`${index} ${at} ${warning}`}>
              <td>{instantText(at)}</td>
              <td>
                <LevelTag level={level} />
              </td>
              <th scope="row" className="wrap">
                {title}
              </th>
              <td>
                {alertKindWords[kind]}
                {until !== null && ` until ${instantText(until)}`}
              </td>
              <td className="wrap">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
