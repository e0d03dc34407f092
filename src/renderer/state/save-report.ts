import { download } from '../parts/download.ts';
import { bytesOf } from './base64.ts';
import type { Desk } from './desk.ts';

export const reportForms = [
  {
    form: 'xlsx',
    title: 'Workbook (XLSX)',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  { form: 'csv', title: 'Table (CSV)', type: 'text/csv' },
  { form: 'json', title: 'Everything (JSON)', type: 'application/json' },
  { form: 'html', title: 'Report (HTML)', type: 'text/html' },
] as const;

export type ReportForm = (typeof reportForms)[number];

/** The whole snapshot as a file of the user's. @returns what to say. Rejects when there is none */
export async function saveReport(desk: Desk, { form, type }: ReportForm): Promise<string> {
  const { name, base64 } = await desk.ask('exportReport', form);
  download(name, bytesOf(base64), type);
  return `Saved ${name}`;
}
