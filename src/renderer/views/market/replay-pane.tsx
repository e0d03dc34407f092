import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import {
  replaySpeeds,
  seekTo,
  type RecordedRun,
  type ReplayControl,
  type ReplayState,
} from '../../../engine/contract/replay.ts';
import { decimal } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useDeskPart } from '../../state/use-desk.ts';

const speeds = [replaySpeeds.least, 1, 10, replaySpeeds.most] as const;

const speedText = (speed: number | null): string =>
  speed === null ? 'as fast as it can be computed' : `${decimal(speed, 0, 1)}×`;

/** Where in the recording one is: the place is sent when it is let go, not on the way. */
function Seek({
  replay,
  onSeek,
}: {
  readonly replay: ReplayState;
  readonly onSeek: (at: number) => void;
}): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => {
    const input = field.current;
    if (input === null) return undefined;
    // React's own `onChange` is the event of every step on the way.
    const letGo = (): void => {
      setDragged(null);
      onSeek(input.valueAsNumber);
    };
    input.addEventListener('change', letGo);
    return () => input.removeEventListener('change', letGo);
  }, [onSeek]);
  const at = dragged ?? replay.at;
  return (
    <label className="choices seek">
      <span className="quiet">Time</span>
      <input
        ref={field}
        type="range"
        min={replay.from}
        max={replay.to}
        step={100}
        value={at}
        aria-valuetext={instantText(at)}
        onChange={({ target }) => setDragged(target.valueAsNumber)}
      />
      <span className="mono">{instantText(Math.round(at / 1_000) * 1_000)}</span>
    </label>
  );
}

function Controls({
  replay,
  onAsk,
}: {
  readonly replay: ReplayState;
  readonly onAsk: (control: ReplayControl) => void;
}): ReactElement {
  const ask = useRef(onAsk);
  useEffect(() => {
    ask.current = onAsk;
  });
  const [seek] = useState(() => (at: number) => ask.current(seekTo(at)));
  return (
    <>
      <div className="tools">
        <button
          type="button"
          className="button"
          disabled={!replay.playing}
          onClick={() => onAsk({ action: 'pause' })}
        >
          Pause
        </button>
        <fieldset className="choices">
          <legend className="spoken">Play at</legend>
          {[...speeds, null].map((speed) => (
            <button
              key={speed ?? 'most'}
              type="button"
              className="button"
              aria-pressed={replay.playing && replay.speed === speed}
              onClick={() => onAsk({ action: 'play', speed })}
            >
              {speed === null ? 'Play at once' : `Play ${speedText(speed)}`}
            </button>
          ))}
        </fieldset>
        <span className="quiet">
          {replay.playing ? `playing, ${speedText(replay.speed)}` : 'paused'}
        </span>
        <span className="space" />
        <button type="button" className="button main" onClick={() => onAsk({ action: 'close' })}>
          Back to the present
        </button>
      </div>
      <div className="tools">
        <Seek replay={replay} onSeek={seek} />
        <span className="quiet">
          {`from ${instantText(replay.from)} to ${instantText(replay.to)}`}
        </span>
      </div>
      <ul className="said">
        {replay.faults.map((fault) => (
          <li key={fault} className="level-text">
            <Mark name="incomplete" /> {`Not played: ${fault}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Runs({
  runs,
  isReplayed,
  onOpen,
}: {
  readonly runs: readonly RecordedRun[];
  readonly isReplayed: boolean;
  readonly onOpen: (run: RecordedRun) => void;
}): ReactElement {
  return (
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
          <th scope="col">Replay</th>
        </tr>
      </thead>
      <tbody>
        {runs.toReversed().map((run) => (
          <tr key={`${run.venue}${run.from}${run.to}`}>
            <th scope="row">{run.venue}</th>
            <td>{instantText(run.from)}</td>
            <td>{instantText(run.to)}</td>
            <td className="number">{decimal(run.frames, 0)}</td>
            <td className="number">{decimal(run.bytes / 1024, 0)}</td>
            <td>
              <button
                type="button"
                className="button"
                title="All that was recorded in this time"
                disabled={isReplayed}
                aria-label={`Replay from ${instantText(run.from)}`}
                onClick={() => onOpen(run)}
              >
                Replay
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What venues said before, shown in the place of what they say now. */
export function ReplayPane(): ReactElement {
  const desk = useDesk();
  const replay = useDeskPart((view) => view.replay);
  const [fault, setFault] = useState('');
  // Asked again as more is written, and after a replay.
  const written = useDeskPart(({ feeds }) => feeds?.recording?.frames ?? 0);
  const runs = useAnswer(() => desk.ask('recordings'), `${written} ${replay === null}`);
  const ask = (step: () => Promise<unknown>): void => {
    setFault('');
    step().catch((reason: unknown) => setFault(faultText(reason)));
  };
  return (
    <Scroller label="Recordings">
      <div className="tools">
        <h2>Recordings</h2>
        <span className="space" />
        {replay === null && runs.is === 'there' && runs.value.length > 0 && (
          <button
            type="button"
            className="button"
            onClick={() => ask(() => desk.ask('openReplay', { venue: null, from: null, to: null }))}
          >
            Replay all of it
          </button>
        )}
      </div>
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
      {runs.is === 'refused' && (
        <p className="note" role="alert">
          {runs.fault}
        </p>
      )}
      {runs.is === 'there' && runs.value.length === 0 && (
        <p className="nothing">
          Nothing is recorded yet. What venues say is recorded while they are followed.
        </p>
      )}
      {runs.is === 'there' && runs.value.length > 0 && (
        <Runs
          runs={runs.value}
          isReplayed={replay !== null}
          onOpen={({ from, to }) => ask(() => desk.ask('openReplay', { venue: null, from, to }))}
        />
      )}
    </Scroller>
  );
}
