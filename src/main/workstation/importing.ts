import type { FileReport, RowVerdict } from '../../engine/contract/imports.ts';
import { instant } from '../../engine/values/units.ts';
import type { FailedRow, ReadOptions, StatementFormat } from '../imports/format.ts';
import { readStatement, type Progress } from '../imports/read-file.ts';
import type { ImportWriter } from '../store/import-writer.ts';
import type { Store } from '../store/store.ts';
import type { ImportFile } from './files.ts';

export type ImportChoices = {
  readonly account: string | null;
  readonly format: string | null;
  readonly mapping: ReadOptions['mapping'];
};

/** Whether the file is kept, or only tried. */
export type Purpose = 'commit' | 'preview';

export type Imported = {
  readonly report: FileReport;
  /** The first verdicts, up to the number asked for. */
  readonly verdicts: readonly RowVerdict[];
};

/** The report of a file that nothing was read of. */
export function refusal(file: Pick<ImportFile, 'name' | 'sha256'>, refused: FailedRow): FileReport {
  return {
    file: file.name,
    sha256: file.sha256,
    format: null,
    formatTitle: null,
    venue: null,
    account: null,
    rows: 0,
    kept: 0,
    unchanged: 0,
    failures: [],
    refused,
    notes: [],
  };
}

/**
 * Reads one file into the store as one transaction, or tries to. Rows get their verdicts against
 * what the store holds, in the order of the file.
 *
 * @param shown the most verdicts to collect
 * @throws the signal's reason when cancelled; then nothing of the file is kept
 */
export async function importFile(
  store: Store,
  file: ImportFile,
  choices: ImportChoices,
  purpose: Purpose,
  shown: number,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Imported> {
  const reading = await readStatement(
    file,
    {
      name: file.name,
      account: choices.account,
      mapping: choices.mapping,
      fileTime: instant(Math.floor(file.time)),
      format: choices.format,
    },
    onProgress,
    signal,
  );
  if (!reading.recognised) return { report: refusal(file, reading.refusal), verdicts: [] };
  const writer = store.beginImport(metaOf(file, choices, reading.format));
  try {
    const verdicts = await written(reading.events, writer, shown);
    return { report: purpose === 'commit' ? writer.commit() : writer.preview(), verdicts };
  } finally {
    writer.rollback();
  }
}

function metaOf(
  file: ImportFile,
  choices: ImportChoices,
  format: StatementFormat,
): Parameters<Store['beginImport']>[0] {
  return {
    file: file.name,
    sha256: file.sha256,
    format: format.id,
    formatTitle: format.title,
    venue: format.venue,
    account: choices.account,
    mapping: choices.mapping,
  };
}

async function written(
  events: Extract<Awaited<ReturnType<typeof readStatement>>, { recognised: true }>['events'],
  writer: ImportWriter,
  shown: number,
): Promise<readonly RowVerdict[]> {
  const verdicts: RowVerdict[] = [];
  const show = (verdict: RowVerdict): void => {
    if (verdicts.length < shown) verdicts.push(verdict);
  };
  for await (const event of events) {
    switch (event.event) {
      case 'row':
        show(writer.add(event.line, event.items, event.summary));
        break;
      case 'failed':
        show(writer.fail(event.failure));
        break;
      case 'note':
        writer.note(event.message);
        break;
      case 'scope':
        // The store closes whole markets: a claim on part of one must not close the rest.
        if (event.settlement === undefined) writer.scope(event.account, event.market, event.at);
        break;
    }
  }
  return verdicts;
}
