import type { ReactElement } from 'react';
import { headingHelp } from '../../../engine/contract/measures.ts';
import type { Risk, RiskMeasure } from '../../../engine/contract/snapshot.ts';
import { Asked, Figure } from '../../parts/figure.tsx';
import { confidenceText, wholeMoney } from '../../format/figures.ts';
import { useFrame } from '../../state/use-desk.ts';

const interval = ({ low, high }: RiskMeasure): string => {
  if (low === null && high === null) return 'unbounded';
  if (low === null) return `up to ${wholeMoney(high ?? 0)}`;
  if (high === null) return `from ${wholeMoney(low)}`;
  return `${wholeMoney(low)} to ${wholeMoney(high)}`;
};

/** The measures with their uncertainty and the day at their quantile. */
export function Measures({ risk }: { readonly risk: Risk }): ReactElement {
  const { go, explain } = useFrame();
  const rows = [
    {
      name: 'VaR',
      measure: risk.valueAtRisk,
      why: { about: 'risk', measure: 'valueAtRisk' },
    },
    {
      name: 'Expected shortfall',
      measure: risk.expectedShortfall,
      why: { about: 'risk', measure: 'expectedShortfall' },
    },
    { name: 'House need (ES)', measure: risk.houseShortfall, why: { about: 'house' } },
  ] as const;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Measure</th>
          <th scope="col" className="number">
            Confidence
          </th>
          <th scope="col" className="number">
            Loss
          </th>
          <th scope="col" className="number" title="Of the estimate, not of the loss">
            95 % interval
          </th>
          <th scope="col" className="number">
            Outcomes
          </th>
          <th scope="col">Scenario day</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, measure, why }) => (
          <tr key={name}>
            <th scope="row" title={headingHelp(name)}>
              <button type="button" className="asked" onClick={() => explain(why)}>
                {name}
              </button>
            </th>
            <td className="number">{confidenceText(measure.tail)}</td>
            <td className="number">
              <Asked label={`${name}, day`} onAsk={() => go('risk', measure.scenario)}>
                <Figure value={measure.value} />
              </Asked>
            </td>
            <td className="number">{interval(measure)}</td>
            <td className="number">{measure.outcomes}</td>
            <td>
              <button type="button" className="asked" onClick={() => go('risk', measure.scenario)}>
                {measure.scenario}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
