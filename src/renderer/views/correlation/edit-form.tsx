import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import type { CorrelationEdit } from '../../../engine/contract/correlation.ts';
import { typedNumber } from '../../format/typed.ts';

const kinds = [
  { is: 'pair', title: 'Set one pair', number: 'to', least: -1, most: 1 },
  { is: 'multiply', title: 'Multiply', number: 'by', least: 0, most: 3 },
  { is: 'all-to-one', title: 'Towards one', number: 'part of the way', least: 0, most: 1 },
  { is: 'decorrelate', title: 'Decorrelate', number: 'part of the way', least: 0, most: 1 },
  { is: 'as-in', title: 'As in history', number: 'part of the way', least: 0, most: 1 },
] as const;

type Kind = (typeof kinds)[number]['is'];

function editOf(
  is: Kind,
  value: number,
  pair: readonly [string, string],
  among: readonly string[] | null,
  [from, to]: readonly [string, string],
): CorrelationEdit {
  switch (is) {
    case 'as-in':
      return { is, from, to, strength: value };
    case 'pair':
      return { is, pair, to: value };
    case 'multiply':
      return { is, by: value, among };
    default:
      return { is, strength: value, among };
  }
}

function AssetSelect({
  title,
  assets,
  value,
  onChange,
}: {
  readonly title: string;
  readonly assets: readonly string[];
  readonly value: string;
  readonly onChange: (asset: string) => void;
}): ReactElement {
  return (
    <label className="choices">
      <span className="spoken">{title}</span>
      <select className="field" value={value} onChange={({ target }) => onChange(target.value)}>
        {assets.map((asset) => (
          <option key={asset}>{asset}</option>
        ))}
      </select>
    </label>
  );
}

/** One more edit of the correlations. */
export function EditForm({
  assets,
  pair,
  onAdd,
}: {
  readonly assets: readonly string[];
  readonly pair: readonly [string, string] | null;
  readonly onAdd: (edit: CorrelationEdit) => void;
}): ReactElement {
  const id = useId();
  const [is, setIs] = useState<Kind>('pair');
  const known = pair !== null && pair.every((one) => assets.includes(one)) ? pair : null;
  const [chosen, setChosen] = useState(known);
  const [first, second] = chosen ?? [assets[0] ?? '', assets[1] ?? ''];
  const [text, setText] = useState('0');
  const [among, setAmong] = useState<readonly string[]>(assets);
  const [days, setDays] = useState<readonly [string, string]>(['', '']);
  const kind = kinds.find((one) => one.is === is) ?? kinds[0];
  const value = typedNumber(text) ?? Number.NaN;
  const fault = !(value >= kind.least && value <= kind.most)
    ? `A number from ${kind.least} to ${kind.most}`
    : is === 'pair' && first === second
      ? 'Two different assets'
      : is === 'as-in'
        ? days.includes('')
          ? 'A first and a last day'
          : ''
        : is !== 'pair' && among.length < 2
          ? 'At least two assets'
          : '';
  const group = among.length === assets.length ? null : among;
  return (
    <form
      className="tools"
      aria-label="Add an edit"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === '') onAdd(editOf(is, value, [first, second], group, days));
      }}
    >
      <label className="choices">
        <span className="spoken">What to do</span>
        <select
          className="field"
          value={is}
          onChange={({ target }) =>
            setIs(kinds.find((one) => one.is === target.value)?.is ?? 'pair')
          }
        >
          {kinds.map((one) => (
            <option key={one.is} value={one.is}>
              {one.title}
            </option>
          ))}
        </select>
      </label>
      {is === 'pair' ? (
        <>
          <AssetSelect
            title="First of the pair"
            assets={assets}
            value={first}
            onChange={(asset) => setChosen([asset, second])}
          />
          <AssetSelect
            title="Second of the pair"
            assets={assets}
            value={second}
            onChange={(asset) => setChosen([first, asset])}
          />
        </>
      ) : is === 'as-in' ? (
        (['first day', 'last day'] as const).map((title, at) => (
          <label key={title} className="choices">
            <span className="quiet">{title}</span>
            <input
              type="date"
              className="field"
              value={days[at]}
              onChange={({ target }) =>
                setDays(at === 0 ? [target.value, days[1]] : [days[0], target.value])
              }
            />
          </label>
        ))
      ) : (
        <fieldset className="choices among">
          <legend className="spoken">Among these assets</legend>
          <button type="button" className="button plain" onClick={() => setAmong(assets)}>
            All
          </button>
          <button type="button" className="button plain" onClick={() => setAmong([])}>
            None
          </button>
          {assets.map((asset) => (
            <label key={asset} className="choices">
              <input
                type="checkbox"
                checked={among.includes(asset)}
                onChange={({ target }) =>
                  setAmong(
                    target.checked ? [...among, asset] : among.filter((one) => one !== asset),
                  )
                }
              />
              {asset}
            </label>
          ))}
        </fieldset>
      )}
      <label className="choices">
        <span className="quiet">{kind.number}</span>
        <input
          className="field amount"
          inputMode="decimal"
          value={text}
          aria-invalid={fault !== ''}
          aria-describedby={id}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={fault !== ''}>
        Add
      </button>
      <span id={id} className="quiet">
        {fault}
      </span>
    </form>
  );
}
