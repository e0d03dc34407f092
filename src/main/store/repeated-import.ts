import type { FileReport, ImportRecord } from '../../engine/contract/imports.ts';
import type { ImportWriter } from './import-writer.ts';

/** Takes the rows of a file whose very bytes are kept already: nothing is written. */
export function repeatedImport(
  repeats: ImportRecord,
  file: string,
  ended: () => void,
): ImportWriter {
  const { report } = repeats;
  const first = new Date(repeats.importedAt).toISOString();
  const same = `The same file was imported at ${first} as ${report.file}; nothing changes.`;
  let open = true;

  function end(): void {
    if (open) ended();
    open = false;
  }

  function finished(): FileReport {
    end();
    return {
      ...report,
      file,
      kept: 0,
      unchanged: report.kept + report.unchanged,
      notes: [...report.notes, same],
    };
  }

  return {
    repeats,
    add: (line, _items, summary) => ({ line, verdict: 'same', summary, failure: null }),
    fail: (failure) => ({
      line: failure.line,
      verdict: 'failed',
      summary: failure.message,
      failure,
    }),
    note: () => undefined,
    scope: () => undefined,
    commit: finished,
    preview: finished,
    rollback: end,
  };
}
