import type { ReactElement } from 'react';
import type { AccountMargin, Alternatives } from '../../../engine/contract/snapshot.ts';
import { NodeFigure } from '../../parts/node-figure.tsx';
import { wayWords } from '../../state/explanation.ts';
import { useSnapshot } from '../../state/use-desk.ts';
import { ByEdition } from './by-edition.tsx';

const ways = [
  'isolated',
  'cross',
  'portfolio',
  'house',
] as const satisfies readonly (keyof Alternatives)[];

/** The same account under four ways of margining, and as its venue does it. Never added together. */
export function SideBySide({ account }: { readonly account: AccountMargin }): ReactElement {
  const { reporting } = useSnapshot();
  const { account: id, alternatives, requirement, name, venue } = account;
  return (
    <section className="pane" aria-labelledby="ways-title">
      <h2 id="ways-title">
        Ways to margin it <span className="quiet">{`${reporting}, never added together`}</span>
      </h2>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Way</th>
            <th scope="col" className="number">
              Initial
            </th>
            <th scope="col" className="number">
              Maintenance
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="chosen">
            <th scope="row">{`As ${venue} does it`}</th>
            {(['initial', 'maintenance'] as const).map((need) => (
              <td key={need} className="number">
                <NodeFigure
                  title={`${need} margin as demanded, ${name}`}
                  outcome={requirement[need]}
                  question={{ about: 'requirement', account: id, need }}
                />
              </td>
            ))}
          </tr>
          {ways.map((way) => (
            <tr key={way}>
              <th scope="row">{wayWords[way]}</th>
              {(['initial', 'maintenance'] as const).map((need) => (
                <td key={need} className="number">
                  <NodeFigure
                    title={`${need} margin, ${wayWords[way]}, ${name}`}
                    outcome={alternatives[way][need]}
                    question={{ about: 'alternative', account: id, way, need }}
                  />
                </td>
              ))}
            </tr>
          ))}
          <ByEdition key={id} account={id} />
        </tbody>
      </table>
    </section>
  );
}
