import type { ReactElement } from 'react';
import { usualLayouts, type Layout, type Layouts } from '../../../engine/contract/layouts.ts';
import { download } from '../../parts/download.ts';
import { FileButton } from '../../parts/file-button.tsx';
import { faultText } from '../../state/desk.ts';
import { viewTitles, type ViewName } from '../../state/route.ts';
import { useFrame } from '../../state/use-desk.ts';
import { redone, undone } from './history.ts';
import { layoutFile, layoutIn } from './layout-file.ts';
import { panelViews } from './panels.ts';
import { useLayout } from './use-layout.ts';

type Props = {
  readonly layouts: Layouts;
  readonly onArrange: (layouts: Layouts) => void;
  readonly onAdd: (view: ViewName) => void;
  readonly onReopen: (() => void) | null;
};

const fresh = (part: Partial<Layout>): Layout => ({
  id: crypto.randomUUID(),
  name: 'Desk',
  locked: false,
  dock: '',
  past: [],
  future: [],
  ...part,
});

/** Which layout is shown, and what can be done with it. */
export function DeskTools({ layouts, onArrange, onAdd, onReopen }: Props): ReactElement {
  const { layout, change } = useLayout();
  const { say } = useFrame();
  const add = (one: Layout): void => onArrange({ shown: one.id, all: [...layouts.all, one] });
  const rename = (name: string): void => {
    const kept = name.trim();
    if (kept !== '') change((before) => ({ ...before, name: kept.slice(0, 80) }));
  };
  const remove = (): void => {
    const rest = layouts.all.filter(({ id }) => id !== layout.id);
    const [next] = rest;
    onArrange(next === undefined ? usualLayouts : { shown: next.id, all: rest });
  };
  const read = async (chosen: File): Promise<void> => {
    try {
      add(fresh(layoutIn(await chosen.text())));
    } catch (fault) {
      say(`${chosen.name}: ${faultText(fault)}`);
    }
  };
  return (
    <header>
      <h1 className="spoken">Desk</h1>
      <label className="choices">
        <span className="quiet">Layout</span>
        <select
          className="field"
          value={layout.id}
          onChange={({ target }) => onArrange({ ...layouts, shown: target.value })}
        >
          {layouts.all.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="choices">
        <span className="quiet">Name</span>
        <input
          key={`${layout.id} ${layout.name}`}
          className="field"
          defaultValue={layout.name}
          maxLength={80}
          onBlur={({ target }) => rename(target.value)}
          onKeyDown={({ key, currentTarget }) => key === 'Enter' && rename(currentTarget.value)}
        />
      </label>
      <button type="button" className="button" onClick={() => add(fresh({}))}>
        New
      </button>
      <button
        type="button"
        className="button"
        onClick={() => add(fresh({ name: `${layout.name} copy`.slice(0, 80), dock: layout.dock }))}
      >
        Copy
      </button>
      <button type="button" className="button" disabled={layout.locked} onClick={remove}>
        Delete
      </button>
      <button
        type="button"
        className="button"
        aria-pressed={layout.locked}
        onClick={() => change((before) => ({ ...before, locked: !before.locked }))}
      >
        Locked
      </button>
      <button
        type="button"
        className="button"
        disabled={layout.locked || layout.past.length === 0}
        onClick={() => change(undone)}
      >
        Undo
      </button>
      <button
        type="button"
        className="button"
        disabled={layout.locked || layout.future.length === 0}
        onClick={() => change(redone)}
      >
        Redo
      </button>
      <span className="space" />
      <label className="choices">
        <span className="spoken">Add a panel</span>
        <select
          className="field"
          value=""
          disabled={layout.locked}
          onChange={({ target }) => {
            const view = panelViews.find((name) => name === target.value);
            if (view !== undefined) onAdd(view);
          }}
        >
          <option value="">Add a panel …</option>
          {panelViews.map((name) => (
            <option key={name} value={name}>
              {viewTitles[name]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button"
        disabled={layout.locked || onReopen === null}
        onClick={() => onReopen?.()}
      >
        Reopen closed
      </button>
      <button
        type="button"
        className="button"
        onClick={() => download('layout.crossguard.json', layoutFile(layout), 'application/json')}
      >
        Export
      </button>
      <FileButton
        title="Import"
        label="A file of a layout"
        onFile={(chosen) => void read(chosen)}
      />
    </header>
  );
}
