import type { LiquidationOutlook } from '../../engine/contract/liquidation.ts';
import type { CallOutlook, Remedies } from '../../engine/contract/remedies.ts';
import { assessorOf, ratioOf } from '../../engine/margin/assessor.ts';
import { deleveragingOrder } from '../../engine/margin/calls/liquidation/deleveraging.ts';
import {
  liquidationRun,
  type LiquidationSettings,
} from '../../engine/margin/calls/liquidation/run.ts';
import { marketMoves, type MarketMoves } from '../../engine/margin/calls/market-moves.ts';
import { accountMoved, type Moves } from '../../engine/margin/calls/moves.ts';
import { nearestCall, type NearestCall } from '../../engine/margin/calls/nearest-call.ts';
import { rankedRemedies } from '../../engine/margin/calls/remedies/ranked.ts';
import { timeToCall, type TimeToCall } from '../../engine/margin/calls/time-to-call.ts';
import { accountsOf, type RiskInput } from '../../engine/run.ts';
import type { AccountInput } from '../../engine/model/priced.ts';
import type { Asset, MarginAccountId } from '../../engine/values/ids.ts';
import { ok, type Outcome } from '../../engine/values/outcome.ts';
import { targetOf, type Strain } from '../../engine/warnings/level.ts';

/** How calls are looked for. */
export const callSettings = {
  /** Daily deviation of an asset without history. */
  deviation: 0.05,
  volatilityUnit: 0.1,
  paths: 10_000,
  days: 7,
  seed: 5489,
} as const;

/** What is known of an account's next call. */
export type Outlook = {
  readonly nearest: Outcome<NearestCall>;
  readonly time: Outcome<TimeToCall>;
};

/** How prices move, and what does not, for all accounts of a book. */
export type OutlookMarket = {
  readonly moves: Outcome<MarketMoves>;
  readonly still: ReadonlySet<Asset>;
};

export const outlookMarket = (input: RiskInput): OutlookMarket => ({
  moves: marketMoves(accountsOf(input), input.history, input.parameters.measures),
  still: new Set([...input.parameters.pegged, input.parameters.reporting]),
});

const nearestOf = (
  account: AccountInput,
  { moves, still }: OutlookMarket,
  level: number,
): Outcome<NearestCall> =>
  nearestCall(account, {
    deviations: moves.ok ? moves.value.deviations : new Map(),
    assumedDeviation: callSettings.deviation,
    still,
    volatilityUnit: callSettings.volatilityUnit,
    level,
  });

/** @param level margin ratio at which the account is called */
export function outlookOf(
  account: AccountInput,
  { moves, still }: OutlookMarket,
  level: number,
): Outlook {
  const { paths, days, seed } = callSettings;
  return {
    nearest: nearestOf(account, { moves, still }, level),
    time: moves.ok ? timeToCall(account, moves.value.returns, { paths, days, seed, level }) : moves,
  };
}

const inWords = (prices: ReadonlyMap<Asset, number>): LiquidationOutlook['prices'] =>
  [...prices].map(([asset, factor]) => ({ asset, factor }));

/**
 * What a liquidation would leave of an account after some moves; unless they are given, from its
 * nearest call, or from where it stands if it is called there.
 *
 * @param all accounts of the book
 */
export function liquidationOutlook(
  account: AccountInput,
  all: readonly AccountInput[],
  market: OutlookMarket,
  given: Moves | null,
  settings: LiquidationSettings,
): LiquidationOutlook {
  const nearest = given === null ? nearestOf(account, market, 1) : null;
  const moves =
    given ??
    (nearest?.ok === true
      ? { prices: nearest.value.prices, volatility: nearest.value.nearest.volatility }
      : { prices: new Map<Asset, number>(), volatility: 1 });
  const run = liquidationRun(accountMoved(account, moves), settings);
  return {
    prices: inWords(moves.prices),
    volatility: moves.volatility,
    // Where nothing leads to a call, that is the reason, not that the account is not called here.
    run: run.ok || nearest === null || nearest.ok ? run : nearest,
    deleveraging: deleveragingOrder(
      all.filter((one) => one.account.venue === account.account.venue),
    ),
  };
}

/** Ways to bring an account down to a margin ratio; unless one is given, to where its warning ends. */
export function remediesOf(
  { parameters: { limits, lastLevels, costs } }: RiskInput,
  account: AccountInput,
  all: readonly AccountInput[],
  target: number | null,
): Outcome<Remedies> {
  const figures = assessorOf(account).figures(account);
  if (!figures.ok) return figures;
  const ratio = ratioOf(figures.value);
  const strain: Strain = Number.isFinite(ratio)
    ? { kind: 'ratio', value: ratio }
    : { kind: 'exhausted' };
  return rankedRemedies(
    account,
    all.filter((one) => one !== account),
    {
      target: target ?? targetOf(strain, limits, lastLevels.get(account.account.id) ?? 'ok'),
      limits,
      costs,
    },
  );
}

/** One account of a book and all of them. @throws when there is none of that id */
export function accountIn(
  input: RiskInput,
  id: MarginAccountId,
): { readonly account: AccountInput; readonly all: readonly AccountInput[] } {
  const all = accountsOf(input);
  const account = all.find((one) => one.account.id === id);
  if (account === undefined) throw new Error(`there is no account "${id}"`);
  return { account, all };
}

/** The outlook of one account of a book, as the window draws it. */
export function callOutlook(input: RiskInput, id: MarginAccountId): CallOutlook {
  const { account } = accountIn(input, id);
  const { nearest, time } = outlookOf(account, outlookMarket(input), 1);
  return {
    nearest: nearest.ok
      ? ok({
          prices: inWords(nearest.value.prices),
          volatility: nearest.value.nearest.volatility,
          distance: nearest.value.nearest.distance,
        })
      : nearest,
    chances: time.ok ? ok({ chances: time.value.chances, error: time.value.error }) : time,
  };
}
