import { renameSync, writeFileSync } from 'node:fs';

/** Replaces a file whole: a cut leaves the old one or the new one. Only this user may read it. */
export function writeWhole(path: string, text: string): void {
  const next = `${path}.next`;
  writeFileSync(next, text, { mode: 0o600, flush: true });
  renameSync(next, path);
}
