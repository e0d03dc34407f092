/** A line, 1-based; its text is cut at `LINE_LIMIT`. */
export type TextLine = { readonly line: number; readonly text: string };

/** Longest record of any format, with room; more of a line is passed over. */
const LINE_LIMIT = 4096;

/** Cuts text into lines as it arrives; memory is bounded by one chunk. */
export async function* textLines(chunks: AsyncIterable<string>): AsyncIterable<TextLine> {
  let begun = '';
  let line = 0;
  for await (const chunk of chunks) {
    const pieces = chunk.replaceAll('\uFEFF', '').split('\n');
    pieces[0] = begun + (pieces[0] ?? '');
    begun = (pieces.pop() ?? '').slice(0, LINE_LIMIT);
    for (const text of pieces) {
      line++;
      yield { line, text: text.replace(/\r$/, '').slice(0, LINE_LIMIT) };
    }
  }
  if (begun !== '') yield { line: line + 1, text: begun.replace(/\r$/, '') };
}
