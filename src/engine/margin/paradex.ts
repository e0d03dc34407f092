import type { MarginNode } from '../contract/margin-node.ts';
import { normalCumulative } from '../numeric/special/normal.ts';
import { logMoneyness, undiscountedBlack, type OptionRight } from '../pricing/black.ts';
import { volatilityFactor, type TermRule } from '../pricing/volatility-shock.ts';
import { given, max, product, sum, worst } from './tree.ts';

/** A perpetual, or an option on one. */
export type ParadexPosition = {
  readonly name: string;
  /** Units of the underlying, long positive. */
  readonly quantity: number;
  readonly option: {
    readonly right: OptionRight;
    readonly strike: number;
    readonly days: number;
    /** Fraction per √year. */
    readonly volatility: number;
  } | null;
};

/** One scenario: a relative move of the price, a shock of volatility, and the share of the P&L that counts. */
type ParadexScenario = {
  readonly move: number;
  readonly volatility: number;
  readonly weight: number;
};

export type ParadexNumbers = {
  readonly scenarios: readonly ParadexScenario[];
  readonly term: TermRule;
  /** Of the net delta and of the delta that is hedged, per underlying price. */
  readonly netRate: number;
  readonly hedgedRate: number;
  /** Maintenance ÷ initial, before provisions. */
  readonly maintenanceShare: number;
};

const YEAR = 365;

function gain(
  { quantity, option }: ParadexPosition,
  price: number,
  { move, volatility }: ParadexScenario,
  term: TermRule,
): number {
  if (option === null) return quantity * price * move;
  const { right, strike, days } = option;
  const shocked = option.volatility * volatilityFactor(volatility, days, term);
  const value = (at: number, sigma: number): number =>
    undiscountedBlack(right, at, strike, sigma * Math.sqrt(days / YEAR));
  return quantity * (value(price * (1 + move), shocked) - value(price, option.volatility));
}

function deltaOf({ quantity, option }: ParadexPosition, price: number): number {
  if (option === null) return quantity;
  const { right, strike, days, volatility } = option;
  const side = right === 'call' ? 1 : -1;
  const deviation = volatility * Math.sqrt(days / YEAR);
  const away = logMoneyness(price, strike);
  const d1 = deviation > 0 ? away / deviation + deviation / 2 : Math.sign(away) * Infinity;
  return quantity * side * normalCumulative(side * d1);
}

const percent = (x: number): string =>
  `${x < 0 ? '−' : '+'}${Number((Math.abs(x) * 100).toFixed(2))} %`;

const labelOf = ({ move, volatility, weight }: ParadexScenario): string =>
  `price ${percent(move)}, volatility ${percent(volatility)}${weight === 1 ? '' : `, weight ${weight}`}`;

function scanNode(
  positions: readonly ParadexPosition[],
  price: number,
  { scenarios, term }: ParadexNumbers,
): MarginNode {
  const losses = scenarios.map((of) => ({
    label: labelOf(of),
    loss:
      -of.weight * positions.reduce((all, position) => all + gain(position, price, of, term), 0),
  }));
  const highest = losses.reduce((most, one) => (one.loss > most.loss ? one : most), {
    label: 'none: no scenario loses',
    loss: 0,
  });
  return worst(
    'Worst scenario',
    'USD',
    losses.map(({ label, loss }) => given(label, loss, 'USD')),
    { scenario: highest.label },
  );
}

function deltaNode(
  positions: readonly ParadexPosition[],
  price: number,
  { netRate, hedgedRate }: ParadexNumbers,
): MarginNode {
  const deltas = positions.map((one) => deltaOf(one, price));
  const long = deltas.reduce((all, delta) => all + Math.max(delta, 0), 0);
  const short = deltas.reduce((all, delta) => all + Math.max(-delta, 0), 0);
  const charge = (label: string, delta: number, rate: number): MarginNode =>
    product(label, 'USD', [
      given('Delta', delta, ''),
      given('Price', price, 'USD'),
      given('Rate', rate, ''),
    ]);
  return sum('Least by delta', 'USD', [
    charge('Net delta', Math.abs(long - short), netRate),
    charge('Hedged delta', Math.min(long, short), hedgedRate),
  ]);
}

export type ParadexMargin = { readonly initial: MarginNode; readonly maintenance: MarginNode };

/**
 * Paradex portfolio margin of one underlying: the worst of weighted scenarios, at least a charge on
 * net and hedged delta, with provisions for fees and funding on top. Hedged delta is taken as the
 * smaller of the long and the short deltas: the page gives no formula for it.
 *
 * @param provisions dollars, as the venue states them
 * @see docs.paradex.trade, risk, portfolio margin
 */
export function paradexMargin(
  positions: readonly ParadexPosition[],
  price: number,
  numbers: ParadexNumbers,
  provisions: number,
): ParadexMargin {
  const provision = given('Provisions for fees and funding', provisions, 'USD');
  const net = max('Net portfolio', 'USD', [
    scanNode(positions, price, numbers),
    deltaNode(positions, price, numbers),
  ]);
  return {
    initial: sum('Initial margin', 'USD', [net, provision]),
    maintenance: sum('Maintenance margin', 'USD', [
      product('Share of the net portfolio', 'USD', [
        net,
        given('Maintenance ÷ initial', numbers.maintenanceShare, ''),
      ]),
      provision,
    ]),
  };
}
