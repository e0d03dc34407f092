import type {
  IntraSpread,
  SpanCommodity,
  SpanContract,
  SpanLeg,
} from '../../../engine/margin/span/parameters.ts';
import { fail, failure, ok, type Failure, type Outcome } from '../../../engine/values/outcome.ts';
import { elementsNamed, type XmlElement } from '../../imports/xml-document.ts';
import { contractName, type SpanFile } from './file.ts';

const textOf = (of: XmlElement, name: string): string =>
  of.children.find((child) => child.name === name)?.text ?? '';

const childrenOf = (of: XmlElement, name: string): readonly XmlElement[] =>
  of.children.filter((child) => child.name === name);

function numberOf(of: XmlElement, name: string): Outcome<number> {
  const text = textOf(of, name);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)
    ? ok(Number(text))
    : fail('malformed', `${of.name}: ${name} is "${text}", not a number`);
}

/** The 16 values of a risk array, and its composite delta. */
function arrayOf(
  of: XmlElement,
): Outcome<{ readonly array: readonly number[]; readonly delta: number }> {
  const [ra] = childrenOf(of, 'ra');
  if (ra === undefined) return fail('missing-field', `${of.name}: no risk array`);
  const array = childrenOf(ra, 'a').map(({ text }) => Number(text));
  if (array.length !== 16 || array.some((value) => !Number.isFinite(value))) {
    return fail('malformed', `${of.name}: a risk array of ${array.length} values, not 16 numbers`);
  }
  const delta = numberOf(ra, 'd');
  return delta.ok ? ok({ array, delta: delta.value }) : delta;
}

/** Futures, options on them, options on what is delivered, and options on combinations. */
const families: Readonly<Record<string, string>> = {
  futPf: 'FUT',
  phyPf: 'PHY',
  oopPf: 'OOP',
  oofPf: 'OOF',
  oocPf: 'OOC',
};

type Family = {
  readonly code: string;
  readonly type: string;
  readonly pointValue: number;
  readonly futuresStyle: boolean;
};

function contractOf(of: XmlElement, family: Family, expiry: string): Outcome<SpanContract> {
  const read = arrayOf(of);
  if (!read.ok) return read;
  const { code, type } = family;
  const right = textOf(of, 'o');
  const shared = { commodity: code, month: expiry.slice(0, 6), ...read.value };
  if (right === '') {
    return ok({ ...shared, name: contractName(code, type, expiry, null), option: null });
  }
  if (right !== 'C' && right !== 'P') return fail('malformed', `opt: o is "${right}", not C or P`);
  const strike = numberOf(of, 'k');
  if (!strike.ok) return strike;
  const price = numberOf(of, 'p');
  if (!price.ok) return price;
  return ok({
    ...shared,
    name: contractName(code, type, expiry, { right, strike: strike.value }),
    option: {
      right: right === 'C' ? 'call' : 'put',
      value: family.futuresStyle ? null : price.value * family.pointValue,
    },
  });
}

/** Contracts of one family with the expiry that each stands under. */
const contractsIn = (family: XmlElement): readonly (readonly [XmlElement, string])[] => [
  ...['fut', 'phy'].flatMap((name) =>
    childrenOf(family, name).map((one) => [one, textOf(one, 'pe')] as const),
  ),
  ...childrenOf(family, 'series').flatMap((series) =>
    childrenOf(series, 'opt').map((one) => [one, textOf(series, 'pe')] as const),
  ),
];

function legsOf(
  spread: XmlElement,
): Outcome<{ readonly legs: readonly SpanLeg[]; readonly between: IntraSpread['between'] }> {
  const months = childrenOf(spread, 'pLeg');
  const tiers = childrenOf(spread, 'tLeg');
  const legs: SpanLeg[] = [];
  for (const leg of [...months, ...tiers]) {
    const ratio = numberOf(leg, 'i');
    if (!ratio.ok) return ratio;
    const of = leg.name === 'pLeg' ? textOf(leg, 'pe').slice(0, 6) : textOf(leg, 'tn');
    legs.push({ of, ratio: ratio.value, side: textOf(leg, 'rs') === 'B' ? 'B' : 'A' });
  }
  return months.length > 0 && tiers.length > 0
    ? fail('unsupported-operation', 'a spread of months and tiers together')
    : ok({ legs, between: months.length > 0 ? 'months' : 'tiers' });
}

function spreadOf(spread: XmlElement): Outcome<IntraSpread> {
  const priority = numberOf(spread, 'spread');
  if (!priority.ok) return priority;
  const method = textOf(spread, 'chargeMeth');
  if (method !== 'F') {
    return fail('unsupported-operation', `a spread charged by method "${method}", not F (flat)`);
  }
  const [rate] = childrenOf(spread, 'rate');
  const charge =
    rate === undefined ? fail('missing-field', 'a spread without a rate') : numberOf(rate, 'val');
  if (!charge.ok) return charge;
  const legs = legsOf(spread);
  return legs.ok ? ok({ priority: priority.value, charge: charge.value, ...legs.value }) : legs;
}

/** A combined commodity; spreads that cannot be read are told and left out. */
function commodityOf(of: XmlElement, told: (failure: Failure) => void): SpanCommodity {
  const code = textOf(of, 'cc');
  const intraSpreads: IntraSpread[] = [];
  for (const spread of childrenOf(of, 'dSpread')) {
    const read = spreadOf(spread);
    if (read.ok) intraSpreads.push(read.value);
    else told(failure(read.failure.reason, read.failure.message, `ccDef ${code}`));
  }
  const one = { member: 1, hedger: 1, speculator: 1 };
  const [minimum] = elementsNamed(of, 'somTiers').flatMap((tiers) => elementsNamed(tiers, 'rate'));
  const rate = minimum === undefined ? ok(0) : numberOf(minimum, 'val');
  if (!rate.ok) told(failure(rate.failure.reason, rate.failure.message, `ccDef ${code}`));
  return {
    code,
    currency: textOf(of, 'currency'),
    tiers: elementsNamed(of, 'intraTiers').flatMap((tiers) =>
      childrenOf(tiers, 'tier').map((tier) => ({
        name: textOf(tier, 'tn'),
        from: textOf(tier, 'sPe').slice(0, 6),
        to: textOf(tier, 'ePe').slice(0, 6),
      })),
    ),
    intraSpreads,
    spotMonths: [],
    shortOptionMinimum: {
      rate: rate.ok ? rate.value : 0,
      method: textOf(of, 'somMeth') === 'MAX' ? 'larger side' : 'gross',
    },
    riskFactors: one,
    initialFactors: one,
  };
}

/**
 * An XML parameter file (`.spn`, format 4.00). Its inter-commodity spreads are not read: which of
 * their forms a file uses was not found.
 *
 * @param wanted codes whose contracts are kept; null for all
 */
export function xmlFile(root: XmlElement, wanted: ReadonlySet<string> | null): SpanFile {
  const failures: Failure[] = [];
  const told = (one: Failure): void => void failures.push(one);
  const commodities = elementsNamed(root, 'ccDef').map((one) => commodityOf(one, told));
  const contracts: SpanContract[] = [];
  for (const [name, type] of Object.entries(families)) {
    for (const family of elementsNamed(root, name)) {
      const code = textOf(family, 'pfCode');
      if (wanted !== null && !wanted.has(code)) continue;
      const factor = numberOf(family, 'cvf');
      const of = {
        code,
        type,
        pointValue: factor.ok ? factor.value : 1,
        futuresStyle: textOf(family, 'valueMeth') === 'FUT',
      };
      for (const [element, expiry] of contractsIn(family)) {
        const read = contractOf(element, of, expiry);
        if (read.ok) contracts.push(read.value);
        else told(failure(read.failure.reason, read.failure.message, `${code} ${type} ${expiry}`));
      }
    }
  }
  if (elementsNamed(root, 'interSpreads').some(({ children }) => children.length > 0)) {
    told(failure('unsupported-operation', 'inter-commodity spreads of an XML file are not read'));
  }
  const [date] = elementsNamed(root, 'date');
  return {
    parameters: {
      commodities,
      interSpreads: [],
      source: `SPAN parameters ${date?.text ?? ''}`.trim(),
    },
    contracts,
    failures,
  };
}
