import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import type { FileHead } from './format.ts';
import { wholeText } from './whole-text.ts';
import { words } from './words.ts';

/** Names without their namespace prefix. `attributes` has no prototype: any text may be a name. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text, joined and trimmed. */
  readonly text: string;
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
});

const NAMED: Readonly<Record<string, string>> = words({
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
});

/** The five entities of XML itself and characters by number, once: an entity never yields another. */
const decoded = (text: string): string =>
  text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));/g,
    (
      whole: string,
      name: string | undefined,
      ten: string | undefined,
      sixteen: string | undefined,
    ) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = ten === undefined ? Number.parseInt(sixteen ?? '', 16) : Number(ten);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function attributesOf(node: Readonly<Record<string, unknown>>): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null);
  const given = node[':@'];
  if (!isRecord(given)) return attributes;
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string') attributes[name] = decoded(value);
  }
  return attributes;
}

/** The elements among nodes as the parser orders them; depth is bounded by the parser. */
function elementsOf(nodes: unknown): XmlElement[] {
  const elements: XmlElement[] = [];
  if (!Array.isArray(nodes)) return elements;
  for (const node of nodes) {
    if (!isRecord(node)) continue;
    const name = Object.keys(node).find((key) => key !== ':@' && !key.startsWith('#'));
    if (name === undefined || name.startsWith('?')) continue;
    const inside = node[name];
    elements.push({
      name,
      attributes: attributesOf(node),
      children: elementsOf(inside),
      text: textOf(inside),
    });
  }
  return elements;
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  const parts = nodes.flatMap((node) => {
    const text: unknown = isRecord(node) ? node['#text'] : undefined;
    return typeof text === 'string' ? [decoded(text)] : [];
  });
  return parts.join(' ').trim();
}

/** Where the first element begins, and whether a DOCTYPE stands before it. */
function prolog(text: string): { readonly end: number; readonly doctype: boolean } {
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
    if (close === null) return { end: at, doctype: text.startsWith('<!', at) };
    const end = text.indexOf(close, at + 2);
    if (end < 0) return { end: text.length, doctype: false };
    at = end + close.length;
  }
}

/** Name of the root element without its prefix, and its own text up to `>`; null if the head is no XML. */
export function xmlRoot(head: FileHead): { readonly name: string; readonly tag: string } | null {
  const from = head.text.slice(prolog(head.text).end);
  const match = /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[^>]{0,4096}/.exec(from);
  return match === null ? null : { name: match[1] ?? '', tag: match[0] };
}

function parsed(text: string): Outcome<readonly XmlElement[]> {
  try {
    const valid = XMLValidator.validate(text);
    if (valid !== true) {
      const { msg, line } = valid.err;
      return fail(
        'malformed',
        `the file is not well-formed XML, line ${line}: ${msg}; it may be cut off`,
      );
    }
    return ok(elementsOf(parser.parse(text)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('malformed', `the XML was refused: ${why.slice(0, 200)}`);
  }
}

/**
 * A whole XML document. What a statement never needs is refused: document types (and with them entities of the
 * document's own) and nesting beyond the parser's limit. A document that is cut off yields nothing but a failure:
 * half a list of positions would be a wrong one.
 */
export async function xmlDocument(chunks: AsyncIterable<string>): Promise<Outcome<XmlElement>> {
  const text = await wholeText(chunks);
  if (!text.ok) return text;
  if (prolog(text.value).doctype) {
    return fail('malformed', 'the XML declares a document type, which no statement needs: refused');
  }
  const roots = parsed(text.value);
  if (!roots.ok) return roots;
  const [root, ...more] = roots.value;
  return root === undefined || more.length > 0
    ? fail('malformed', `the XML has ${roots.value.length} root elements where one belongs`)
    : ok(root);
}

/** All elements of a name, in document order; those inside another of that name are part of it. */
export function elementsNamed(of: XmlElement, name: string): readonly XmlElement[] {
  return of.name === name ? [of] : of.children.flatMap((child) => elementsNamed(child, name));
}
