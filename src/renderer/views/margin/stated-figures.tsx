import type { ReactElement } from 'react';
import type { MarginNode } from '../../../engine/contract/margin-node.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import type { StatedFigure } from '../../../engine/model/book.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { calculated } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import type { Question } from '../../state/explanation.ts';
import { NodeFigure } from '../../parts/node-figure.tsx';

const nameWords: Readonly<Record<StatedFigure['name'], string>> = {
  equity: 'Equity',
  initialMargin: 'Initial margin',
  maintenanceMargin: 'Maintenance margin',
};

function ours(account: AccountMargin, name: StatedFigure['name']): Outcome<MarginNode> {
  if (name === 'equity') return account.equity;
  return account.requirement[name === 'initialMargin' ? 'initial' : 'maintenance'];
}

function questionOf(account: AccountMargin, name: StatedFigure['name']): Question {
  if (name === 'equity') return { about: 'equity', account: account.account };
  const need = name === 'initialMargin' ? 'initial' : 'maintenance';
  return { about: 'requirement', account: account.account, need };
}

/**
 * What the venue's own files state, beside ours. Compared only where ours is complete and both
 * are in one unit.
 */
export function StatedFigures({ account }: { readonly account: AccountMargin }): ReactElement {
  return (
    <section className="pane" aria-labelledby="stated-title">
      <h2 id="stated-title">
        What the venue states <span className="quiet">in its own files</span>
      </h2>
      {account.stated.length === 0 ? (
        <p className="nothing">The imported files state no margin figure for this account.</p>
      ) : (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" className="number">
                Stated
              </th>
              <th scope="col">in</th>
              <th scope="col" className="number">
                Ours
              </th>
              <th scope="col" className="number">
                Ours − stated
              </th>
              <th scope="col">As of, from</th>
            </tr>
          </thead>
          <tbody>
            {account.stated.map((stated) => (
              <StatedRow
                key={`${stated.name} ${stated.asset} ${stated.source}`}
                account={account}
                stated={stated}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function StatedRow({
  account,
  stated,
}: {
  readonly account: AccountMargin;
  readonly stated: StatedFigure;
}): ReactElement {
  const own = ours(account, stated.name);
  const comparable =
    own.ok && own.value.unit === stated.asset && (own.value.lacking ?? []).length === 0;
  return (
    <tr>
      <th scope="row">{nameWords[stated.name]}</th>
      <td className="number">{calculated(stated.value, stated.asset)}</td>
      <td className="quiet">{stated.asset}</td>
      <td className="number">
        <NodeFigure
          title={`${nameWords[stated.name]}, ${account.name}`}
          outcome={own}
          question={questionOf(account, stated.name)}
        />
      </td>
      <td className="number">
        {comparable ? (
          calculated(own.value.value - stated.value, stated.asset)
        ) : (
          <span className="inapplicable" title="Ours is incomplete, unknown or in another unit">
            n/a
          </span>
        )}
      </td>
      <td className="wrap quiet">{`${instantText(stated.at)}, ${stated.source}`}</td>
    </tr>
  );
}
