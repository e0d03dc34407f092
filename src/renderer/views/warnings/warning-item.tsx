import { useState } from 'react';
import type { ReactElement } from 'react';
import { longestSnooze, type Alert } from '../../../engine/contract/alerts.ts';
import type { Warning } from '../../../engine/contract/snapshot.ts';
import { instantText } from '../../format/times.ts';
import { Inapplicable, Figure } from '../../parts/figure.tsx';
import { LevelTag, Mark } from '../../parts/mark.tsx';
import { faultText } from '../../state/desk.ts';
import { useDesk, useDeskPart, useFrame } from '../../state/use-desk.ts';

/** Minutes that a warning can be quiet for, as they are offered. */
const snoozes = [
  [15, '15 minutes'],
  [60, 'an hour'],
  [480, '8 hours'],
  [1440, 'a day'],
  [10_080, 'a week'],
] as const;

/** One warning, and what was done about it. */
export function WarningItem({ warning }: { readonly warning: Warning }): ReactElement {
  const { go, explain } = useFrame();
  const alert = useDeskPart(({ alerts }) => alerts.find(({ id }) => id === warning.id) ?? null);
  const { level, title, cause, remedy, shortfall, account } = warning;
  return (
    <li>
      <LevelTag level={level} />
      <div>
        <h2>{title}</h2>
        <dl>
          <dt>Why</dt>
          <dd>{cause}</dd>
          <dt>What to do</dt>
          <dd>{remedy}</dd>
        </dl>
        {alert !== null && <Handling key={`${alert.level} ${alert.since}`} alert={alert} />}
      </div>
      <div className="missing">
        <span className="quiet">Missing</span>
        {shortfall !== null ? (
          <Figure value={shortfall} />
        ) : level === 'watch' || warning.id.startsWith('rule|') ? (
          <Inapplicable />
        ) : (
          <span className="unknown">unknown</span>
        )}
      </div>
      <div className="acts">
        {account !== null && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => explain({ about: 'marginRatio', account })}
            >
              Explain the ratio
            </button>
            <button type="button" className="button" onClick={() => go('margin', account)}>
              Open the account
            </button>
          </>
        )}
      </div>
    </li>
  );
}

/** Since when it is open, who saw it, and how to say so. */
function Handling({ alert }: { readonly alert: Alert }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const isReadOnly = useDeskPart((view) => view.desk?.readOnly === true);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState('');
  const { id, title, level, since, acknowledged, snoozedUntil, escalatedAt } = alert;
  const act = async (step: Promise<unknown>, done: string): Promise<void> => {
    try {
      await step;
      setFault('');
      say(done);
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  const offered = snoozes.filter(([minutes]) => minutes <= longestSnooze[level]);
  return (
    <div className="handling">
      <p>
        <span className="quiet">{`since ${instantText(since)}`}</span>
        {escalatedAt !== null && (
          <strong className="level call">
            <Mark name="call" />
            {`nobody came by ${instantText(escalatedAt)}`}
          </strong>
        )}
        {acknowledged !== null && (
          <span>
            {`acknowledged ${instantText(acknowledged.at)}`}
            {acknowledged.note !== '' && <q>{acknowledged.note}</q>}
          </span>
        )}
        {snoozedUntil !== null && <span>{`quiet until ${instantText(snoozedUntil)}`}</span>}
      </p>
      <form
        className="tools"
        aria-label={`What is done about ${title}`}
        onSubmit={(event) => {
          event.preventDefault();
          void act(desk.ask('acknowledgeWarning', id, note), `${title} is acknowledged`);
        }}
      >
        <input
          className="field"
          aria-label="Note"
          placeholder="Note"
          maxLength={1000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <button type="submit" className="button">
          {acknowledged === null ? 'Acknowledge' : 'Acknowledge again'}
        </button>
        {snoozedUntil === null ? (
          offered.length > 0 && (
            <select
              className="field"
              aria-label="Quiet for"
              value=""
              onChange={({ target }) =>
                void act(desk.ask('snoozeWarning', id, Number(target.value)), `${title} is quiet`)
              }
            >
              <option value="">Quiet for …</option>
              {offered.map(([minutes, words]) => (
                <option key={minutes} value={minutes}>
                  {words}
                </option>
              ))}
            </select>
          )
        ) : (
          <button
            type="button"
            className="button"
            onClick={() => void act(desk.ask('snoozeWarning', id, 0), `${title} is heard again`)}
          >
            Wake
          </button>
        )}
        {isReadOnly && <span className="quiet">the store is read-only: kept for this session</span>}
        {fault !== '' && (
          <span role="alert" className="level call">
            {fault}
          </span>
        )}
      </form>
    </div>
  );
}
