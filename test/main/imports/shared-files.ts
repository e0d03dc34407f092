import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFile, sourceOf, type Asked, type Read } from './reading.ts';

/** Reads a file of the shared data folder through the whole of the import, recognised by its content. */
export const readShared = (folder: string, path: string, asked: Asked = {}): Promise<Read> =>
  readFile(sourceOf(basename(path), readFileSync(join(folder, path)), 65_536), asked);

export const sharedText = (folder: string, path: string): string =>
  readFileSync(join(folder, path), 'utf8');

/** Paths of the files in a folder of the shared data. */
export const filesIn = (folder: string, path: string): readonly string[] =>
  readdirSync(join(folder, path))
    .toSorted()
    .map((name) => join(path, name));
