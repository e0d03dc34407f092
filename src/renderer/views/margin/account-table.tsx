import type { ReactElement } from 'react';
import { headingHelp } from '../../../engine/contract/measures.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { Asked, Figure, OutcomeFigure } from '../../parts/figure.tsx';
import { AccountLevel } from '../../parts/mark.tsx';
import { NodeFigure } from '../../parts/node-figure.tsx';
import { percent } from '../../format/figures.ts';
import { useFrame } from '../../state/use-desk.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { accountWords } from '../../format/words.ts';

type Props = {
  readonly accounts: readonly AccountMargin[];
  readonly chosen: string;
  readonly onChoose: (account: string) => void;
};

const numbers = ['Equity', 'Initial', 'Maintenance', 'Available', 'Margin ratio', 'Positions'];

export function AccountTable({ accounts, chosen, onChoose }: Props): ReactElement {
  return (
    <Scroller label="Margin accounts">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Venue</th>
            <th scope="col">Mode</th>
            <th scope="col">Model</th>
            {numbers.map((name) => (
              <th key={name} scope="col" className="number" title={headingHelp(name)}>
                {name}
              </th>
            ))}
            <th scope="col">Level</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row
              key={account.account}
              account={account}
              chosen={account.account === chosen}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

type RowProps = {
  readonly account: AccountMargin;
  readonly chosen: boolean;
  readonly onChoose: (account: string) => void;
};

function Row({ account, chosen, onChoose }: RowProps): ReactElement {
  const { explain } = useFrame();
  const { account: id, name, venue, requirement } = account;
  const named = accountWords(account);
  return (
    <tr className={chosen ? 'chosen' : undefined}>
      <th scope="row">
        <button type="button" className="asked" aria-pressed={chosen} onClick={() => onChoose(id)}>
          {name}
        </button>
      </th>
      <td>{venue}</td>
      <td>{account.mode}</td>
      <td>{account.modelName}</td>
      <td className="number">
        <NodeFigure
          title={`Equity, ${named}`}
          outcome={account.equity}
          question={{ about: 'equity', account: id }}
        />
      </td>
      <td className="number">
        <NodeFigure
          title={`Initial margin, ${named}`}
          outcome={requirement.initial}
          question={{ about: 'requirement', account: id, need: 'initial' }}
        />
      </td>
      <td className="number">
        <NodeFigure
          title={`Maintenance margin, ${named}`}
          outcome={requirement.maintenance}
          question={{ about: 'requirement', account: id, need: 'maintenance' }}
        />
      </td>
      <td className="number">
        <OutcomeFigure title={`Available, ${named}`} outcome={account.available}>
          {(available) => <Figure value={available} tone="signed" />}
        </OutcomeFigure>
      </td>
      <td className="number">
        <OutcomeFigure title={`Margin ratio, ${named}`} outcome={account.marginRatio}>
          {(ratio) => (
            <Asked
              label={`Margin ratio, ${named}`}
              onAsk={() => explain({ about: 'marginRatio', account: id })}
            >
              {percent(ratio)}
            </Asked>
          )}
        </OutcomeFigure>
      </td>
      <td className="number">{account.positions}</td>
      <td>
        <AccountLevel account={account} />
      </td>
    </tr>
  );
}
