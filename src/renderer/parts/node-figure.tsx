import type { ReactElement } from 'react';
import type { MarginNode } from '../../engine/contract/margin-node.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import type { Question } from '../state/explanation.ts';
import { useFrame } from '../state/use-desk.ts';
import { Asked, Figure, Lacking, OutcomeFigure } from './figure.tsx';

/** The value of a margin tree; a click opens the tree. */
export function NodeFigure({
  title,
  outcome,
  question,
}: {
  readonly title: string;
  readonly outcome: Outcome<MarginNode>;
  readonly question: Question;
}): ReactElement {
  const { explain } = useFrame();
  return (
    <OutcomeFigure title={title} outcome={outcome}>
      {(node) => (
        <>
          <Lacking title={title} failures={node.lacking ?? []} />{' '}
          <Asked label={title} onAsk={() => explain(question)}>
            <Figure value={node.value} />
          </Asked>
        </>
      )}
    </OutcomeFigure>
  );
}
