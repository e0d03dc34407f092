import type { ReactElement } from 'react';
import type { MarketView } from '../../../engine/contract/market.ts';
import { decimal, percent, priceText } from '../../format/figures.ts';
import { Age } from '../../parts/age.tsx';
import { OutcomeFigure } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { standingWords } from './words.ts';

/** What venues and oracles state of the price, who is believed, and why the others are not. */
export function PricesPane({
  market,
  now,
}: {
  readonly market: MarketView;
  readonly now: number;
}): ReactElement {
  const { agreement, underlying } = market;
  if (agreement === null) {
    return (
      <p className="nothing">{`Nobody who is followed states a price of ${underlying} yet.`}</p>
    );
  }
  const { price, band, sources } = agreement;
  return (
    <Scroller label={`Price of ${underlying}`}>
      <section className="pane">
        <h2>
          {`Price of ${underlying}`}{' '}
          <OutcomeFigure title={`Price of ${underlying}`} outcome={price}>
            {(value) => <span className="figure">{priceText(value.value)}</span>}
          </OutcomeFigure>
        </h2>
        <ul className="notes quiet">
          {price.ok && (
            <li>{`The sources used lie between ${priceText(price.value.low)} and ${priceText(price.value.high)}.`}</li>
          )}
          {price.ok && price.value.remark !== null && <li>{price.value.remark}</li>}
          {!price.ok && <li>{price.failure.message}</li>}
          {band !== null && (
            <li>{`Taken to be right within ${priceText(band.halfWidth)} either way; confidence ${percent(band.score, 0)}.`}</li>
          )}
        </ul>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col" className="number">
                Price
              </th>
              <th scope="col" className="number">
                Off, bp
              </th>
              <th scope="col" className="number">
                Age
              </th>
              <th scope="col">Standing</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ source, value, at, distance, standing, reason }) => (
              <tr key={source}>
                <th scope="row">{source}</th>
                <td className="number">{priceText(value)}</td>
                <td className="number">
                  {distance === null ? (
                    <span className="inapplicable">n/a</span>
                  ) : (
                    decimal(distance * 10_000, 1)
                  )}
                </td>
                <td className="number">
                  <Age at={at} now={now} />
                </td>
                <td>
                  <span className={standing === 'used' ? 'level ok' : 'level watch'}>
                    <Mark name={standing === 'used' ? 'ok' : 'watch'} />
                    {standingWords[standing]}
                  </span>
                </td>
                <td className="quiet wrap">{reason ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Scroller>
  );
}
