import type { ReactElement } from 'react';
import type { FeedsState } from '../../../engine/contract/feeds.ts';
import { liveAgeText } from '../../format/times.ts';
import { Mark } from '../../parts/mark.tsx';
import { useAge, type Told } from '../../state/age.ts';
import { useDeskPart, useFrame } from '../../state/use-desk.ts';
import { stateMark } from '../market/state-tag.tsx';

function LiveButton({
  followed: { on, live, worst, age },
  told,
}: {
  readonly followed: FeedsState['followed'];
  readonly told: Told;
}): ReactElement {
  const { go } = useFrame();
  const said = useAge(age === null ? null : told.at - age, told, liveAgeText);
  const isLive = live === on;
  return (
    <button
      type="button"
      className={`button live-mark level ${isLive ? 'ok' : 'watch'}`}
      title="How the feeds do"
      onClick={() => go('market', 'feeds')}
    >
      <Mark name={worst === null ? 'incomplete' : stateMark(worst)} />
      <span>{`live ${live} of ${on}${isLive || worst === null ? '' : ` · ${worst}`}`}</span>
      <span className="quiet">{`· ${said ?? 'nothing heard'}`}</span>
    </button>
  );
}

/** Whether the figures follow the market, seen from every view: live venues of those followed, the worst state, the age. */
export function LiveMark(): ReactElement | null {
  const feeds = useDeskPart((view) => view.feeds);
  const heard = useDeskPart((view) => view.feedsHeard);
  const isReplayed = useDeskPart(({ replay }) => replay !== null);
  const { go } = useFrame();
  // What is shown is then a recording, as the band over the window says.
  if (feeds === null || isReplayed) return null;
  if (feeds.followed.on === 0) {
    return (
      <button
        type="button"
        className="button plain live-mark"
        onClick={() => go('market', 'feeds')}
      >
        no venue followed
      </button>
    );
  }
  return <LiveButton followed={feeds.followed} told={{ at: feeds.asOf, heard }} />;
}
