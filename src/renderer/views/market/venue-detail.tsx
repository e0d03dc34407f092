import { useId, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { FeedsState, FeedVenue } from '../../../engine/contract/feeds.ts';
import { decimal } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { Age } from '../../parts/age.tsx';
import { faultText } from '../../state/desk.ts';
import { useClock } from '../../state/use-clock.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { StateTag } from './state-tag.tsx';

function Connections({
  venue,
  now,
}: {
  readonly venue: FeedVenue;
  readonly now: number;
}): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Connection</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            Last heard
          </th>
          <th scope="col" className="number">
            KiB/s
          </th>
          <th scope="col" className="number">
            Opened
          </th>
          <th scope="col">Last fault</th>
        </tr>
      </thead>
      <tbody>
        {venue.connections.map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.name}</th>
            <td>
              <StateTag state={one.state} />
            </td>
            <td className="number">
              <Age at={one.lastHeard} now={now} />
            </td>
            <td className="number">{decimal(one.charactersPerSecond / 1024, 1)}</td>
            <td className="number">{decimal(one.opened, 0)}</td>
            <td className="quiet wrap">{one.lastFault ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where a venue is reached; empty is the documented address. */
function Addresses({ venue }: { readonly venue: FeedVenue }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const label = useId();
  const [fault, setFault] = useState('');
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setFault('');
    const typed = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()] as const] : [],
    );
    const endpoints = Object.fromEntries(
      typed.filter(([name, url]) => venue.documented[name] !== url),
    );
    try {
      await desk.ask('changeFeed', { id: venue.id, endpoints });
      say('The addresses are kept');
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <form className="addresses" onSubmit={(event) => void save(event)}>
      {Object.entries(venue.documented).map(([name, url]) => (
        <p key={name}>
          <label htmlFor={`${label}-${name}`}>{name}</label>
          <input
            id={`${label}-${name}`}
            className="field mono"
            name={name}
            defaultValue={venue.endpoints[name] === url ? '' : venue.endpoints[name]}
            placeholder={url}
            spellCheck={false}
            autoComplete="off"
          />
        </p>
      ))}
      {fault !== '' && (
        <p className="note" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="button">
        Keep the addresses
      </button>
    </form>
  );
}

/** One venue: connections, what went wrong, where it is reached. */
export function VenueDetail({
  feeds,
  venue,
}: {
  readonly feeds: FeedsState;
  readonly venue: FeedVenue;
}): ReactElement {
  const now = useClock(feeds.asOf);
  return (
    <section className="pane" aria-labelledby="venue-title">
      <h2 id="venue-title">{venue.title}</h2>
      {venue.connections.length > 0 && <Connections venue={venue} now={now} />}
      <h3>Newest gaps of order books</h3>
      {venue.newestGaps.length === 0 ? (
        <p className="nothing">None.</p>
      ) : (
        <ul className="notes">
          {venue.newestGaps.toReversed().map(({ symbol, reason, from, until }) => (
            <li key={`${symbol}${from}`}>
              {`${instantText(from)} ${symbol}: ${reason}; ${until === null ? 'not whole yet' : `whole again ${instantText(until)}`}`}
            </li>
          ))}
        </ul>
      )}
      <h3>Newest faults of messages</h3>
      {venue.newestTroubles.length === 0 ? (
        <p className="nothing">None.</p>
      ) : (
        <ul className="notes">
          {venue.newestTroubles.toReversed().map(({ at, field, message }, i) => (
            // Faults have no name of their own, and the newest come first.
            // eslint-disable-next-line react/no-array-index-key
            <li key={`${at}${i}`}>
              {`${instantText(at)} ${field === '' ? '' : `${field}: `}${message}`}
            </li>
          ))}
        </ul>
      )}
      <h3>Addresses</h3>
      <Addresses venue={venue} />
    </section>
  );
}
