import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { ColumnMapping } from '../../../engine/contract/contract.ts';
import type { Draft } from '../../state/import-flow.ts';
import { useDesk, useImportFlow } from '../../state/use-desk.ts';
import {
  applicable,
  guessedColumns,
  mappingGroups,
  mappingSettings,
  missingFields,
} from './mapping-fields.ts';
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
  const [name, setName] = useState(draft.options.mapping?.name ?? draft.name);
  const saved = useSavedMappings();
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
        void flow.revise(draft.key, { mapping: { name: name.trim(), columns: mapped } });
        onDone();
      }}
    >
      <p className="quiet">
        Say which column holds what: market, symbol and quantity for positions, or asset and balance
        for balances. Rows are judged again before anything is kept.
      </p>
      <fieldset>
        <legend>Mapping</legend>
        <label title="Kept with the import, to be chosen again for the next file of its kind">
          <span>Name</span>
          <input
            className="field"
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {saved.length > 0 && (
          <label>
            <span>As saved before</span>
            <select
              className="field"
              value=""
              onChange={(event) => {
                const chosen = saved.find((mapping) => mapping.name === event.target.value);
                if (chosen === undefined) return;
                setName(chosen.name);
                setMapped(applicable(chosen.columns, draft.columns));
              }}
            >
              <option value="">choose</option>
              {saved.map((mapping) => (
                <option key={mapping.name} value={mapping.name}>
                  {mapping.name}
                </option>
              ))}
            </select>
          </label>
        )}
      </fieldset>
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

/** Mappings of earlier imports; none where they cannot be had, which costs convenience only. */
function useSavedMappings(): readonly ColumnMapping[] {
  const desk = useDesk();
  const [saved, setSaved] = useState<readonly ColumnMapping[]>([]);
  useEffect(() => {
    let wanted = true;
    desk.ask('mappings').then(
      (mappings) => wanted && setSaved(mappings),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [desk]);
  return saved;
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
