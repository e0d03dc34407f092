import type { ReactElement } from 'react';
import type { FileReport } from '../../../engine/contract/imports.ts';
import { download } from '../../parts/download.ts';
import { useFrame } from '../../state/use-desk.ts';
import { failuresCsv, rowEquation } from './counts.ts';

/** What the last commit did, file by file. */
export function KeptReports({
  reports,
}: {
  readonly reports: readonly FileReport[];
}): ReactElement {
  const { go } = useFrame();
  return (
    <output className="kept" aria-label="Kept">
      <ul>
        {reports.map((report) => (
          <li key={report.sha256}>
            <strong>{report.file}</strong> <span>{rowEquation(report)}</span>
            {report.failures.length > 0 && (
              <button
                type="button"
                className="asked quiet"
                onClick={() =>
                  download(`${report.file}.failures.csv`, failuresCsv(report), 'text/csv')
                }
              >
                Save failures as CSV
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => go('overview')}>
        To the overview
      </button>
    </output>
  );
}
