import type { AccountInput, PricedCollateral, PricedPosition } from '../../model/priced.ts';
import { notional } from '../../revaluation/unrealised.ts';
import type { Asset } from '../../values/ids.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { price, quantity } from '../../values/units.ts';
import { ownWorth } from '../equity.ts';

/** What a trade costs, each as a fraction. */
export type TradeCost = {
  /** Of the mark, against the trader. */
  readonly slippage: number;
  /** Of the notional. */
  readonly fee: number;
};

/** What a trade did to an account. */
export type Traded = {
  readonly input: AccountInput;
  /** In the instrument's price unit. */
  readonly price: number;
  /** Reporting currency. */
  readonly slippage: number;
  readonly fee: number;
};

/**
 * The account after a share of one of its positions is closed in the market: its gain or loss
 * becomes balance, and so do slippage and fee, as a loss.
 *
 * @param share in (0, 1]
 */
export function closed(
  input: AccountInput,
  of: PricedPosition,
  share: number,
  cost: TradeCost,
): Outcome<Traded> {
  const held = of.position.quantity;
  const part = { ...of, position: { ...of.position, quantity: quantity(held * share) } };
  const at = of.mark * (1 - Math.sign(held) * cost.slippage);
  const worth = ownWorth({ ...part, mark: at });
  if (!worth.ok) return worth;
  const atMark = ownWorth(part);
  if (!atMark.ok) return atMark;
  const { asset, rate } = paidIn(of);
  const fee = notional(part) * cost.fee;
  const rest = { ...of, position: { ...of.position, quantity: quantity(held * (1 - share)) } };
  return ok({
    input: {
      ...input,
      positions: input.positions.flatMap((one) => (one !== of ? [one] : share === 1 ? [] : [rest])),
      collateral: credited(input.collateral, asset, worth.value - fee / rate, rate),
    },
    price: at,
    slippage: (atMark.value - worth.value) * rate,
    fee,
  });
}

/**
 * The account after contracts are bought (positive) or sold at the market, as a position of their
 * own beside what is held. An option is paid for out of the balance.
 *
 * @param like a position in the contract to be traded, wherever it is held
 * @param contracts not 0
 */
export function opened(
  input: AccountInput,
  like: PricedPosition,
  contracts: number,
  cost: TradeCost,
): Traded {
  const paid = like.mark * (1 + Math.sign(contracts) * cost.slippage);
  const { asset, rate } = paidIn(like);
  const { id } = input.account;
  const of: PricedPosition = {
    ...like,
    position: {
      ...like.position,
      id: `${id}|${like.instrument.id}|opened`,
      account: id,
      quantity: quantity(contracts),
      entryPrice: price(paid),
      leverage: null,
      source: 'worked out',
    },
  };
  const valued = like.instrument.kind === 'option' || like.instrument.kind === 'spot';
  const premium = valued ? contracts * like.instrument.multiplier * paid : 0;
  const fee = notional(of) * cost.fee;
  const lost = ownWorth(of);
  return {
    input: {
      ...input,
      positions: [...input.positions, of],
      collateral: credited(input.collateral, asset, -premium - fee / rate, rate),
    },
    price: paid,
    slippage: lost.ok ? (premium - lost.value) * rate : 0,
    fee,
  };
}

/** The asset that a position's gain is paid in, and its price. */
const paidIn = (of: PricedPosition): { readonly asset: Asset; readonly rate: number } =>
  of.instrument.kind === 'spot'
    ? { asset: of.instrument.quote, rate: of.quoteRate }
    : { asset: of.instrument.settlement, rate: of.settlementRate };

/** Balances with an amount of one asset added; negative is taken away. */
export function credited(
  collateral: readonly PricedCollateral[],
  asset: Asset,
  amount: number,
  rate: number,
): readonly PricedCollateral[] {
  const first = collateral.find((one) => one.asset === asset);
  return first === undefined
    ? [...collateral, { asset, balance: amount, rate, source: 'worked out' }]
    : collateral.map((one) => (one === first ? { ...one, balance: one.balance + amount } : one));
}
