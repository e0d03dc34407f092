import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Risk } from '../../../engine/contract/snapshot.ts';
import { TimeLine } from '../../charts/time-line.tsx';
import { useFrame } from '../../state/use-desk.ts';
import { dayReading, daySeries, daySummary } from './day-series.ts';

/** Today's book on each day of history, walked day by day; Enter or a click brings a day into focus. */
export function DayChart({
  risk,
  focus,
}: {
  readonly risk: Risk;
  readonly focus: string;
}): ReactElement {
  const { go } = useFrame();
  const series = useMemo(() => daySeries(risk), [risk]);
  const focused = series.days.indexOf(focus);
  const [walked, setWalked] = useState<number | null>(null);
  const cursor = walked ?? (focused < 0 ? null : focused);
  return (
    <TimeLine
      series={series}
      summary={daySummary(series)}
      cursor={cursor}
      onCursor={setWalked}
      reading={cursor === null ? daySummary(series) : dayReading(series, cursor)}
      onEnter={(index) => go('risk', series.days[index] ?? '')}
    />
  );
}
