import type { MarginNode } from '../contract/margin-node.ts';
import type { AccountMargin, Liquidation, Requirement } from '../contract/snapshot.ts';
import type { AccountInput } from '../model/priced.ts';
import { fail, ok, type Failure, type Outcome } from '../values/outcome.ts';
import { amount, ratio, type Amount, type Ratio } from '../values/units.ts';
import { editionText } from './editions.ts';
import { equity } from './equity.ts';
import { liquidations } from './liquidations.ts';
import { answerOf, pooledAlternatives, portfolioAlternative, type Answer } from './models.ts';
import { statedFigure } from './stated.ts';

/** A margin account's figures before its warning level, which also depends on the last one. */
export type AccountFigures = Omit<AccountMargin, 'level'>;

/** What the warning level of an account follows from: the answer of its model, and its equity. */
export type Standing = { readonly answer: Answer; readonly equity: Outcome<MarginNode> };

export function standingOf(asked: AccountInput): Standing {
  const answer = answerOf(asked);
  return { answer, equity: equityOf(answer.input) };
}

/** The prices that would break the account; none where a figure is unknown or nothing is needed. */
export function liquidationsOf({ answer, equity: own }: Standing): readonly Liquidation[] {
  const { input, requirement } = answer;
  const known = complete(own, requirement.maintenance, input);
  const needed = requirement.maintenance.ok && requirement.maintenance.value.value > 0;
  return known && needed ? liquidations(input) : [];
}

/**
 * Everything about one margin account at one time: equity, requirement, ratio, the other ways to
 * margin it, and the prices that would break it.
 *
 * @param house the house's own need of the account, which is measured elsewhere
 * @param standing of the same account, where it is known already
 * @param broken the prices that would break it, where they are known already
 */
export function accountMargin(
  asked: AccountInput,
  house: Requirement,
  standing: Standing = standingOf(asked),
  broken: readonly Liquidation[] = liquidationsOf(standing),
): AccountFigures {
  const { answer, equity: own } = standing;
  const { input, name, requirement, editions } = answer;
  const { account, positions } = input;
  return {
    account: account.id,
    name: account.name,
    venue: account.venue,
    mode: account.mode,
    model: account.model,
    modelName: name,
    edition: editionText(editions),
    equity: own,
    requirement,
    marginRatio: marginRatio(own, requirement.maintenance, input),
    available: available(own, requirement.initial, input),
    alternatives: {
      ...pooledAlternatives(asked),
      portfolio: portfolioAlternative(asked),
      house,
    },
    liquidations: broken,
    stated: account.stated,
    positions: positions.length,
  };
}

/** Our own equity; the venue's where only it can be had, or where its requirement is taken too. */
function equityOf(input: AccountInput): Outcome<MarginNode> {
  const empty = input.positions.length === 0 && input.collateral.length === 0;
  if (input.account.model === 'stated' || empty) {
    const stated = statedFigure(input, 'equity', 'Equity');
    if (stated.ok) return stated;
  }
  const [missing] = [...input.lacking, ...(input.uncounted ?? [])];
  return empty && missing !== undefined ? { ok: false, failure: missing } : ok(equity(input));
}

/** What the two figures lack, balances left aside that merely support nothing. */
function gaps(a: MarginNode, b: MarginNode, { uncounted = [] }: AccountInput): readonly Failure[] {
  const all = new Set([...(a.lacking ?? []), ...(b.lacking ?? [])]);
  return [...all].filter((one) => !uncounted.includes(one));
}

function complete(
  own: Outcome<MarginNode>,
  requirement: Outcome<MarginNode>,
  input: AccountInput,
): boolean {
  return own.ok && requirement.ok && gaps(own.value, requirement.value, input).length === 0;
}

/** Why a figure of two incomplete ones is not shown as if it were whole. */
function incomplete(missing: readonly Failure[], knownPart: string): Outcome<never> {
  const [first, ...more] = missing;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return fail(
    first?.reason ?? 'missing-market-data',
    `incomplete, ${knownPart} without: ${first?.message ?? ''}${others}`,
    first?.at,
  );
}

/**
 * Maintenance margin ÷ equity: 1 is liquidation. Where equity is gone while margin is needed there
 * is no such number: the failure says so, and the warning level is `liquidation`.
 */
function marginRatio(
  own: Outcome<MarginNode>,
  maintenance: Outcome<MarginNode>,
  input: AccountInput,
): Outcome<Ratio> {
  if (!own.ok) return own;
  if (!maintenance.ok) return maintenance;
  const { value: held } = own.value;
  const { value: needed } = maintenance.value;
  const missing = gaps(own.value, maintenance.value, input);
  if (held <= 0 || !Number.isFinite(needed / held)) {
    if (missing.length > 0) return incomplete(missing, `equity is ${rounded(held)}`);
    return held === 0 && needed === 0
      ? fail('not-applicable', 'nothing is held and nothing is needed')
      : fail(
          'limit-exceeded',
          `equity of ${rounded(held)} ${input.reporting} does not cover maintenance margin of ${rounded(needed)} ${input.reporting}: beyond liquidation`,
        );
  }
  const used = needed / held;
  return missing.length > 0 ? incomplete(missing, `${rounded(used * 100)} %`) : ok(ratio(used));
}

/** Equity − initial margin; negative is missing. */
function available(
  own: Outcome<MarginNode>,
  initial: Outcome<MarginNode>,
  input: AccountInput,
): Outcome<Amount> {
  if (!own.ok) return own;
  if (!initial.ok) return initial;
  const left = own.value.value - initial.value.value;
  const missing = gaps(own.value, initial.value, input);
  return missing.length > 0 ? incomplete(missing, rounded(left)) : ok(amount(left));
}

const rounded = (x: number): string => String(Number(x.toFixed(2)));
