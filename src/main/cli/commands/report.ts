import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { csvReport } from '../../reports/csv.ts';
import { htmlReport } from '../../reports/html.ts';
import { jsonReport } from '../../reports/json.ts';
import { reportSheets, reportTitle } from '../../reports/sheets.ts';
import { textReport } from '../../reports/text.ts';
import { snapshotOfSample, snapshotOfStore } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage =
  'crossguard report [--store FILE] [--as-of INSTANT] [--out FILE.html|.csv|.json|.txt] [--json]';

const forms: Readonly<Record<string, (snapshot: RiskSnapshot) => string>> = {
  '.html': (snapshot) => htmlReport(reportTitle(snapshot), reportSheets(snapshot, 'full')),
  '.csv': (snapshot) => csvReport(reportTitle(snapshot), reportSheets(snapshot, 'full')),
  '.json': jsonReport,
  '.txt': (snapshot) => textReport(reportTitle(snapshot), reportSheets(snapshot, 'full')),
};

function asOfInstant(text: string | undefined): Instant | null | 'malformed' {
  if (text === undefined) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 'malformed' : instant(at);
}

/** Whether some figure lacks a part: then the exit code is 2. */
export const incomplete = (snapshot: RiskSnapshot): boolean =>
  snapshot.notIncluded.length > 0 ||
  !snapshot.risk.ok ||
  snapshot.overview.initialMargin.lacking.length > 0 ||
  snapshot.overview.equity.lacking.length > 0;

/** `report`: the whole risk snapshot of a store, or of the sample book. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['store', 'as-of', 'out'] }, usage);
  if (!found.ok) return 1;
  const asOf = asOfInstant(found.values.get('as-of'));
  if (asOf === 'malformed') {
    process.stderr.write(
      `crossguard: "${found.values.get('as-of')}" is no instant such as 2026-11-20T16:00:00Z\n`,
    );
    return 1;
  }
  const out = found.values.get('out');
  const form = out === undefined ? undefined : forms[extname(out).toLowerCase()];
  if (out !== undefined && form === undefined) {
    process.stderr.write(`crossguard: "${out}" must end in ${Object.keys(forms).join(', ')}\n`);
    return 1;
  }
  const store = found.values.get('store');
  const snapshot =
    store === undefined ? await snapshotOfSample(asOf) : await snapshotOfStore(store, asOf);
  if (!snapshot.ok) {
    process.stderr.write(`crossguard: ${snapshot.failure.message}\n`);
    return 1;
  }
  const { value } = snapshot;
  if (out !== undefined && form !== undefined) {
    writeFileSync(out, form(value));
    process.stderr.write(`wrote ${out}\n`);
  }
  if (found.flags.has('json')) process.stdout.write(jsonReport(value));
  else if (out === undefined) {
    process.stdout.write(textReport(reportTitle(value), reportSheets(value, 'brief')));
  }
  return incomplete(value) ? 2 : 0;
}
