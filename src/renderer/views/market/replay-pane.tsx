import { useState } from 'react';
import type { ReactElement } from 'react';
import { seekTo, type ReplayControl, type ReplayState } from '../../../engine/contract/replay.ts';
import { decimal } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useDeskView } from '../../state/use-desk.ts';

const speeds = [1, 10, 100] as const;

function Controls({
  replay,
  onAsk,
}: {
  readonly replay: ReplayState;
  readonly onAsk: (control: ReplayControl) => void;
}): ReactElement {
  return (
    <div className="tools">
      {replay.playing ? (
        <button type="button" className="button" onClick={() => onAsk({ action: 'pause' })}>
          Pause
        </button>
      ) : (
        speeds.map((speed) => (
          <button
            key={speed}
            type="button"
            className="button"
            onClick={() => onAsk({ action: 'play', speed })}
          >
            {`Play ${speed}×`}
          </button>
        ))
      )}
      <button type="button" className="button" onClick={() => onAsk({ action: 'close' })}>
        Back to the present
      </button>
      <label>
        Time{' '}
        <input
          type="range"
          min={replay.from}
          max={replay.to}
          step={100}
          value={replay.at}
          aria-valuetext={instantText(replay.at)}
          onChange={({ target }) => onAsk(seekTo(target.valueAsNumber))}
        />
      </label>
      <span className="mono">{instantText(replay.at)}</span>
    </div>
  );
}

/** What venues said before, shown in the place of what they say now. */
export function ReplayPane(): ReactElement {
  const desk = useDesk();
  const { replay, feeds } = useDeskView();
  const [fault, setFault] = useState('');
  // Asked again as more is written, and after a replay.
  const written = feeds?.recording?.frames ?? 0;
  const runs = useAnswer(() => desk.ask('recordings'), `${written} ${replay === null}`);
  const ask = (step: () => Promise<unknown>): void => {
    setFault('');
    step().catch((reason: unknown) => setFault(faultText(reason)));
  };
  return (
    <Scroller label="Recordings">
      <section className="pane">
        <h2>Recordings</h2>
        {fault !== '' && (
          <p className="note" role="alert">
            {fault}
          </p>
        )}
        {replay !== null && (
          <Controls
            replay={replay}
            onAsk={(control) => ask(() => desk.ask('controlReplay', control))}
          />
        )}
        {replay === null && runs.is === 'there' && runs.value.length > 0 && (
          <div className="tools">
            <button
              type="button"
              className="button"
              onClick={() =>
                ask(() => desk.ask('openReplay', { venue: null, from: null, to: null }))
              }
            >
              Replay all of it
            </button>
          </div>
        )}
        {runs.is === 'there' && runs.value.length === 0 && (
          <p className="nothing">
            Nothing is recorded yet. What venues say is recorded while they are followed.
          </p>
        )}
        {runs.is === 'there' && runs.value.length > 0 && (
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Venue</th>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col" className="number">
                  Messages
                </th>
                <th scope="col" className="number">
                  KiB
                </th>
                <th scope="col">
                  <span className="spoken">Replay</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.value.toReversed().map(({ venue, from, to, frames, bytes }) => (
                <tr key={`${venue}${from}${to}`}>
                  <th scope="row">{venue}</th>
                  <td>{instantText(from)}</td>
                  <td>{instantText(to)}</td>
                  <td className="number">{decimal(frames, 0)}</td>
                  <td className="number">{decimal(bytes / 1024, 0)}</td>
                  <td>
                    <button
                      type="button"
                      className="button"
                      disabled={replay !== null}
                      onClick={() => ask(() => desk.ask('openReplay', { venue: null, from, to }))}
                    >
                      Replay
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Scroller>
  );
}
