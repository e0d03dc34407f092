import { readFileSync } from 'node:fs';

/** A vector file of this repository: published inputs and answers, each case with its source. */
export function vectorFile(name: string): unknown {
  const file = new URL(`../../vectors/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
