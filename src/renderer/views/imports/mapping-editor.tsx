import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Draft } from '../../state/import-flow.ts';
import { useImportFlow } from '../../state/use-desk.ts';
import { mappingFields } from './mapping-fields.ts';

/** Says which column of an unknown CSV holds what. The store keeps the mapping with the import. */
export function MappingEditor({
  draft,
  onDone,
}: {
  readonly draft: Draft;
  readonly onDone: () => void;
}): ReactElement {
  const flow = useImportFlow();
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>(
    () => draft.options.mapping?.columns ?? guessed(draft.columns),
  );
  const missing = mappingFields.filter(
    ({ field, required }) => required && (columns[field] ?? '') === '',
  );
  const choose = (field: string, column: string): void => {
    const { [field]: _, ...others } = columns;
    setColumns(column === '' ? others : { ...others, [field]: column });
  };
  return (
    <form
      className="mapping"
      onSubmit={(event) => {
        event.preventDefault();
        void flow.revise(draft.key, { mapping: { name: draft.name, columns } });
        onDone();
      }}
    >
      <p className="quiet">
        Say which column holds what. Rows are judged again before anything is kept.
      </p>
      <dl>
        {mappingFields.map(({ field, title, required, meaning }) => (
          <div key={field}>
            <dt>
              <label htmlFor={`map-${field}`} title={meaning}>
                {title}
                {required && <span className="quiet"> required</span>}
              </label>
            </dt>
            <dd>
              <select
                id={`map-${field}`}
                className="field"
                value={columns[field] ?? ''}
                onChange={(event) => choose(field, event.target.value)}
              >
                <option value="">not in the file</option>
                {draft.columns.map((column) => (
                  <option key={column} value={column}>
                    {column}
                  </option>
                ))}
              </select>
            </dd>
          </div>
        ))}
      </dl>
      <button type="submit" className="button main" disabled={missing.length > 0}>
        {missing.length > 0
          ? `Still to say: ${missing.map(({ title }) => title.toLowerCase()).join(', ')}`
          : 'Read the file so'}
      </button>
    </form>
  );
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** Columns whose name is the field's own, whatever case and spacing. */
function guessed(columns: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    mappingFields.flatMap(({ field }) => {
      const column = columns.find((name) => plain(name) === plain(field));
      return column === undefined ? [] : [[field, column]];
    }),
  );
}
