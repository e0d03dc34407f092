import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

/** Longest JSON or XML document, in characters: it is held in memory whole. */
export const DOCUMENT_LIMIT: number = 64 * 1024 * 1024;

/** The whole text of a document, without byte-order marks; a failure once it exceeds `limit` characters. */
export async function wholeText(
  chunks: AsyncIterable<string>,
  limit: number = DOCUMENT_LIMIT,
): Promise<Outcome<string>> {
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) {
      return fail(
        'limit-exceeded',
        `the document is longer than ${limit} characters; split it or export it as CSV`,
      );
    }
    parts.push(chunk.replaceAll('\uFEFF', ''));
  }
  return ok(parts.join(''));
}
