import type { MarginNode } from '../contract/margin-node.ts';
import type { AccountInput, PricedPosition } from '../model/priced.ts';
import { unrealisedPnl } from '../revaluation/unrealised.ts';
import type { Asset } from '../values/ids.ts';
import { keptEach } from '../values/kept.ts';
import { ok, type Failure, type Outcome } from '../values/outcome.ts';
import { haircutNode } from './haircuts.ts';
import { ownerOf } from './netting.ts';
import { given, product, sum } from './tree.ts';

/**
 * What a position itself adds to equity, in the asset it is paid in: an option or a spot holding
 * its value (its premium left the balance), everything else its unrealised P&L. Gain positive.
 */
export function ownWorth(of: PricedPosition): Outcome<number> {
  const { instrument, position, mark } = of;
  return instrument.kind === 'option' || instrument.kind === 'spot'
    ? ok(position.quantity * instrument.multiplier * mark)
    : unrealisedPnl(of);
}

/** What a position adds to equity, as a leaf, and the asset that it is paid in with its price. */
type Worth = {
  readonly asset: Asset;
  readonly rate: number;
  readonly worth: Outcome<MarginNode>;
};

const worthsOf = keptEach((one: PricedPosition): Worth => {
  const { instrument, position } = one;
  const spot = instrument.kind === 'spot';
  const asset = spot ? instrument.quote : instrument.settlement;
  const worth = ownWorth(one);
  const rate = spot ? one.quoteRate : one.settlementRate;
  if (!worth.ok) return { asset, rate, worth };
  const valued = spot || instrument.kind === 'option';
  const label = `${instrument.symbol}: ${valued ? 'value' : 'unrealised profit and loss'}`;
  return {
    asset,
    rate,
    worth: ok(given(label, worth.value, asset, { source: position.source })),
  };
}, ownerOf);

type Pot = {
  readonly rate: number;
  readonly parts: MarginNode[];
  readonly lacking: Failure[];
};

/**
 * Equity of a margin account: of each asset the balance, unrealised P&L and option value, less the
 * venue's haircut where the sum is positive, in the reporting currency. An asset whose haircut the
 * venue has not published counts in full and says so.
 */
export function equity(input: AccountInput): MarginNode {
  const pots = new Map<Asset, Pot>();
  const pot = (asset: Asset, rate: number): Pot => {
    const known = pots.get(asset);
    if (known !== undefined) return known;
    const fresh: Pot = { rate, parts: [], lacking: [] };
    pots.set(asset, fresh);
    return fresh;
  };
  for (const { asset, balance, rate, source } of input.collateral) {
    pot(asset, rate).parts.push(given('Balance', balance, asset, { source }));
  }
  for (const { asset, rate, worth } of worthsOf(input.positions)) {
    const into = pot(asset, rate);
    if (worth.ok) into.parts.push(worth.value);
    else into.lacking.push(worth.failure);
  }
  const { reporting } = input;
  const parts = [...pots].map(([asset, { rate, parts: own, lacking }]) => {
    const total = sum(asset, asset, own, { lacking });
    const kept = haircutNode(asset, total.value, input);
    const factors = [
      total,
      ...(asset === reporting ? [] : [given(`${reporting} per ${asset}`, rate, reporting)]),
      ...(kept === null ? [] : [kept]),
    ];
    return factors.length === 1 ? total : product(`${asset} in ${reporting}`, reporting, factors);
  });
  return sum('Equity', reporting, parts, {
    note: 'balances after haircuts, unrealised profit and loss, value of options',
    lacking: [...input.lacking, ...(input.uncounted ?? [])],
  });
}
