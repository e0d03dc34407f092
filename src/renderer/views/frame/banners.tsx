import type { ReactElement } from 'react';
import type { Alert } from '../../../engine/contract/alerts.ts';
import { instantText } from '../../format/times.ts';
import { LevelTag, Mark } from '../../parts/mark.tsx';
import { Tour } from '../tour/tour.tsx';
import { ReviewBand } from '../review/review-band.tsx';
import { counted } from '../../format/words.ts';
import { useDesk, useDeskPart, useDeskView, useFrame } from '../../state/use-desk.ts';

/** What must be seen from every view: a lost link, a failed run, a margin call. */
export function Banners({
  tour,
  onTourEnd,
}: {
  /** How often the tour was asked for. */
  readonly tour: number;
  readonly onTourEnd: () => void;
}): ReactElement {
  const desk = useDesk();
  const { go } = useFrame();
  const { link, linkFault, desk: state, snapshot } = useDeskView();
  const grave = (snapshot?.warnings ?? []).filter(
    ({ level }) => level === 'call' || level === 'liquidation',
  );
  const alerts = useDeskPart((view) => view.alerts);
  const gravest = grave.find(({ level }) => level === 'liquidation') ?? grave[0];
  return (
    <div className="banners">
      <Tour wanted={tour} onEnd={onTourEnd} />
      <ReplayBand />
      <ReviewBand />
      {link !== 'live' && snapshot !== null && (
        <div className="banner lost" role="alert">
          <span className="level call">
            <Mark name="stale" />
            stale
          </span>
          <p>{`${linkFault} The figures are the last received.`}</p>
          <button
            type="button"
            className="button"
            disabled={link === 'connecting'}
            onClick={() => void desk.join()}
          >
            {link === 'connecting' ? 'Connecting …' : 'Connect again'}
          </button>
        </div>
      )}
      {state?.fault != null && (
        <div className="banner lost" role="alert">
          <span className="level call">
            <Mark name="stale" />
            stale
          </span>
          <p title={state.fault}>{`The last run failed: ${state.fault}`}</p>
        </div>
      )}
      {state?.notices.map((notice) => (
        <output key={notice} className="banner watch">
          <LevelTag level="watch" />
          <p title={notice}>{notice}</p>
        </output>
      ))}
      {gravest !== undefined && (
        <div className={`banner ${gravest.level}`} role="alert">
          <LevelTag level={gravest.level} />
          <p title={gravest.cause}>
            <strong>{gravest.title}</strong>
            <span className="quiet">{` · ${gravest.cause}`}</span>
          </p>
          <Heard alert={alerts.find(({ id }) => id === gravest.id)} />
          <button type="button" className="button" onClick={() => go('warnings')}>
            {grave.length > 1 ? `All ${counted(grave.length, 'warning')}` : 'What to do'}
          </button>
        </div>
      )}
    </div>
  );
}

/** Whether somebody took a call up: the banner stays as long as the call does. */
function Heard({ alert }: { readonly alert: Alert | undefined }): ReactElement | null {
  if (alert === undefined) return null;
  const { acknowledged, snoozedUntil, escalatedAt } = alert;
  if (acknowledged !== null) {
    return <span className="quiet">{`acknowledged ${instantText(acknowledged.at)}`}</span>;
  }
  if (snoozedUntil !== null) {
    return <span className="quiet">{`quiet until ${instantText(snoozedUntil)}`}</span>;
  }
  return <strong>{escalatedAt === null ? 'not acknowledged' : 'nobody came: escalated'}</strong>;
}

/** Over the whole window while what is shown is no present: nobody is to take it for one. */
function ReplayBand(): ReactElement | null {
  const { go } = useFrame();
  const replay = useDeskPart((view) => view.replay);
  if (replay === null) return null;
  // To the second: what stands still is read, what runs is not.
  const at = instantText(Math.floor(replay.at / 1_000) * 1_000);
  return (
    <section className="banner replay" aria-label="Replay">
      <span className="level call">
        <Mark name="stale" />
        replayed
      </span>
      <p>
        <strong>{`A recording of ${at}`}</strong>
        <span className="quiet">
          {` · ${replay.playing ? 'playing' : 'paused'} · every figure is of then, not of now`}
        </span>
      </p>
      <button type="button" className="button" onClick={() => go('market', 'recordings')}>
        To the recording
      </button>
    </section>
  );
}
