import type { ReactElement } from 'react';
import type { CallOutlook } from '../../../engine/contract/remedies.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { decimal, percent } from '../../format/figures.ts';
import { useDesk } from '../../state/use-desk.ts';
import { AccountPane } from './account-pane.tsx';

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
        <td className="wrap">{[...moves, `volatility × ${decimal(volatility, 2)}`].join(', ')}</td>
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
  return (
    <AccountPane
      account={account}
      id="outlook-title"
      title="How near a call"
      about={
        account.model === 'stated'
          ? 'equity moves, the requirement stays as the venue states it'
          : 'all prices and volatilities together; paths of joint days'
      }
      ask={() => desk.ask('callOutlook', account.account)}
    >
      {({ nearest, chances }) => (
        <table className="figures outlook">
          <tbody>
            <NearestRows nearest={nearest} />
            <ChanceRows chances={chances} />
          </tbody>
        </table>
      )}
    </AccountPane>
  );
}
