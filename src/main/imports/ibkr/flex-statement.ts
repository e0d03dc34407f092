import { asset, type Asset } from '../../../engine/values/ids.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { closeOf } from '../brokers/listings.ts';
import type { XmlElement } from '../xml-document.ts';
import { dayOrder, dayText, momentText, type DayOrder } from './dates.ts';
import { IBKR } from './names.ts';

/** Attributes of one element; the empty text is as good as none. */
export type FlexRow = {
  /** Element name: `OpenPosition`, `Trade`. */
  readonly name: string;
  /** Place among the rows of the document, from 1. */
  readonly ordinal: number;
  /** Those that are not empty; no prototype. Contract facts that another row of the same contract states are filled in. */
  readonly fields: Readonly<Record<string, string>>;
};

/** One account over one period. */
export type FlexStatement = {
  readonly account: string;
  /** Currency of the account; null where no section names it. */
  readonly base: Asset | null;
  readonly order: DayOrder;
  /** The time that balances are of where their row names no day. */
  readonly at: Instant;
  /** When the statement was made: nothing in it is later. Null where it does not say. */
  readonly generated: Instant | null;
  /** Names of section elements, empty ones too. */
  readonly sections: ReadonlySet<string>;
  readonly rows: readonly FlexRow[];
};

/** Facts that belong to a contract, not to one row about it. */
const FACTS = [
  'assetCategory',
  'currency',
  'multiplier',
  'strike',
  'expiry',
  'putCall',
  'underlyingSymbol',
] as const;

function filledFields(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) {
    if (value.trim() !== '') fields[name] = value;
  }
  return fields;
}

/** Data elements in document order; what only holds other elements is a section. */
function collected(of: XmlElement, rows: XmlElement[], sections: Set<string>): void {
  for (const child of of.children) {
    const isRow = Object.keys(child.attributes).length > 0 && child.name !== 'FlexStatement';
    if (isRow) rows.push(child);
    else sections.add(child.name);
    collected(child, rows, sections);
  }
}

/** Contract facts by contract id, from all rows that name it. */
function knownFacts(rows: readonly Record<string, string>[]): Map<string, Record<string, string>> {
  const known = new Map<string, Record<string, string>>();
  for (const fields of rows) {
    const id = fields['conid'];
    if (id === undefined) continue;
    const facts: Record<string, string> = known.get(id) ?? Object.create(null);
    for (const name of FACTS) {
      const value = fields[name];
      if (value !== undefined && value !== '0') facts[name] ??= value;
    }
    known.set(id, facts);
  }
  return known;
}

function withFacts(
  fields: Record<string, string>,
  known: ReadonlyMap<string, Record<string, string>>,
): Record<string, string> {
  const facts = known.get(fields['conid'] ?? '');
  if (facts === undefined) return fields;
  for (const name of FACTS) {
    const value = facts[name];
    if (value !== undefined) fields[name] ??= value;
  }
  return fields;
}

/** End of a day's trading, or the making of the statement if that came first; `otherwise` for no day. */
export function endOfDay(
  day: string | undefined,
  statement: Pick<FlexStatement, 'order' | 'generated'>,
  otherwise: Instant,
): Instant {
  const text = day === undefined ? null : dayText(day, statement.order);
  if (text === null || !text.ok) return otherwise;
  const close = closeOf(IBKR, text.value);
  return instant(Math.min(close, statement.generated ?? close));
}

/** Where a statement names neither account nor time. */
export type Otherwise = { readonly account: string; readonly at: Instant };

/** Rows as they stand in the file, before empty cells and repeated facts are sorted out. */
export type RawRow = {
  readonly name: string;
  readonly ordinal: number;
  readonly attributes: Readonly<Record<string, string>>;
};

export function statementOf(
  raw: readonly RawRow[],
  head: Readonly<Record<string, string>>,
  sections: ReadonlySet<string>,
  order: DayOrder,
  otherwise: Otherwise,
): FlexStatement {
  const fields = raw.map((row) => filledFields(row.attributes));
  const known = knownFacts(fields);
  const rows = raw.map(({ name, ordinal }, i) => ({
    name,
    ordinal,
    fields: withFacts(fields[i] ?? {}, known),
  }));
  const information = rows.find(({ name }) => name === 'AccountInformation')?.fields;
  const { accountId, toDate, whenGenerated } = filledFields(head);
  const base = information?.['currency'];
  const moment = whenGenerated === undefined ? null : momentText(whenGenerated, order);
  const generated = moment !== null && moment.ok ? moment.value : null;
  return {
    account: accountId ?? information?.['accountId'] ?? otherwise.account,
    base: base === undefined ? null : asset(base),
    order,
    at: endOfDay(toDate, { order, generated }, generated ?? otherwise.at),
    generated,
    sections,
    rows,
  };
}

function* texts(of: XmlElement): Iterable<string> {
  yield* Object.values(of.attributes);
  for (const child of of.children) yield* texts(child);
}

function statementElements(of: XmlElement): readonly XmlElement[] {
  return of.name === 'FlexStatement' ? [of] : of.children.flatMap(statementElements);
}

/**
 * The statements of a Flex document, one for each account and period. A document without `FlexStatement` is
 * taken as one statement: rows name their account themselves.
 */
export function flexStatements(root: XmlElement, otherwise: Otherwise): readonly FlexStatement[] {
  const order = dayOrder(texts(root));
  const elements = statementElements(root);
  const statements: FlexStatement[] = [];
  let first = 1;
  for (const element of elements.length > 0 ? elements : [root]) {
    const found: XmlElement[] = [];
    const sections = new Set<string>();
    collected(element, found, sections);
    const rows = found.map(({ name, attributes }, i) => ({ name, ordinal: first + i, attributes }));
    statements.push(statementOf(rows, element.attributes, sections, order, otherwise));
    first += rows.length;
  }
  return statements;
}
