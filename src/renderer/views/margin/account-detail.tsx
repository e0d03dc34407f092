import type { ReactElement } from 'react';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { useFrame } from '../../state/use-desk.ts';
import { CallOutlookPane } from './call-outlook.tsx';
import { CollateralPane } from './collateral-pane.tsx';
import { CoveredPane } from './covered-pane.tsx';
import { LiquidationPane } from './liquidation-pane.tsx';
import { Liquidations } from './liquidations.tsx';
import { MovesPane } from './moves-pane.tsx';
import { RemediesPane } from './remedies-pane.tsx';
import { SideBySide } from './side-by-side.tsx';
import { StatedFigures } from './stated-figures.tsx';
import { accountWords } from '../../format/words.ts';

/** One account: four ways to margin it, what breaks it and how near that is, what the venue states, what to move. */
export function AccountDetail({ account }: { readonly account: AccountMargin }): ReactElement {
  const { explain } = useFrame();
  return (
    <section className="account-detail" aria-labelledby="account-title">
      <header className="tools">
        <h2 id="account-title">{accountWords(account)}</h2>
        <span className="space" />
        <button
          type="button"
          className="button"
          onClick={() =>
            explain({ about: 'requirement', account: account.account, need: 'maintenance' })
          }
        >
          Explain the requirement
        </button>
        <p className="quiet edition">
          {`${account.modelName}${account.edition === '' ? '' : `, edition ${account.edition}`}`}
        </p>
      </header>
      <div className="detail-columns">
        <div className="stack">
          <SideBySide account={account} />
          <CallOutlookPane account={account} />
          <CollateralPane account={account} />
        </div>
        <div className="stack">
          <Liquidations account={account} />
          <RemediesPane account={account} />
          <LiquidationPane account={account} />
          <StatedFigures account={account} />
        </div>
        <CoveredPane account={account} />
        <MovesPane />
      </div>
    </section>
  );
}
