import type { ReactElement } from 'react';
import { ageText, instantText } from '../../format/times.ts';
import { Mark } from '../../parts/mark.tsx';
import { useDeskView, useFrame } from '../../state/use-desk.ts';
import { worstState } from '../market/worst-state.ts';

/** Whether the figures follow the market, from every view: live venues of those followed, their worst state, their age. */
export function LiveMark(): ReactElement | null {
  const { feeds, replay } = useDeskView();
  const { go } = useFrame();
  if (replay !== null) {
    return (
      <button type="button" className="button level call" onClick={() => go('market')}>
        <Mark name="stale" />
        {`Recording of ${instantText(replay.at)}: not the present`}
      </button>
    );
  }
  const followed = (feeds?.venues ?? []).filter(({ on }) => on);
  if (followed.length === 0) return null;
  const live = followed.filter(({ state }) => state === 'live').length;
  const worst = worstState(followed.map(({ state }) => state));
  const ages = followed.flatMap(({ age }) => (age === null ? [] : [age]));
  return (
    <button
      type="button"
      className={worst === 'live' ? 'button level ok' : 'button level watch'}
      onClick={() => go('market')}
    >
      <Mark name={worst === 'live' ? 'ok' : 'stale'} />
      {`${live} of ${followed.length} live`}
      {worst !== 'live' && worst !== null && `, ${worst}`}
      {ages.length > 0 && <span className="quiet">{` · ${ageText(Math.min(...ages))}`}</span>}
    </button>
  );
}
