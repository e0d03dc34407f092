import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Draft } from '../../state/import-flow.ts';
import { useImportFlow } from '../../state/use-desk.ts';
import { guessedColumns, mappingGroups, mappingSettings, missingFields } from './mapping-fields.ts';
import type { MappingField } from './mapping-fields.ts';

/** Says which column of an unknown CSV holds what; the rows are judged again by it. */
export function MappingEditor({
  draft,
  onDone,
}: {
  readonly draft: Draft;
  readonly onDone: () => void;
}): ReactElement {
  const flow = useImportFlow();
  const [mapped, setMapped] = useState<Readonly<Record<string, string>>>(
    () => draft.options.mapping?.columns ?? guessedColumns(draft.columns),
  );
  const missing = missingFields(mapped);
  const choose = (field: string, value: string): void => {
    const { [field]: _, ...others } = mapped;
    setMapped(value === '' ? others : { ...others, [field]: value });
  };
  return (
    <form
      className="mapping"
      onSubmit={(event) => {
        event.preventDefault();
        void flow.revise(draft.key, { mapping: { name: draft.name, columns: mapped } });
        onDone();
      }}
    >
      <p className="quiet">
        Say which column holds what: market, symbol and quantity for positions, or asset and balance
        for balances. Rows are judged again before anything is kept.
      </p>
      {mappingGroups.map(({ title, fields }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {fields.map((field) => (
            <FieldChoice
              key={field.field}
              field={field}
              columns={draft.columns}
              value={mapped[field.field] ?? ''}
              onChoose={(value) => choose(field.field, value)}
            />
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>How it is written</legend>
        {mappingSettings.map(({ field, title, meaning, choices }) => (
          <label key={field} title={meaning}>
            <span>{title}</span>
            <select
              className="field"
              value={mapped[field] ?? ''}
              onChange={(event) => choose(field, event.target.value)}
            >
              <option value="">recognise</option>
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label title="Zone of times without one: UTC, +08:00">
          <span>Time zone</span>
          <input
            className="field"
            placeholder="UTC"
            value={mapped['zone'] ?? ''}
            onChange={(event) => choose('zone', event.target.value)}
          />
        </label>
      </fieldset>
      <button type="submit" className="button main" disabled={missing.length > 0}>
        {missing.length > 0 ? `Still to say: ${missing.join(', ')}` : 'Read the file so'}
      </button>
    </form>
  );
}

type ChoiceProps = {
  readonly field: MappingField;
  readonly columns: readonly string[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
};

/** A column of the file, or one value for all rows, which the importer knows by a leading `=`. */
function FieldChoice({ field, columns, value, onChoose }: ChoiceProps): ReactElement {
  const constant = value.startsWith('=');
  return (
    <div className="choice">
      <label title={field.meaning}>
        <span>{field.title}</span>
        <select
          className="field"
          value={constant ? '=' : value}
          onChange={(event) => onChoose(event.target.value)}
        >
          <option value="">not in the file</option>
          <option value="=">one value for all rows:</option>
          {columns.map((column) => (
            <option key={column} value={column}>
              {column}
            </option>
          ))}
        </select>
      </label>
      {constant && (
        <input
          className="field"
          aria-label={`${field.title} of all rows`}
          title={field.meaning}
          value={value.slice(1)}
          onChange={(event) => onChoose(`=${event.target.value}`)}
        />
      )}
    </div>
  );
}
