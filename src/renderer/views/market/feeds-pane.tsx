import { useState } from 'react';
import type { ReactElement } from 'react';
import type { FeedsState, FeedVenue } from '../../../engine/contract/feeds.ts';
import { decimal } from '../../format/figures.ts';
import { Age } from '../../parts/age.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import type { Told } from '../../state/age.ts';
import { Recording } from './recording.tsx';
import { hostsOf } from './settings.ts';
import { StateTag } from './state-tag.tsx';
import { useSettings } from './use-settings.ts';
import { VenueDetail } from './venue-detail.tsx';

const numbers = [
  'Newest message',
  'Latency, ms',
  'Messages/s',
  'Characters/s',
  'Books live',
  'Contracts',
  'Gaps',
  'Late',
  'Faults',
  'Cut',
  'Clock, ms',
] as const;

type Props = { readonly feeds: FeedsState; readonly told: Told };

/** Figures of a venue that is followed. */
function Health({ venue, told }: { readonly venue: FeedVenue; readonly told: Told }): ReactElement {
  const { age, books, clockOffset } = venue;
  return (
    <>
      <td className="number">
        <Age at={age === null ? null : told.at - age} told={told} staleAfter={null} />
      </td>
      <td className="number">
        <Figure value={venue.latency} />
      </td>
      <td className="number">{decimal(venue.framesPerSecond, 1)}</td>
      <td className="number">{decimal(venue.charactersPerSecond, 0)}</td>
      <td className={`number${books.live < books.all ? ' level-text' : ''}`}>
        {books.all === 0 ? <span className="zero">none</span> : `${books.live} of ${books.all}`}
      </td>
      {[venue.instruments, venue.gaps, venue.late, venue.faults, venue.lost].map((count, i) => (
        // The columns stand where they stand.
        // eslint-disable-next-line react/no-array-index-key
        <td key={i} className="number">
          <Figure value={count} />
        </td>
      ))}
      <td className="number">
        <Figure value={clockOffset} />
      </td>
      <td className="wrap">{venue.lastFault ?? <span className="quiet">none</span>}</td>
    </>
  );
}

function Row({
  venue,
  told,
  isOpen,
  onOpen,
  onSwitch,
}: {
  readonly venue: FeedVenue;
  readonly told: Told;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onSwitch: () => void;
}): ReactElement {
  const { title, on } = venue;
  return (
    <tr className={isOpen ? 'chosen' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="asked"
          aria-expanded={isOpen}
          aria-controls="venue-detail"
          onClick={onOpen}
        >
          {title}
        </button>
      </th>
      <td>
        <button
          type="button"
          role="switch"
          className="button switch"
          aria-checked={on}
          aria-label={`Follow ${title}`}
          onClick={onSwitch}
        >
          {on ? 'On' : 'Off'}
        </button>
      </td>
      <td>
        <StateTag state={venue.state} />
      </td>
      {on ? (
        <Health venue={venue} told={told} />
      ) : (
        <td colSpan={numbers.length + 1} className="quiet wrap">
          {`not contacted; would be reached at ${hostsOf(venue.endpoints).join(', ')}`}
        </td>
      )}
    </tr>
  );
}

/** Every venue that can be followed: how it does, its addresses, what went wrong. */
export function FeedsPane({ feeds, told }: Props): ReactElement {
  const { venues } = feeds;
  const [id, setId] = useState('');
  const { set, fault } = useSettings();
  const open = venues.find((one) => one.id === id);
  const turn = (venue: FeedVenue): void => {
    const done = `${venue.title} is ${venue.on ? 'not followed any more' : 'followed'}`;
    void set({ id: venue.id, on: !venue.on }, done);
  };
  return (
    <div className="feeds">
      <Scroller label="Feeds">
        <p className="notes">
          Nothing is contacted until a venue is turned on. It is then reached at the addresses below
          for what it says to everybody; nothing of the book is sent. Accounts are asked only with a
          key that you give under Accounts.
        </p>
        {fault !== null && (
          <p className="note" role="alert">
            {`${venues.find((one) => one.id === fault.venue)?.title ?? fault.venue}: ${fault.address === null ? '' : `${fault.address} `}${fault.why}`}
          </p>
        )}
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Venue</th>
              <th scope="col">Follow</th>
              <th scope="col">State</th>
              {numbers.map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
              <th scope="col">Last fault</th>
            </tr>
          </thead>
          <tbody>
            {venues.map((venue) => (
              <Row
                key={venue.id}
                venue={venue}
                told={told}
                isOpen={venue === open}
                onOpen={() => setId(venue === open ? '' : venue.id)}
                onSwitch={() => turn(venue)}
              />
            ))}
          </tbody>
        </table>
        <p className="notes quiet">
          Gaps: order books that lost a message and were had anew. Late: messages older than one
          before. Cut: connections that ended without our will. Clock: ours less the venue’s, with
          the quickest message’s delay in it. Latency: what the newest message took beyond that.
        </p>
        {feeds.recording !== null && <Recording recording={feeds.recording} />}
      </Scroller>
      {open !== undefined && (
        <VenueDetail key={open.id} venue={open} told={told} onClose={() => setId('')} />
      )}
    </div>
  );
}
