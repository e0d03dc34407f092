import type { ReactElement } from 'react';
import { scopeMeasures, type RuleScope } from '../../../engine/contract/alerts.ts';
import { useSnapshot } from '../../state/use-desk.ts';
import { ruleMeasureTitles, type RuleDraft } from './rule-draft.ts';

type Props = { readonly draft: RuleDraft; readonly onChange: (draft: RuleDraft) => void };

type Choice = { readonly title: string; readonly scope: RuleScope };

/** Everything that can be limited, by the name of its choice. */
function useScopes(): ReadonlyMap<string, Choice> {
  const { accounts, exposures } = useSnapshot();
  const choices: readonly Choice[] = [
    { title: 'The whole book', scope: { of: 'book' } },
    ...accounts.map(({ account, name }): Choice => ({
      title: `Account ${name}`,
      scope: { of: 'account', account },
    })),
    ...exposures
      .filter(({ depth }) => depth === 0)
      .map(({ underlying }): Choice => ({
        title: `Underlying ${underlying}`,
        scope: { of: 'underlying', underlying },
      })),
  ];
  return new Map(choices.map((choice) => [keyOf(choice.scope), choice]));
}

function keyOf(scope: RuleScope): string {
  switch (scope.of) {
    case 'book':
      return 'book';
    case 'account':
      return `account ${scope.account}`;
    case 'underlying':
      return `underlying ${scope.underlying}`;
  }
}

/** The fields of one limit. */
export function RuleFields({ draft, onChange }: Props): ReactElement {
  const scopes = useScopes();
  const key = keyOf(draft.scope);
  const text = (
    name: 'name' | 'watch' | 'call' | 'hysteresis',
    title: string,
    size: number,
  ): ReactElement => (
    <label className="choices">
      <span className="quiet">{title}</span>
      <input
        className="field"
        size={size}
        inputMode={name === 'name' ? 'text' : 'decimal'}
        maxLength={80}
        value={draft[name]}
        onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
      />
    </label>
  );
  return (
    <div className="tools">
      {text('name', 'Name', 18)}
      <label className="choices">
        <span className="quiet">Of</span>
        <select
          className="field"
          value={key}
          onChange={({ target }) => {
            const scope = scopes.get(target.value)?.scope ?? draft.scope;
            const measures = scopeMeasures[scope.of];
            const measure = measures.includes(draft.measure) ? draft.measure : measures[0];
            onChange({ ...draft, scope, measure: measure ?? draft.measure });
          }}
        >
          {!scopes.has(key) && <option value={key}>{`${key}, not held`}</option>}
          {[...scopes].map(([id, { title }]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="choices">
        <span className="quiet">What</span>
        <select
          className="field"
          value={draft.measure}
          onChange={({ target }) => {
            const measure = scopeMeasures[draft.scope.of].find((one) => one === target.value);
            if (measure !== undefined) onChange({ ...draft, measure });
          }}
        >
          {scopeMeasures[draft.scope.of].map((measure) => (
            <option key={measure} value={measure}>
              {ruleMeasureTitles[measure]}
            </option>
          ))}
        </select>
      </label>
      <label className="choices">
        <span className="quiet">Warn</span>
        <select
          className="field"
          value={draft.side}
          onChange={({ target }) =>
            onChange({ ...draft, side: target.value === 'below' ? 'below' : 'above' })
          }
        >
          <option value="above">at or above</option>
          <option value="below">at or below</option>
        </select>
      </label>
      {text('watch', 'Watch', 9)}
      {text('call', 'Call', 9)}
      {text('hysteresis', 'Ends when back by, %', 4)}
    </div>
  );
}
