import { parseArgs } from 'node:util';
import {
  dataFeeBytes,
  type GasNow,
  type GasQuantiles,
  type Urgency,
} from '../../../engine/contract/gas.ts';
import { gasCost, gasQuantiles, gasRank } from '../../../engine/measures/gas-history.ts';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { shippedChains } from '../../chain/chains.ts';
import { endpointOf } from '../../chain/endpoint.ts';
import { readGas } from '../../chain/gas/fee-history.ts';
import { openRpc } from '../../chain/rpc.ts';
import { network } from '../../feeds/connection/network.ts';
import { openStore } from '../../store/open.ts';
import { gasHistoryIn, sinceDays } from '../../workstation/gas-history.ts';
import { commandAsking } from '../chain-surroundings.ts';
import { keptText } from '../kept-text.ts';

const usage = `crossguard gas --url URL [--store FILE] [--days N] [--units N] [--price P] [--json]

what gas costs now on the chain of a node (JSON-RPC, eth_feeHistory): patient, usual, urgent; gwei
--store FILE has a history of gas prices: quantiles of its last N days (365), and where the price of now lies
--units of gas of an action, and --price of the coin: what it costs now, data of a second layer included, and at
  each quantile of the history, which is of Ethereum
@FILE in the place of the address reads it from a file; it is never printed.`;

type Request = {
  readonly url: string | null;
  readonly store: string | null;
  readonly days: number;
  readonly units: number | null;
  readonly price: number | null;
  readonly json: boolean;
};

type Found = {
  readonly now: Outcome<GasNow> | null;
  readonly history: Outcome<GasQuantiles> | null;
  /** Share of days on which gas was no dearer than now; null where it is not known. */
  readonly rank: number | null;
};

/** `gas`: what gas costs, now and on the days of a history. */
export async function run(args: readonly string[]): Promise<number> {
  const request = requestOf(args);
  if (typeof request === 'string') {
    process.stderr.write(`crossguard: ${request}\n`);
    return 1;
  }
  const found = await answered(request);
  const faults = [found.now, found.history].flatMap((one) =>
    one === null || one.ok ? [] : [one.failure.message],
  );
  process.stdout.write(request.json ? asJson(found, request, faults) : lines(found, request));
  for (const fault of faults) process.stderr.write(`crossguard: ${fault}\n`);
  if (faults.length === 0) return 0;
  return found.now?.ok === true || found.history?.ok === true ? 2 : 1;
}

async function answered({ url, store, days }: Request): Promise<Found> {
  const now = url === null ? null : await gasNow(url);
  if (store === null) return { now, history: null, rank: null };
  const series = historyOf(store);
  if (!series.ok) return { now, history: series, rank: null };
  const since = sinceDays(series.value, days);
  // The history is of Ethereum: gas of another chain has no place in it.
  const isSame = now?.ok === true && now.value.chainId === 1;
  return {
    now,
    history: gasQuantiles(series.value, since),
    rank: isSame ? gasRank(series.value, since, now.value.price.usual) : null,
  };
}

async function gasNow(url: string): Promise<Outcome<GasNow>> {
  const text = keptText(url);
  const endpoint = text.ok ? endpointOf(text.value) : text;
  if (!endpoint.ok) return endpoint;
  const rpc = await openRpc(endpoint.value, null, commandAsking());
  if (!rpc.ok) return rpc;
  const { chainId } = rpc.value;
  const chain = shippedChains().find((one) => one.chainId === chainId) ?? null;
  return readGas(rpc.value, chain, network.now);
}

function historyOf(path: string): ReturnType<typeof gasHistoryIn> {
  let store;
  try {
    store = openStore(path, { readOnly: true, now: Date.now });
  } catch (error) {
    return fail('malformed', error instanceof Error ? error.message : String(error));
  }
  try {
    return gasHistoryIn(store.priceSeries());
  } finally {
    store.close();
  }
}

function positive(text: string | undefined, name: string): Outcome<number | null> {
  if (text === undefined) return ok(null);
  const value = Number(text);
  return Number.isFinite(value) && value > 0
    ? ok(value)
    : fail('malformed', `--${name} must be a number above 0`);
}

function requestOf(args: readonly string[]): Request | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        store: { type: 'string' },
        days: { type: 'string' },
        units: { type: 'string' },
        price: { type: 'string' },
        json: { type: 'boolean' },
      },
      strict: true,
    }));
  } catch {
    // The parser's own words may repeat an address.
    return `these arguments are not known\nusage: ${usage}`;
  }
  const days = positive(values.days, 'days');
  const units = positive(values.units, 'units');
  const price = positive(values.price, 'price');
  if (!days.ok) return days.failure.message;
  if (!units.ok) return units.failure.message;
  if (!price.ok) return price.failure.message;
  if (values.url === undefined && values.store === undefined) {
    return `which node? Name it with --url\nusage: ${usage}`;
  }
  return {
    url: values.url ?? null,
    store: values.store ?? null,
    days: days.value ?? 365,
    units: units.value,
    price: price.value,
    json: values.json ?? false,
  };
}

const URGENCIES: readonly Urgency[] = ['patient', 'usual', 'urgent'];
const GWEI = 1e9;

/** The history of a store is of Ethereum. */
const HISTORY_COIN = asset('ETH');

const gwei = (wei: number): string => `${Number((wei / GWEI).toPrecision(5))} gwei`;

/** What a unit of gas costs, in which coin, and what comes on top of it for one transaction; wei. */
type Tariff = { readonly wei: number; readonly coin: Asset | null; readonly dataFee: number };

/** Cost of the action, where both are given. */
function costText({ wei, coin, dataFee }: Tariff, { units, price }: Request): string {
  if (units === null) return '';
  const inCoin = (rate: number): number => gasCost(units, wei, rate) + gasCost(1, dataFee, rate);
  const money = price === null ? '' : ` = ${inCoin(price).toFixed(2)}`;
  const what = dataFee === 0 ? 'gas' : 'gas and data';
  return `, ${units} ${what}: ${Number(inCoin(1).toPrecision(5))} ${coin ?? 'of its coin'}${money}`;
}

/** The tariff of now; null where what comes on top of gas is not known: a cost without it would be too low. */
const tariffOf = ({ coin, dataFee }: GasNow, wei: number): Tariff | null =>
  dataFee.ok ? { wei, coin, dataFee: dataFee.value } : null;

const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function lines({ now, history, rank }: Found, request: Request): string {
  const out: string[] = [];
  if (now?.ok === true) {
    const { chain, block, price, baseFee, blobBaseFee, dataFee } = now.value;
    out.push(`${chain}, block ${block}: base fee of the next ${gwei(baseFee)}`);
    for (const one of URGENCIES) {
      const tariff = tariffOf(now.value, price[one]);
      out.push(`  ${one}: ${gwei(price[one])}${tariff === null ? '' : costText(tariff, request)}`);
    }
    if (!dataFee.ok) {
      out.push(
        `  data of a transaction: not known (${dataFee.failure.message}), so neither is a cost`,
      );
    } else if (dataFee.value > 0) {
      out.push(`  data of a transaction of ${dataFeeBytes} bytes: ${gwei(dataFee.value)}`);
    }
    if (blobBaseFee !== null) out.push(`  blob gas: ${gwei(blobBaseFee)}`);
  }
  if (history?.ok === true) {
    const { days, from, to, at, source } = history.value;
    out.push(`${days} days, ${dayText(from)} to ${dayText(to)} (${source})`);
    for (const { share, wei } of at) {
      out.push(
        `  ${share * 100} % of days at most ${gwei(wei)}${costText({ wei, coin: HISTORY_COIN, dataFee: 0 }, request)}`,
      );
    }
    if (rank !== null)
      out.push(`  now: dearer than or as dear as on ${(rank * 100).toFixed(1)} % of days`);
  }
  return out.map((line) => `${line}\n`).join('');
}

function asJson(
  { now, history, rank }: Found,
  request: Request,
  faults: readonly string[],
): string {
  const { units, price } = request;
  const cost = (tariff: Tariff | null): object => {
    if (units === null) return {};
    const inCoin = (rate: number): number | null =>
      tariff === null ? null : gasCost(units, tariff.wei, rate) + gasCost(1, tariff.dataFee, rate);
    return { coin: inCoin(1), cost: price === null ? null : inCoin(price) };
  };
  const answer = {
    now:
      now?.ok === true
        ? {
            ...now.value,
            at: new Date(now.value.at).toISOString(),
            costs: Object.fromEntries(
              URGENCIES.map((one) => [one, cost(tariffOf(now.value, now.value.price[one]))]),
            ),
          }
        : null,
    history:
      history?.ok === true
        ? {
            ...history.value,
            from: dayText(history.value.from),
            to: dayText(history.value.to),
            at: history.value.at.map((one) => ({
              ...one,
              ...cost({ wei: one.wei, coin: HISTORY_COIN, dataFee: 0 }),
            })),
            rank,
          }
        : null,
    faults,
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
