/** One element cut out of a document, with the line on which it begins. */
export type CutElement = { readonly name: string; readonly line: number; readonly text: string };

/** Longest element that is held, in characters. */
const ELEMENT_LIMIT: number = 64 * 1024 * 1024;

/**
 * Cuts the elements of a few names out of a document as it arrives, so that one of them is held at a time and
 * not the document. Elements of these names do not lie in one another; comments are passed over. Yields an
 * element named `''` where the document ends inside one, or one is longer than the limit.
 */
export async function* cutElements(
  chunks: AsyncIterable<string>,
  names: readonly string[],
): AsyncIterable<CutElement> {
  const begin = new RegExp(`<!--|<(${names.join('|')})(?=[\\s/>])[^>]*>`);
  const longest = Math.max(...names.map((name) => name.length)) + 256;
  let held = '';
  let line = 1;
  let end: { readonly mark: string; readonly name: string; searched: number } | null = null;
  const drop = (length: number): void => {
    for (let at = held.indexOf('\n'); at >= 0 && at < length; at = held.indexOf('\n', at + 1))
      line++;
    held = held.slice(length);
  };
  for await (const chunk of chunks) {
    held += chunk;
    for (;;) {
      if (end === null) {
        const found = begin.exec(held);
        if (found === null) {
          drop(Math.max(held.length - longest, 0));
          break;
        }
        drop(found.index);
        const name = found[1] ?? '';
        if (name !== '' && found[0].endsWith('/>')) {
          yield { name, line, text: found[0] };
          drop(found[0].length);
        } else end = { name, mark: name === '' ? '-->' : `</${name}>`, searched: 0 };
        continue;
      }
      const at = held.indexOf(end.mark, end.searched);
      if (at < 0) {
        if (held.length > ELEMENT_LIMIT) {
          yield { name: '', line, text: '' };
          return;
        }
        end.searched = Math.max(held.length - end.mark.length, 0);
        break;
      }
      const length = at + end.mark.length;
      if (end.name !== '') yield { name: end.name, line, text: held.slice(0, length) };
      end = null;
      drop(length);
    }
  }
  if (end !== null) yield { name: '', line, text: '' };
}
