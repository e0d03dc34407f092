import { gasCost } from '../measures/gas-history.ts';
import type { TakingOut } from '../model/collateral-terms.ts';
import type { TransferCost } from '../model/move-costs.ts';
import type { BridgeStep, GasPrice, TransferTable, VenueStep } from '../model/transfer-table.ts';
import type { Asset } from '../values/ids.ts';
import type { Instant } from '../values/units.ts';

/** What a table's costs depend on beside the table. */
export type TableMarket = {
  /** By chain. */
  readonly gas: ReadonlyMap<number, GasPrice>;
  /** Reporting currency per unit; null where it is not known. */
  readonly rateOf: (asset: Asset) => number | null;
  readonly asOf: Instant;
};

type AnyStep = VenueStep | BridgeStep;

/** The chain that a step's gas is paid on. */
const chainOf = (step: AnyStep): number => (step.kind === 'bridge' ? step.from : step.chainId);

type Priced = { readonly gas: number; readonly fee: number; readonly words: readonly string[] };

const inWords = (milliseconds: number): string => {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
};

/** Reporting currency; null where a price that it takes is not known. */
function priced(step: AnyStep, { chains }: TransferTable, market: TableMarket): Priced | null {
  const third = step.standing === 'third-party' ? ', a third party' : '';
  const words = [`${step.source} as of ${step.read}${third}`];
  const rate = market.rateOf(step.asset);
  const chain = chains.find(({ chainId }) => chainId === chainOf(step));
  if (chain === undefined || (rate === null && step.fee > 0)) return null;
  const fee = step.fee * (rate ?? 0);
  if (step.gas === 0) return { gas: 0, fee, words };
  const price = market.gas.get(chain.chainId);
  const coin = market.rateOf(chain.coin);
  if (price === undefined || price.dataFee === null || coin === null) return null;
  const gwei = Number((price.wei / 1e9).toPrecision(4));
  const age = inWords(market.asOf - price.at);
  words.push(`${step.gas} gas at ${gwei} gwei on ${chain.title}, ${price.source}, ${age} old`);
  if (price.dataFee > 0)
    words.push(`and ${Number((price.dataFee / 1e9).toPrecision(4))} gwei for its data`);
  return { gas: gasCost(step.gas, price.wei, coin) + gasCost(1, price.dataFee, coin), fee, words };
}

/** All steps of a way together; null where one is not known. */
function costOf(
  steps: readonly AnyStep[],
  table: TransferTable,
  market: TableMarket,
): Omit<TransferCost, 'from' | 'to' | 'asset'> | null {
  let [gas, bridgeFee, bridgeRate, minutes] = [0, 0, 0, 0];
  const words: string[] = [];
  for (const step of steps) {
    const one = priced(step, table, market);
    if (one === null) return null;
    gas += one.gas;
    bridgeFee += one.fee;
    bridgeRate += step.rate;
    minutes += step.minutes;
    words.push(...one.words);
  }
  const basis = `table of ${table.from}: ${[...new Set(words)].join('; ')}`;
  return { gas, bridgeFee, bridgeRate, minutes, basis };
}

const isWithdrawal = (step: AnyStep): step is VenueStep => step.kind === 'withdraw';
const isDeposit = (step: AnyStep): step is VenueStep => step.kind === 'deposit';
const isBridge = (step: AnyStep): step is BridgeStep => step.kind === 'bridge';

/**
 * What moving each asset between two venues costs by the table: out to a chain, over a bridge where it must be,
 * and in. Gas units × price of gas × price of the coin. The way with the least fixed cost comes first; a way of which
 * anything is not known is left out.
 */
export function tabledTransfers(
  table: TransferTable,
  market: TableMarket,
): readonly TransferCost[] {
  const { steps } = table;
  const ways = steps.filter(isWithdrawal).flatMap((out) =>
    steps
      .filter(isDeposit)
      .filter((into) => into.asset === out.asset)
      .flatMap((into) =>
        between(out.chainId, into.chainId, out.asset, steps).flatMap((over) => {
          const cost = costOf([out, ...over, into], table, market);
          const { asset } = out;
          return cost === null ? [] : [{ from: out.venue, to: into.venue, asset, ...cost }];
        }),
      ),
  );
  return ways.toSorted((a, b) => a.gas + a.bridgeFee - b.gas - b.bridgeFee);
}

/** Ways from one chain to another: none needed on the same, else each bridge by itself. */
const between = (
  from: number,
  to: number,
  asset: Asset,
  steps: readonly AnyStep[],
): readonly (readonly BridgeStep[])[] =>
  from === to
    ? [[]]
    : steps
        .filter(isBridge)
        .filter((one) => one.asset === asset && one.from === from && one.to === to)
        .map((one) => [one]);

/** What taking each asset that is held on a chain out of a venue costs by the table, before it can be sold. */
export const tabledTakingOut = (table: TransferTable, market: TableMarket): readonly TakingOut[] =>
  table.steps
    .filter(isWithdrawal)
    .filter(({ custody }) => custody === 'chain')
    .flatMap((out) => {
      const cost = costOf([out], table, market);
      if (cost === null) return [];
      const { gas, bridgeFee, bridgeRate, basis } = cost;
      const { venue, asset } = out;
      return [{ venue, asset, fixed: gas + bridgeFee, rate: bridgeRate, basis: basis ?? '' }];
    })
    .toSorted((a, b) => a.fixed - b.fixed);
