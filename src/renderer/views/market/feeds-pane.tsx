import { useState } from 'react';
import type { ReactElement } from 'react';
import type { FeedsState, FeedVenue } from '../../../engine/contract/feeds.ts';
import { decimal } from '../../format/figures.ts';
import { ageText } from '../../format/times.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { StateTag } from './state-tag.tsx';
import { VenueDetail } from './venue-detail.tsx';

const whole = (value: number): string => decimal(value, 0);

function Row({
  venue,
  chosen,
  onChoose,
  onSwitch,
}: {
  readonly venue: FeedVenue;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onSwitch: () => void;
}): ReactElement {
  const { title, on, state, age, connections, books, gaps, faults, late, clockOffset, latency } =
    venue;
  const perSecond = connections.reduce((sum, one) => sum + one.framesPerSecond, 0);
  const lost = connections.reduce((sum, one) => sum + one.lost, 0);
  return (
    <tr aria-selected={chosen}>
      <th scope="row">
        <button type="button" className="asked" aria-pressed={chosen} onClick={onChoose}>
          {title}
        </button>
      </th>
      <td>
        <button
          type="button"
          role="switch"
          className="button"
          aria-checked={on}
          aria-label={`Follow ${title}`}
          onClick={onSwitch}
        >
          {on ? 'On' : 'Off'}
        </button>
      </td>
      <td>
        <StateTag state={state} />
      </td>
      <td className="number">{age === null ? '' : ageText(age)}</td>
      <td className="number">{latency === null ? '' : whole(latency)}</td>
      <td className="number">{on ? decimal(perSecond, 1) : ''}</td>
      <td className="number">{on ? `${books.live} of ${books.all}` : ''}</td>
      <td className="number">{on ? whole(gaps) : ''}</td>
      <td className="number">{on ? whole(late) : ''}</td>
      <td className="number">{on ? whole(faults) : ''}</td>
      <td className="number">{on ? whole(lost) : ''}</td>
      <td className="number">{clockOffset === null ? '' : whole(clockOffset)}</td>
    </tr>
  );
}

/** Every venue that can be followed: how it does, its addresses, what went wrong. */
export function FeedsPane({ feeds }: { readonly feeds: FeedsState }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const [id, setId] = useState('');
  const [fault, setFault] = useState('');
  const chosen = feeds.venues.find((one) => one.id === id);
  const turn = async (venue: FeedVenue): Promise<void> => {
    setFault('');
    try {
      await desk.ask('changeFeed', { id: venue.id, on: !venue.on });
      say(`${venue.title} is ${venue.on ? 'not followed any more' : 'followed'}`);
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <div className="scenarios">
      <Scroller label="Feeds">
        {fault !== '' && (
          <p className="note" role="alert">
            {fault}
          </p>
        )}
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Venue</th>
              <th scope="col">Follow</th>
              <th scope="col">State</th>
              <th scope="col" className="number">
                Age
              </th>
              <th scope="col" className="number">
                Latency, ms
              </th>
              <th scope="col" className="number">
                Messages/s
              </th>
              <th scope="col" className="number">
                Books whole
              </th>
              <th scope="col" className="number">
                Gaps
              </th>
              <th scope="col" className="number">
                Late
              </th>
              <th scope="col" className="number">
                Faults
              </th>
              <th scope="col" className="number">
                Cut
              </th>
              <th scope="col" className="number">
                Clock, ms
              </th>
            </tr>
          </thead>
          <tbody>
            {feeds.venues.map((venue) => (
              <Row
                key={venue.id}
                venue={venue}
                chosen={venue === chosen}
                onChoose={() => setId(venue.id)}
                onSwitch={() => void turn(venue)}
              />
            ))}
          </tbody>
        </table>
        <p className="notes quiet">
          Nothing is contacted until a venue is followed; then its public data alone, at the
          addresses shown beside it. Clock: ours less the venue’s, with the quickest message’s delay
          in it. Latency: what the newest message took beyond that.
          {feeds.recording !== null &&
            ` What venues say is recorded: ${decimal(feeds.recording.frames, 0)} messages kept, ${decimal(feeds.recording.waiting, 0)} waiting, ${decimal(feeds.recording.notRecorded, 0)} not recorded${feeds.recording.fault === null ? '' : ` (${feeds.recording.fault.message})`}.`}
        </p>
      </Scroller>
      {chosen !== undefined && (
        <Scroller label={`Feed of ${chosen.title}`}>
          <VenueDetail key={chosen.id} feeds={feeds} venue={chosen} />
        </Scroller>
      )}
    </div>
  );
}
