import type { AccountCollateral, HeldAsset } from '../../engine/contract/collateral.ts';
import { ratioOf } from '../../engine/margin/assessor.ts';
import { money, percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const ratioCell = ({ figures }: HeldAsset['falls'][number]): Cell => ratioOfFigures(figures);

function ratioOfFigures(figures: HeldAsset['falls'][number]['figures']): Cell {
  if (!figures.ok) return 'unknown';
  const ratio = ratioOf(figures.value);
  return Number.isFinite(ratio) ? { value: ratio, text: percent(ratio) } : 'beyond liquidation';
}

/** What a fall of each asset does to its account. */
export const fallSheet = (
  accounts: readonly AccountCollateral[],
  falls: readonly number[],
): Sheet => ({
  title: 'Margin ratio after a fall of one collateral asset',
  columns: [
    left('Account'),
    left('Asset'),
    right('Value'),
    ...falls.map((fall) => right(`−${percent(fall)}`)),
  ],
  rows: accounts.flatMap(({ name, held }) =>
    held.map((one) => [
      name,
      one.pegged ? `${one.asset}, loses its peg` : one.asset,
      { value: one.value, text: money(one.value) },
      ...one.falls.map(ratioCell),
    ]),
  ),
  note: 'positions that follow the asset, and contracts settled in it, move with it',
});

const signed = (x: number): string => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(2)}`;

/** Whether collateral falls when it is needed. */
export const wrongWaySheet = (accounts: readonly AccountCollateral[]): Sheet => ({
  title: 'Collateral when the positions lose',
  columns: [
    left('Account'),
    right('Correlation'),
    right('Positions, worst outcomes'),
    right('Collateral in them'),
  ],
  rows: accounts.map(({ name, wrongWay: found }) =>
    found.ok
      ? [
          name,
          found.value.correlation === null ? 'none' : signed(found.value.correlation),
          { value: -found.value.positions, text: money(-found.value.positions) },
          { value: -found.value.collateral, text: money(-found.value.collateral) },
        ]
      : [name, found.failure.message, '', ''],
  ),
  note: 'a positive correlation is wrong-way risk; collateral at par with the reporting currency does not move here',
});

/** How costs are known that are not the user's own. */
function basesOf(accounts: readonly AccountCollateral[]): readonly string[] {
  const bases = accounts.flatMap(({ terms: { held } }) =>
    held.flatMap(({ asset, basis }) =>
      basis === undefined
        ? []
        : [`${asset} is taken out of its venue first, the sale itself not known: ${basis}`],
    ),
  );
  return [...new Set(bases)];
}

/** What counts of each asset after haircuts, limits of concentration and the cost of selling. */
export const countedSheet = (accounts: readonly AccountCollateral[]): Sheet => ({
  title: 'What counts of it',
  columns: [
    left('Account'),
    left('Asset'),
    right('Value'),
    right('Haircut'),
    right('Beyond your limit'),
    right('Cost of selling'),
    right('Counts'),
    right('Margin ratio then'),
  ],
  rows: accounts.flatMap(({ name, terms: { held, figures } }) =>
    held.map((one, i) => [
      name,
      one.asset,
      ...[one.value, -one.haircut, -one.beyondLimit, -one.selling, one.counts].map(
        (value): Cell => ({ value: value === 0 ? 0 : value, text: money(value) }),
      ),
      i === 0 ? ratioOfFigures(figures) : '',
    ]),
  ),
  note: [
    'haircuts are the venue’s; limits and costs of selling are your own terms',
    ...basesOf(accounts),
  ].join('. '),
});

/** What is owed, and its interest. */
export const owedSheet = (accounts: readonly AccountCollateral[]): Sheet => ({
  title: 'Borrowed',
  columns: [
    left('Account'),
    left('Asset'),
    right('Amount'),
    right('Value'),
    right('Interest per day'),
  ],
  rows: accounts.flatMap(({ name, terms: { owed } }) =>
    owed.map(({ asset, amount, value, interestPerDay }) => [
      name,
      asset,
      { value: amount, text: String(Number(amount.toPrecision(8))) },
      { value, text: money(value) },
      interestPerDay === null
        ? 'unknown: no rate is stated'
        : { value: interestPerDay, text: interestPerDay.toFixed(2) },
    ]),
  ),
});
