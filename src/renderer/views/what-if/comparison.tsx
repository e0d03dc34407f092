import { useState } from 'react';
import type { ReactElement } from 'react';
import type {
  WhatIfAnswer,
  WhatIfBook,
  WhatIfDraft,
  WhatIfEdit,
} from '../../../engine/contract/what-if.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { percent, wholeMoney } from '../../format/figures.ts';
import { Figure, figureClass, Unknown } from '../../parts/figure.tsx';
import { LevelTag } from '../../parts/mark.tsx';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import { faultText } from '../../state/desk.ts';
import { Hedges, type Hedged } from './hedges.tsx';

type Props = {
  readonly answer: WhatIfAnswer;
  readonly draft: WhatIfDraft;
  readonly onAdd: (edit: WhatIfEdit) => void;
};

function Shown({
  of,
  title,
  text = wholeMoney,
}: {
  readonly of: Outcome<number>;
  readonly title: string;
  readonly text?: (x: number) => string;
}): ReactElement {
  return of.ok ? (
    <span className="figure">{text(of.value)}</span>
  ) : (
    <Unknown title={title} failures={[of.failure]} />
  );
}

/** After − before; unknown where either is. */
function Change({
  before,
  after,
  title,
  text = wholeMoney,
}: {
  readonly before: Outcome<number>;
  readonly after: Outcome<number>;
  readonly title: string;
  readonly text?: (x: number) => string;
}): ReactElement {
  if (!before.ok) return <Unknown title={title} failures={[before.failure]} />;
  if (!after.ok) return <Unknown title={title} failures={[after.failure]} />;
  const change = after.value - before.value;
  return (
    <span className={figureClass(change, 'plain')}>
      {change > 0 ? `+${text(change)}` : text(change)}
    </span>
  );
}

const measures: readonly {
  readonly title: string;
  readonly of: (book: WhatIfBook) => Outcome<number>;
}[] = [
  { title: 'Value at risk', of: (book) => book.valueAtRisk },
  { title: 'Expected shortfall', of: (book) => book.expectedShortfall },
  { title: 'House need', of: (book) => book.houseNeed },
  { title: 'Net delta', of: (book) => ({ ok: true, value: book.netDelta }) },
  { title: 'Gamma', of: (book) => ({ ok: true, value: book.gamma }) },
  { title: 'Vega', of: (book) => ({ ok: true, value: book.vega }) },
];

/** What is not held has no delta. */
const deltaOf = (book: WhatIfBook, underlying: string): number =>
  book.deltas.find((one) => one.underlying === underlying)?.delta ?? 0;

/** The book as it is beside the book as the draft would make it. */
export function Comparison({ answer, draft, onAdd }: Props): ReactElement {
  const desk = useDesk();
  const { reporting } = useSnapshot();
  const { before, after, accounts } = answer;
  const [hedged, setHedged] = useState<Hedged | null>(null);
  const ask = async (underlying: string): Promise<void> => {
    setHedged({ underlying, is: 'waiting' });
    try {
      const found = await desk.ask('whatIfHedges', draft, underlying);
      setHedged({ underlying, is: 'there', found });
    } catch (fault) {
      setHedged({ underlying, is: 'refused', fault: faultText(fault) });
    }
  };
  const underlyings = [
    ...new Set([...before.deltas, ...after.deltas].map(({ underlying }) => underlying)),
  ];
  return (
    <>
      <section className="pane" aria-label="The whole book">
        <h2>
          The whole book <span className="quiet">{reporting}</span>
        </h2>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col" className="number">
                As it is
              </th>
              <th scope="col" className="number">
                What-if
              </th>
              <th scope="col" className="number">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {measures.map(({ title, of }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td className="number">
                  <Shown of={of(before)} title={title} />
                </td>
                <td className="number">
                  <Shown of={of(after)} title={title} />
                </td>
                <td className="number">
                  <Change before={of(before)} after={of(after)} title={title} />
                </td>
              </tr>
            ))}
            {underlyings.map((underlying) => (
              <tr key={underlying}>
                <th scope="row">{`Net delta of ${underlying}`}</th>
                <td className="number">
                  <Figure value={deltaOf(before, underlying)} />
                </td>
                <td className="number">
                  <Figure value={deltaOf(after, underlying)} />
                </td>
                <td className="number">
                  <Figure value={deltaOf(after, underlying) - deltaOf(before, underlying)} />
                  {deltaOf(after, underlying) !== 0 && (
                    <button
                      type="button"
                      className="button plain"
                      aria-label={`Hedges of ${underlying}`}
                      onClick={() => void ask(underlying)}
                    >
                      Hedges
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {after.notIncluded.length > 0 && (
          <p className="note">
            {`Not in every figure of the draft: ${after.notIncluded
              .map(({ what, failure }) => `${what} (${failure.message})`)
              .slice(0, 5)
              .join(
                '; ',
              )}${after.notIncluded.length > 5 ? `; and ${after.notIncluded.length - 5} more` : ''}.`}
          </p>
        )}
      </section>
      {hedged !== null && (
        <Hedges
          hedged={hedged}
          onAdd={(edit) => {
            setHedged(null);
            onAdd(edit);
          }}
        />
      )}
      <section className="pane" aria-label="Accounts">
        <h2>
          Accounts <span className="quiet">{reporting}</span>
        </h2>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col" className="number">
                Equity, what-if
              </th>
              <th scope="col" className="number">
                Change
              </th>
              <th scope="col" className="number">
                Initial, what-if
              </th>
              <th scope="col" className="number">
                Change
              </th>
              <th scope="col" className="number">
                Maintenance, what-if
              </th>
              <th scope="col" className="number">
                Change
              </th>
              <th scope="col" className="number">
                Margin ratio
              </th>
              <th scope="col">Level</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ account, name, isStated, before: was, after: is }) => (
              <tr key={account}>
                <th scope="row" className="wrap">
                  {name}
                  {isStated && (
                    <span className="quiet"> as the venue states it: does not follow a draft</span>
                  )}
                </th>
                {(['equity', 'initial', 'maintenance'] as const).map((figure) => (
                  <FigurePair key={figure} before={was[figure]} after={is[figure]} title={figure} />
                ))}
                <td className="number">
                  <Shown of={was.ratio} title="margin ratio" text={percent} />
                  {' → '}
                  <Shown of={is.ratio} title="margin ratio" text={percent} />
                </td>
                <td>
                  <LevelTag level={was.level} />
                  {was.level !== is.level && (
                    <>
                      {' → '}
                      <LevelTag level={is.level} />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function FigurePair({
  before,
  after,
  title,
}: {
  readonly before: Outcome<number>;
  readonly after: Outcome<number>;
  readonly title: string;
}): ReactElement {
  return (
    <>
      <td className="number">
        <Shown of={after} title={title} />
      </td>
      <td className="number">
        <Change before={before} after={after} title={title} />
      </td>
    </>
  );
}
