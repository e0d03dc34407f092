import type { ReactElement } from 'react';
import type { HedgeIdea, WhatIfEdit } from '../../../engine/contract/what-if.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { quantityText, wholeMoney } from '../../format/figures.ts';
import { Figure, Unknown } from '../../parts/figure.tsx';

/** Trades against an underlying's delta: asked for, found, or refused. */
export type Hedged = { readonly underlying: string } & (
  | { readonly is: 'waiting' }
  | { readonly is: 'there'; readonly found: Outcome<readonly HedgeIdea[]> }
  | { readonly is: 'refused'; readonly fault: string }
);

type Props = { readonly hedged: Hedged; readonly onAdd: (edit: WhatIfEdit) => void };

/** Trades in what is held already, each of which takes the net delta off, least shortfall first. */
export function Hedges({ hedged, onAdd }: Props): ReactElement {
  const title = `Against the net delta of ${hedged.underlying}`;
  return (
    <section className="pane" aria-label={title}>
      <h2>{title}</h2>
      {hedged.is === 'waiting' && <p className="nothing">Trying each…</p>}
      {hedged.is === 'refused' && <p className="nothing">{hedged.fault}</p>}
      {hedged.is === 'there' &&
        (hedged.found.ok ? (
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Trade</th>
                <th scope="col">Account</th>
                <th scope="col" className="number">
                  Delta taken off
                </th>
                <th scope="col" className="number">
                  Expected shortfall then
                </th>
                <th scope="col" className="number">
                  Initial margin of the account
                </th>
                <th scope="col">
                  <span className="spoken">Add</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {hedged.found.value.map((idea) => (
                <Idea key={`${idea.edit.account} ${idea.edit.symbol}`} idea={idea} onAdd={onAdd} />
              ))}
            </tbody>
          </table>
        ) : (
          <p className="nothing">{hedged.found.failure.message}</p>
        ))}
    </section>
  );
}

function Idea({
  idea: { edit, accountName, delta, expectedShortfall, initialChange },
  onAdd,
}: {
  readonly idea: HedgeIdea;
  readonly onAdd: (edit: WhatIfEdit) => void;
}): ReactElement {
  const words = `${edit.quantity > 0 ? 'buy' : 'sell'} ${quantityText(Math.abs(edit.quantity))} ${edit.symbol}`;
  return (
    <tr>
      <th scope="row">{words}</th>
      <td>{accountName}</td>
      <td className="number">
        <Figure value={delta} />
      </td>
      <td className="number">
        {expectedShortfall.ok ? (
          <Figure value={expectedShortfall.value} />
        ) : (
          <Unknown title="Expected shortfall" failures={[expectedShortfall.failure]} />
        )}
      </td>
      <td className="number">
        {initialChange.ok ? (
          <span className="figure">
            {initialChange.value > 0
              ? `+${wholeMoney(initialChange.value)}`
              : wholeMoney(initialChange.value)}
          </span>
        ) : (
          <Unknown title="Initial margin" failures={[initialChange.failure]} />
        )}
      </td>
      <td>
        <button
          type="button"
          className="button"
          aria-label={`Add: ${words}`}
          onClick={() => onAdd(edit)}
        >
          Add
        </button>
      </td>
    </tr>
  );
}
