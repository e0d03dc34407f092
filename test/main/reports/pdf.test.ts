import { expect, test } from 'vitest';
import { htmlReport } from '../../../src/main/reports/html.ts';
import { pdfReport } from '../../../src/main/reports/pdf.ts';
import { left } from '../../../src/main/reports/sheet.ts';
import { chromiumPath } from '../../support/chromium.ts';

const at = Date.UTC(2026, 10, 20, 21);
const page = htmlReport('Report of a test', [
  { title: 'One', columns: [left('Name')], rows: [['BTC']] },
]);

function printed(): Buffer {
  const found = pdfReport(page, chromiumPath(), at);
  if (!found.ok) throw new Error(found.failure.message);
  return Buffer.from(found.value);
}

test('a page becomes a PDF with its title and the report’s own time, the same whenever it is printed', () => {
  const first = printed();
  const text = first.toString('latin1');
  expect(text).toMatch(/^%PDF-/);
  expect(text).toContain('/Title (Report of a test)');
  expect(text).toContain("/CreationDate (D:20261120210000+00'00')");
  expect(printed().equals(first)).toBe(true);
}, 60_000);

test('a program that prints nothing is named', () => {
  const found = pdfReport(page, '/no/such/chromium', at);
  expect(found).toMatchObject({ ok: false });
  if (!found.ok) expect(found.failure.message).toContain('/no/such/chromium');
});
