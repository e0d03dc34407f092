import type { Frame } from '../events.ts';
import { recordedLines, type RecordedLine } from './recording.ts';

type Complete = (frame: Frame) => Frame;

type Source = {
  readonly lines: AsyncIterator<RecordedLine>;
  readonly complete: Complete;
  next: RecordedLine | null;
};

/** Lines without a time belong to the one after them. */
function timeOf(line: RecordedLine | null): number {
  if (line?.kind === 'frame') return line.frame.receivedAt;
  return line?.kind === 'lost' ? line.lost.at : Number.NEGATIVE_INFINITY;
}

/**
 * The lines of several files in the order of their times, each file in its own order.
 *
 * @param completing makes what completes the frames of one file
 * @throws when one cannot be read
 */
export async function* mergedLines(
  files: readonly string[],
  completing: () => Complete = () => (frame) => frame,
): AsyncIterable<RecordedLine> {
  const sources: Source[] = [];
  for (const file of files) {
    const lines = recordedLines(file)[Symbol.asyncIterator]();
    const source: Source = { lines, complete: completing(), next: null };
    await advance(source);
    sources.push(source);
  }
  for (;;) {
    let first: Source | null = null;
    for (const source of sources) {
      if (source.next === null) continue;
      if (first === null || timeOf(source.next) < timeOf(first.next)) first = source;
    }
    if (first?.next === undefined || first.next === null) return;
    yield first.next;
    await advance(first);
  }
}

async function advance(source: Source): Promise<void> {
  const step = await source.lines.next();
  if (step.done === true) source.next = null;
  else if (step.value.kind === 'frame') {
    source.next = { kind: 'frame', frame: source.complete(step.value.frame) };
  } else source.next = step.value;
}
