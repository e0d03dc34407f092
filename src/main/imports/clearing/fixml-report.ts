import { z } from 'zod';
import {
  asset,
  market,
  venue,
  type Asset,
  type Market,
  type Venue,
} from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { contractOf, type ListingKind } from '../brokers/listed-contract.ts';
import { closeOf } from '../brokers/listings.ts';
import { negated, PLAIN, sumOf, shortened } from '../decimals.ts';
import type { Stated } from '../events.ts';
import { decimal, fieldsOf, optionalDecimal, textOrNull } from '../fields.ts';
import type { ContractItem, DecimalText, ReadOptions } from '../format.ts';
import { instantOf } from '../times.ts';
import type { XmlElement } from '../xml-document.ts';

export const CLEARING: Venue = venue('CLEARING');
export const CLEARING_MARKET: Market = market('CLEARING');

const Instrument = z.object({
  Sym: textOrNull,
  ID: textOrNull,
  SecTyp: textOrNull,
  MMY: textOrNull,
  MatDt: textOrNull,
  StrkPx: optionalDecimal(PLAIN),
  PutCall: textOrNull,
  Mult: optionalDecimal(PLAIN),
});

type Instrument = z.output<typeof Instrument>;

const Quantity = z.object({ Typ: textOrNull, Long: decimal(PLAIN), Short: decimal(PLAIN) });
const Report = z.object({
  Acct: textOrNull,
  BizDt: textOrNull,
  SetPx: optionalDecimal(PLAIN),
  Ccy: textOrNull,
});

/** End of day, then total; a report that gives several quantities says by these which is which. */
const QUANTITY_TYPES = ['FIN', 'TOT'];

function named(of: XmlElement, name: string): readonly XmlElement[] {
  return of.children.filter((child) => child.name === name);
}

/** Long less short, both unsigned. */
function netQuantity(report: XmlElement): Outcome<DecimalText> {
  const quantities: { readonly type: string | null; readonly net: DecimalText }[] = [];
  for (const element of named(report, 'Qty')) {
    const fields = fieldsOf(Quantity, element.attributes);
    if (!fields.ok) return fields;
    const { Typ, Long, Short } = fields.value;
    quantities.push({ type: Typ, net: sumOf(Long, negated(Short)) });
  }
  const preferred = QUANTITY_TYPES.map((type) => quantities.find((one) => one.type === type));
  const chosen = preferred.find((one) => one !== undefined) ?? quantities[0];
  if (chosen === undefined) return fail('missing-field', 'the report has no Qty', 'Qty');
  return quantities.length === 1 || preferred.some((one) => one !== undefined)
    ? ok(chosen.net)
    : fail(
        'ambiguous',
        `the report has ${quantities.length} quantities and none is of type FIN or TOT`,
        'Qty',
      );
}

const KINDS: ReadonlyMap<string, ListingKind> = new Map([
  ['FUT', 'future'],
  ['OPT', 'option'],
  ['OOF', 'future option'],
  ['CS', 'share'],
]);

/** Contract facts where the report states them whole. PutCall 0 is a put, 1 a call. */
function facts(
  of: Instrument,
  symbol: string,
  currency: string | null,
): Outcome<ContractItem | null> {
  if (of.SecTyp === null) return ok(null);
  const kind = KINDS.get(of.SecTyp);
  if (kind === undefined) {
    return fail(
      'unsupported-instrument',
      `security type ${shortened(of.SecTyp)} cannot be priced here`,
      'SecTyp',
    );
  }
  if (currency === null) return ok(null);
  const maturity = instantOf(of.MatDt ?? of.MMY ?? '', ['year-month-day', 'compact'], 'UTC');
  const contract = contractOf({
    market: CLEARING_MARKET,
    symbol,
    kind,
    root: of.Sym ?? of.ID ?? symbol,
    currency: asset(currency),
    multiplier: of.Mult,
    expiry: maturity.ok
      ? closeOf(CLEARING, new Date(maturity.value).toISOString().slice(0, 10))
      : null,
    right: of.PutCall === '1' ? 'call' : of.PutCall === '0' ? 'put' : null,
    strike: of.StrkPx,
  });
  return ok(contract.ok ? contract.value : null);
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** The currency that a report is about: its symbol is one, and no type says that it is something else. */
function currencyOf({ Sym, SecTyp }: Instrument): Asset | null {
  const cash = SecTyp === null || SecTyp === 'CASH' || SecTyp === 'FOR';
  return cash && Sym !== null && CURRENCIES.has(Sym) ? asset(Sym) : null;
}

function accountOf(report: XmlElement, acct: string | null, otherwise: string): string {
  const parties = named(report, 'Pty').map((party) => party.attributes);
  const customer =
    parties.find((party) => party['R'] === '24' || party['R'] === '38') ?? parties[0];
  return acct ?? customer?.['ID'] ?? otherwise;
}

/** Close of the business day, or the file's own time if that is earlier. */
function reportTime(day: string | null, fileTime: Instant): Outcome<Instant> {
  if (day === null) return ok(fileTime);
  const at = instantOf(day, ['year-month-day', 'compact'], 'UTC');
  if (!at.ok) return { ok: false, failure: { ...at.failure, at: 'BizDt' } };
  const close = closeOf(CLEARING, new Date(at.value).toISOString().slice(0, 10));
  return ok(instant(Math.min(close, Math.max(fileTime, at.value))));
}

/** One report read: whose it is, when it is of and what it states. */
export type PositionReport = {
  readonly account: string;
  readonly at: Instant;
  readonly stated: Stated;
};

type Header = z.output<typeof Report>;
type Holder = { readonly account: string; readonly at: Instant };

function security(
  of: Instrument,
  { SetPx, Ccy }: Header,
  quantity: DecimalText,
  holder: Holder,
): Outcome<Stated> {
  const name = of.Sym ?? of.ID;
  if (name === null) return fail('missing-field', 'the instrument has neither Sym nor ID', 'Sym');
  const right = of.PutCall === null ? null : of.PutCall === '1' ? 'C' : 'P';
  const symbol = [name, of.MatDt ?? of.MMY, right, of.StrkPx]
    .filter((part) => part !== null)
    .join(' ');
  const contract = facts(of, symbol, Ccy);
  if (!contract.ok) return contract;
  const item = {
    kind: 'position',
    ...holder,
    market: CLEARING_MARKET,
    symbol,
    quantity,
    entryPrice: null,
    markPrice: SetPx,
    indexPrice: null,
    leverage: null,
    marginMode: 'cross',
    isolatedMargin: null,
    contract: contract.value,
  } as const;
  const more = contract.value === null ? '; its contract facts are incomplete' : '';
  return ok({ items: [item], summary: `position ${symbol} ${quantity}${more}` });
}

/** What a `PosRpt` element states: a position, or a balance where the instrument is a currency. */
export function positionReport(report: XmlElement, options: ReadOptions): Outcome<PositionReport> {
  const header = fieldsOf(Report, report.attributes);
  if (!header.ok) return header;
  const instrument = fieldsOf(Instrument, named(report, 'Instrmt')[0]?.attributes ?? {});
  if (!instrument.ok) return instrument;
  const quantity = netQuantity(report);
  if (!quantity.ok) return quantity;
  const at = reportTime(header.value.BizDt, options.fileTime);
  if (!at.ok) return at;
  const account = accountOf(report, header.value.Acct, options.account ?? 'main');
  const holder = { account, at: at.value };
  const currency = currencyOf(instrument.value);
  if (currency !== null) {
    const item = { kind: 'balance', ...holder, asset: currency, balance: quantity.value } as const;
    const summary = `currency ${currency} ${quantity.value}`;
    return ok({ ...holder, stated: { items: [item], summary } });
  }
  const stated = security(instrument.value, header.value, quantity.value, holder);
  return stated.ok ? ok({ ...holder, stated: stated.value }) : stated;
}
