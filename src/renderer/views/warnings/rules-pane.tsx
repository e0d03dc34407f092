import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { WarningRule, WarningRules } from '../../../engine/contract/alerts.ts';
import { decimal, percent } from '../../format/figures.ts';
import { fieldText, typedNumber } from '../../format/typed.ts';
import { Unknown } from '../../parts/figure.tsx';
import { LevelTag } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useFrame, useSnapshot } from '../../state/use-desk.ts';
import { RuleFields } from './rule-fields.tsx';
import { draftOfRule, newRule, typedRule, type RuleDraft } from './rule-draft.ts';
import { rememberTyped, typedBefore } from './typed-rules.ts';

/** Limits of the user's own: each adds a warning, and none takes one away. */
export function RulesPane(): ReactElement {
  const desk = useDesk();
  const answered = useAnswer(() => desk.ask('warningRules'), 'rules');
  if (answered.is === 'waiting') return <p className="nothing">Asking…</p>;
  if (answered.is === 'refused') return <p className="nothing">{answered.fault}</p>;
  return <RulesForm kept={answered.value} />;
}

function RulesForm({ kept }: { readonly kept: WarningRules }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const [typed] = useState(typedBefore);
  const [drafts, setDrafts] = useState<readonly RuleDraft[]>(
    () => typed?.drafts ?? kept.rules.map(draftOfRule),
  );
  const [minutes, setMinutes] = useState(() => typed?.minutes ?? fieldText(kept.escalateAfter));
  const [fault, setFault] = useState('');
  const [isSaved, setIsSaved] = useState(typed === null);
  useEffect(() => rememberTyped(isSaved ? null : { drafts, minutes }), [isSaved, drafts, minutes]);
  const change = (next: readonly RuleDraft[]): void => {
    setDrafts(next);
    setIsSaved(false);
  };
  const save = async (): Promise<void> => {
    const rules: WarningRule[] = [];
    for (const draft of drafts) {
      const found = typedRule(draft);
      if ('fault' in found) {
        setFault(found.fault);
        return;
      }
      rules.push(found.rule);
    }
    const escalateAfter = typedNumber(minutes);
    if (escalateAfter === null || escalateAfter < 1 || escalateAfter > 1440) {
      setFault(`"${minutes}" is no number of minutes from 1 to 1440`);
      return;
    }
    try {
      await desk.ask('setWarningRules', { rules, escalateAfter });
      setFault('');
      setIsSaved(true);
      say('The limits are kept');
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <Scroller label="Limits of your own">
      <form
        className="rules"
        aria-label="Limits of your own"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="note">
          Warnings of accounts near a call come by themselves. A limit of your own adds a warning;
          it takes none away.
        </p>
        {drafts.map((draft, place) => (
          <fieldset key={draft.id} className="policy">
            <legend>{draft.name.trim() === '' ? 'New limit' : draft.name}</legend>
            <RuleFields
              draft={draft}
              onChange={(next) => change(drafts.map((one) => (one.id === draft.id ? next : one)))}
            />
            <div className="tools">
              <Now draft={draft} />
              <span className="space" />
              <button
                type="button"
                className="button"
                aria-label={`Remove limit ${place + 1}`}
                onClick={() => change(drafts.filter(({ id }) => id !== draft.id))}
              >
                Remove
              </button>
            </div>
          </fieldset>
        ))}
        <div className="tools">
          <button type="button" className="button" onClick={() => change([...drafts, newRule()])}>
            Add a limit
          </button>
          <label className="choices">
            <span>Minutes until a call that nobody acknowledged is escalated</span>
            <input
              className="field"
              inputMode="decimal"
              size={4}
              value={minutes}
              onChange={({ target }) => {
                setMinutes(target.value);
                setIsSaved(false);
              }}
            />
          </label>
          <span className="space" />
          {fault !== '' && (
            <span role="alert" className="level call">
              {fault}
            </span>
          )}
          {!isSaved && <span className="quiet">not kept yet</span>}
          <button type="submit" className="button main" disabled={isSaved}>
            Keep
          </button>
        </div>
      </form>
    </Scroller>
  );
}

/** What a limit watches as it is now, and what it would say. */
function Now({ draft }: { readonly draft: RuleDraft }): ReactElement {
  const desk = useDesk();
  const { asOf, reporting } = useSnapshot();
  const found = typedRule(draft);
  const rule = 'rule' in found ? found.rule : null;
  const answered = useAnswer(
    () => desk.ask('tryRules', rule === null ? [] : [rule]),
    rule === null ? null : `${JSON.stringify(rule)} ${asOf}`,
  );
  if (rule === null) return <span className="quiet">{'fault' in found ? found.fault : ''}</span>;
  if (answered.is === 'waiting') return <span className="quiet">…</span>;
  if (answered.is === 'refused') return <span className="quiet">{answered.fault}</span>;
  const [answer] = answered.value;
  if (answer === undefined) return <span className="quiet">…</span>;
  return (
    <span className="now">
      <span className="quiet">now </span>
      {answer.value.ok ? (
        rule.measure === 'margin-ratio' ? (
          percent(answer.value.value)
        ) : (
          `${decimal(answer.value.value, 0)} ${reporting}`
        )
      ) : (
        <Unknown title={rule.name} failures={[answer.value.failure]} />
      )}{' '}
      <LevelTag level={answer.level} />
    </span>
  );
}
