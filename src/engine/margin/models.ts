import type { Requirement } from '../contract/snapshot.ts';
import type { MarginModelId } from '../model/book.ts';
import type { AccountInput } from '../model/priced.ts';
import { fail, type Outcome } from '../values/outcome.ts';
import { crossMargin, isolatedMargin, separateMargin } from './pools.ts';
import type { ListRule } from './position-margin.ts';
import { binancePortfolioMargin } from './portfolio/binance.ts';
import { bybitPortfolioMargin } from './portfolio/bybit.ts';
import { deribitPortfolioMargin } from './portfolio/deribit.ts';
import { okxPortfolioMargin } from './portfolio/okx.ts';
import type { ModelAnswer } from './settled.ts';
import { standardRule } from './standard.ts';
import { statedMargin } from './stated.ts';
import { tieredRule } from './tiered.ts';

type MarginModel = {
  readonly name: string;
  readonly margin: (input: AccountInput) => ModelAnswer;
  /** The venue's rule for one position, which isolated and cross margin build on; null where none. */
  readonly rule: ((input: AccountInput) => ListRule) | null;
  /** Whether the requirement follows from prices, so that it can be asked at other prices. */
  readonly revaluable: boolean;
  /** Whether positions that share no asset need together what they need apart. */
  readonly additive: boolean;
};

/** Every margin model by its id. A new model is a new file and a line here. */
export const marginModels: Readonly<Record<MarginModelId, MarginModel>> = {
  'tiered-cross': {
    name: 'Tiered margin, cross',
    margin: (input) => crossMargin(input, tieredRule(input)),
    rule: tieredRule,
    revaluable: true,
    additive: true,
  },
  'tiered-isolated': {
    name: 'Tiered margin, isolated',
    margin: (input) => separateMargin(input, tieredRule(input)),
    rule: tieredRule,
    revaluable: true,
    additive: true,
  },
  'deribit-sm': {
    name: 'Deribit standard margin',
    margin: (input) => crossMargin(input, standardRule(input)),
    rule: standardRule,
    revaluable: true,
    additive: true,
  },
  'deribit-pm': {
    name: 'Deribit portfolio margin',
    margin: (input) => deribitPortfolioMargin(input),
    rule: standardRule,
    revaluable: true,
    additive: false,
  },
  'okx-pm': {
    name: 'OKX portfolio margin, as far as published',
    margin: okxPortfolioMargin,
    rule: tieredRule,
    revaluable: true,
    additive: false,
  },
  'bybit-pm': {
    name: 'Bybit portfolio margin, as far as published',
    margin: bybitPortfolioMargin,
    rule: tieredRule,
    revaluable: true,
    additive: false,
  },
  'binance-pm': {
    name: 'Binance Portfolio Margin',
    margin: binancePortfolioMargin,
    rule: tieredRule,
    revaluable: true,
    additive: false,
  },
  stated: {
    name: 'As the venue states it',
    margin: statedMargin,
    rule: null,
    revaluable: false,
    additive: false,
  },
};

/** What answers for an account, and the account as it was asked. */
export type Answer = ModelAnswer & { readonly input: AccountInput; readonly name: string };

/**
 * The account by its own model; by the venue's own statement where the venue has not published its
 * rule for something held and its files state both figures.
 */
export function answerOf(input: AccountInput): Answer {
  const model = marginModels[input.account.model];
  const answer = model.margin(input);
  if (!lacksRule(answer.requirement)) return { ...answer, input, name: model.name };
  const stated = statedMargin(input);
  const { initial, maintenance } = stated.requirement;
  if (!initial.ok || !maintenance.ok) return { ...answer, input, name: model.name };
  const asked: AccountInput = { ...input, account: { ...input.account, model: 'stated' } };
  return { ...stated, input: asked, name: marginModels.stated.name };
}

/** Whether a rule ends before what is held: it is not published, or the last tier is passed. */
function lacksRule({ initial, maintenance }: Requirement): boolean {
  return [initial, maintenance].some((one) =>
    (one.ok ? (one.value.lacking ?? []) : [one.failure]).some(
      ({ reason }) => reason === 'not-published' || reason === 'limit-exceeded',
    ),
  );
}

const both = (failed: Outcome<never>): Requirement => ({ initial: failed, maintenance: failed });

/** The account under isolated and cross margin by its venue's rule for positions. */
export function pooledAlternatives(input: AccountInput): {
  readonly isolated: Requirement;
  readonly cross: Requirement;
} {
  const model = marginModels[input.account.model];
  if (model.rule === null) {
    const unknown = both(
      fail('not-published', `no margin rule of ${input.account.venue} is built here`),
    );
    return { isolated: unknown, cross: unknown };
  }
  const rule = model.rule(input);
  return {
    isolated: isolatedMargin(input, rule).requirement,
    cross: crossMargin(input, rule).requirement,
  };
}

/** Models that margin an account by its common risk: the editions of each bear its id. */
const portfolioModels = ['deribit-pm', 'okx-pm', 'bybit-pm', 'binance-pm'] as const;

/**
 * The account under its venue's own portfolio margin, where one is built. A model that is published
 * in part gives what is known of it and carries the rest in `lacking`.
 */
export function portfolioAlternative(input: AccountInput): Requirement {
  const known = portfolioModels.find((id) =>
    input.editions.some(({ venue, model }) => venue === input.account.venue && model === id),
  );
  return known === undefined
    ? both(fail('not-published', `no portfolio margin of ${input.account.venue} is known`))
    : marginModels[known].margin(input).requirement;
}
