import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Proposal, ProposalWish, ProposedFigures } from '../../../engine/contract/remedies.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { percent, wholeMoney } from '../../format/figures.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame, useSnapshot } from '../../state/use-desk.ts';

const targets = [0.5, 0.6, 0.7, 0.8];

const goals: readonly { readonly goal: ProposalWish['goal']; readonly title: string }[] = [
  { goal: 'target', title: 'every account under' },
  { goal: 'release', title: 'most margin freed, every account under' },
];

const ratioText = (ratio: number | null): string =>
  ratio === null ? 'beyond liquidation' : percent(ratio);

function Steps({ steps }: Pick<Proposal, 'steps'>): ReactElement {
  return steps.length === 0 ? (
    <p className="nothing">Nothing needs to be moved, or nothing that may be moved would help.</p>
  ) : (
    <ol className="moves">
      {steps.map(({ actions, worstRatio }) => (
        <li key={actions.join()}>
          {actions.join('; ')}
          <span className="quiet">{` — then the worst ratio is ${ratioText(worstRatio)}`}</span>
        </li>
      ))}
    </ol>
  );
}

function Change({
  of,
  now,
}: {
  readonly of: ProposedFigures;
  readonly now: ProposedFigures;
}): ReactElement {
  return (
    <>
      <td className="number">{wholeMoney(of.equity)}</td>
      <td className="number">{wholeMoney(now.equity)}</td>
      <td className="number">{wholeMoney(of.initial)}</td>
      <td className="number">{wholeMoney(now.initial)}</td>
      <td className="number">{ratioText(of.ratio)}</td>
      <td className="number">{ratioText(now.ratio)}</td>
    </>
  );
}

function Accounts({ accounts }: Pick<Proposal, 'accounts'>): ReactElement {
  return (
    <Scroller label="Accounts before and after the moves">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className="number">
              Equity
            </th>
            <th scope="col" className="number">
              then
            </th>
            <th scope="col" className="number">
              Initial
            </th>
            <th scope="col" className="number">
              then
            </th>
            <th scope="col" className="number">
              Ratio
            </th>
            <th scope="col" className="number">
              then
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(({ account, name, before, after }) => (
            <tr key={account}>
              <th scope="row">{name}</th>
              <Change of={before} now={after} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** What to move between accounts, worked out when asked. */
export function MovesPane(): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const { reporting } = useSnapshot();
  const [wish, setWish] = useState<ProposalWish>({ goal: 'target', target: 0.6 });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [proposal, setProposal] = useState<Proposal | null>(null);

  const propose = async (): Promise<void> => {
    setBusy(true);
    setFault('');
    try {
      const found = await desk.ask('proposeMoves', wish);
      setProposal(found);
      say(`${found.steps.length} moves are proposed`);
    } catch (reason) {
      setFault(faultText(reason));
    }
    setBusy(false);
  };

  return (
    <section className="pane what-to-move" aria-labelledby="moves-title" aria-busy={busy}>
      <header className="tools">
        <h2 id="moves-title">
          What to move <span className="quiet">{`between accounts, ${reporting}`}</span>
        </h2>
        <span className="space" />
        <label className="choices">
          <span className="quiet">Goal</span>
          <select
            className="field"
            value={wish.goal}
            onChange={({ target }) =>
              setWish({ ...wish, goal: target.value === 'release' ? 'release' : 'target' })
            }
          >
            {goals.map(({ goal, title }) => (
              <option key={goal} value={goal}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className="choices">
          <span className="quiet">Ratio</span>
          <select
            className="field"
            value={wish.target}
            onChange={({ target }) => setWish({ ...wish, target: Number(target.value) })}
          >
            {targets.map((ratio) => (
              <option key={ratio} value={ratio}>
                {percent(ratio)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" disabled={busy} onClick={() => void propose()}>
          {busy ? 'Working it out…' : 'Propose'}
        </button>
      </header>
      {fault !== '' && (
        <p className="note" role="alert">
          {fault}
        </p>
      )}
      {proposal !== null && (
        <>
          <Steps steps={proposal.steps} />
          <Accounts accounts={proposal.accounts} />
          {proposal.excluded.map(({ name, reason }) => (
            <p key={name} className="note quiet">{`Left as it is: ${name}: ${reason}`}</p>
          ))}
          <p className="note quiet">
            {`Figures are the accounts’ own models after the moves. Costs of ${wholeMoney(proposal.cost)}${
              proposal.unstated.length === 0
                ? ''
                : `, and not stated, counted as 0: ${proposal.unstated.join('; ')}`
            }`}
          </p>
        </>
      )}
    </section>
  );
}
