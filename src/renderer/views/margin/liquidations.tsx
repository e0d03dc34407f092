import type { ReactElement } from 'react';
import { headingHelp } from '../../../engine/contract/measures.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { percent, priceText } from '../../format/figures.ts';
import { useSnapshot } from '../../state/use-desk.ts';

/** Why there is no price to show. Figures that a venue stated do not move with prices. */
function nothingBreaks(
  model: AccountMargin['model'],
  marginRatio: AccountMargin['marginRatio'],
): string {
  if (!marginRatio.ok) return `Not known: ${marginRatio.failure.message}`;
  return model === 'stated'
    ? 'Not known: the requirement is the venue’s own statement, and there is no rule to move it by.'
    : 'No move of an underlying alone breaks this account.';
}

/** A price at which something happens, or that no price in that direction brings it about. */
function Level({ price }: { readonly price: number | null }): ReactElement {
  return price === null ? (
    <span className="inapplicable">none</span>
  ) : (
    <span className="figure">{priceText(price)}</span>
  );
}

/** Which move breaks the account: prices at which maintenance margin meets equity. */
export function Liquidations({
  account: { liquidations, marginRatio, model },
}: {
  readonly account: AccountMargin;
}): ReactElement {
  const { reporting } = useSnapshot();
  return (
    <section className="pane" aria-labelledby="liquidation-title">
      <h2 id="liquidation-title">
        What breaks it{' '}
        <span className="quiet">{`one underlying moves, all else equal, ${reporting}`}</span>
      </h2>
      {liquidations.length === 0 ? (
        <p className="nothing">{nothingBreaks(model, marginRatio)}</p>
      ) : (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Underlying</th>
              <th scope="col" className="number">
                Now
              </th>
              <th scope="col" className="number" title={headingHelp('Liquidated below')}>
                Liquidated below
              </th>
              <th scope="col" className="number">
                above
              </th>
              <th scope="col" className="number" title={headingHelp('Distance')}>
                Distance
              </th>
              <th scope="col" className="number" title={headingHelp('Equity gone below')}>
                Equity gone below
              </th>
              <th scope="col" className="number">
                above
              </th>
            </tr>
          </thead>
          <tbody>
            {liquidations.map((one) => (
              <tr key={one.underlying}>
                <th scope="row">{one.underlying}</th>
                <td className="number">{priceText(one.price)}</td>
                <td className="number">
                  <Level price={one.below} />
                </td>
                <td className="number">
                  <Level price={one.above} />
                </td>
                <td className="number">
                  {one.distance === null ? (
                    <span className="inapplicable">none</span>
                  ) : (
                    percent(one.distance)
                  )}
                </td>
                <td className="number">
                  <Level price={one.bankruptBelow} />
                </td>
                <td className="number">
                  <Level price={one.bankruptAbove} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
