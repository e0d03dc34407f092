import type { MarginNode } from '../../contract/margin-node.ts';
import type { MarginEdition } from '../../model/parameters.ts';
import type { AccountInput, PricedPosition } from '../../model/priced.ts';
import { dayOf, startOf } from '../../values/days.ts';
import type { Venue } from '../../values/ids.ts';
import { kept, keptOfList } from '../../values/kept.ts';
import { fail, ok, type Failure, type Outcome } from '../../values/outcome.ts';
import { citation, inForce, newest } from '../editions.ts';
import { nettedGroups, ownerOf } from '../netting.ts';
import { inReporting, type ModelAnswer, type Settled } from '../settled.ts';
import { given, product, sum } from '../tree.ts';
import { correlationContingency, deltaShock, rollShock, type ScanGroup } from './add-ons.ts';
import { deribitScan } from './deribit-scan.ts';
import { scanLoss, scanOf } from './scan-loss.ts';

/**
 * Deribit's portfolio margin, each underlying and settlement currency by itself:
 * initial = worst loss + roll shock + delta shock + correlation contingency,
 * maintenance = factor × the same. Nothing is set off between settlement currencies: the rule of
 * the venue's cross-collateral variant for that is not published.
 *
 * @param additions what the venue adds to initial margin alone, such as open orders, by settlement asset
 * @see support.deribit.com, article 25944756247837; docs.deribit.com, private/pme/simulate
 */
export function deribitPortfolioMargin(
  input: AccountInput,
  additions: ReadonlyMap<string, readonly MarginNode[]> = new Map(),
): ModelAnswer {
  const initial: Settled[] = [];
  const maintenance: Settled[] = [];
  const lacking: Failure[] = [...input.lacking];
  const editions = new Set<MarginEdition>();
  const { account, asOf } = input;
  for (const group of nettedGroups(input.positions, 'pair').map(groupOf)) {
    const answer = groupMargin(group, input.editions, account.venue, dayOf(asOf));
    if (!answer.ok) {
      lacking.push(answer.failure);
      continue;
    }
    for (const one of answer.value.editions) editions.add(one);
    const { settlement } = group.positions[0]!.instrument;
    const rate = group.positions[0]!.settlementRate;
    const more = additions.get(settlement) ?? [];
    const added = sum(answer.value.riskMatrix.label, settlement, [
      answer.value.riskMatrix,
      ...more,
    ]);
    initial.push({
      asset: settlement,
      rate,
      node: more.length > 0 ? added : answer.value.riskMatrix,
    });
    maintenance.push({ asset: settlement, rate, node: answer.value.maintenance });
  }
  const note = 'open orders and market-maker protection add to initial margin at the venue';
  return {
    requirement: {
      initial: inReporting('Initial margin', initial, input.reporting, lacking, { note }),
      maintenance: inReporting('Maintenance margin', maintenance, input.reporting, lacking),
    },
    editions: [...editions],
  };
}

/** The group of positions on one underlying in one settlement asset: the same object for the same positions. */
const groupOf = keptOfList(
  (positions: readonly [PricedPosition, ...PricedPosition[]]): ScanGroup => {
    const [first] = positions;
    const { underlying, settlement } = first.instrument;
    const coin = settlement === underlying;
    return { underlying, unit: settlement, coin, positions, index: first.spot };
  },
  ownerOf,
);

type GroupMargin = {
  readonly riskMatrix: MarginNode;
  readonly maintenance: MarginNode;
  readonly editions: readonly MarginEdition[];
};

/** What a group needs on a day: asked again, the answer is kept. */
const groupMargin = kept(marginOf);

function marginOf(
  group: ScanGroup,
  editions: readonly MarginEdition[],
  venue: Venue,
  day: number,
): Outcome<GroupMargin> {
  const current = inForce(editions, venue, 'deribit-pm', startOf(day));
  const { underlying, unit } = group;
  const pair = newest(current, ({ pairs }) => pairs.find((one) => one.underlying === underlying));
  const currency = newest(current, ({ currencies }) =>
    currencies.find(({ assets }) => assets.includes(unit)),
  );
  if (pair === null || currency === null) {
    const what = pair === null ? `on ${underlying}` : `settled in ${unit}`;
    return fail('not-published', `no portfolio margin of ${venue} for contracts ${what} is known`);
  }
  const { numbers } = pair.edition;
  const source = citation(pair.edition);
  const currencySource = citation(currency.edition);
  const scan = scanOf(group.positions, deribitScan(group, pair.value, currency.value, numbers));
  const names = { unit, positions: group.positions.map(({ instrument }) => instrument.symbol) };
  const label = group.coin ? `${underlying} contracts` : `${underlying} contracts in ${unit}`;
  const riskMatrix = sum(label, unit, [
    scanLoss(names, scan),
    rollShock(group, currency.value, currencySource),
    deltaShock(group, pair.value, source),
    correlationContingency(group, currency.value, currencySource),
  ]);
  const maintenance = product(label, unit, [
    riskMatrix,
    given('Maintenance factor', numbers.maintenanceFactor, '', { source }),
  ]);
  return ok({ riskMatrix, maintenance, editions: [pair.edition, currency.edition] });
}
