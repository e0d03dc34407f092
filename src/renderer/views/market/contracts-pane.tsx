import type { ReactElement } from 'react';
import type { LiveContract, LiveValue, MarketView } from '../../../engine/contract/market.ts';
import { decimal, percent, priceText } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { Age } from '../../parts/age.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { bookWords } from './words.ts';

function Value({
  of,
  text = priceText,
}: {
  readonly of: LiveValue;
  readonly text?: (value: number) => string;
}): ReactElement {
  return of === null ? (
    <span className="inapplicable">n/a</span>
  ) : (
    <span className="figure" title={instantText(of.at)}>
      {text(of.value)}
    </span>
  );
}

const newest = (one: LiveContract): number | null => {
  const times = [one.mark, one.bid, one.ask, one.last, one.index].flatMap((of) =>
    of === null ? [] : [of.at],
  );
  return times.length === 0 ? null : Math.max(...times);
};

function Row({ of, now }: { readonly of: LiveContract; readonly now: number }): ReactElement {
  return (
    <tr>
      <th scope="row">
        {of.symbol} <span className="quiet">{of.market}</span>
      </th>
      <td>{of.held ? 'held' : ''}</td>
      <td className="number">
        <Value of={of.bid} />
      </td>
      <td className="number">
        <Value of={of.ask} />
      </td>
      <td className="number">
        {of.fenced !== null && (
          <span className="level watch" title={of.fenced}>
            <Mark name="watch" />
            <span className="spoken">{`not believed: ${of.fenced}`}</span>
          </span>
        )}{' '}
        <Value of={of.mark} />
      </td>
      <td className="number">
        <Value of={of.index} />
      </td>
      <td className="number">
        <Value of={of.volatility} text={(value) => percent(value)} />
      </td>
      <td className="number">
        <Value of={of.funding} text={(value) => percent(value, 4)} />
      </td>
      <td className="number">{of.fundingHours === null ? '' : decimal(of.fundingHours, 0)}</td>
      <td className="quiet">{of.nextFunding === null ? '' : instantText(of.nextFunding)}</td>
      <td className="number">
        <Value of={of.openInterest} text={(value) => decimal(value, 0)} />
      </td>
      <td className={of.book === 'live' ? 'quiet' : ''}>
        {of.book === null ? 'none' : bookWords[of.book]}
      </td>
      <td className="number">
        <Age at={newest(of)} now={now} />
      </td>
    </tr>
  );
}

/** Every contract of the underlying that is followed: prices, funding, how old they are. */
export function ContractsPane({
  market,
  now,
}: {
  readonly market: MarketView;
  readonly now: number;
}): ReactElement {
  return (
    <Scroller label="Contracts">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Contract</th>
            <th scope="col">Held</th>
            <th scope="col" className="number">
              Bid
            </th>
            <th scope="col" className="number">
              Ask
            </th>
            <th scope="col" className="number">
              Mark
            </th>
            <th scope="col" className="number">
              Index
            </th>
            <th scope="col" className="number">
              Volatility
            </th>
            <th scope="col" className="number">
              Funding
            </th>
            <th scope="col" className="number">
              Per, h
            </th>
            <th scope="col">Next funding</th>
            <th scope="col" className="number">
              Open interest
            </th>
            <th scope="col">Book</th>
            <th scope="col" className="number">
              Age
            </th>
          </tr>
        </thead>
        <tbody>
          {market.contracts.map((one) => (
            <Row key={one.instrument} of={one} now={now} />
          ))}
        </tbody>
      </table>
      {market.contracts.length === 0 && (
        <p className="nothing">{`No contract of ${market.underlying} has been heard of yet.`}</p>
      )}
      <ul className="notes quiet">
        {market.volatilityIndexes.map(({ name, venue, value, at }) => (
          <li key={`${venue}${name}`}>
            {`${venue} ${name}: ${percent(value)}, `}
            <Age at={at} now={now} />
          </li>
        ))}
        <li>Prices in each contract’s own unit. Funding positive: longs pay.</li>
      </ul>
    </Scroller>
  );
}
