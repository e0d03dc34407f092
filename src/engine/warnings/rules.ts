import type { RuleMeasure, WarningRule } from '../contract/alerts.ts';
import type { Contribution, RiskSnapshot, Warning } from '../contract/snapshot.ts';
import type { Level } from '../model/parameters.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { figure, percentage } from './wording.ts';

/** What a measure is called, and whether its unit is a fraction or the reporting currency. */
export const ruleMeasureWords: Readonly<
  Record<RuleMeasure, { readonly title: string; readonly isFraction: boolean }>
> = {
  'margin-ratio': { title: 'margin ratio', isFraction: true },
  available: { title: 'available margin', isFraction: false },
  equity: { title: 'equity', isFraction: false },
  'value-at-risk': { title: 'value at risk', isFraction: false },
  'expected-shortfall': { title: 'expected shortfall', isFraction: false },
  'net-delta': { title: 'net delta', isFraction: false },
  'gross-delta': { title: 'gross delta', isFraction: false },
  gamma: { title: 'gamma', isFraction: false },
  vega: { title: 'vega', isFraction: false },
  theta: { title: 'theta', isFraction: false },
  notional: { title: 'notional', isFraction: false },
  pnl: { title: 'unrealised P&L', isFraction: false },
};

const lackingText = (rows: readonly { readonly message: string }[]): string =>
  rows.map(({ message }) => message).join('; ');

const complete = (
  amount: number | null,
  lacking: readonly { readonly message: string }[],
): Outcome<number> =>
  amount !== null && lacking.length === 0
    ? ok(amount)
    : fail('missing-market-data', lackingText(lacking));

/** The measure that a rule watches, as the snapshot has it; a figure that lacks a part is not one. */
export function ruleValue(snapshot: RiskSnapshot, rule: WarningRule): Outcome<number> {
  switch (rule.scope.of) {
    case 'book':
      return bookValue(snapshot, rule.measure);
    case 'account':
      return accountValue(snapshot, rule.measure, rule.scope.account);
    case 'underlying':
      return underlyingValue(snapshot, rule.measure, rule.scope.underlying);
  }
}

const inapplicable = (measure: RuleMeasure, of: string): Outcome<never> =>
  fail('not-applicable', `${of} has no ${ruleMeasureWords[measure].title}`);

function bookValue({ overview, risk }: RiskSnapshot, measure: RuleMeasure): Outcome<number> {
  const { sensitivities, gross, notional, pnl, equity, marginRatio } = overview;
  switch (measure) {
    case 'margin-ratio':
      return marginRatio;
    case 'equity':
      return complete(equity.amount, equity.lacking);
    case 'value-at-risk':
      return risk.ok ? ok(risk.value.valueAtRisk.value) : risk;
    case 'expected-shortfall':
      return risk.ok ? ok(risk.value.expectedShortfall.value) : risk;
    case 'net-delta':
      return ok(sensitivities.delta);
    case 'gross-delta':
      return ok(gross);
    case 'gamma':
    case 'vega':
    case 'theta':
      return ok(sensitivities[measure]);
    case 'notional':
      return ok(notional);
    case 'pnl':
      return complete(pnl.amount, pnl.lacking);
    case 'available':
      return inapplicable(measure, 'the book');
  }
}

function accountValue(
  { accounts }: RiskSnapshot,
  measure: RuleMeasure,
  id: string,
): Outcome<number> {
  const account = accounts.find((one) => one.account === id);
  if (account === undefined) return fail('missing-field', `there is no account "${id}"`);
  switch (measure) {
    case 'margin-ratio':
      return account.marginRatio;
    case 'available':
      return account.available;
    case 'equity': {
      const { equity } = account;
      return equity.ok ? complete(equity.value.value, equity.value.lacking ?? []) : equity;
    }
    default:
      return inapplicable(measure, 'an account');
  }
}

function underlyingValue(
  { exposures, risk }: RiskSnapshot,
  measure: RuleMeasure,
  name: string,
): Outcome<number> {
  if (measure === 'expected-shortfall') {
    return risk.ok ? shareOf(risk.value.byUnderlying, name) : risk;
  }
  const row = exposures.find(({ depth, underlying }) => depth === 0 && underlying === name);
  // What is not held any more has no exposure: that is known.
  if (row === undefined) return ok(0);
  switch (measure) {
    case 'net-delta':
      return ok(row.sensitivities.delta);
    case 'gross-delta':
      return ok(row.gross);
    case 'gamma':
    case 'vega':
    case 'theta':
      return ok(row.sensitivities[measure]);
    case 'notional':
      return ok(row.notional);
    case 'pnl':
      return complete(row.pnl.amount, row.pnl.lacking);
    default:
      return inapplicable(measure, 'an underlying');
  }
}

function shareOf(contributions: readonly Contribution[], part: string): Outcome<number> {
  const found = contributions.find(({ label }) => label === part);
  return found === undefined
    ? fail('missing-market-data', `${part} has no share of the expected shortfall`)
    : ok(found.amount);
}

/** The level of a value by a rule. It rises at once, and falls only when it is back inside by the hysteresis. */
export function ruleLevel(
  { side, watch, call, hysteresis }: WarningRule,
  value: number,
  before: Level,
): 'ok' | 'watch' | 'call' {
  const isBeyond = (limit: number | null, isHeld: boolean): boolean => {
    if (limit === null) return false;
    const slack = isHeld ? Math.abs(limit) * hysteresis : 0;
    return side === 'above' ? value >= limit - slack : value <= limit + slack;
  };
  if (isBeyond(call, before === 'call')) return 'call';
  return isBeyond(watch, before !== 'ok') ? 'watch' : 'ok';
}

export const ruleWarningId = ({ id }: Pick<WarningRule, 'id'>): string => `rule|${id}`;

/**
 * What the user's own limits warn of. A measure that is not known is warned of too: its limit watches nothing.
 *
 * @param before level of each warning that is open, by its id
 */
export function ruleWarnings(
  snapshot: RiskSnapshot,
  rules: readonly WarningRule[],
  before: ReadonlyMap<string, Level>,
): readonly Warning[] {
  return rules.flatMap((rule): readonly Warning[] => {
    const id = ruleWarningId(rule);
    const account =
      snapshot.accounts.find(
        (one) => rule.scope.of === 'account' && one.account === rule.scope.account,
      )?.account ?? null;
    const { title, isFraction } = ruleMeasureWords[rule.measure];
    const value = ruleValue(snapshot, rule);
    if (!value.ok) {
      return [
        {
          id,
          level: 'watch',
          account,
          title: `${rule.name}: cannot be watched`,
          cause: `The ${title} is not known: ${value.failure.message}.`,
          remedy: 'Import what is missing, or change the rule.',
          shortfall: null,
        },
      ];
    }
    const level = ruleLevel(rule, value.value, before.get(id) ?? 'ok');
    if (level === 'ok') return [];
    const limit = (level === 'call' ? rule.call : rule.watch) ?? 0;
    const { length } = snapshot.notIncluded;
    const without = length === 0 ? '' : ` ${length} positions or rows are not in every figure.`;
    const shown = (x: number): string =>
      isFraction ? percentage(x) : `${figure(x)} ${snapshot.reporting}`;
    return [
      {
        id,
        level,
        account,
        title: `${rule.name}: ${title} ${shown(value.value)}`,
        cause: `The ${title} is ${shown(value.value)}; the rule warns ${rule.side} ${shown(limit)}.${without}`,
        remedy: `Bring the ${title} ${rule.side === 'above' ? 'below' : 'above'} ${shown(limit)}, or change the rule.`,
        shortfall: null,
      },
    ];
  });
}
