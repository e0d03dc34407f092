import type { Frame } from '../events.ts';
import { recordedLines, type RecordedLine } from './recording.ts';

type Source<T> = { readonly items: AsyncIterator<T>; next: T | null };

/** Lines without a time belong to the one after them. */
function timeOf(line: RecordedLine): number {
  if (line.kind === 'frame') return line.frame.receivedAt;
  if (line.kind === 'lost') return line.lost.at;
  return line.kind === 'anew' ? line.at : Number.NEGATIVE_INFINITY;
}

type Complete = (frame: Frame) => Frame;

/**
 * The lines of several files in the order of their times, each file in its own order.
 *
 * @param completing makes what completes the frames of one file
 * @throws when one cannot be read
 */
export const mergedLines = (
  files: readonly string[],
  completing: () => Complete = () => (frame) => frame,
): AsyncIterable<RecordedLine> =>
  merged(
    files.map((file) => completedLines(file, completing())),
    timeOf,
  );

async function* completedLines(file: string, complete: Complete): AsyncIterable<RecordedLine> {
  for await (const line of recordedLines(file)) {
    yield line.kind === 'frame' ? { ...line, frame: complete(line.frame) } : line;
  }
}

/** Items of several sources in the order of their times, each source in its own order. */
export async function* merged<T>(
  from: readonly AsyncIterable<T>[],
  at: (item: T) => number,
): AsyncIterable<T> {
  const sources: Source<T>[] = [];
  try {
    for (const one of from) {
      const source: Source<T> = { items: one[Symbol.asyncIterator](), next: null };
      sources.push(source);
      await advance(source);
    }
    for (;;) {
      let first: Source<T> | null = null;
      for (const source of sources) {
        if (source.next === null) continue;
        if (first?.next === undefined || first.next === null || at(source.next) < at(first.next)) {
          first = source;
        }
      }
      if (first?.next === undefined || first.next === null) return;
      yield first.next;
      await advance(first);
    }
  } finally {
    for (const { items } of sources) await items.return?.();
  }
}

async function advance<T>(source: Source<T>): Promise<void> {
  const step = await source.items.next();
  source.next = step.done === true ? null : step.value;
}
