import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { anewLine, frameLine, lostLine } from '../replay/own-line.ts';
import { type ReplaySource, stepTime } from '../replay/source.ts';

export type ExportedFrames = { frames: number; readonly faults: string[] };

/**
 * Writes what a source recorded of one venue as gzip of lines in Crossguard's own recording form. It
 * begins with the last state before `from` and what came since, so that the file stands alone.
 *
 * @throws when the file cannot be written
 */
export async function exportFrames(source: ReplaySource, file: string): Promise<ExportedFrames> {
  const found: ExportedFrames = { frames: 0, faults: [] };
  await pipeline(lines(source, found), createGzip(), createWriteStream(file));
  return found;
}

async function* lines(source: ReplaySource, found: ExportedFrames): AsyncIterable<string> {
  for await (const step of source.steps(source.from)) {
    if (stepTime(step) > source.to) return;
    if (step.kind === 'fault') found.faults.push(step.message);
    else if (step.kind === 'anew') yield `${anewLine(step.at, step.state)}\n`;
    else if (step.kind === 'lost') yield `${lostLine(step.lost)}\n`;
    else {
      found.frames++;
      yield `${frameLine(step.frame)}\n`;
    }
  }
}
