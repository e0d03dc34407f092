import type { MarginNode } from '../../contract/margin-node.ts';
import type { DeriveOption, DeriveStandardNumbers } from '../../model/derive-numbers.ts';
import { undiscountedBlack } from '../../pricing/black.ts';
import { given, least, product, sum } from '../tree.ts';
import { yearsOf } from './state.ts';

/** Inside the last hour the settlement price, as averaged so far, stands for the forward. */
const SETTLEMENT_SECONDS = 3600;

/** The forward of one expiry, and the settlement price so far where its averaging has begun. */
type StandardExpiry = {
  readonly seconds: number;
  readonly forward: number;
  readonly settlement: number | null;
};

/** One market of a standard margin account: its positions and prices, in dollars. */
export type StandardMarket = {
  readonly underlying: string;
  readonly spot: number;
  readonly options: readonly DeriveOption[];
  readonly expiries: readonly StandardExpiry[];
  readonly perpetual: {
    /** Base units, long positive. */
    readonly quantity: number;
    readonly price: number;
    /** Of the perpetual's and the spot's feeds, the smaller. */
    readonly confidence: number;
    /** Profit and funding not yet settled, gain positive. */
    readonly unsettled: number;
  } | null;
  readonly numbers: DeriveStandardNumbers;
};

/** An asset deposited beside dollars: `factor` of its worth counts, for initial margin × `initialScale`. */
type StandardCollateral = {
  readonly name: string;
  readonly amount: number;
  /** Dollars per unit. */
  readonly price: number;
  readonly factor: number;
  readonly initialScale: number;
};

export type StandardState = {
  /** Dollars; negative is borrowed. */
  readonly cash: number;
  /** Dollars per unit of the stablecoin. */
  readonly stable: number;
  readonly markets: readonly StandardMarket[];
  readonly collateral: readonly StandardCollateral[];
};

type Need = 'initial' | 'maintenance';

/** A standard margin account: equity differs between the two needs, since collateral counts less for initial. */
export type StandardMargin = Readonly<
  Record<Need, { readonly equity: MarginNode; readonly requirement: MarginNode }>
>;

function forwardOf({ seconds, forward, settlement }: StandardExpiry): number {
  return seconds < SETTLEMENT_SECONDS && settlement !== null ? settlement : forward;
}

function markOf(option: DeriveOption, expiry: StandardExpiry): number {
  const deviation = option.volatility * Math.sqrt(yearsOf(option.seconds));
  return undiscountedBlack(option.right, forwardOf(expiry), option.strike, deviation);
}

/** What the seller of one option must have, its mark included; nothing for its holder. */
function sellersNeed(
  option: DeriveOption,
  mark: number,
  { spot, numbers: { option: rule } }: StandardMarket,
  need: Need,
): number {
  if (option.quantity >= 0) return 0;
  const size = -option.quantity;
  const isCall = option.right === 'call';
  const maintenance = isCall
    ? rule.maintenanceCall * spot
    : Math.max(rule.maintenancePut * spot, rule.maintenancePutMark * mark);
  if (need === 'maintenance') return (mark + maintenance) * size;
  const away = Math.max(isCall ? option.strike - spot : spot - option.strike, 0);
  const initial = Math.max(rule.initialBase - away / spot, rule.initialFloor) * spot;
  const asSeller = (mark + initial) * size;
  return isCall ? asSeller : Math.max(asSeller, rule.putOffset * (mark + maintenance) * size);
}

/** The most that the options of one expiry can lose at their expiry, calls without cover aside. */
function largestLoss(options: readonly DeriveOption[]): number {
  const payoff = (at: number): number =>
    options.reduce((total, { right, strike, quantity }) => {
      const inside = Math.max(right === 'call' ? at - strike : strike - at, 0);
      return total + quantity * inside;
    }, 0);
  const prices = new Set([0, ...options.map(({ strike }) => strike)]);
  return [...prices].reduce((most, at) => Math.max(most, -payoff(at)), 0);
}

function expiryNeed(market: StandardMarket, expiry: StandardExpiry, need: Need): MarginNode {
  const options = market.options.filter(({ seconds }) => seconds === expiry.seconds);
  const netCalls = options.reduce(
    (total, { right, quantity }) => total + (right === 'call' ? quantity : 0),
    0,
  );
  const uncovered = Math.max(-netCalls, 0);
  return least(`Options in ${Number((expiry.seconds / 86_400).toFixed(2))} days`, 'USD', [
    sum(
      'Each option by itself',
      'USD',
      options.map((one) =>
        given(
          `${one.strike} ${one.right}`,
          sellersNeed(one, markOf(one, expiry), market, need),
          'USD',
        ),
      ),
    ),
    sum('Largest loss at expiry', 'USD', [
      given('Loss at the worst strike', largestLoss(options), 'USD'),
      product('Calls that no call covers', 'USD', [
        given('Calls', uncovered, ''),
        given('Forward', forwardOf(expiry), 'USD'),
        given('Multiple', market.numbers.unpaired[need], ''),
      ]),
    ]),
  ]);
}

/** The option part of a market: the milder of two views of each expiry. */
export const optionsNeed = (market: StandardMarket, need: Need): MarginNode =>
  sum(
    `${market.underlying} options`,
    'USD',
    market.expiries.map((expiry) => expiryNeed(market, expiry, need)),
  );

function marketNeed(market: StandardMarket, stable: number, need: Need): readonly MarginNode[] {
  const { underlying, spot, perpetual, options, numbers } = market;
  const size = Math.abs(perpetual?.quantity ?? 0);
  const parts: MarginNode[] = [optionsNeed(market, need)];
  if (perpetual !== null) {
    parts.push(
      product(`${underlying} perpetual`, 'USD', [
        given('Notional', size * perpetual.price, 'USD'),
        given('Rate', numbers.perpetual[need], ''),
      ]),
    );
  }
  if (need === 'maintenance') return parts;
  const depegged = Math.max(0, numbers.peg.threshold - stable);
  const shorts = options.reduce((total, { quantity }) => total + Math.max(-quantity, 0), 0);
  if (depegged > 0) {
    parts.push(
      product(`${underlying}: stablecoin below its peg`, 'USD', [
        given('Below the threshold', depegged, ''),
        given('Factor', numbers.peg.factor, ''),
        given('Short options and perpetual', (shorts + size) * spot, 'USD'),
      ]),
    );
  }
  if (perpetual !== null && perpetual.confidence < numbers.confidence.threshold) {
    parts.push(
      product(`${underlying}: low confidence of feeds`, 'USD', [
        given('1 − confidence', 1 - perpetual.confidence, ''),
        given('Perpetual', size * spot, 'USD'),
      ]),
    );
  }
  return parts;
}

function equityFor({ cash, markets, collateral }: StandardState, need: Need): MarginNode {
  return sum('Equity', 'USD', [
    given('Cash', cash, 'USD'),
    ...markets.flatMap(({ underlying, perpetual }) =>
      perpetual === null ? [] : [given(`${underlying} perpetual`, perpetual.unsettled, 'USD')],
    ),
    ...collateral.map(({ name, amount, price, factor, initialScale }) =>
      product(name, 'USD', [
        given('Worth', amount * price, 'USD'),
        given('Factor', need === 'initial' ? factor * initialScale : factor, ''),
      ]),
    ),
  ]);
}

/**
 * Derive's standard margin of an account, in dollars: options by the seller's rule or by their
 * largest loss at expiry, whichever is milder; perpetuals by notional; initial margin also for a
 * stablecoin below its peg and for feeds of low confidence.
 *
 * @see docs.derive.xyz, Standard Margin; derivexyz/v2-core at 7736900d
 */
export function deriveStandardMargin(state: StandardState): StandardMargin {
  const of = (need: Need): StandardMargin[Need] => ({
    equity: equityFor(state, need),
    requirement: sum(
      need === 'initial' ? 'Initial margin' : 'Maintenance margin',
      'USD',
      state.markets.flatMap((market) => marketNeed(market, state.stable, need)),
    ),
  });
  return { initial: of('initial'), maintenance: of('maintenance') };
}
