import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ColumnMapping } from '../../../engine/contract/contract.ts';
import type { FileReport } from '../../../engine/contract/imports.ts';
import { openStore } from '../../store/open.ts';
import { StoreError } from '../../store/store-error.ts';
import type { Store } from '../../store/store.ts';
import { fileOnDisk } from '../../workstation/files.ts';
import { importFile, type ImportChoices, type Purpose } from '../../workstation/importing.ts';
import { parsed } from '../arguments.ts';

const usage =
  'crossguard import FILE... --store FILE [--account NAME] [--format ID] [--mapping FILE] [--dry-run] [--json]';

const mappingDocument: z.ZodType<ColumnMapping> = z.object({
  name: z.string(),
  columns: z.record(z.string(), z.string()),
});

function mappingOf(path: string | undefined): ColumnMapping | null {
  return path === undefined ? null : mappingDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function problem(message: string): 1 {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** A file that could not even be opened is reported like one that was refused. */
function unopened(path: string, error: unknown): FileReport {
  return {
    file: path,
    sha256: '',
    format: null,
    formatTitle: null,
    venue: null,
    account: null,
    rows: 0,
    kept: 0,
    unchanged: 0,
    failures: [],
    refused: { line: 0, field: '', reason: 'malformed', message: messageOf(error) },
    notes: [],
  };
}

function lines(report: FileReport): string {
  const { file, refused, formatTitle, rows, kept, unchanged, failures, notes } = report;
  if (refused !== null) return `${file}: refused: ${refused.message}\n`;
  const head = `${file}: ${formatTitle}: ${rows} rows = ${kept} kept + ${unchanged} unchanged + ${failures.length} failed\n`;
  const failed = failures.map(
    ({ line, field, message }) => `  line ${line}${field === '' ? '' : `, ${field}`}: ${message}\n`,
  );
  return [head, ...failed, ...notes.map((note) => `  note: ${note}\n`)].join('');
}

async function imported(
  store: Store,
  files: readonly string[],
  choices: ImportChoices,
  purpose: Purpose,
  signal: AbortSignal,
): Promise<readonly FileReport[]> {
  const reports: FileReport[] = [];
  for (const path of files) {
    try {
      const file = await fileOnDisk(path);
      let told = 0;
      const onProgress = (bytes: number, of: number): void => {
        if (bytes - told < 64 * 1024 * 1024) return;
        told = bytes;
        process.stderr.write(`${file.name}: ${Math.floor((100 * bytes) / of)} %\n`);
      };
      const { report } = await importFile(store, file, choices, purpose, 0, onProgress, signal);
      reports.push(report);
    } catch (error) {
      if (error instanceof StoreError || signal.aborted) throw error;
      reports.push(unopened(path, error));
    }
  }
  return reports;
}

/** `import`: reads exports into a store, one transaction and one undo step for each file. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(
    args,
    { flags: ['dry-run', 'json'], values: ['store', 'account', 'format', 'mapping'] },
    usage,
  );
  if (!found.ok) return 1;
  const { flags, values, files } = found;
  const path = values.get('store');
  if (path === undefined || files.length === 0) return problem(`usage: ${usage}`);
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort(new Error('cancelled: nothing of this file was kept')));
  try {
    const choices = {
      account: values.get('account') ?? null,
      format: values.get('format') ?? null,
      mapping: mappingOf(values.get('mapping')),
    };
    const store = openStore(path, { now: () => Date.now() });
    try {
      const purpose = flags.has('dry-run') ? 'preview' : 'commit';
      const reports = await imported(store, files, choices, purpose, cancel.signal);
      if (flags.has('json'))
        process.stdout.write(`${JSON.stringify({ files: reports }, null, 2)}\n`);
      else process.stdout.write(reports.map(lines).join(''));
      return exitCode(reports);
    } finally {
      store.close();
    }
  } catch (error) {
    return problem(messageOf(error));
  }
}

function exitCode(reports: readonly FileReport[]): number {
  if (reports.every(({ refused }) => refused !== null)) return 1;
  const whole = reports.every(({ refused, failures }) => refused === null && failures.length === 0);
  return whole ? 0 : 2;
}
