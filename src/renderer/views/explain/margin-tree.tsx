import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { MarginNode } from '../../../engine/contract/margin-node.ts';
import { Mark } from '../../parts/mark.tsx';
import { calculated } from '../../format/figures.ts';
import { counted, reasonWords, ruleWords } from '../../format/words.ts';
import { isBranch, openPaths, treeRows } from './tree-rows.ts';
import type { TreeRow } from './tree-rows.ts';
import { useParts } from './use-parts.ts';

/** A figure's own calculation: every line equals its rule over the lines one step further in. */
export function MarginTree({ root }: { readonly root: MarginNode }): ReactElement {
  const [open, setOpen] = useState(() => openPaths(root, 2));
  const [cursor, setCursor] = useState('0');
  const list = useRef<HTMLUListElement>(null);
  const { tree, faults } = useParts(root, open);
  const rows = treeRows(tree, open);
  const at = Math.max(
    0,
    rows.findIndex(({ path }) => path === cursor),
  );

  const moveTo = (row: TreeRow | undefined): void => {
    if (row === undefined) return;
    setCursor(row.path);
    list.current?.querySelector<HTMLElement>(`[data-path="${row.path}"]`)?.focus();
  };
  const turn = (path: string, toOpen: boolean): void => {
    const next = new Set(open);
    if (toOpen) next.add(path);
    else next.delete(path);
    setOpen(next);
  };
  const press = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (row === undefined) return;
    const parent = row.path.split('.').slice(0, -1).join('.');
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(rows[at + 1]),
      ArrowUp: () => moveTo(rows[at - 1]),
      Home: () => moveTo(rows[0]),
      End: () => moveTo(rows.at(-1)),
      ArrowRight: () => (row.open ? moveTo(rows[at + 1]) : turn(row.path, true)),
      ArrowLeft: () =>
        row.open ? turn(row.path, false) : moveTo(rows.find(({ path }) => path === parent)),
      Enter: () => turn(row.path, !row.open),
      ' ': () => turn(row.path, !row.open),
      '*': () => setOpen(openPaths(tree)),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  return (
    <>
      <div className="tree-tools">
        <button type="button" className="button plain" onClick={() => setOpen(openPaths(tree))}>
          Expand all
        </button>
        <button type="button" className="button plain" onClick={() => setOpen(openPaths(tree, 1))}>
          Collapse
        </button>
      </div>
      <ul role="tree" aria-label={root.label} className="tree" ref={list}>
        {rows.map((row, index) => (
          <Line
            key={row.path}
            row={row}
            fault={faults.get(row.path)}
            reachable={index === at}
            onPress={press}
            onTurn={() => {
              setCursor(row.path);
              turn(row.path, !row.open);
            }}
          />
        ))}
      </ul>
    </>
  );
}

type LineProps = {
  readonly row: TreeRow;
  /** Why its parts could not be had. */
  readonly fault: string | undefined;
  readonly reachable: boolean;
  readonly onPress: (event: KeyboardEvent) => void;
  readonly onTurn: () => void;
};

function Line({ row, fault, reachable, onPress, onTurn }: LineProps): ReactElement {
  const { node, level } = row;
  const branch = isBranch(node);
  const asking = row.open && node.parts.length === 0;
  return (
    <li
      role="treeitem"
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={branch ? row.open : undefined}
      aria-selected={false}
      aria-busy={asking && fault === undefined}
      tabIndex={reachable ? 0 : -1}
      data-path={row.path}
      data-level={Math.min(level, 10)}
      className={row.worst ? 'worst' : undefined}
      onClick={branch ? onTurn : undefined}
      onKeyDown={onPress}
    >
      <span className="twisty" aria-hidden="true">
        {branch ? (row.open ? '−' : '+') : ''}
      </span>
      <span className="label">
        {node.label}
        {row.worst && <span className="rule"> the worst{branch && ','}</span>}
        {branch && <span className="rule">{` ${ruleWords(node)}`}</span>}
      </span>
      <span className="amount">
        <span className={node.value === 0 ? 'figure zero' : 'figure'}>
          {calculated(node.value, node.unit)}
        </span>
        <span className="unit">{node.unit}</span>
      </span>
      <Remarks node={node} shown={row.open || !branch} />
      {asking && (
        <span className="remarks">
          {fault ?? `asking for its ${counted(node.folded?.parts ?? 0, 'part')}`}
        </span>
      )}
    </li>
  );
}

function Remarks({
  node,
  shown,
}: {
  readonly node: MarginNode;
  readonly shown: boolean;
}): ReactElement | null {
  const lacking = node.lacking ?? [];
  if (!shown && lacking.length === 0 && node.scenario === undefined) return null;
  return (
    <span className="remarks">
      {node.scenario !== undefined && <span>{`scenario: ${node.scenario}`}</span>}
      {shown && node.note !== undefined && <span>{node.note}</span>}
      {shown && node.source !== undefined && <span>{`source: ${node.source}`}</span>}
      {lacking.length > 0 && (
        <span className="incomplete">
          <Mark name="incomplete" /> {`incomplete, lacks ${counted(lacking.length, 'part')}: `}
          {lacking.map(({ reason, message }) => `${message} (${reasonWords[reason]})`).join('; ')}
        </span>
      )}
    </span>
  );
}
