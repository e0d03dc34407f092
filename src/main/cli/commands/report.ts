import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RiskSnapshot } from '../../../engine/contract/snapshot.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { chromiumHere } from '../../bootstrap/chromium.mjs';
import { reportForms } from '../../reports/forms.ts';
import { jsonReport } from '../../reports/json.ts';
import { pdfReport } from '../../reports/pdf.ts';
import { reportSheets, reportTitle } from '../../reports/sheets.ts';
import { textReport } from '../../reports/text.ts';
import { snapshotOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';
import { asOfInstant } from '../as-of.ts';

const usage =
  'crossguard report [--store FILE] [--as-of INSTANT] [--out FILE.html|.pdf|.xlsx|.csv|.json|.txt] [--json]';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The report's page, printed. */
async function printed(snapshot: RiskSnapshot): Promise<Outcome<Uint8Array>> {
  const chromium = await chromiumHere(root);
  return chromium === null
    ? fail(
        'not-applicable',
        'a PDF is printed by Chromium, and there is none here: install it, or name one in CROSSGUARD_CHROMIUM',
      )
    : pdfReport(reportForms.html(snapshot), chromium, snapshot.asOf);
}

const endings = [...Object.keys(reportForms), 'pdf'];

const isForm = (ending: string): ending is keyof typeof reportForms =>
  Object.hasOwn(reportForms, ending);

const fileOf = async (
  ending: string,
  snapshot: RiskSnapshot,
): Promise<Outcome<string | Uint8Array>> =>
  isForm(ending) ? ok(reportForms[ending](snapshot)) : printed(snapshot);

/** Why the file could not be written; null when it was. */
function faultOfWriting(path: string, content: string | Uint8Array): string | null {
  try {
    writeFileSync(path, content);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether some figure lacks a part: then the exit code is 2. */
export function incomplete({ notIncluded, risk, overview, houseView }: RiskSnapshot): boolean {
  const { equity, initialMargin, maintenanceMargin, pnl } = overview;
  const totals = [equity, initialMargin, maintenanceMargin, pnl, houseView.saving];
  return (
    notIncluded.length > 0 ||
    !risk.ok ||
    totals.some((total) => total === null || total.lacking.length > 0)
  );
}

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
  const ending = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  if (out !== undefined && !endings.includes(ending)) {
    process.stderr.write(`crossguard: "${out}" must end in .${endings.join(', .')}\n`);
    return 1;
  }
  const store = found.values.get('store');
  const snapshot = await snapshotOffline(store ?? null, asOf);
  if (!snapshot.ok) {
    process.stderr.write(`crossguard: ${snapshot.failure.message}\n`);
    return 1;
  }
  const { value } = snapshot;
  if (out !== undefined) {
    const written = await fileOf(ending, value);
    const fault = written.ok ? faultOfWriting(out, written.value) : written.failure.message;
    if (fault !== null) {
      process.stderr.write(`crossguard: ${fault}\n`);
      return 1;
    }
    process.stderr.write(`wrote ${out}\n`);
  }
  if (found.flags.has('json')) process.stdout.write(jsonReport(value));
  else if (out === undefined) {
    process.stdout.write(textReport(reportTitle(value), reportSheets(value, 'brief')));
  }
  return incomplete(value) ? 2 : 0;
}
