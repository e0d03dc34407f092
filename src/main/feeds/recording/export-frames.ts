import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Store } from '../../store/store.ts';
import type { RecordingQuery } from '../../store/recordings.ts';
import { lostLine, ownLine } from '../replay/own-line.ts';
import { unpackedLines } from './stored-source.ts';

export type ExportedFrames = { frames: number; readonly faults: string[] };

/**
 * Writes recorded messages of one venue as gzip of lines in Crossguard's own recording form.
 *
 * @param query the ends of the time are both within it
 * @throws when the file cannot be written
 */
export async function exportFrames(
  store: Pick<Store, 'recordings' | 'recordingContent'>,
  query: RecordingQuery & { readonly venue: string },
  file: string,
): Promise<ExportedFrames> {
  const found: ExportedFrames = { frames: 0, faults: [] };
  await pipeline(lines(store, query, found), createGzip(), createWriteStream(file));
  return found;
}

async function* lines(
  store: Pick<Store, 'recordings' | 'recordingContent'>,
  query: RecordingQuery,
  found: ExportedFrames,
): AsyncIterable<string> {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = query;
  let continues = true;
  let isFirst = true;
  for (const run of store.recordings(query)) {
    let read: readonly string[];
    try {
      read = await unpackedLines(store.recordingContent(run.id).content);
    } catch (error) {
      found.faults.push(error instanceof Error ? error.message : String(error));
      continues = false;
      continue;
    }
    if (!isFirst && !(continues && run.continues)) {
      const reason = 'messages before this one were not recorded';
      yield `${lostLine({ endpoint: '', books: null, reason, at: run.from })}\n`;
    }
    continues = true;
    isFirst = false;
    for (const line of read) {
      const step = ownLine(line);
      const at = step?.kind === 'frame' ? step.frame.receivedAt : (step?.lost.at ?? from);
      if (at < from || at > to) continue;
      if (step?.kind === 'frame') found.frames++;
      yield `${line}\n`;
    }
  }
}
