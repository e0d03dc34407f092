import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { MarketView, PriceAgreement, PriceSource } from '../../../engine/contract/market.ts';
import { drawAgreement } from '../../charts/agreement.ts';
import { Chart, type Draw } from '../../charts/chart.tsx';
import { decimal, percent, priceDifference, priceText } from '../../format/figures.ts';
import { counted } from '../../format/words.ts';
import { Age } from '../../parts/age.tsx';
import { Inapplicable, OutcomeFigure } from '../../parts/figure.tsx';
import { Mark, type MarkName } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import type { Told } from '../../state/age.ts';
import { standingWords } from './words.ts';

const marks: Readonly<Record<PriceSource['standing'], MarkName>> = {
  used: 'ok',
  fenced: 'watch',
  stale: 'stale',
  refused: 'watch',
  'no rate': 'incomplete',
};

const offText = (distance: number): string => {
  const text = decimal(distance * 10_000, 1);
  return distance > 0 ? `+${text}` : text;
};

function Sources({
  sources,
  told,
  reporting,
}: {
  readonly sources: readonly PriceSource[];
  readonly told: Told;
  readonly reporting: string;
}): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col" className="number">
            {`Price, ${reporting}`}
          </th>
          <th scope="col" className="number">
            Off the price, bp
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
          <tr key={source} className={standing === 'stale' ? 'stale' : undefined}>
            <th scope="row">{source}</th>
            <td className="number">
              {standing === 'no rate' ? (
                <span title="in its own currency">{`${priceText(value)} own`}</span>
              ) : (
                priceText(value)
              )}
            </td>
            <td className="number">{distance === null ? <Inapplicable /> : offText(distance)}</td>
            <td className="number">
              <Age at={at} told={told} staleAfter={null} />
            </td>
            <td>
              <span className={standing === 'used' ? 'level ok' : 'level watch'}>
                <Mark name={marks[standing]} />
                {standingWords[standing]}
              </span>
            </td>
            <td className="wrap">
              {reason ?? <span className="quiet">agrees with the rest</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Agreed({
  agreement: { asset, price, band, sources },
  told,
}: {
  readonly agreement: PriceAgreement;
  readonly told: Told;
}): ReactElement {
  const used = sources.filter(({ standing }) => standing === 'used').length;
  return (
    <>
      <dl className="agreed">
        <div>
          <dt>Agreed on</dt>
          <dd className="value">
            <OutcomeFigure title={`Price of ${asset}`} outcome={price}>
              {({ value }) => priceText(value)}
            </OutcomeFigure>
          </dd>
        </div>
        {price.ok && (
          <>
            <div>
              <dt>Lowest and highest used</dt>
              <dd>{`${priceText(price.value.low)} to ${priceText(price.value.high)}`}</dd>
            </div>
            <div>
              <dt>Oldest used</dt>
              <dd>
                <Age at={price.value.at} told={told} staleAfter={null} />
              </dd>
            </div>
          </>
        )}
        <div>
          <dt>Taken to be right within</dt>
          <dd>
            {band === null ? (
              <Inapplicable />
            ) : (
              `± ${priceDifference(band.halfWidth, price.ok ? price.value.value : band.halfWidth)}`
            )}
          </dd>
        </div>
        <div>
          <dt>Confidence</dt>
          <dd>{band === null ? <Inapplicable /> : percent(band.score, 0)}</dd>
        </div>
        <div>
          <dt>Sources used</dt>
          <dd>{`${used} of ${sources.length}`}</dd>
        </div>
      </dl>
      {!price.ok && (
        <p className="notes level-text">
          <Mark name="watch" />
          {` No price: ${price.failure.message}`}
        </p>
      )}
      {price.ok && price.value.remark !== null && (
        <p className="notes quiet">
          <Mark name="incomplete" />
          {` ${price.value.remark}`}
        </p>
      )}
    </>
  );
}

function Picture({ agreement }: { readonly agreement: PriceAgreement }): ReactElement {
  const { price, sources } = agreement;
  const draw = useMemo<Draw>(() => {
    const compared = sources.filter(({ standing }) => standing !== 'no rate');
    const picture = {
      sources: compared.map(({ value, standing }) => ({ value, used: standing === 'used' })),
      price: price.ok ? price.value : null,
      text: priceText,
    };
    return (context, size, theme) => drawAgreement(context, picture, size, theme);
  }, [price, sources]);
  return (
    <div className="agreement-chart">
      <Chart
        draw={draw}
        summary={`${counted(sources.length, 'price')} on a line, dots used, crosses not; the price agreed on is an upright line, the span of those used a grey band. The table under it has the figures.`}
      />
    </div>
  );
}

/** What venues and oracles state of the price, who is believed, and why the others are not. */
export function PricesPane({
  market,
  told,
  asTable,
}: {
  readonly market: MarketView;
  readonly told: Told;
  readonly asTable: boolean;
}): ReactElement {
  const { agreement, underlying, reporting } = market;
  if (agreement === null) {
    return (
      <p className="nothing">{`Nobody who is followed states a price of ${underlying} yet.`}</p>
    );
  }
  return (
    <Scroller label={`Price of ${underlying}`}>
      <h2 className="in-pane">
        {`Price of ${underlying} `}
        <span className="quiet">{reporting}</span>
      </h2>
      <Agreed agreement={agreement} told={told} />
      {!asTable && <Picture agreement={agreement} />}
      <Sources sources={agreement.sources} told={told} reporting={reporting} />
      <ul className="notes quiet">
        {market.volatilityIndexes.map(({ name, venue, value, at }) => (
          <li key={`${venue}${name}`}>
            {`Index of volatility, ${venue} ${name}: ${percent(value)} a year, `}
            <Age at={at} told={told} staleAfter={null} />
          </li>
        ))}
      </ul>
    </Scroller>
  );
}
