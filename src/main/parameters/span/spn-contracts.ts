import type { SpanContract } from '../../../engine/margin/span/parameters.ts';
import { fail, ok, type Failure, type Outcome } from '../../../engine/values/outcome.ts';
import type { XmlElement } from '../../imports/xml-document.ts';
import { childrenNamed, numberIn, optionalNumber, periodIn, textOf } from './spn-fields.ts';

/** Portfolio elements: what kind of contracts each holds. */
export const PORTFOLIOS: readonly string[] = ['phyPf', 'futPf', 'oopPf', 'oofPf', 'oocPf'];

/** What later portfolios ask of earlier ones: options of what they deliver. */
export type Underlyings = Map<string, Underlying>;

type Underlying = { readonly month: string; readonly notional: number | null };

const place = (exchange: string, portfolio: string, contract: string): string =>
  `${exchange} ${portfolio} ${contract}`;

type Read = { readonly contracts: readonly SpanContract[]; readonly failures: readonly Failure[] };

/** The sixteen losses and the composite delta of a contract's `ra`. */
function riskArray(
  of: XmlElement,
): Outcome<{ readonly losses: readonly number[]; readonly compositeDelta: number }> {
  const [array] = childrenNamed(of, 'ra');
  if (array === undefined) return fail('missing-field', 'there is no risk array', `${of.name}.ra`);
  const losses = childrenNamed(array, 'a').map(({ text }) =>
    text === '' ? Number.NaN : Number(text),
  );
  if (losses.length !== 16 || !losses.every(Number.isFinite)) {
    return fail('malformed', `${losses.length} values, not sixteen numbers`, `${of.name}.ra.a`);
  }
  const delta = numberIn(array, 'd');
  return delta.ok ? ok({ losses, compositeDelta: delta.value }) : delta;
}

/** The first of a few elements that states a number. */
function inherited(name: string, ...from: readonly XmlElement[]): Outcome<number | null> {
  for (const of of from) {
    const found = optionalNumber(of, name);
    if (!found.ok || found.value !== null) return found;
  }
  return ok(null);
}

function priceScanOf(...from: readonly XmlElement[]): Outcome<number | null> {
  const rates = from.flatMap((of) => childrenNamed(of, 'scanRate'));
  return inherited('priceScan', ...rates);
}

/** A portfolio's contracts; one at fault costs itself. `known` learns what options may deliver. */
export function portfolioContracts(of: XmlElement, exchange: string, known: Underlyings): Read {
  const product = textOf(of, 'pfCode');
  const contracts: SpanContract[] = [];
  const failures: Failure[] = [];
  const take = (found: Outcome<SpanContract>): void => {
    if (found.ok) contracts.push(found.value);
    else failures.push(found.failure);
  };
  if (product === '') {
    failures.push({ reason: 'missing-field', message: 'it is missing', at: `${of.name}.pfCode` });
    return { contracts, failures };
  }
  for (const one of [...childrenNamed(of, 'phy'), ...childrenNamed(of, 'fut')]) {
    const worth = worthOf(of, one);
    if (!worth.ok) failures.push(worth.failure);
    else {
      known.set(place(exchange, textOf(of, 'pfId'), textOf(one, 'cId')), worth.value);
      // A physical without an array is an underlying only: nobody holds it.
      if (one.name === 'fut' || childrenNamed(one, 'ra').length > 0) {
        take(direct(one, product, worth.value));
      }
    }
  }
  for (const series of childrenNamed(of, 'series')) {
    for (const one of childrenNamed(series, 'opt'))
      take(option(of, series, one, product, exchange, known));
  }
  return { contracts, failures };
}

/** Period and price × contract value factor of what is no option. */
function worthOf(portfolio: XmlElement, of: XmlElement): Outcome<Underlying> {
  const price = optionalNumber(of, 'p');
  if (!price.ok) return price;
  const factor = inherited('cvf', of, portfolio);
  if (!factor.ok) return factor;
  const month = of.name === 'phy' && textOf(of, 'pe') === '' ? ok('') : periodIn(of, 'pe');
  if (!month.ok) return month;
  const known = price.value !== null && factor.value !== null;
  return ok({ month: month.value, notional: known ? price.value * factor.value : null });
}

function direct(
  of: XmlElement,
  product: string,
  { month, notional }: Underlying,
): Outcome<SpanContract> {
  const array = riskArray(of);
  if (!array.ok) return array;
  const deltaScaling = inherited('sc', of);
  if (!deltaScaling.ok) return deltaScaling;
  const priceScan = priceScanOf(of);
  if (!priceScan.ok) return priceScan;
  return ok({
    commodity: '',
    product,
    kind: of.name === 'fut' ? 'future' : 'physical',
    month,
    deltaMonth: month,
    strike: null,
    ...array.value,
    deltaScaling: deltaScaling.value ?? 1,
    priceScan: priceScan.value,
    premium: null,
    premiumPaid: false,
    notional,
  });
}

function option(
  portfolio: XmlElement,
  series: XmlElement,
  of: XmlElement,
  product: string,
  exchange: string,
  known: Underlyings,
): Outcome<SpanContract> {
  const month = periodIn(series, 'pe');
  if (!month.ok) return month;
  const right = textOf(of, 'o');
  if (right !== 'C' && right !== 'P') return fail('malformed', `"${right}" is no right`, 'opt.o');
  const strike = numberIn(of, 'k');
  if (!strike.ok) return strike;
  const array = riskArray(of);
  if (!array.ok) return array;
  const price = optionalNumber(of, 'p');
  if (!price.ok) return price;
  const factor = inherited('cvf', of, series, portfolio);
  if (!factor.ok) return factor;
  const deltaScaling = inherited('sc', series);
  if (!deltaScaling.ok) return deltaScaling;
  const priceScan = priceScanOf(series);
  if (!priceScan.ok) return priceScan;
  const [named] = childrenNamed(series, 'undC');
  const underlying =
    named === undefined
      ? undefined
      : known.get(
          place(textOf(named, 'exch') || exchange, textOf(named, 'pfId'), textOf(named, 'cId')),
        );
  // An option on a future moves its future's period, one on a physical its own.
  const deltaMonth = portfolio.name === 'oofPf' ? (underlying?.month ?? month.value) : month.value;
  return ok({
    commodity: '',
    product,
    kind: right === 'C' ? 'call' : 'put',
    month: month.value,
    deltaMonth,
    strike: strike.value,
    ...array.value,
    deltaScaling: deltaScaling.value ?? 1,
    priceScan: priceScan.value,
    premium: price.value === null || factor.value === null ? null : price.value * factor.value,
    premiumPaid: textOf(portfolio, 'valueMeth') !== 'FUT',
    notional: underlying?.notional ?? null,
  });
}
