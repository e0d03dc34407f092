import type { NearestCall } from '../../engine/margin/calls/nearest-call.ts';
import { callSettings, type Outlook } from '../workstation/outlook.ts';
import { percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

export type NamedOutlook = Outlook & { readonly account: string; readonly name: string };

const pointWords = ({ prices, nearest }: NearestCall): string => {
  const moved = [...prices].map(
    ([of, factor]) => `${of} ${factor < 1 ? '−' : '+'}${percent(Math.abs(factor - 1))}`,
  );
  return `${moved.join(', ')}, volatility × ${nearest.volatility.toFixed(2)}`;
};

function row({ name, nearest, time }: NamedOutlook): readonly Cell[] {
  const chances = time.ok
    ? time.value.chances.map(({ probability, standardError }): Cell => ({
        value: probability,
        text: `${percent(probability)} ± ${percent(1.96 * standardError)}`,
      }))
    : [time.failure.message, '', ''];
  const error = time.ok ? percent(time.value.error) : '';
  if (!nearest.ok) return [name, '', nearest.failure.message, ...chances, error];
  const { distance } = nearest.value.nearest;
  return [
    name,
    { value: distance, text: distance.toFixed(1) },
    pointWords(nearest.value),
    ...chances,
    error,
  ];
}

/** How near each account is to a margin ratio. */
export const outlookSheet = (calls: readonly NamedOutlook[], level: number): Sheet => ({
  title: `How near a margin ratio of ${percent(level)}`,
  columns: [
    left('Account'),
    right('Distance'),
    left('Nearest call: all prices and volatilities together'),
    right('1 hour'),
    right('1 day'),
    right('7 days'),
    right('Error'),
  ],
  rows: calls.map(row),
  note: `distance in daily deviations of prices and ${percent(callSettings.volatilityUnit)} of volatility; chances of ${callSettings.paths} paths of joint days, prices alone moving; error: largest difference to the full model, of equity`,
});
