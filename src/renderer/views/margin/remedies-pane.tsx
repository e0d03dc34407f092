import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Remedies, Remedy, RemedyCost } from '../../../engine/contract/remedies.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { percent, wholeMoney } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useDesk } from '../../state/use-desk.ts';
import { AccountPane } from './account-pane.tsx';
import { CostsDialog } from './costs-dialog.tsx';

const costText = ({ amount, unknown }: RemedyCost): string =>
  amount === null ? 'unknown' : `${wholeMoney(amount)}${unknown.length === 0 ? '' : ' + unknown'}`;

function Row({ what, cost, ratio, other }: Remedy): ReactElement {
  return (
    <tr>
      <th scope="row" className="wrap">
        {what}
        {other !== null && (
          <span className="quiet">{` — ${other.name} then at ${percent(other.ratio)}`}</span>
        )}
      </th>
      <td
        className="number"
        title={[...cost.unknown, ...(cost.basis === undefined ? [] : [cost.basis])].join('; ')}
      >
        {costText(cost)}
      </td>
      <td className="number">{cost.minutes === null ? 'unknown' : cost.minutes}</td>
      <td className="number">{percent(ratio)}</td>
    </tr>
  );
}

function Ranked({ ranked, target, notes }: Remedies): ReactElement {
  return (
    <>
      {ranked.length === 0 ? (
        <p className="nothing">{`No single remedy brings it down to ${percent(target)}.`}</p>
      ) : (
        <Scroller label="Ranked remedies">
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{`Down to ${percent(target)}, each by itself`}</th>
                <th scope="col" className="number">
                  Cost
                </th>
                <th scope="col" className="number">
                  Minutes
                </th>
                <th scope="col" className="number">
                  Ratio then
                </th>
              </tr>
            </thead>
            <tbody>
              {ranked.map((one) => (
                <Row key={`${one.kind} ${one.what}`} {...one} />
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      {notes.map((note) => (
        <p key={note} className="note quiet">
          {note}
        </p>
      ))}
    </>
  );
}

/** What brings the account down to where its warning ends, the cheapest first. */
export function RemediesPane({ account }: { readonly account: AccountMargin }): ReactElement {
  const desk = useDesk();
  const [costs, setCosts] = useState(false);
  const [changed, setChanged] = useState(0);
  return (
    <AccountPane
      account={account}
      id="remedies-title"
      title="Remedies"
      about="the cheapest first, by the accounts’ own models"
      of={String(changed)}
      tools={
        <>
          <button type="button" className="button" onClick={() => setCosts(true)}>
            Costs
          </button>
          {costs && (
            <CostsDialog onSaved={() => setChanged(changed + 1)} onClose={() => setCosts(false)} />
          )}
        </>
      }
      ask={() => desk.ask('remedies', account.account)}
    >
      {(found) =>
        found.ok ? <Ranked {...found.value} /> : <p className="nothing">{found.failure.message}</p>
      }
    </AccountPane>
  );
}
