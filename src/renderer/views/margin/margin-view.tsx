import { useState } from 'react';
import type { ReactElement } from 'react';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { AccountDetail } from './account-detail.tsx';
import { AccountTable } from './account-table.tsx';
import { ConformanceDialog } from './conformance-dialog.tsx';
import { PolicyDialog } from './policy-dialog.tsx';
import { byNearness } from './nearness.ts';

/** Margin per account, and for the chosen one every way to margin it. `focus` names the account. */
export function MarginView({ focus }: { readonly focus: string }): ReactElement {
  const { accounts, reporting } = useSnapshot();
  const { go } = useFrame();
  const [policy, setPolicy] = useState(false);
  const [conformance, setConformance] = useState(false);
  const ordered = byNearness(accounts);
  const chosen = ordered.find(({ account }) => account === focus) ?? ordered[0];
  return (
    <div className="view">
      <header>
        <h1>Margin</h1>
        <span className="quiet">{`nearest to a call first, ${reporting}; click a figure for its calculation`}</span>
        <span className="space" />
        <button type="button" className="button" onClick={() => setConformance(true)}>
          Conformance
        </button>
        {conformance && <ConformanceDialog onClose={() => setConformance(false)} />}
        <button type="button" className="button" onClick={() => setPolicy(true)}>
          House policy
        </button>
        {policy && <PolicyDialog onClose={() => setPolicy(false)} />}
      </header>
      {chosen === undefined ? (
        <p className="nothing">There is no margin account in the book.</p>
      ) : (
        <div className="margin">
          <AccountTable
            accounts={ordered}
            chosen={chosen.account}
            onChoose={(account) => go('margin', account)}
          />
          <AccountDetail account={chosen} />
        </div>
      )}
    </div>
  );
}
