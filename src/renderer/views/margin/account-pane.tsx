import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSnapshot } from '../../state/use-desk.ts';

/** Positions beyond which an account is worked out only when asked: the workstation does nothing else meanwhile. */
const LARGE = 200;

type Props<T> = {
  readonly account: AccountMargin;
  readonly id: string;
  readonly className?: string;
  readonly title: string;
  readonly about: string;
  /** What the answer depends on beside the account and the snapshot. */
  readonly of?: string;
  readonly tools?: ReactNode;
  readonly ask: () => Promise<T>;
  readonly children: (answer: T) => ReactElement;
};

/** A pane whose content is worked out by the workstation for one account. */
export function AccountPane<T>({
  account,
  id,
  className = '',
  title,
  about,
  of = '',
  tools,
  ask,
  children,
}: Props<T>): ReactElement {
  const { asOf } = useSnapshot();
  const [wanted, setWanted] = useState('');
  const large = account.positions > LARGE && wanted !== account.account;
  const answered = useAnswer(ask, large ? null : `${account.account} ${asOf} ${of}`);
  return (
    <section
      className={`pane worked-out ${className}`}
      aria-labelledby={id}
      aria-busy={!large && answered.is === 'waiting'}
    >
      <header className="tools">
        <h2 id={id}>
          {title} <span className="quiet">{about}</span>
        </h2>
        {tools}
      </header>
      {large && (
        <p className="nothing">
          {`${account.positions} positions are revalued many times for this. `}
          <button type="button" className="button" onClick={() => setWanted(account.account)}>
            Work it out
          </button>
        </p>
      )}
      {!large && answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {!large && answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {!large && answered.is === 'there' && children(answered.value)}
    </section>
  );
}
