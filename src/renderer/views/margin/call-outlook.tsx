import { useState } from 'react';
import type { ReactElement } from 'react';
import type { CallOutlook } from '../../../engine/contract/remedies.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { decimal, percent } from '../../format/figures.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';

/** Positions beyond which an account is worked out only when asked: the workstation does nothing else meanwhile. */
const LARGE = 200;

const signed = (factor: number): string => {
  const move = factor - 1;
  return `${move < 0 ? '' : '+'}${percent(move)}`;
};

function NearestRows({ nearest }: Pick<CallOutlook, 'nearest'>): ReactElement {
  if (!nearest.ok) {
    return (
      <tr>
        <th scope="row">Nearest call</th>
        <td>{nearest.failure.message}</td>
      </tr>
    );
  }
  const { prices, volatility, distance } = nearest.value;
  const moves = prices.map(({ asset, factor }) => `${asset} ${signed(factor)}`);
  return (
    <>
      <tr>
        <th scope="row">Nearest call</th>
        <td>{[...moves, `volatility × ${decimal(volatility, 2)}`].join(', ')}</td>
      </tr>
      <tr>
        <th scope="row">Distance</th>
        <td>{`${decimal(distance, distance < 1 ? 2 : 1)} daily deviations`}</td>
      </tr>
    </>
  );
}

function ChanceRows({ chances }: Pick<CallOutlook, 'chances'>): ReactElement {
  if (!chances.ok) {
    return (
      <tr>
        <th scope="row">Chance of a call</th>
        <td>{chances.failure.message}</td>
      </tr>
    );
  }
  return (
    <>
      {chances.value.chances.map(({ horizon, probability, standardError }) => (
        <tr key={horizon}>
          <th scope="row">{`Called within ${horizon}`}</th>
          <td>{`${percent(probability)} ± ${percent(1.96 * standardError)}`}</td>
        </tr>
      ))}
    </>
  );
}

/** How near the account is to a call: the nearest joint move, and the chance of a call in time. */
export function CallOutlookPane({ account }: { readonly account: AccountMargin }): ReactElement {
  const desk = useDesk();
  const { asOf } = useSnapshot();
  const [wanted, setWanted] = useState('');
  const large = account.positions > LARGE && wanted !== account.account;
  const answered = useAnswer(
    () => desk.ask('callOutlook', account.account),
    large ? null : `${account.account} ${asOf}`,
  );
  return (
    <section
      className="pane"
      aria-labelledby="outlook-title"
      aria-busy={!large && answered.is === 'waiting'}
    >
      <h2 id="outlook-title">
        How near a call{' '}
        <span className="quiet">
          {account.model === 'stated'
            ? 'equity moves, the requirement stays as the venue states it'
            : 'all prices and volatilities together; paths of joint days'}
        </span>
      </h2>
      {large && (
        <p className="nothing">
          {`${account.positions} positions are revalued a thousand times for this. `}
          <button type="button" className="button" onClick={() => setWanted(account.account)}>
            Work it out
          </button>
        </p>
      )}
      {!large && answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {!large && answered.is === 'refused' && <p role="alert">{answered.fault}</p>}
      {!large && answered.is === 'there' && (
        <table className="figures outlook">
          <tbody>
            <NearestRows nearest={answered.value.nearest} />
            <ChanceRows chances={answered.value.chances} />
          </tbody>
        </table>
      )}
    </section>
  );
}
