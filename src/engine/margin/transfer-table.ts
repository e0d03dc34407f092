import { gasCost } from '../measures/gas-history.ts';
import type { TakingOut } from '../model/collateral-terms.ts';
import type { TransferCost, UnpricedTransfer } from '../model/move-costs.ts';
import type { BridgeStep, GasPrice, TransferTable, VenueStep } from '../model/transfer-table.ts';
import type { Asset } from '../values/ids.ts';
import { fail, ok, type Failure, type Outcome } from '../values/outcome.ts';
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

/** A step in words: `depositing at HYPERLIQUID`. */
export const stepWords = (step: AnyStep): string =>
  step.kind === 'bridge'
    ? step.name
    : step.kind === 'withdraw'
      ? `withdrawing from ${step.venue}`
      : `depositing at ${step.venue}`;

type GasPaid = { readonly amount: number; readonly words: readonly string[] };

const inWords = (milliseconds: number): string => {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
};

/** Reporting currency. */
function feeOf(step: AnyStep, market: TableMarket): Outcome<number> {
  if (step.fee === null) return fail('not-published', `fee of ${stepWords(step)}`);
  if (step.fee === 0) return ok(0);
  const rate = market.rateOf(step.asset);
  return rate === null
    ? fail('missing-market-data', `price of ${step.asset}`)
    : ok(step.fee * rate);
}

/** Reporting currency. */
function gasOf(step: AnyStep, { chains }: TransferTable, market: TableMarket): Outcome<GasPaid> {
  if (step.gas === null) return fail('not-published', `gas of ${stepWords(step)}`);
  if (step.gas === 0) return ok({ amount: 0, words: [] });
  const chain = chains.find(({ chainId }) => chainId === chainOf(step));
  if (chain === undefined) return fail('not-published', `coin of chain ${chainOf(step)}`);
  const price = market.gas.get(chain.chainId);
  if (price === undefined) return fail('missing-market-data', `price of gas on ${chain.title}`);
  if (price.dataFee === null) return fail('missing-market-data', `fee for data on ${chain.title}`);
  const coin = market.rateOf(chain.coin);
  if (coin === null) return fail('missing-market-data', `price of ${chain.coin}`);
  const gwei = Number((price.wei / 1e9).toPrecision(4));
  const age = inWords(market.asOf - price.at);
  const words = [`${step.gas} gas at ${gwei} gwei on ${chain.title}, ${price.source}, ${age} old`];
  if (price.dataFee > 0)
    words.push(`and ${Number((price.dataFee / 1e9).toPrecision(4))} gwei for its data`);
  return ok({
    amount: gasCost(step.gas, price.wei, coin) + gasCost(1, price.dataFee, coin),
    words,
  });
}

/** All steps of a way together; a failure names all that is not known of them. */
function costOf(
  steps: readonly AnyStep[],
  table: TransferTable,
  market: TableMarket,
): Outcome<Omit<TransferCost, 'from' | 'to' | 'asset'>> {
  let [gas, bridgeFee, bridgeRate, minutes] = [0, 0, 0, 0];
  const words: string[] = [];
  const failures: Failure[] = [];
  for (const step of steps) {
    const third = step.standing === 'third-party' ? ', a third party' : '';
    words.push(`${step.source} as of ${step.read}${third}`);
    const fee = feeOf(step, market);
    if (fee.ok) bridgeFee += fee.value;
    else failures.push(fee.failure);
    const paid = gasOf(step, table, market);
    if (paid.ok) {
      gas += paid.value.amount;
      words.push(...paid.value.words);
    } else failures.push(paid.failure);
    bridgeRate += step.rate;
    minutes += step.minutes;
  }
  const [first] = failures;
  if (first !== undefined) {
    return fail(first.reason, [...new Set(failures.map(({ message }) => message))].join(', '));
  }
  const basis = `table of ${table.from}: ${[...new Set(words)].join('; ')}`;
  return ok({ gas, bridgeFee, bridgeRate, minutes, basis });
}

const isWithdrawal = (step: AnyStep): step is VenueStep => step.kind === 'withdraw';
const isDeposit = (step: AnyStep): step is VenueStep => step.kind === 'deposit';
const isBridge = (step: AnyStep): step is BridgeStep => step.kind === 'bridge';

type Way = Pick<TransferCost, 'from' | 'to' | 'asset'> & { readonly steps: readonly AnyStep[] };

/** Out of a venue to a chain, over a bridge where it must be, and into another. */
const waysOf = ({ steps }: TransferTable): readonly Way[] =>
  steps.filter(isWithdrawal).flatMap((out) =>
    steps
      .filter(isDeposit)
      .filter((into) => into.asset === out.asset)
      .flatMap((into) =>
        between(out.chainId, into.chainId, out.asset, steps).map((over) => ({
          from: out.venue,
          to: into.venue,
          asset: out.asset,
          steps: [out, ...over, into],
        })),
      ),
  );

/**
 * What moving each asset between two venues costs by the table. Gas units × price of gas × price of the coin. The
 * way with the least fixed cost comes first; a way of which anything is not known is left out.
 */
export const tabledTransfers = (
  table: TransferTable,
  market: TableMarket,
): readonly TransferCost[] =>
  waysOf(table)
    .flatMap(({ from, to, asset, steps }) => {
      const cost = costOf(steps, table, market);
      return cost.ok ? [{ from, to, asset, ...cost.value }] : [];
    })
    .toSorted((a, b) => a.gas + a.bridgeFee - b.gas - b.bridgeFee);

/** The ways that `tabledTransfers` leaves out, and what is not known of each; the quickest comes first. */
export const unpricedTransfers = (
  table: TransferTable,
  market: TableMarket,
): readonly UnpricedTransfer[] =>
  waysOf(table)
    .flatMap(({ from, to, asset, steps }) => {
      const cost = costOf(steps, table, market);
      if (cost.ok) return [];
      const minutes = steps.reduce((all, one) => all + one.minutes, 0);
      return [{ from, to, asset, minutes, lacking: cost.failure.message }];
    })
    .toSorted((a, b) => a.minutes - b.minutes);

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
      if (!cost.ok) return [];
      const { gas, bridgeFee, bridgeRate, basis } = cost.value;
      const { venue, asset } = out;
      return [{ venue, asset, fixed: gas + bridgeFee, rate: bridgeRate, basis: basis ?? '' }];
    })
    .toSorted((a, b) => a.fixed - b.fixed);
