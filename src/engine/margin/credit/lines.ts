import type { MarginNode } from '../../contract/margin-node.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { given, sum } from '../tree.ts';

/** Credit that a venue or a broker extends in place of collateral; reporting currency, fees per year. */
export type CreditLine = {
  readonly name: string;
  readonly limit: number;
  /** Exposure that needs no collateral. */
  readonly threshold: number;
  /** Transfers below this are not asked for. */
  readonly minimumTransfer: number;
  /** Fraction of what is drawn, and of what is not. */
  readonly fee: number;
  readonly commitmentFee: number;
};

/** Collateral of an account; what was borrowed on a line is part of that line's use. */
type PostedCollateral = {
  readonly name: string;
  /** After haircuts, reporting currency. */
  readonly value: number;
  /** The line whose proceeds it is; null: own. */
  readonly borrowedOn: string | null;
};

/** An account and the line that may cover what its collateral does not; in the order in which lines are drawn. */
export type CreditAccount = {
  readonly name: string;
  readonly requirement: number;
  readonly collateral: readonly PostedCollateral[];
  readonly line: string | null;
};

type AccountCover = {
  readonly name: string;
  readonly requirement: number;
  readonly collateral: number;
  /** Of its line, beside what was borrowed into collateral. */
  readonly drawn: number;
  /** What neither collateral nor line covers. */
  readonly uncovered: number;
};

type LineUse = {
  readonly name: string;
  readonly limit: number;
  /** Borrowed into collateral, and drawn to cover margin. */
  readonly borrowed: number;
  readonly drawn: number;
  /** Used ÷ limit; 0 of a line without limit and use. */
  readonly utilisation: number;
  readonly headroom: number;
  /** What the lender has no collateral for, beyond nothing. */
  readonly unsecured: number;
  /** What the lender may call: unsecured beyond the threshold, where that is worth a transfer. */
  readonly call: number;
  readonly feePerDay: number;
};

export type CreditMargin = {
  readonly requirement: MarginNode;
  readonly cover: MarginNode;
  readonly accounts: readonly AccountCover[];
  readonly lines: readonly LineUse[];
};

const YEAR = 365;

const total = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** A name that is given twice, or a line that is not there. */
function fault(lines: readonly CreditLine[], accounts: readonly CreditAccount[]): string | null {
  const names = lines.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) return `the line "${twice}" is given twice`;
  for (const { name, line, collateral } of accounts) {
    for (const asked of [line, ...collateral.map(({ borrowedOn }) => borrowedOn)]) {
      if (asked !== null && !names.includes(asked)) return `${name}: there is no line "${asked}"`;
    }
  }
  return null;
}

/**
 * Margin met by collateral first and by credit then. A line is one sum whoever uses it: what was
 * borrowed on it into somebody's collateral and what covers margin directly both come off its limit,
 * so that it is never counted twice.
 *
 * @returns a failure where a line is named that is not there, or more is borrowed than its limit
 */
export function creditMargin(
  lines: readonly CreditLine[],
  accounts: readonly CreditAccount[],
  currency: string,
): Outcome<CreditMargin> {
  const wrong = fault(lines, accounts);
  if (wrong !== null) return fail('malformed', wrong);
  const posted = accounts.flatMap(({ collateral }) => collateral);
  const borrowed = new Map(
    lines.map(({ name }) => [
      name,
      total(posted.filter((one) => one.borrowedOn === name).map(({ value }) => value)),
    ]),
  );
  const left = new Map(lines.map(({ name, limit }) => [name, limit - (borrowed.get(name) ?? 0)]));
  for (const [name, headroom] of left) {
    if (headroom < 0) {
      return fail(
        'limit-exceeded',
        `${name}: ${-headroom} more is borrowed into collateral than the line allows`,
      );
    }
  }
  const covers = accounts.map(({ name, requirement, collateral, line }): AccountCover => {
    const own = total(collateral.map(({ value }) => value));
    const missing = Math.max(requirement - own, 0);
    const drawn = line === null ? 0 : Math.min(missing, left.get(line) ?? 0);
    if (line !== null) left.set(line, (left.get(line) ?? 0) - drawn);
    return { name, requirement, collateral: own, drawn, uncovered: missing - drawn };
  });
  return ok({
    accounts: covers,
    lines: lines.map((line) => useOf(line, accounts, covers, borrowed.get(line.name) ?? 0)),
    requirement: sum(
      'Requirement',
      currency,
      accounts.map(({ name, requirement }) => given(name, requirement, currency)),
    ),
    cover: sum(
      'Collateral and credit',
      currency,
      covers.map(({ name, collateral, drawn }) =>
        sum(name, currency, [
          given('Collateral', collateral, currency),
          given('Drawn on its line', drawn, currency),
        ]),
      ),
    ),
  });
}

function useOf(
  { name, limit, threshold, minimumTransfer, fee, commitmentFee }: CreditLine,
  accounts: readonly CreditAccount[],
  covers: readonly AccountCover[],
  borrowed: number,
): LineUse {
  const drawn = total(covers.filter((_, i) => accounts[i]?.line === name).map((one) => one.drawn));
  const used = borrowed + drawn;
  const beyond = Math.max(used - threshold, 0);
  return {
    name,
    limit,
    borrowed,
    drawn,
    utilisation: limit > 0 ? used / limit : 0,
    headroom: limit - used,
    unsecured: used,
    call: beyond >= minimumTransfer ? beyond : 0,
    feePerDay: (used * fee + (limit - used) * commitmentFee) / YEAR,
  };
}
