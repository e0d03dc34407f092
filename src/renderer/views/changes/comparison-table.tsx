import type { ReactElement } from 'react';
import type {
  ComparedFigure,
  ComparedValue,
  Comparison,
} from '../../../engine/contract/comparison.ts';
import { helpText, measureHelp } from '../../../engine/contract/measures.ts';
import { accountWords, levelWords } from '../../format/words.ts';
import { percent, wholeMoney } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';

const isRatio = ({ measure }: ComparedFigure): boolean => measure === 'marginRatio';

function Value({
  of,
  ratio,
}: {
  readonly of: ComparedValue;
  readonly ratio: boolean;
}): ReactElement {
  if (of.value === null) {
    return (
      <span className="unknown" title={of.reason}>
        unknown
      </span>
    );
  }
  const text = ratio ? percent(of.value) : wholeMoney(of.value);
  return of.reason === '' ? (
    <span>{text}</span>
  ) : (
    <span className="incomplete" title={`lacks: ${of.reason}`}>{`${text}, incomplete`}</span>
  );
}

function Row({ of }: { readonly of: ComparedFigure }): ReactElement {
  const help = measureHelp[of.measure];
  const ratio = isRatio(of);
  return (
    <tr>
      <th scope="row" title={helpText(help)}>
        {help.title}
      </th>
      <td className="number">
        <Value of={of.before} ratio={ratio} />
      </td>
      <td className="number">
        <Value of={of.after} ratio={ratio} />
      </td>
      <td className="number">
        {of.change === null ? (
          <span className="unknown" title="One of the two is not known">
            unknown
          </span>
        ) : ratio ? (
          `${of.change > 0 ? '+' : ''}${percent(of.change)}`
        ) : (
          <Figure value={of.change} tone="signed" />
        )}
      </td>
    </tr>
  );
}

function Group({
  title,
  figures,
  level = null,
}: {
  readonly title: string;
  readonly figures: readonly ComparedFigure[];
  readonly level?: { readonly before: string; readonly after: string } | null;
}): ReactElement {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {title}
        </th>
      </tr>
      {figures.map((figure) => (
        <Row key={figure.measure} of={figure} />
      ))}
      {level !== null && (
        <tr>
          <th scope="row">Level</th>
          <td className="number">{level.before}</td>
          <td className="number">{level.after}</td>
          <td className="number">{level.before === level.after ? 'same' : 'changed'}</td>
        </tr>
      )}
    </tbody>
  );
}

const levelText = (level: Comparison['accounts'][number]['levels']['before']): string =>
  level === null ? 'not known' : levelWords[level];

/** Both instants side by side: what is unknown in either has no difference. */
export function ComparisonTable({ of }: { readonly of: Comparison }): ReactElement {
  return (
    <Scroller label="Side by side">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" className="number">
              {instantText(of.from)}
            </th>
            <th scope="col" className="number">
              {instantText(of.to)}
            </th>
            <th scope="col" className="number">
              Change
            </th>
          </tr>
        </thead>
        <Group title="The whole book" figures={of.book} />
        {of.accounts.map((one) => (
          <Group
            key={one.account}
            title={accountWords(one)}
            figures={one.figures}
            level={{ before: levelText(one.levels.before), after: levelText(one.levels.after) }}
          />
        ))}
        {of.underlyings.map((one) => (
          <Group key={one.underlying} title={`Net, ${one.underlying}`} figures={one.figures} />
        ))}
      </table>
    </Scroller>
  );
}
