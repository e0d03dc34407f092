import type { CallOutlook } from '../../engine/contract/remedies.ts';
import { marketMoves, type MarketMoves } from '../../engine/margin/calls/market-moves.ts';
import { nearestCall, type NearestCall } from '../../engine/margin/calls/nearest-call.ts';
import { timeToCall, type TimeToCall } from '../../engine/margin/calls/time-to-call.ts';
import { accountsOf, type RiskInput } from '../../engine/run.ts';
import type { AccountInput } from '../../engine/model/priced.ts';
import type { Asset, MarginAccountId } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

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

/** @param level margin ratio at which the account is called */
export function outlookOf(
  account: AccountInput,
  { moves, still }: OutlookMarket,
  level: number,
): Outlook {
  const { deviation, volatilityUnit, paths, days, seed } = callSettings;
  return {
    nearest: nearestCall(account, {
      deviations: moves.ok ? moves.value.deviations : new Map(),
      assumedDeviation: deviation,
      still,
      volatilityUnit,
      level,
    }),
    time: moves.ok ? timeToCall(account, moves.value.returns, { paths, days, seed, level }) : moves,
  };
}

/** The outlook of one account of a book, as the window draws it. */
export function callOutlook(input: RiskInput, id: MarginAccountId): CallOutlook {
  const account = accountsOf(input).find((one) => one.account.id === id);
  if (account === undefined) {
    const unknown = fail('not-applicable', `there is no account "${id}"`);
    return { nearest: unknown, chances: unknown };
  }
  const { nearest, time } = outlookOf(account, outlookMarket(input), 1);
  return {
    nearest: nearest.ok
      ? ok({
          prices: [...nearest.value.prices].map(([asset, factor]) => ({ asset, factor })),
          volatility: nearest.value.nearest.volatility,
          distance: nearest.value.nearest.distance,
        })
      : nearest,
    chances: time.ok ? ok({ chances: time.value.chances, error: time.value.error }) : time,
  };
}
