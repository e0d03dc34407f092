import type {
  ComparedAccount,
  ComparedFigure,
  ComparedUnderlying,
  ComparedValue,
  Comparison,
} from './contract/comparison.ts';
import type { MeasureId } from './contract/measures.ts';
import type { AccountMargin, RiskSnapshot, Sensitivities, Total } from './contract/snapshot.ts';
import type { Level } from './model/parameters.ts';
import type { Outcome } from './values/outcome.ts';

const known = (value: number): ComparedValue => ({ value, reason: '' });

const ofTotal = ({ amount, lacking }: Total): ComparedValue => ({
  value: amount,
  reason: lacking.map(({ message }) => message).join('; '),
});

const ofOutcome = <T>(outcome: Outcome<T>, number: (value: T) => number): ComparedValue =>
  outcome.ok ? known(number(outcome.value)) : { value: null, reason: outcome.failure.message };

function compared(measure: MeasureId, before: ComparedValue, after: ComparedValue): ComparedFigure {
  const isKnown = before.value !== null && after.value !== null;
  return { measure, before, after, change: isKnown ? after.value - before.value : null };
}

const same = (value: number): number => value;
const worth = ({ value }: { readonly value: number }): number => value;

type Reading<T> = readonly [MeasureId, (of: T) => ComparedValue];

/** What a snapshot says of the whole book. */
const bookFigures: readonly Reading<RiskSnapshot>[] = [
  ['equity', ({ overview }) => ofTotal(overview.equity)],
  ['initial', ({ overview }) => ofTotal(overview.initialMargin)],
  ['maintenance', ({ overview }) => ofTotal(overview.maintenanceMargin)],
  ['marginRatio', ({ overview }) => ofOutcome(overview.marginRatio, same)],
  ['houseNeed', ({ houseView }) => ofOutcome(houseView.house, worth)],
  ['valueAtRisk', ({ risk }) => ofOutcome(risk, ({ valueAtRisk }) => valueAtRisk.value)],
  [
    'expectedShortfall',
    ({ risk }) => ofOutcome(risk, ({ expectedShortfall }) => expectedShortfall.value),
  ],
];

const accountFigures: readonly Reading<AccountMargin>[] = [
  ['equity', ({ equity }) => ofOutcome(equity, worth)],
  ['initial', ({ requirement }) => ofOutcome(requirement.initial, worth)],
  ['maintenance', ({ requirement }) => ofOutcome(requirement.maintenance, worth)],
  ['marginRatio', ({ marginRatio }) => ofOutcome(marginRatio, same)],
];

const absent: ComparedValue = { value: null, reason: 'the account is not in the book of then' };

/** An account without a ratio is at no level but by another cause. */
const levelOf = (of: AccountMargin | undefined): Level | null =>
  of === undefined || (!of.marginRatio.ok && of.level === 'ok') ? null : of.level;

function accountsOf(before: RiskSnapshot, after: RiskSnapshot): readonly ComparedAccount[] {
  const then = new Map(before.accounts.map((one) => [one.account, one]));
  const now = new Map(after.accounts.map((one) => [one.account, one]));
  const names = new Map([...before.accounts, ...after.accounts].map((one) => [one.account, one]));
  return [...names.values()].map(({ account, name, venue }) => {
    const [first, last] = [then.get(account), now.get(account)];
    return {
      account,
      name,
      venue,
      levels: { before: levelOf(first), after: levelOf(last) },
      figures: accountFigures.map(([measure, read]) =>
        compared(
          measure,
          first === undefined ? absent : read(first),
          last === undefined ? absent : read(last),
        ),
      ),
    };
  });
}

const greeks = ['delta', 'gamma', 'vega', 'theta'] as const;
const nothing: Sensitivities = { delta: 0, gamma: 0, vega: 0, theta: 0 };

const greeksHeld = ({ exposures }: RiskSnapshot): ReadonlyMap<string, Sensitivities> =>
  new Map(
    exposures
      .filter(({ kind }) => kind === 'underlying')
      .map((row) => [row.underlying, row.sensitivities]),
  );

function underlyingsOf(before: RiskSnapshot, after: RiskSnapshot): readonly ComparedUnderlying[] {
  const [then, now] = [greeksHeld(before), greeksHeld(after)];
  const rows = [...after.exposures, ...before.exposures].filter((row) => row.kind === 'underlying');
  return [...new Set(rows.map(({ underlying }) => underlying))].map((underlying) => {
    const first = then.get(underlying) ?? nothing;
    const last = now.get(underlying) ?? nothing;
    return {
      underlying,
      figures: greeks.map((greek) => compared(greek, known(first[greek]), known(last[greek]))),
    };
  });
}

/** Two snapshots side by side; what is unknown in either has no difference. */
export const comparisonOf = (before: RiskSnapshot, after: RiskSnapshot): Comparison => ({
  from: before.asOf,
  to: after.asOf,
  book: bookFigures.map(([measure, read]) => compared(measure, read(before), read(after))),
  accounts: accountsOf(before, after),
  underlyings: underlyingsOf(before, after),
});
