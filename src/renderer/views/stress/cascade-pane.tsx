import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { CascadeQuestion, CascadeResult } from '../../../engine/contract/stress.ts';
import { percent, quantityText, shiftText, wholeMoney } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import { fieldText, typedNumber } from '../../format/typed.ts';

const movesText = (moves: CascadeResult['final']): string =>
  moves
    .filter(({ move }) => move !== 0)
    .map(({ asset, move }) => `${asset} ${shiftText(move)}`)
    .join(', ');

function Steps({ shock, steps, final, shortfall, unknown }: CascadeResult): ReactElement {
  return (
    <>
      {steps.length === 0 ? (
        <p className="nothing">Nobody is liquidated.</p>
      ) : (
        <Scroller label="Rounds of the cascade">
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Round</th>
                <th scope="col">Liquidated</th>
                <th scope="col">Sold, and what that moves</th>
                <th scope="col" className="number">
                  Shortfall
                </th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step, index) => (
                <tr key={step.accounts.join()}>
                  <th scope="row">{index + 1}</th>
                  <td className="wrap">{step.accounts.join(', ')}</td>
                  <td className="wrap">
                    {step.sold
                      .map(
                        ({ asset, units, move }) =>
                          `${quantityText(Number(units.toPrecision(6)))} ${asset} (${percent(move, 2)})`,
                      )
                      .join(', ')}
                  </td>
                  <td className="number">{wholeMoney(step.shortfall)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
      <ul className="notes quiet">
        <li>{`The shock: ${movesText(shock)}.`}</li>
        <li>{`In the end: ${movesText(final)}; accounts leave ${wholeMoney(shortfall)} unpaid.`}</li>
        {unknown.length > 0 && <li>{`Not in it, for lack of figures: ${unknown.join(', ')}.`}</li>}
        <li>
          Depth and fee are assumptions of yours. Every account beyond liquidation is closed in full
          in a round; all get the mean price of before and after. The assets that are not chosen
          follow by beta.
        </li>
      </ul>
    </>
  );
}

type Draft = Readonly<Record<'move' | 'depth' | 'fee', string>>;

const fields = [
  { name: 'move', label: 'moves by, %' },
  { name: 'depth', label: 'depth in dollars, per factor e' },
  { name: 'fee', label: 'fee, %' },
] as const;

function questionOf(asset: CascadeQuestion['asset'], draft: Draft): CascadeQuestion | null {
  const [move, depth, fee] = [draft.move, draft.depth, draft.fee].map(typedNumber);
  if (move == null || depth == null || fee == null) return null;
  const fits = move > -100 && move <= 10_000 && depth > 0 && Number.isFinite(depth);
  return fits && fee >= 0 && fee <= 100 ? { asset, move: move / 100, depth, fee: fee / 100 } : null;
}

/** What liquidations would do to prices and to each other after a shock. */
export function CascadePane(): ReactElement {
  const desk = useDesk();
  const { exposures, asOf } = useSnapshot();
  const underlyings = exposures.filter(({ depth }) => depth === 0).map((row) => row.underlying);
  const [asset, setAsset] = useState(underlyings[0]);
  const [draft, setDraft] = useState<Draft>({
    move: '-30',
    depth: '5000000000',
    fee: fieldText(0.5),
  });
  const [asked, setAsked] = useState<CascadeQuestion | null>(null);
  const question = asset === undefined ? null : questionOf(asset, draft);
  const answered = useAnswer(
    async () => (asked === null ? null : desk.ask('cascade', asked)),
    asked === null ? null : `${JSON.stringify(asked)} ${asOf}`,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (question !== null) setAsked(question);
  };
  return (
    <section className="pane fill" aria-labelledby="cascade-title">
      <h2 id="cascade-title">A cascade of liquidations</h2>
      <form className="tools" onSubmit={submit}>
        <label className="choices">
          <span className="quiet">What falls or rises</span>
          <select
            className="field"
            value={asset}
            onChange={({ target }) =>
              setAsset(underlyings.find((one) => one === target.value) ?? asset)
            }
          >
            {underlyings.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        {fields.map(({ name, label }) => (
          <label key={name} className="choices">
            <span className="quiet">{label}</span>
            <input
              className="field"
              inputMode="decimal"
              size={name === 'depth' ? 12 : 5}
              value={draft[name]}
              onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
            />
          </label>
        ))}
        <button type="submit" className="button" disabled={question === null}>
          Work it out
        </button>
        {question === null && (
          <span role="alert" className="incomplete">
            a move above −100 %, a depth above 0, a fee from 0 to 100 %
          </span>
        )}
      </form>
      {asked !== null && answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {answered.is === 'there' &&
        answered.value !== null &&
        (answered.value.ok ? (
          <Steps {...answered.value.value} />
        ) : (
          <p className="nothing">{answered.value.failure.message}</p>
        ))}
    </section>
  );
}
