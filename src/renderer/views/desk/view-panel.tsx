import type { IDockviewPanelProps } from 'dockview-react';
import { Fragment, useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { viewTitles } from '../../state/route.ts';
import { FrameContext, useFrame } from '../../state/use-desk.ts';
import type { Frame } from '../../state/use-desk.ts';
import { useLinks } from './links.ts';
import { useDraw } from './use-layout.ts';
import { focusOn, paramsOf, showIn } from './panels.ts';

/** A view in a panel: where it leads, it leads in this desk. */
export function ViewPanel({ params, api, containerApi }: IDockviewPanelProps): ReactElement | null {
  const frame = useFrame();
  const links = useLinks();
  const draw = useDraw();
  const shown = paramsOf(params);
  const link = shown?.link ?? null;
  // A view that follows another underlying begins anew with it.
  const [turn, setTurn] = useState(0);

  useEffect(
    () =>
      links.subscribe((chosen) => {
        if (chosen.link !== link || chosen.from === api.id || shown === null) return;
        const focus = focusOn(chosen.underlying, shown);
        if (focus === null || focus === shown.focus) return;
        api.updateParameters({ focus });
        setTurn((before) => before + 1);
      }),
    [links, link, api, shown],
  );
  const own = useMemo<Frame>(
    () => ({
      ...frame,
      go: (view, focus = '') => showIn(containerApi, view, focus, api.id),
      move: (view, focus) => showIn(containerApi, view, focus, api.id),
      choose: (underlying) => {
        if (link !== null) links.choose({ link, underlying, from: api.id });
      },
    }),
    [frame, containerApi, api, link, links],
  );
  if (shown === null) return <p className="nothing">This panel is of a view that is not there.</p>;
  return (
    <FrameContext value={own}>
      <section className="panel" tabIndex={-1} aria-label={viewTitles[shown.view]}>
        <Fragment key={turn}>{draw({ view: shown.view, focus: shown.focus })}</Fragment>
      </section>
    </FrameContext>
  );
}
