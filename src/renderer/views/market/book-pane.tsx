import type { ReactElement } from 'react';
import type { MarketView } from '../../../engine/contract/market.ts';
import { decimal, priceDifference, priceText } from '../../format/figures.ts';
import { Age } from '../../parts/age.tsx';
import { Inapplicable } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { ShareKey, SharePatterns } from '../../parts/share-bar.tsx';
import type { Told } from '../../state/age.ts';
import { DepthPart } from './depth-part.tsx';
import { LadderSide } from './ladder.tsx';
import { NetUnwind } from './net-unwind.tsx';
import { basisPoints, sizeText } from './size-text.ts';

/** Levels a side that are listed. */
const LISTED = 15;

type Props = { readonly market: MarketView; readonly told: Told };

function Top({ market: { ladder, reporting, underlying } }: Pick<Props, 'market'>): ReactElement {
  const { top } = ladder;
  const { crossing } = ladder.ladder;
  if (!top.ok) {
    return (
      <p className="notes level-text">
        <Mark name="incomplete" />
        {` ${top.failure.message}`}
      </p>
    );
  }
  const { mid, spread, relativeSpread, microprice } = top.value;
  return (
    <>
      <dl className="agreed">
        <div>
          <dt>{`Mid, ${reporting}`}</dt>
          <dd className="value">{priceText(mid)}</dd>
        </div>
        <div>
          <dt>Microprice</dt>
          <dd>{priceText(microprice)}</dd>
        </div>
        <div>
          <dt>Spread</dt>
          <dd>{`${priceDifference(spread, mid)}, ${basisPoints(relativeSpread, 2)} bp`}</dd>
        </div>
      </dl>
      {crossing !== null && (
        <p className="notes level-text">
          <Mark name="watch" />
          {` Crossed: ${priceText(crossing.bid)} is bid and ${priceText(crossing.ask)} asked, by ${basisPoints(crossing.fraction, 2)} bp, for ${sizeText(crossing.quantity)} ${underlying}. It is left as it is: fees, transfer and time stand between two venues.`}
        </p>
      )}
    </>
  );
}

function Books({ market, told }: Props): ReactElement {
  const { sources, leftOut } = market.ladder.ladder;
  return (
    <section aria-labelledby="books-title">
      <h3 id="books-title">Books in it</h3>
      {sources.length > 0 && (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Book</th>
              <th scope="col" className="number">
                Bid
              </th>
              <th scope="col" className="number">
                Ask
              </th>
              <th scope="col" className="number">
                Age
              </th>
              <th scope="col" className="number">
                Behind, ms
              </th>
              <th scope="col">Timing</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ instrument, bestBid, bestAsk, at, late, behind }) => (
              <tr key={instrument}>
                <th scope="row">{instrument}</th>
                <td className="number">
                  {bestBid === null ? <Inapplicable /> : priceText(bestBid.price)}
                </td>
                <td className="number">
                  {bestAsk === null ? <Inapplicable /> : priceText(bestAsk.price)}
                </td>
                <td className="number">
                  <Age at={at} told={told} staleAfter={market.staleAfter} />
                </td>
                <td className="number">{decimal(behind, 0)}</td>
                <td>
                  {late ? (
                    <span className="level watch">
                      <Mark name="stale" />
                      late
                    </span>
                  ) : (
                    <span className="quiet">with the newest</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sources.length === 0 && (
        <p className="nothing">{`No order book of ${market.underlying} is whole.`}</p>
      )}
      <h3>Left out</h3>
      {leftOut.length === 0 && <p className="nothing">No book that is whole is left out.</p>}
      <ul className="said">
        {leftOut.map(({ message }) => (
          <li key={message}>
            <Mark name="watch" /> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The books of all venues as one, with what they say of size and of closing out. */
export function BookPane({
  market,
  told,
  asTable,
}: Props & { readonly asTable: boolean }): ReactElement {
  const { underlying, reporting, ladder } = market;
  const venues = [...new Set(ladder.ladder.sources.map(({ venue }) => venue))].toSorted();
  const side = { venues, underlying, reporting };
  return (
    <div className="book">
      <SharePatterns />
      <Scroller label="Order book">
        <h2 className="in-pane">
          {`Order book of ${underlying} `}
          <span className="quiet">spot, perpetuals and futures of all venues</span>
        </h2>
        <Top market={market} />
        {venues.length > 0 && (
          <ul className="share-keys quiet" aria-label="Patterns of venues">
            {venues.map((venue, part) => (
              <li key={venue}>
                <ShareKey part={part} /> {venue}
              </li>
            ))}
          </ul>
        )}
        <div className="sides">
          <LadderSide side="bid" rows={ladder.bids.slice(0, LISTED)} {...side} />
          <LadderSide side="ask" rows={ladder.asks.slice(0, LISTED)} {...side} />
        </div>
        <Books market={market} told={told} />
      </Scroller>
      <Scroller label="Depth and closing out">
        <DepthPart market={market} asTable={asTable} />
        <NetUnwind market={market} />
      </Scroller>
    </div>
  );
}
