import type { ReactElement } from 'react';
import { AccountsPane } from './accounts-pane.tsx';
import { LossPane } from './loss-pane.tsx';
import { NettingPane } from './netting-pane.tsx';
import { WarningsPane } from './warnings-pane.tsx';

/** The main job on one screen: what nets, what is demanded, what could be lost, who is near a call. */
export function OverviewView(): ReactElement {
  return (
    <div className="overview">
      <h1 className="spoken">Overview</h1>
      <NettingPane />
      <LossPane />
      <AccountsPane />
      <WarningsPane />
    </div>
  );
}
