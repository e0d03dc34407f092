import type { ReactElement } from 'react';
import { headingHelp } from '../../../engine/contract/measures.ts';
import type { AccountMargin, HouseView, Liquidation } from '../../../engine/contract/snapshot.ts';
import { RatioBar } from '../../parts/bars.tsx';
import { Asked, Figure, Lacking, OutcomeFigure, Unknown } from '../../parts/figure.tsx';
import { AccountLevel } from '../../parts/mark.tsx';
import { NodeFigure } from '../../parts/node-figure.tsx';
import { percent, priceText } from '../../format/figures.ts';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { byNearness, nearest } from '../margin/nearness.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { accountWords } from '../../format/words.ts';

/** What each venue demands and how near each account is to a call, nearest first. */
export function AccountsPane(): ReactElement {
  const { accounts, houseView, reporting } = useSnapshot();
  const { go } = useFrame();
  return (
    <section className="pane accounts" aria-labelledby="accounts-title">
      <header>
        <h2 id="accounts-title">
          What each venue demands, who is near a call{' '}
          <span className="quiet">nearest first, {reporting}</span>
        </h2>
        <button type="button" className="button plain" onClick={() => go('margin')}>
          All margin
        </button>
      </header>
      <Scroller label="Margin accounts">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col" className="number" title={headingHelp('Equity')}>
                Equity
              </th>
              <th scope="col" className="number" title={headingHelp('Initial')}>
                Initial
              </th>
              <th scope="col" className="number" title={headingHelp('Maintenance')}>
                Maintenance
              </th>
              <th scope="col" className="number" title={headingHelp('Margin ratio')}>
                Margin ratio
              </th>
              <th scope="col" className="picture-title">
                to liquidation
              </th>
              <th scope="col">Level</th>
              <th scope="col" className="number" title={headingHelp('Breaks first at')}>
                Breaks first at
              </th>
            </tr>
          </thead>
          <tbody>
            {byNearness(accounts).map((account) => (
              <AccountRow key={account.account} account={account} />
            ))}
          </tbody>
          <HouseFoot houseView={houseView} />
        </table>
      </Scroller>
    </section>
  );
}

function AccountRow({ account }: { readonly account: AccountMargin }): ReactElement {
  const { explain, go } = useFrame();
  const { account: id, requirement, marginRatio } = account;
  const named = accountWords(account);
  return (
    <tr>
      <th scope="row">
        <button type="button" className="asked" title={named} onClick={() => go('margin', id)}>
          {named}
        </button>
      </th>
      <td className="number">
        <NodeFigure
          title={`Equity, ${named}`}
          outcome={account.equity}
          question={{ about: 'equity', account: id }}
        />
      </td>
      <td className="number">
        <NodeFigure
          title={`Initial margin, ${named}`}
          outcome={requirement.initial}
          question={{ about: 'requirement', account: id, need: 'initial' }}
        />
      </td>
      <td className="number">
        <NodeFigure
          title={`Maintenance margin, ${named}`}
          outcome={requirement.maintenance}
          question={{ about: 'requirement', account: id, need: 'maintenance' }}
        />
      </td>
      <td className="number">
        <OutcomeFigure title={`Margin ratio, ${named}`} outcome={marginRatio}>
          {(ratio) => (
            <Asked
              label={`Margin ratio, ${named}`}
              onAsk={() => explain({ about: 'marginRatio', account: id })}
            >
              {percent(ratio)}
            </Asked>
          )}
        </OutcomeFigure>
      </td>
      <td className="picture">{marginRatio.ok && <RatioBar ratio={marginRatio.value} />}</td>
      <td>
        <AccountLevel account={account} />
      </td>
      <td className="number">
        {marginRatio.ok ? (
          <Nearest
            liquidation={nearest(account)}
            stated={account.model === 'stated'}
            onAsk={() => go('margin', id)}
          />
        ) : (
          <Unknown title={`Liquidation prices, ${named}`} failures={[marginRatio.failure]} />
        )}
      </td>
    </tr>
  );
}

function Nearest({
  liquidation,
  stated,
  onAsk,
}: {
  readonly liquidation: Liquidation | null;
  /** The requirement is the venue's statement, which no price moves. */
  readonly stated: boolean;
  readonly onAsk: () => void;
}): ReactElement {
  if (liquidation?.distance == null) {
    return stated ? (
      <span className="inapplicable" title="The requirement is stated, not calculated">
        n/a, stated
      </span>
    ) : (
      <span className="inapplicable">no price</span>
    );
  }
  const { underlying, below, above, price, distance } = liquidation;
  const down = below !== null && (above === null || price - below <= above - price);
  return (
    <Asked label="Nearest liquidation price" onAsk={onAsk}>
      {underlying} {priceText((down ? below : above) ?? price)}{' '}
      <span className="quiet">{`${down ? '−' : '+'}${percent(distance)}`}</span>
    </Asked>
  );
}

function HouseFoot({ houseView }: { readonly houseView: HouseView }): ReactElement {
  const { explain } = useFrame();
  const { venuesInitial, venuesMaintenance, house, saving } = houseView;
  const total = (need: 'initial' | 'maintenance'): ReactElement => (
    <>
      <Lacking
        title={`All venues, ${need}`}
        failures={(need === 'initial' ? venuesInitial : venuesMaintenance).lacking}
      />{' '}
      <Asked
        label={`All venues, ${need} margin`}
        onAsk={() => explain({ about: 'requirement', account: null, need })}
      >
        <Figure value={(need === 'initial' ? venuesInitial : venuesMaintenance).amount} />
      </Asked>
    </>
  );
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={2}>
          All venues demand
        </th>
        <td className="number">{total('initial')}</td>
        <td className="number">{total('maintenance')}</td>
        <td colSpan={4} aria-hidden="true" />
      </tr>
      <tr>
        <th scope="row" colSpan={2}>
          The netted book needs
        </th>
        <td className="number">
          <NodeFigure title="House need" outcome={house} question={{ about: 'house' }} />
        </td>
        <td className="number">
          <span className="inapplicable">n/a</span>
        </td>
        <td colSpan={4}>
          <span className="quiet">netting would save </span>
          {saving === null ? (
            <Unknown title="Capital saved by netting" failures={house.ok ? [] : [house.failure]} />
          ) : (
            <>
              <Lacking title="Capital saved by netting" failures={saving.lacking} />{' '}
              <Asked label="Capital saved by netting" onAsk={() => explain({ about: 'saving' })}>
                <Figure value={saving.amount} />
              </Asked>
            </>
          )}
        </td>
      </tr>
    </tfoot>
  );
}
