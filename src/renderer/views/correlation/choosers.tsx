import type { ReactElement } from 'react';
import {
  correlationModels,
  correlationWindows,
  type CorrelationChoice,
} from '../../../engine/contract/correlation.ts';
import { modelWords, windowWords } from './words.ts';

const none = 'none';

/** A model and a window; where it may be none, that is the first of the models. */
export function Chooser({
  title,
  value,
  optional,
  onChange,
}: {
  readonly title: string;
  readonly value: CorrelationChoice | null;
  readonly optional: boolean;
  readonly onChange: (choice: CorrelationChoice | null) => void;
}): ReactElement {
  const windows = [null, ...correlationWindows];
  return (
    <fieldset className="choices">
      <legend className="spoken">{title}</legend>
      <label className="choices">
        <span className="quiet">{title}</span>
        <select
          className="field model"
          value={value?.model ?? none}
          onChange={({ target }) => {
            const model = correlationModels.find((one) => one === target.value);
            onChange(model === undefined ? null : { model, window: value?.window ?? null });
          }}
        >
          {optional && <option value={none}>nothing</option>}
          {correlationModels.map((model) => (
            <option key={model} value={model}>
              {modelWords[model]}
            </option>
          ))}
        </select>
      </label>
      {value !== null && (
        <label className="choices">
          <span className="spoken">{`${title}: window`}</span>
          <select
            className="field"
            value={String(value.window)}
            onChange={({ target }) =>
              onChange({
                ...value,
                window: windows.find((one) => String(one) === target.value) ?? null,
              })
            }
          >
            {windows.map((window) => (
              <option key={String(window)} value={String(window)}>
                {windowWords(window)}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  );
}
