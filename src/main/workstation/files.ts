import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { FileSource } from '../imports/read-file.ts';

/** A file to import: its bytes, as often as asked, and their SHA-256. */
export type ImportFile = FileSource & {
  readonly sha256: string;
  /** Last modification, or the time of the drop, in milliseconds. */
  readonly time: number;
};

async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** A file on disk, streamed twice: once for its hash, once to be read. @throws when it cannot be opened */
export async function fileOnDisk(path: string): Promise<ImportFile> {
  const open = (): AsyncIterable<Uint8Array> => createReadStream(path);
  const { size, mtimeMs } = statSync(path);
  return { name: basename(path), size, open, sha256: await sha256Of(open()), time: mtimeMs };
}

/** Text that came from elsewhere, as a file of the name given. */
export function fileOfText(name: string, text: string, time: number): ImportFile {
  const bytes = Buffer.from(text, 'utf8');
  return {
    name,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    time,
    async *open() {
      yield bytes;
    },
  };
}
