import type { AccountChange, ChangeReport, ChangeStep } from '../../contract/changes.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { Instant } from '../../values/units.ts';
import { accountChange } from './account-change.ts';

/** What is unknown is left out, and named in the notes; null where all is. */
const plus = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);

/** Steps of all accounts, cause by cause in the order of the steps; prices asset by asset. */
function added(accounts: readonly AccountChange[]): readonly ChangeStep[] {
  const order = ['time', 'price', 'volatility', 'marks', 'holdings', 'parameters'];
  const steps = accounts.flatMap((one) => (one.steps.ok ? one.steps.value : []));
  const groups = Map.groupBy(steps, ({ cause, asset }) => `${cause} ${asset ?? ''}`);
  return [...groups.values()]
    .map((group) =>
      group.reduce(
        (sum, { change: more }) => ({
          ...sum,
          change: {
            equity: sum.change.equity + more.equity,
            initial: plus(sum.change.initial, more.initial),
            maintenance: plus(sum.change.maintenance, more.maintenance),
          },
        }),
        { ...group[0]!, change: { equity: 0, initial: null, maintenance: null } },
      ),
    )
    .toSorted(
      (a, b) =>
        order.indexOf(a.cause) - order.indexOf(b.cause) ||
        Math.abs(b.change.equity) - Math.abs(a.change.equity),
    );
}

/** What changed every account between two instants. */
export function changeReport(
  from: readonly AccountInput[],
  to: readonly AccountInput[],
  instants: { readonly from: Instant; readonly to: Instant },
): ChangeReport {
  const then = new Map(from.map((one) => [one.account.id, one]));
  const now = new Map(to.map((one) => [one.account.id, one]));
  const accounts = [...new Set([...now.keys(), ...then.keys()])].map((id) =>
    accountChange(then.get(id) ?? null, now.get(id) ?? null),
  );
  const unknown = accounts.filter(({ steps }) => !steps.ok).map(({ name }) => name);
  const noMargin = accounts
    .filter(({ after }) => after.ok && after.value.maintenance === null)
    .map(({ name }) => name);
  return {
    ...instants,
    accounts,
    total: added(accounts),
    notes: [
      'Each step is a full revaluation with all causes before it; another order would share joint effects otherwise.',
      'Holdings are trades, transfers, fees and funding; marks are what the venue’s marks moved beyond Black’s price and parallel forwards.',
      ...(noMargin.length > 0 ? [`Margin is not known of ${noMargin.join(', ')}.`] : []),
      ...(unknown.length > 0
        ? [`Not in the total, for lack of a figure: ${unknown.join(', ')}.`]
        : []),
    ],
  };
}
