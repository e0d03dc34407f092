import type { ReactElement } from 'react';
import type { AccountCollateral, HeldAsset } from '../../../engine/contract/collateral.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { correlationText, decimal, percent, wholeMoney } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useDesk } from '../../state/use-desk.ts';
import { AccountPane } from './account-pane.tsx';

function ratioText({ figures }: HeldAsset['falls'][number]): string {
  if (!figures.ok) return 'unknown';
  const { equity, maintenance } = figures.value;
  if (maintenance <= 0) return percent(0);
  return equity > 0 ? percent(maintenance / equity) : 'beyond liquidation';
}

function Falls({ held, terms }: AccountCollateral): ReactElement {
  return (
    <Scroller label="Falls of collateral">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col" className="number">
              Counts
            </th>
            {held[0]?.falls.map(({ fall }) => (
              <th key={fall} scope="col" className="number">
                {`at −${decimal(fall * 100, 0)} %`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {held.map(({ asset, pegged, falls }) => (
            <tr key={asset}>
              <th scope="row">
                {asset}
                {pegged && <span className="quiet"> loses its peg</span>}
              </th>
              <td className="number">
                {wholeMoney(terms.held.find((one) => one.asset === asset)?.counts ?? 0)}
              </td>
              {falls.map((one) => (
                <td key={one.fall} className="number">
                  {ratioText(one)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function wrongWayWords({ wrongWay }: AccountCollateral): string {
  if (!wrongWay.ok) return `Wrong-way risk: ${wrongWay.failure.message}`;
  const { correlation, positions, collateral } = wrongWay.value;
  if (correlation === null) return 'Positions and collateral do not move together.';
  const moves = collateral > 0 ? 'falls' : 'rises';
  return `When the positions lose ${wholeMoney(positions)}, their worst days, the collateral ${moves} by ${wholeMoney(Math.abs(collateral))} (correlation ${correlationText(correlation)}${correlation > 0 ? ': wrong-way risk' : ''}).`;
}

const owedWords = ({ terms }: AccountCollateral): readonly string[] =>
  terms.owed.map(
    ({ asset, value, interestPerDay }) =>
      `Owed: ${wholeMoney(value)} in ${asset}, interest ${
        interestPerDay === null
          ? 'unknown, since no rate is stated'
          : `${decimal(interestPerDay, 2)} a day`
      }.`,
  );

/** What becomes of the account when its collateral falls, and whether it falls when it is needed. */
export function CollateralPane({ account }: { readonly account: AccountMargin }): ReactElement {
  const desk = useDesk();
  return (
    <AccountPane
      account={account}
      id="collateral-title"
      title="If collateral falls"
      about="margin ratio, with all that follows the asset"
      ask={() => desk.ask('collateral', account.account)}
    >
      {(found) => (
        <>
          {found.held.length === 0 ? (
            <p className="nothing">It holds no collateral that may fall.</p>
          ) : (
            <Falls {...found} />
          )}
          {[wrongWayWords(found), ...owedWords(found)].map((words) => (
            <p key={words} className="note quiet">
              {words}
            </p>
          ))}
        </>
      )}
    </AccountPane>
  );
}
