import { useEffect, useMemo, useRef, useState } from 'react';
import type { MarginNode } from '../../../engine/contract/margin-node.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk } from '../../state/use-desk.ts';
import { unfolded, waiting } from './unfolded.ts';
import type { Held } from './unfolded.ts';

/** A tree whose folded nodes are filled as they are opened, and again when the figure changes. */
export function useParts(
  root: MarginNode,
  open: ReadonlySet<string>,
): { readonly tree: MarginNode; readonly faults: ReadonlyMap<string, string> } {
  const desk = useDesk();
  const [held, setHeld] = useState<Held>(new Map());
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useRef(new Map<string, { readonly root: MarginNode; underway: boolean }>());
  const tree = useMemo(() => unfolded(root, held), [root, held]);

  useEffect(() => {
    for (const { path, place } of waiting(tree, open)) {
      const before = asked.current.get(path);
      if (before?.underway === true || before?.root === root) continue;
      const question = { root, underway: true };
      asked.current.set(path, question);
      desk
        .ask('marginParts', place)
        .then(
          (parts) => {
            setHeld((known) => new Map(known).set(path, { label: place.label, parts }));
            setFaults((known) => without(known, path));
          },
          (reason: unknown) => setFaults((known) => new Map(known).set(path, faultText(reason))),
        )
        .finally(() => {
          question.underway = false;
        });
    }
  }, [desk, root, tree, open]);

  return { tree, faults };
}

function without(known: ReadonlyMap<string, string>, path: string): ReadonlyMap<string, string> {
  if (!known.has(path)) return known;
  const rest = new Map(known);
  rest.delete(path);
  return rest;
}
