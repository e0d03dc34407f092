import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

const PATIENCE = 60_000;

/** `D:20261120210000+00'00'`: a PDF's spelling of an instant. */
const pdfDate = (at: number): string =>
  `D:${new Date(at).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}+00'00'`;

/** The dates of a printed page become the report's own, so that the same report has the same bytes. */
function dated(bytes: Buffer, at: number): Buffer {
  const text = bytes.toString('latin1');
  const written = text.replaceAll(
    /\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g,
    (_, name: string) => `/${name} (${pdfDate(at)})`,
  );
  return Buffer.from(written, 'latin1');
}

/**
 * A report's page printed by a Chromium without a window. The page holds no script, and the
 * browser has a profile of its own that is thrown away.
 *
 * @param at the report's instant
 */
export function pdfReport(page: string, chromium: string, at: number): Outcome<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'crossguard-report-'));
  try {
    const source = join(folder, 'report.html');
    const target = join(folder, 'report.pdf');
    writeFileSync(source, page);
    const { status, error, stderr } = spawnSync(
      chromium,
      [
        '--headless',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-pdf-header-footer',
        // Chromium refuses to run as root inside its sandbox.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(folder, 'profile')}`,
        `--print-to-pdf=${target}`,
        pathToFileURL(source).href,
      ],
      { encoding: 'utf8', timeout: PATIENCE },
    );
    if (error !== undefined || status !== 0) {
      const why = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
      return fail('not-applicable', `${chromium} did not print the report: ${why}`);
    }
    return ok(dated(readFileSync(target), at));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
