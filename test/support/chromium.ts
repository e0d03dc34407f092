import { readFileSync } from 'node:fs';

const NOTE = new URL('../../node_modules/.crossguard-chromium', import.meta.url);

/** The Chromium that the bootstrap of `npm test` found, or the one that the user names. */
export function chromiumPath(): string {
  const given =
    process.env['CROSSGUARD_CHROMIUM'] ?? process.env['PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH'];
  if (given !== undefined && given !== '') return given;
  try {
    return readFileSync(NOTE, 'utf8').trim();
  } catch {
    throw new Error('no Chromium was prepared: run "npm test" once, or set CROSSGUARD_CHROMIUM');
  }
}
