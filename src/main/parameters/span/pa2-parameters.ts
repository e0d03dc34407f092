import type { InterSpread, SpanContract } from '../../../engine/margin/span/parameters.ts';
import { failure } from '../../../engine/values/outcome.ts';
import { commodityOf } from './pa2-commodity.ts';
import { contractOf } from './pa2-contract.ts';
import type { Pa2Header } from './pa2-header.ts';
import type { ArrayPair, Pa2Records } from './pa2-kept.ts';
import { familyName, seriesName } from './pa2-keys.ts';
import type { InterSpreadRecord } from './pa2-spread-records.ts';
import type { SpanReading } from './wanted.ts';

function interSpreadOf(of: InterSpreadRecord): InterSpread {
  const { group, priority, method, flat, beforeCalendar, legs } = of;
  const unsupported =
    method === '04'
      ? 'a scanning-based spread'
      : flat
        ? 'a credit of a flat amount'
        : legs.some(({ creditRate }) => creditRate > 1)
          ? 'a credit of more than the whole'
          : null;
  return {
    name: `Spread ${priority} of ${group}`,
    beforeCalendar,
    unsupported,
    legs: legs.map(({ commodity, tier, ratio, side, creditRate }) => ({
      commodity,
      tier,
      ratio,
      side,
      creditRate,
    })),
  };
}

/** What the records of a whole file make. */
export function readingOf(
  kept: Pa2Records,
  { complex, date, moment, created }: Pa2Header,
): SpanReading {
  const contracts = kept.pairs.flatMap((pair) => contractIn(kept, pair));
  const codes = new Set(kept.commodities.keys());
  const source = `${complex} SPAN file of ${date}, ${moment}, created ${created}`;
  const parameters = {
    commodities: [...kept.commodities.values()].map((of) => commodityOf(of, source)),
    interSpreads: kept.spreads
      .filter(({ legs }) => legs.every(({ commodity }) => codes.has(commodity)))
      .toSorted((a, b) => a.priority - b.priority)
      .map(interSpreadOf),
    contracts,
    currencyRates: kept.rates,
  };
  return { parameters, failures: kept.failures.all() };
}

function contractIn(kept: Pa2Records, { line, first, second }: ArrayPair): readonly SpanContract[] {
  const { key } = first;
  const commodity = [...kept.commodities.values()].find(
    ({ of }) =>
      of.exchange === key.exchange &&
      of.families.some(({ product, type }) => product === key.product && type === key.type),
  );
  if (commodity === undefined) {
    const message = `no combined commodity has ${familyName(key)}`;
    kept.failures.add(line, failure('missing-field', message, 'product'));
    return [];
  }
  const parameters = kept.parameters.get(seriesName(key));
  const prices = kept.prices.get(familyName(key));
  const found = contractOf(first, second, commodity.of, prices, parameters);
  if (!found.ok) {
    kept.failures.add(line, found.failure);
    return [];
  }
  if (!kept.wanted.contract(found.value)) return [];
  if (parameters === undefined) {
    const message = `no record B of ${seriesName(key)}: its deltas are taken as not scaled`;
    commodity.unread.push(failure('missing-field', message));
  }
  return [found.value];
}
