import { useState } from 'react';
import type { ReactElement } from 'react';
import type { StressReport } from '../../../engine/contract/stress.ts';
import { useAnswer, type Answered } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import { CascadePane } from './cascade-pane.tsx';
import { ReversePane } from './reverse-pane.tsx';
import { ScenariosPane } from './scenarios-pane.tsx';
import { SurfacePane } from './surface-pane.tsx';

const panes = ['Surface', 'Scenarios', 'Reverse', 'Cascade'] as const;
type Pane = (typeof panes)[number];

/** Scenarios and reverse stress come in one report. */
const reported: ReadonlySet<Pane> = new Set(['Scenarios', 'Reverse']);

function Reported({
  pane,
  answered,
}: {
  readonly pane: Pane;
  readonly answered: Answered<StressReport>;
}): ReactElement {
  switch (answered.is) {
    case 'waiting':
      return <p className="nothing">Working it out…</p>;
    case 'refused':
      return (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      );
    case 'there':
      return pane === 'Reverse' ? (
        <ReversePane {...answered.value} />
      ) : (
        <ScenariosPane scenarios={answered.value.scenarios} />
      );
  }
}

/** What a state of the world would do to the netted book and to every account. `focus` names a surface. */
export function StressView({ focus }: { readonly focus: string }): ReactElement {
  const desk = useDesk();
  const { reporting, asOf } = useSnapshot();
  const [pane, setPane] = useState<Pane>('Surface');
  const [wanted, setWanted] = useState(false);
  const answered = useAnswer(() => desk.ask('stress'), wanted ? String(asOf) : null);
  return (
    <div className="view">
      <header>
        <h1>Stress</h1>
        <span className="quiet">{reporting}</span>
        <span className="space" />
        {panes.map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={one === pane}
            onClick={() => {
              setPane(one);
              if (reported.has(one)) setWanted(true);
            }}
          >
            {one}
          </button>
        ))}
      </header>
      {pane === 'Surface' && <SurfacePane focus={focus} />}
      {reported.has(pane) && <Reported pane={pane} answered={answered} />}
      {pane === 'Cascade' && <CascadePane />}
    </div>
  );
}
