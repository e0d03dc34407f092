import { market } from '../../../engine/values/ids.ts';
import { instant } from '../../../engine/values/units.ts';
import type { Frame, LostConnection } from '../events.ts';

/** A line of Crossguard's own recording form. */
export type OwnLine =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'lost'; readonly lost: LostConnection };

/** The line of a recording that says the same as a frame. */
export const frameLine = ({ receivedAt, endpoint, text }: Frame): string =>
  onOneLine(JSON.stringify({ at: receivedAt, from: endpoint, text }));

/** JSON leaves two characters as they are that end a line to some readers. */
const onOneLine = (json: string): string =>
  /[\u2028\u2029]/.test(json)
    ? json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
    : json;

/** The line that says that a connection ended, and which books with it. */
export const lostLine = ({ at, endpoint, reason, books }: LostConnection): string =>
  onOneLine(
    JSON.stringify({
      at,
      from: endpoint,
      lost: reason,
      books: books?.map((book) => [book.market, book.symbol]) ?? null,
    }),
  );

/** Null where the line is of another form. */
export function ownLine(text: string): OwnLine | null {
  if (!text.startsWith('{"at":')) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isHead(value)) return null;
  const [at, endpoint] = [instant(value.at), value.from];
  if ('text' in value && typeof value.text === 'string') {
    return { kind: 'frame', frame: { endpoint, text: value.text, receivedAt: at } };
  }
  if (!('lost' in value) || typeof value.lost !== 'string') return null;
  if (!('books' in value)) return null;
  const lost = { at, endpoint, reason: value.lost };
  if (value.books === null) return { kind: 'lost', lost: { ...lost, books: null } };
  if (!Array.isArray(value.books)) return null;
  const books = value.books.filter(isPair).map(([of, symbol]) => ({ market: market(of), symbol }));
  if (books.length < value.books.length) return null;
  return { kind: 'lost', lost: { ...lost, books } };
}

type Head = { readonly at: number; readonly from: string };

const isHead = (value: unknown): value is Head =>
  typeof value === 'object' &&
  value !== null &&
  'at' in value &&
  typeof value.at === 'number' &&
  Number.isFinite(value.at) &&
  'from' in value &&
  typeof value.from === 'string';

const isPair = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string');
