import type { ReactElement } from 'react';
import type { ConnectionHealth, FeedVenue } from '../../../engine/contract/feeds.ts';
import { decimal } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { Age } from '../../parts/age.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import type { Told } from '../../state/age.ts';
import { Addresses } from './addresses.tsx';
import { StateTag } from './state-tag.tsx';

function Connections({
  connections,
  told,
}: {
  readonly connections: readonly ConnectionHealth[];
  readonly told: Told;
}): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Connection</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            For
          </th>
          <th scope="col" className="number">
            Last heard
          </th>
          <th scope="col" className="number">
            Messages/s
          </th>
          <th scope="col" className="number">
            Opened
          </th>
          <th scope="col" className="number">
            Cut
          </th>
          <th scope="col">Last fault</th>
        </tr>
      </thead>
      <tbody>
        {connections.map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.name}</th>
            <td>
              <StateTag state={one.state} />
            </td>
            <td className="number">
              <Age at={one.since} told={told} staleAfter={null} />
            </td>
            <td className="number">
              <Age at={one.lastHeard} told={told} staleAfter={null} />
            </td>
            <td className="number">{decimal(one.framesPerSecond, 1)}</td>
            <td className="number">
              <Figure value={one.opened} />
            </td>
            <td className="number">
              <Figure value={one.lost} />
            </td>
            <td className="wrap">{one.lastFault ?? <span className="quiet">none</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gaps({ newestGaps }: Pick<FeedVenue, 'newestGaps'>): ReactElement {
  if (newestGaps.length === 0) return <p className="nothing">No order book lost its thread.</p>;
  return (
    <ul className="said">
      {newestGaps.toReversed().map(({ symbol, reason, from, until }) => (
        <li key={`${symbol}${from}`}>
          <span className="quiet">{instantText(from)}</span> {`${symbol}: ${reason}; `}
          {until === null ? (
            <span className="incomplete">not whole yet</span>
          ) : (
            `whole again ${instantText(until)}`
          )}
        </li>
      ))}
    </ul>
  );
}

function Troubles({ newestTroubles }: Pick<FeedVenue, 'newestTroubles'>): ReactElement {
  if (newestTroubles.length === 0) return <p className="nothing">Every message could be read.</p>;
  return (
    <ul className="said">
      {newestTroubles.toReversed().map(({ at, field, message }, i) => (
        // Faults have no name of their own, and the newest come first.
        // eslint-disable-next-line react/no-array-index-key
        <li key={`${at}${i}`}>
          <span className="quiet">{instantText(at)}</span>{' '}
          {field === '' ? message : `${field}: ${message}`}
        </li>
      ))}
    </ul>
  );
}

/** One venue: its connections, what went wrong, where it is reached. */
export function VenueDetail({
  venue,
  told,
  onClose,
}: {
  readonly venue: FeedVenue;
  readonly told: Told;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <section className="venue-detail" id="venue-detail" aria-label={`Feed of ${venue.title}`}>
      <header className="tools">
        <h2>{venue.title}</h2>
        <span className="space" />
        <button type="button" className="button plain" onClick={onClose}>
          Close
        </button>
      </header>
      <div className="venue-columns">
        <Scroller label={`Addresses of ${venue.title}`}>
          <h3>Addresses</h3>
          <Addresses venue={venue} />
        </Scroller>
        <Scroller label={`Connections, gaps and faults of ${venue.title}`}>
          <h3>Connections</h3>
          {venue.connections.length > 0 ? (
            <Connections connections={venue.connections} told={told} />
          ) : (
            <p className="nothing">
              {venue.on ? 'Nothing is wanted of it.' : 'None: it is off, and not contacted.'}
            </p>
          )}
          <h3>Newest gaps of order books</h3>
          <Gaps newestGaps={venue.newestGaps} />
          <h3>Newest faults of messages</h3>
          <Troubles newestTroubles={venue.newestTroubles} />
        </Scroller>
      </div>
    </section>
  );
}
