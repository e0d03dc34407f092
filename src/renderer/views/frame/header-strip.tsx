import type { ReactElement, ReactNode } from 'react';
import { headingHelp } from '../../../engine/contract/measures.ts';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import { Asked, Figure, Inapplicable, Lacking, Unknown } from '../../parts/figure.tsx';
import { LevelTag, Mark } from '../../parts/mark.tsx';
import { confidenceText, headlineMoney, percent } from '../../format/figures.ts';
import { ageText } from '../../format/times.ts';
import { useDeskView, useFrame } from '../../state/use-desk.ts';
import { accountWords } from '../../format/words.ts';

/** The headline: how much is there, how much is needed, how near is a call, what netting saves. */
export function HeaderStrip(): ReactElement | null {
  const { snapshot } = useDeskView();
  return snapshot === null ? null : <Strip snapshot={snapshot} />;
}

function Strip({ snapshot }: { readonly snapshot: RiskSnapshot }): ReactElement {
  return (
    <section className="headline" aria-label="Headline figures">
      <dl className="strip">
        <MarginHeadlines snapshot={snapshot} />
        <RiskHeadlines snapshot={snapshot} />
        <DataHeadlines snapshot={snapshot} />
      </dl>
    </section>
  );
}

type ItemProps = {
  readonly label: string;
  readonly onAsk: () => void;
  readonly children: ReactNode;
  /** Beside the figure. */
  readonly mark?: ReactNode;
  readonly under?: ReactNode;
};

function Item({ label, onAsk, children, mark, under }: ItemProps): ReactElement {
  return (
    <div>
      <dt title={headingHelp(label)}>{label}</dt>
      <dd>
        <span className="value">
          <Asked label={label} onAsk={onAsk}>
            {children}
          </Asked>{' '}
          {mark}
        </span>
        <span className="under">{under ?? '\u00a0'}</span>
      </dd>
    </div>
  );
}

type Props = { readonly snapshot: RiskSnapshot };

function MarginHeadlines({ snapshot }: Props): ReactElement {
  const { explain, go } = useFrame();
  const { overview, houseView, accounts } = snapshot;
  const worst = accounts.find(({ account }) => account === overview.worstAccount);
  const unknown = accounts.filter((account) => !account.marginRatio.ok).length;
  const { equity, initialMargin, maintenanceMargin, marginRatio } = overview;
  return (
    <>
      <Item
        label="Equity"
        onAsk={() => explain({ about: 'equity', account: null })}
        under={<Lacking title="Equity" failures={equity.lacking} room="wide" />}
      >
        <Figure value={equity.amount} text={headlineMoney} />
      </Item>
      <Item
        label="Initial margin"
        onAsk={() => explain({ about: 'requirement', account: null, need: 'initial' })}
        under={<Lacking title="Initial margin" failures={initialMargin.lacking} room="wide" />}
      >
        <Figure value={initialMargin.amount} text={headlineMoney} />
      </Item>
      <Item
        label="Maintenance"
        onAsk={() => explain({ about: 'requirement', account: null, need: 'maintenance' })}
        under={
          <Lacking title="Maintenance margin" failures={maintenanceMargin.lacking} room="wide" />
        }
      >
        <Figure value={maintenanceMargin.amount} text={headlineMoney} />
      </Item>
      <Item
        label="Worst margin ratio"
        mark={
          unknown > 0 && (
            <Asked label="Accounts without a margin ratio" onAsk={() => go('margin')}>
              <span className="incomplete">
                <Mark name="incomplete" /> {`${unknown} not known`}
              </span>
            </Asked>
          )
        }
        onAsk={() =>
          worst === undefined
            ? go('margin')
            : explain({ about: 'marginRatio', account: worst.account })
        }
        under={
          <span className="level">
            {worst !== undefined && `${accountWords(worst)} `}
            {worst !== undefined && worst.level !== 'ok' && <LevelTag level={worst.level} />}
          </span>
        }
      >
        {marginRatio.ok ? percent(marginRatio.value) : <UnknownWord />}
      </Item>
      <Item
        label="Saved by netting"
        mark={<Lacking title="Saved by netting" failures={houseView.saving?.lacking ?? []} />}
        onAsk={() => explain({ about: 'saving' })}
        under={
          houseView.house.ok ? (
            <Asked label="House need" onAsk={() => explain({ about: 'house' })}>
              {`house need ${headlineMoney(houseView.house.value.value)}`}
            </Asked>
          ) : (
            <>
              house need <Unknown title="House view" failures={[houseView.house.failure]} />
            </>
          )
        }
      >
        {houseView.saving === null ? (
          <UnknownWord />
        ) : (
          <Figure value={houseView.saving.amount} text={headlineMoney} />
        )}
      </Item>
    </>
  );
}

const UnknownWord = (): ReactElement => <span className="unknown">unknown</span>;

function RiskHeadlines({ snapshot }: Props): ReactElement {
  const { explain, go } = useFrame();
  const { risk, overview } = snapshot;
  const { worstStress, sensitivities } = overview;
  return (
    <>
      {risk.ok ? (
        <>
          <Item
            label={`VaR ${confidenceText(risk.value.valueAtRisk.tail)}`}
            onAsk={() => go('risk', risk.value.valueAtRisk.scenario)}
            under={risk.value.valueAtRisk.scenario}
          >
            <Figure value={risk.value.valueAtRisk.value} text={headlineMoney} />
          </Item>
          <Item
            label={`ES ${confidenceText(risk.value.expectedShortfall.tail)}`}
            onAsk={() => go('risk')}
            under={`${risk.value.expectedShortfall.outcomes} days`}
          >
            <Figure value={risk.value.expectedShortfall.value} text={headlineMoney} />
          </Item>
        </>
      ) : (
        <Item
          label="VaR, ES"
          onAsk={() => explain({ about: 'failure', title: 'VaR and ES', failures: [risk.failure] })}
        >
          <UnknownWord />
        </Item>
      )}
      <Item label="Worst stress" onAsk={() => go('stress')} under={worstStress?.label}>
        {worstStress === null ? (
          <Inapplicable />
        ) : (
          <Figure value={worstStress.pnl} tone="signed" text={headlineMoney} />
        )}
      </Item>
      <Item label="Net delta" onAsk={() => go('exposures')} under="per +100 %">
        <Figure value={sensitivities.delta} tone="signed" text={headlineMoney} />
      </Item>
      <Item label="Gamma" onAsk={() => go('exposures')} under="per +1 %">
        <Figure value={sensitivities.gamma} tone="signed" text={headlineMoney} />
      </Item>
      <Item label="Vega" onAsk={() => go('exposures')} under="per +1 vol pt">
        <Figure value={sensitivities.vega} tone="signed" text={headlineMoney} />
      </Item>
    </>
  );
}

function DataHeadlines({ snapshot }: Props): ReactElement {
  const { go } = useFrame();
  const { overview, warnings, notIncluded, asOf } = snapshot;
  const { oldestPrice, stalePrices } = overview;
  return (
    <>
      <Item
        label="Warnings"
        onAsk={() => go('warnings')}
        under={
          notIncluded.length > 0 && (
            <Asked label="Not included" onAsk={() => go('exposures', 'not-included')}>
              <span className="incomplete">{`${notIncluded.length} not included`}</span>
            </Asked>
          )
        }
      >
        <Figure value={warnings.length} text={String} />
      </Item>
      <Item
        label="Oldest price"
        onAsk={() => go('exposures', 'stale')}
        under={
          stalePrices === 0 ? (
            'none stale'
          ) : (
            <span className="incomplete">{`${stalePrices} stale`}</span>
          )
        }
      >
        {oldestPrice === null ? <Inapplicable /> : ageText(asOf - oldestPrice)}
      </Item>
    </>
  );
}
