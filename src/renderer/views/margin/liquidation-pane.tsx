import { useState } from 'react';
import type { ReactElement } from 'react';
import type { LiquidationOutlook, LiquidationRun } from '../../../engine/contract/liquidation.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { decimal, percent, wholeMoney } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useDesk } from '../../state/use-desk.ts';
import { AccountPane } from './account-pane.tsx';

const size = (x: number): string => String(Number(x.toPrecision(6)));

const endings = {
  whole: 'the account is whole again',
  empty: 'nothing is left',
  unfinished: 'nothing that is closed frees more margin',
} as const;

function beginning({ prices, volatility }: LiquidationOutlook): string {
  const moves = prices
    .filter(({ factor }) => factor !== 1)
    .map(({ asset, factor }) => `${asset} ${factor < 1 ? '' : '+'}${percent(factor - 1)}`);
  const all = volatility === 1 ? moves : [...moves, `volatility × ${decimal(volatility, 2)}`];
  return all.length === 0 ? 'from where it stands' : `from its nearest call: ${all.join(', ')}`;
}

function Steps({ before, steps }: LiquidationRun): ReactElement {
  return (
    <Scroller label="Liquidation step by step">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Closed</th>
            <th scope="col" className="number">
              Price
            </th>
            <th scope="col" className="number">
              Fee
            </th>
            <th scope="col" className="number">
              Equity
            </th>
            <th scope="col" className="number">
              Maintenance
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" colSpan={3}>
              Beginning
            </th>
            <td className="number">{wholeMoney(before.equity)}</td>
            <td className="number">{wholeMoney(before.maintenance)}</td>
          </tr>
          {steps.map(({ symbol, contracts, how, price, fee, after }, i) => (
            // Steps have no name of their own, and never change places.
            // eslint-disable-next-line react/no-array-index-key
            <tr key={i}>
              <th scope="row">
                {`${size(contracts)} ${symbol}${how === 'takeover' ? ', taken over whole' : ''}`}
              </th>
              <td className="number">{price === null ? 'none' : size(price)}</td>
              <td className="number">{wholeMoney(fee)}</td>
              <td className="number">{wholeMoney(after.equity)}</td>
              <td className="number">{wholeMoney(after.maintenance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Fund({ toFund }: Pick<LiquidationRun, 'toFund'>): ReactElement | null {
  if (toFund === 0) return null;
  return (
    <p className="note">
      {toFund > 0
        ? `The insurance fund receives ${wholeMoney(toFund)}.`
        : `The insurance fund pays ${wholeMoney(-toFund)}.`}
    </p>
  );
}

function Outlook({ outlook }: { readonly outlook: LiquidationOutlook }): ReactElement {
  const { run, deleveraging } = outlook;
  return (
    <>
      {run.ok ? (
        <>
          <p className="note">{`${run.value.by === 'estimate' ? 'An estimate, ' : 'As the venue publishes it, '}${beginning(outlook)}; in the end ${endings[run.value.outcome]}.`}</p>
          <Steps {...run.value} />
          <Fund toFund={run.value.toFund} />
          <ul className="notes quiet">
            {[...run.value.notes, run.value.source]
              .filter((note) => note !== '')
              .map((note) => (
                <li key={note}>{note}</li>
              ))}
          </ul>
        </>
      ) : (
        <p className="nothing">{run.failure.message}</p>
      )}
      {deleveraging.length > 0 && (
        <p className="note">
          {'Deleveraged in this order: '}
          {deleveraging
            .map(({ symbol, name, score }) => `${symbol} of ${name} (score ${decimal(score, 3)})`)
            .join(', ')}
          <span className="quiet">
            {' — profit ratio × leverage; the place among other customers’ is not known'}
          </span>
        </p>
      )}
    </>
  );
}

/** What a liquidation would leave of the account, from its nearest call. */
export function LiquidationPane({ account }: { readonly account: AccountMargin }): ReactElement {
  const desk = useDesk();
  const [estimate, setEstimate] = useState(false);
  const by = estimate ? 'estimate' : 'published';
  return (
    <AccountPane
      account={account}
      id="liquidated-title"
      title="If it is liquidated"
      about="step by step at standing prices"
      of={by}
      tools={
        <label className="choices">
          <input
            type="checkbox"
            checked={estimate}
            onChange={({ target }) => setEstimate(target.checked)}
          />
          <span>Generic estimate</span>
        </label>
      }
      ask={() => desk.ask('liquidation', account.account, by)}
    >
      {(outlook) => <Outlook outlook={outlook} />}
    </AccountPane>
  );
}
