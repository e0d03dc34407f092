import type { ReactElement } from 'react';
import type { PairWorth } from '../../../engine/contract/correlation.ts';
import { correlationText, wholeMoney } from '../../format/figures.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';

export const breakEvenText = ({ breakEven }: PairWorth): string =>
  breakEven === null ? 'never' : correlationText(breakEven);

function rowsOf(of: PairWorth): readonly (readonly [string, string])[] {
  const { worstWindow: worst, relies, pair } = of;
  return [
    [`ES of ${pair[0]} alone`, wholeMoney(of.alone[0])],
    [`ES of ${pair[1]} alone`, wholeMoney(of.alone[1])],
    ['ES of both together', wholeMoney(of.together)],
    ['Worth of holding both', wholeMoney(of.worth)],
    ['Taken off the larger', wholeMoney(of.hedgeWorth)],
    ['Correlation of the scenarios', correlationText(of.correlation)],
    ['Breaks even at', breakEvenText(of)],
    [`Worth left at ${correlationText(of.adverse)}`, wholeMoney(of.worthAtAdverse)],
    ['Decorrelated: ES of the book', wholeMoney(relies.expectedShortfall)],
    ['… ES at the house’s tail', wholeMoney(relies.houseShortfall)],
    ['… house need', wholeMoney(relies.need)],
    ...(worst === null
      ? []
      : ([
          ['Worst window', `${worst.from} to ${worst.to}`],
          [
            'Correlation then, now',
            `${correlationText(worst.correlation.past)}, ${correlationText(worst.correlation.now)}`,
          ],
          [
            'ES together then, now',
            `${wholeMoney(worst.together.past)}, ${wholeMoney(worst.together.now)}`,
          ],
          ['ES apart then, now', `${wholeMoney(worst.apart.past)}, ${wholeMoney(worst.apart.now)}`],
          ['Drawdown of the pair in it', wholeMoney(worst.drawdown)],
          ['… of one leg alone', wholeMoney(worst.drawdownAlone)],
        ] as const)),
  ];
}

/** What relies on a pair of underlyings that are held. */
export function PairWorthPart({
  pair,
}: {
  readonly pair: readonly [string, string];
}): ReactElement {
  const desk = useDesk();
  const { asOf, reporting } = useSnapshot();
  const answered = useAnswer(() => desk.ask('pairWorth', pair), `${pair.join()} ${asOf}`);
  return (
    <section aria-label="What relies on the pair" aria-busy={answered.is === 'waiting'}>
      {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && (
        <p className="note" role="alert">
          {answered.fault}
        </p>
      )}
      {answered.is === 'there' && !answered.value.ok && (
        <p className="note quiet">{`No margin relies on it: ${answered.value.failure.message}`}</p>
      )}
      {answered.is === 'there' && answered.value.ok && (
        <table className="figures">
          <caption className="quiet">{`What relies on it, ${reporting}: a ${answered.value.value.kind}; ${answered.value.value.note}`}</caption>
          <tbody>
            {rowsOf(answered.value.value).map(([title, text]) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td className="number">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
