import { useEffect, useMemo, useRef } from 'react';
import type { ReactElement } from 'react';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import { Mark } from '../../parts/mark.tsx';
import { reasonWords } from '../../format/words.ts';
import { explanation, measureAsked } from '../../state/explanation.ts';
import type { Question } from '../../state/explanation.ts';
import { MeasureText } from '../help/measure-help.tsx';
import { FailureList } from './failure-list.tsx';
import { MarginTree } from './margin-tree.tsx';

type Props = {
  readonly question: Question;
  readonly snapshot: RiskSnapshot;
  readonly onClose: () => void;
};

/** Answers "why?" beside the view that asked, from the newest snapshot. */
export function ExplainDrawer({ question, snapshot, onClose }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const answer = useMemo(() => explanation(snapshot, question), [snapshot, question]);
  const help = measureAsked(question);
  return (
    <aside className="drawer" aria-labelledby="explain-title">
      <header>
        <h2 id="explain-title" ref={heading} tabIndex={-1}>
          {answer?.title ?? 'No longer in the book'}
        </h2>
        <button type="button" className="button plain" aria-keyshortcuts="Escape" onClick={onClose}>
          Close
        </button>
      </header>
      <div className="scroll">
        {answer === null && <p className="nothing">The account is not in the newest snapshot.</p>}
        {answer !== null && answer.sentence !== '' && <p className="sentence">{answer.sentence}</p>}
        {answer?.trees.map((tree, index) =>
          tree.ok ? (
            <MarginTree key={index} root={tree.value} />
          ) : (
            <p key={index} className="nothing">
              <Mark name="incomplete" />
              {` Unknown, ${reasonWords[tree.failure.reason]}: ${tree.failure.message}`}
            </p>
          ),
        )}
        {help !== null && (
          <section className="measure-help" aria-label="What it is">
            <h3>{`What it is: ${help.title.toLowerCase()}`}</h3>
            <MeasureText help={help} />
          </section>
        )}
        {answer !== null && answer.lacking.length > 0 && <FailureList failures={answer.lacking} />}
      </div>
    </aside>
  );
}
