import type {
  CalendarLeg,
  CalendarSpread,
  SpanCommodity,
  SpanTier,
} from '../../../engine/margin/span/parameters.ts';
import { fail, failure, ok, type Failure, type Outcome } from '../../../engine/values/outcome.ts';
import type { XmlElement } from '../../imports/xml-document.ts';
import { childrenNamed, numberIn, optionalNumber, periodIn, textOf } from './spn-fields.ts';

const PRICE_RISK: ReadonlyMap<string, SpanCommodity['priceRisk']> = new Map([
  ['', 'normal'],
  ['NORMAL', 'normal'],
  ['SCANRANGE_CAP', 'capped at the scan range'],
  ['SCANRANGE', 'scan range'],
]);

const unchanged = { member: 1, hedger: 1, speculator: 1 };

/** A combined commodity, and the products that it joins by their code; null where it does not say. */
export type SpnCommodity = {
  readonly commodity: Omit<SpanCommodity, 'source'>;
  readonly products: ReadonlySet<string> | null;
};

/** Values that could be read; a failure goes to `unread`. */
function kept<T>(all: readonly Outcome<T>[], unread: Failure[]): readonly T[] {
  return all.flatMap((one) => {
    if (one.ok) return [one.value];
    unread.push(one.failure);
    return [];
  });
}

function tierOf(of: XmlElement): Outcome<SpanTier> {
  const tier = numberIn(of, 'tn');
  if (!tier.ok) return tier;
  const from = periodIn(of, 'sPe');
  if (!from.ok) return from;
  const to = periodIn(of, 'ePe');
  return to.ok ? ok({ tier: tier.value, from: from.value, to: to.value }) : to;
}

function tiersOf(of: XmlElement, name: string, unread: Failure[]): readonly SpanTier[] {
  const tiers = childrenNamed(of, name).flatMap((list) => childrenNamed(list, 'tier'));
  return kept(tiers.map(tierOf), unread);
}

function legOf(of: XmlElement): Outcome<CalendarLeg> {
  const side = textOf(of, 'rs');
  if (side !== 'A' && side !== 'B')
    return fail('malformed', `"${side}" is no side`, `${of.name}.rs`);
  const ratio = numberIn(of, 'i');
  if (!ratio.ok) return ratio;
  if (ratio.value <= 0) return fail('malformed', `a ratio of ${ratio.value}`, `${of.name}.i`);
  if (of.name === 'tLeg') {
    const tier = numberIn(of, 'tn');
    return tier.ok ? ok({ at: { tier: tier.value }, ratio: ratio.value, side }) : tier;
  }
  const month = periodIn(of, 'pe');
  return month.ok ? ok({ at: { month: month.value }, ratio: ratio.value, side }) : month;
}

function spreadOf(of: XmlElement): Outcome<CalendarSpread & { readonly priority: number }> {
  const priority = numberIn(of, 'spread');
  if (!priority.ok) return priority;
  const method = textOf(of, 'chargeMeth');
  if (method !== 'F') {
    return fail('not-published', `charge method "${method}" is not known`, 'dSpread.chargeMeth');
  }
  const [rate] = childrenNamed(of, 'rate');
  const charge =
    rate === undefined
      ? fail('missing-field', 'it is missing', 'dSpread.rate')
      : numberIn(rate, 'val');
  if (!charge.ok) return charge;
  const legs: CalendarLeg[] = [];
  for (const leg of of.children.filter(({ name }) => /^.{1,2}Leg$/.test(name))) {
    const read =
      leg.name === 'pLeg' || leg.name === 'tLeg'
        ? legOf(leg)
        : fail('not-published', `legs of kind ${leg.name} are not known`, 'dSpread');
    if (!read.ok) return read;
    legs.push(read.value);
  }
  return legs.length < 2
    ? fail('missing-field', `${legs.length} legs`, 'dSpread.pLeg')
    : ok({
        name: `Spread ${priority.value}`,
        priority: priority.value,
        charge: charge.value,
        legs,
      });
}

/** The one rate of all tiers, or 0 where no tier has one. */
function shortOptionRate(of: XmlElement): Outcome<number> {
  const rates: number[] = [];
  const tiers = childrenNamed(of, 'somTiers').flatMap((list) => childrenNamed(list, 'tier'));
  for (const rate of tiers.flatMap((tier) => childrenNamed(tier, 'rate'))) {
    const found = numberIn(rate, 'val');
    if (!found.ok) return found;
    rates.push(found.value);
  }
  return rates.some((rate) => rate !== rates[0])
    ? fail('not-published', 'short option rates that differ by tier or account', 'ccDef.somTiers')
    : ok(rates[0] ?? 0);
}

/** Rules of the commodity that are told but not known here. */
function unknownRules(of: XmlElement): readonly Failure[] {
  const unknown = (name: string, known: readonly string[]): readonly Failure[] =>
    known.includes(textOf(of, name))
      ? []
      : [failure('not-published', `"${textOf(of, name)}" is not known`, `ccDef.${name}`)];
  const rates = childrenNamed(of, 'adjRate').some((rate) => Number(textOf(rate, 'val')) !== 1);
  return [
    ...unknown('somMeth', ['', 'GROSS', 'MAX']),
    ...unknown('spotMeth', ['', 'NORMAL', 'NONE']),
    ...unknown('procMeth', ['', 'NORMAL']),
    ...unknown('wfprMeth', [...PRICE_RISK.keys()]),
    ...(rates ? [failure('not-published', 'adjustment rates other than 1', 'ccDef.adjRate')] : []),
    ...(childrenNamed(of, 'spotRate').length > 0
      ? [failure('not-published', 'delivery rates by class of account', 'ccDef.spotRate')]
      : []),
  ];
}

/**
 * A combined commodity of a `.spn` file. Factors of accounts are not read: rates other than 1 are lacking.
 * Rules and spreads that cannot be read are kept as `unread`.
 */
export function spnCommodity(of: XmlElement): Outcome<SpnCommodity> {
  const code = textOf(of, 'cc');
  if (code === '') return fail('missing-field', 'it is missing', 'ccDef.cc');
  const currency = textOf(of, 'currency');
  if (currency === '') return fail('missing-field', 'it is missing', 'ccDef.currency');
  const capped = optionalNumber(of, 'capAnov');
  if (!capped.ok) return capped;
  const unread: Failure[] = [...unknownRules(of)];
  const spreads = kept(childrenNamed(of, 'dSpread').map(spreadOf), unread);
  const [rate = 0] = kept([shortOptionRate(of)], unread);
  const links = childrenNamed(of, 'pfLink').map((link) => textOf(link, 'pfCode'));
  return ok({
    products: links.length === 0 || links.includes('') ? null : new Set(links),
    commodity: {
      code,
      currency,
      spreadTiers: tiersOf(of, 'intraTiers', unread),
      interTiers: tiersOf(of, 'interTiers', unread),
      calendarSpreads: spreads
        .toSorted((a, b) => a.priority - b.priority)
        .map(({ name, charge, legs }) => ({ name, charge, legs })),
      deliveryMonths: [],
      shortOptions: {
        rate,
        counted: textOf(of, 'somMeth') === 'MAX' ? 'larger side' : 'both sides',
      },
      priceRisk: PRICE_RISK.get(textOf(of, 'wfprMeth')) ?? 'normal',
      optionValueCapped: capped.value === 1,
      adjustment: unchanged,
      initialRatio: unchanged,
      unread,
    },
  });
}
