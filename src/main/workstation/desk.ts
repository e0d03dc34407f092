import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import type { ContractFacts, ListedContract } from '../../engine/instruments/contract-facts.ts';
import { instrumentOf } from '../../engine/instruments/instrument-of.ts';
import type { Level, MarginEdition, Parameters } from '../../engine/model/parameters.ts';
import type { StressScenario } from '../../engine/model/stress.ts';
import type { TransferTable } from '../../engine/model/transfer-table.ts';
import { run, type RiskInput } from '../../engine/run.ts';
import { withRules } from '../../engine/scenarios/young-coins.ts';
import {
  asset,
  instrumentId,
  type Asset,
  type InstrumentId,
  type MarginAccountId,
} from '../../engine/values/ids.ts';
import { fail, ok, type Failure, type Outcome } from '../../engine/values/outcome.ts';
import { instant, type Instant } from '../../engine/values/units.ts';
import type { ContractItem } from '../imports/format.ts';
import { loadContractFacts } from '../parameters/contracts.ts';
import { loadEditions } from '../parameters/editions.ts';
import { loadStressScenarios } from '../parameters/stress.ts';
import { loadTransferTable } from '../parameters/transfer-table.ts';
import type { Store } from '../store/store.ts';
import { bookOf, type FindInstrument } from './book.ts';
import { defaultLimits, defaultMeasures, defaultStaleAfter } from './defaults.ts';
import { priceHistory } from './history.ts';
import { historyRulesInForce } from './history-rules.ts';
import { policyInForce } from './house-policy.ts';
import { termsInForce } from './collateral-terms.ts';
import { costsInForce } from './move-costs.ts';
import { inForce, ownScenarios } from './stress-scenarios.ts';
import { newestFigures, withLive, type LiveSide } from './live/with-live.ts';
import { marketOf } from './market.ts';
import { loadPools, type Pools } from './pools.ts';
import { withTable } from './tabled-costs.ts';
import { newestInstant, storedBook, type StoredBook } from './stored.ts';

/** The project's own data, read once. */
export type Resources = {
  readonly folder: string;
  readonly facts: ContractFacts;
  readonly editions: readonly MarginEdition[];
  /** Editions and scenarios that could not be read: the others are used. */
  readonly faults: readonly Failure[];
  readonly pools: Pools;
  readonly pegged: readonly Asset[];
  /** The library of stress scenarios. */
  readonly stress: readonly StressScenario[];
  /** What moving assets on chains costs where the user does not state it. */
  readonly transfers: TransferTable;
};

const peggedDocument: z.ZodType<{ assets: string[] }> = z.object({ assets: z.array(z.string()) });

export async function loadResources(folder: string): Promise<Resources> {
  const editions = loadEditions(join(folder, 'margin'));
  const stress = loadStressScenarios(join(folder, 'stress'));
  const pegged = readFileSync(join(folder, 'assets', 'pegged.json'), 'utf8');
  return {
    folder,
    facts: await loadContractFacts(join(folder, 'contracts')),
    editions: editions.items,
    faults: [...editions.failures, ...stress.failures],
    stress: stress.items,
    pools: loadPools(folder),
    transfers: loadTransferTable(folder),
    pegged: peggedDocument.parse(JSON.parse(pegged)).assets.map(asset),
  };
}

/** What the user's own files say of contracts. */
function listedContracts(
  contracts: readonly ContractItem[],
): ReadonlyMap<InstrumentId, ListedContract> {
  const listed = new Map<InstrumentId, ListedContract>();
  for (const contract of contracts) {
    const id = instrumentId(contract.symbol, contract.market);
    if (id.ok) listed.set(id.value, contract);
  }
  return listed;
}

/** Names contracts by the user's files first, then by the dated rules; each symbol is read once. */
export function finder(
  contracts: readonly ContractItem[],
  resources: Pick<Resources, 'facts'>,
  asOf: Instant,
): FindInstrument {
  const facts: ContractFacts = { ...resources.facts, listed: listedContracts(contracts) };
  const known = new Map<string, ReturnType<FindInstrument>>();
  return (symbol, market, at) => {
    const key = `${symbol}.${market}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = instrumentOf(symbol, market, facts, at > asOf ? asOf : at);
    known.set(key, found);
    return found;
  };
}

/**
 * Builds everything that one run depends on, with what venues say now where they are followed. Decimal text becomes float64 here, and nowhere else.
 */
export function riskInput(
  store: Store,
  resources: Resources,
  wanted: Instant | null,
  lastLevels: ReadonlyMap<MarginAccountId, Level>,
  synthetic: boolean,
  live: LiveSide | null = null,
): Outcome<RiskInput> {
  const latest = instant(wanted ?? Number.MAX_SAFE_INTEGER);
  const kept = storedBook(store, latest);
  const stored =
    live === null ? kept : { ...kept, figures: newestFigures(kept.figures, live.figures) };
  const asOf = wanted ?? newestInstant(stored) ?? newestLedger(stored);
  if (asOf === null) return fail('not-applicable', 'the store holds no positions and no balances');
  const house = policyInForce(store, resources.folder);
  if (!house.ok) return house;
  const costs = costsInForce(store);
  if (!costs.ok) return costs;
  const terms = termsInForce(store);
  if (!terms.ok) return terms;
  const reporting = asset('USD');
  const rules = historyRulesInForce(store);
  if (!rules.ok) return rules;
  const own = ownScenarios(store);
  if (!own.ok) return own;
  // What the user's own files say of a contract counts before what a venue lists.
  const contracts = [...(live?.contracts ?? []), ...stored.contracts];
  const find = finder(contracts, resources, asOf);
  const held = bookOf(stored, resources.pools, find, synthetic);
  // A close after the book's own time would be a look ahead.
  const series = store.priceSeries(asOf);
  const closes = priceHistory(series, reporting, resources.pegged);
  const history = withRules(closes, rules.value);
  const known = marketOf(stored, held, closes, find, reporting, resources.pegged, asOf);
  const market = live === null ? known : withLive(known, live);
  const inUse = withTable(
    { costs: costs.value, terms: terms.value },
    resources.transfers,
    market,
    { reporting, pegged: resources.pegged },
    { series, live: live?.gas ?? [] },
    asOf,
  );
  const parameters: Parameters = {
    reporting,
    pegged: resources.pegged,
    editions: resources.editions,
    faults: resources.faults,
    limits: defaultLimits,
    measures: defaultMeasures,
    house: house.value.policy,
    costs: inUse.costs,
    collateralTerms: inUse.terms,
    stress: inForce(own.value, resources.stress),
    staleAfter: defaultStaleAfter,
    lastLevels,
  };
  return ok({ asOf, book: held.book, market, history, parameters });
}

/** A store that holds ledgers alone is as of its newest row. */
function newestLedger(stored: StoredBook): Instant | null {
  let newest: Instant | null = null;
  for (const { rows } of stored.ledgers) {
    for (const { at } of rows()) if (newest === null || at > newest) newest = at;
  }
  return newest;
}

/** The risk snapshot of a store. */
export function snapshotOf(
  store: Store,
  resources: Resources,
  asOf: Instant | null,
  lastLevels: ReadonlyMap<MarginAccountId, Level>,
  synthetic: boolean,
): Outcome<RiskSnapshot> {
  const input = riskInput(store, resources, asOf, lastLevels, synthetic);
  return input.ok ? ok(run(input.value)) : input;
}
