import type {
  AccountChange,
  ChangeCause,
  ChangeStep,
  KnownFigures,
} from '../../contract/changes.ts';
import type { AccountInput, PricedPosition } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { assessorOf, type Assessor } from '../assessor.ts';
import { accountMoved } from '../calls/moves.ts';
import { equity } from '../equity.ts';
import { atVolatility, later } from './option-moves.ts';

const YEAR = 365 * 86_400_000;

/** The account after one cause more. */
type State = {
  readonly cause: ChangeCause;
  readonly asset: Asset | null;
  readonly input: AccountInput;
};

const keyOf = ({ instrument }: PricedPosition): string => instrument.id;

/** Price of each asset that two states of an account both know, reporting currency. */
function pricesIn({ positions, collateral }: AccountInput): ReadonlyMap<Asset, number> {
  const found = new Map<Asset, number>();
  for (const { instrument, spot, quoteRate, settlementRate } of positions) {
    found.set(instrument.settlement, settlementRate);
    found.set(instrument.quote, quoteRate);
    found.set(instrument.underlying, spot * quoteRate);
  }
  for (const { asset, rate } of collateral) found.set(asset, rate);
  return found;
}

/** From one instant to another, cause by cause: each state holds all causes before it. */
function statesBetween(from: AccountInput, to: AccountInput): readonly State[] {
  const states: State[] = [];
  let input = from;
  const add = (cause: ChangeCause, asset: Asset | null, next: AccountInput): void => {
    input = next;
    states.push({ cause, asset, input });
  };
  const years = (to.asOf - from.asOf) / YEAR;
  add('time', null, { ...input, positions: input.positions.map((one) => later(one, years)) });

  const [before, after] = [pricesIn(from), pricesIn(to)];
  for (const asset of [...before.keys()].toSorted()) {
    const factor = (after.get(asset) ?? Number.NaN) / (before.get(asset) ?? Number.NaN);
    if (!Number.isFinite(factor) || factor <= 0 || factor === 1) continue;
    const prices = new Map([[asset, factor]]);
    add('price', asset, accountMoved(input, { prices, volatility: 1 }));
  }

  const now = new Map(to.positions.map((one) => [keyOf(one), one]));
  add('volatility', null, {
    ...input,
    positions: input.positions.map((one) => {
      const volatility = now.get(keyOf(one))?.volatility;
      return volatility == null ? one : atVolatility(one, volatility);
    }),
  });

  const rates = new Map(to.collateral.map(({ asset, rate }) => [asset, rate]));
  add('marks', null, {
    ...input,
    positions: input.positions.map((one) => {
      const found = now.get(keyOf(one));
      return found === undefined ? one : { ...found, position: one.position };
    }),
    collateral: input.collateral.map((one) => ({ ...one, rate: rates.get(one.asset) ?? one.rate })),
  });
  // The numbers in force are those of an instant: all but the last state are margined by the old ones.
  add('holdings', null, { ...to, asOf: from.asOf, editions: from.editions });
  add('parameters', null, to);
  return states;
}

const difference = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;

const less = (a: KnownFigures, b: KnownFigures): KnownFigures => ({
  equity: a.equity - b.equity,
  initial: difference(a.initial, b.initial),
  maintenance: difference(a.maintenance, b.maintenance),
});

/** Equity alone where the account's model gives no margin. */
function figuresIn(assessor: Assessor, input: AccountInput): Outcome<KnownFigures> {
  const whole = assessor.figures(input);
  if (whole.ok) return whole;
  const own = equity({ ...input, uncounted: [] });
  return own.lacking === undefined && input.lacking.length === 0
    ? ok({ equity: own.value, initial: null, maintenance: null })
    : whole;
}

function stepsBetween(from: AccountInput, to: AccountInput): Outcome<readonly ChangeStep[]> {
  let last = figuresIn(assessorOf(from), from);
  if (!last.ok) return last;
  const steps: ChangeStep[] = [];
  for (const { cause, asset, input } of statesBetween(from, to)) {
    // What the venue states cannot be moved cause by cause: only its own two statements are known.
    const anew = cause === 'holdings' || cause === 'parameters';
    const next = figuresIn(assessorOf(anew ? input : from), input);
    if (!next.ok) return next;
    const change = less(next.value, last.value);
    if (Object.values(change).some((one) => one !== 0 && one !== null))
      steps.push({ cause, asset, change });
    last = next;
  }
  return ok(steps);
}

const nothing: KnownFigures = { equity: 0, initial: 0, maintenance: 0 };

const figuresOf = (of: AccountInput | null): Outcome<KnownFigures> =>
  of === null ? ok(nothing) : figuresIn(assessorOf(of), of);

/** An account that only one of the instants knows was opened or closed: all of it is holdings. */
function wholly(
  before: Outcome<KnownFigures>,
  after: Outcome<KnownFigures>,
): Outcome<readonly ChangeStep[]> {
  if (!before.ok) return before;
  if (!after.ok) return after;
  return ok([{ cause: 'holdings', asset: null, change: less(after.value, before.value) }]);
}

/**
 * What changed an account's equity and margin, by full revaluation: the positions grow older, each price moves,
 * volatilities move, marks and forwards settle where the venue has them, holdings change by trades and transfers, and
 * new margin numbers come into force. In that order: another order would share the joint effects otherwise.
 *
 * @param from null where the account was not there yet; `to`: where it is gone
 */
export function accountChange(from: AccountInput | null, to: AccountInput | null): AccountChange {
  const known = to ?? from;
  if (known === null) throw new Error('an account is known at one of the instants');
  const { id, name, venue } = known.account;
  const [before, after] = [figuresOf(from), figuresOf(to)];
  const about = { account: id, name, venue, before, after };
  if (from === null || to === null) return { ...about, steps: wholly(before, after) };
  if (!after.ok) return { ...about, steps: after };
  return from.account.model === to.account.model
    ? { ...about, steps: stepsBetween(from, to) }
    : {
        ...about,
        steps: fail('not-applicable', 'the account is margined by another model since'),
      };
}
