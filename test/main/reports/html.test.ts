import { expect, test } from 'vitest';
import { htmlReport } from '../../../src/main/reports/html.ts';
import { left } from '../../../src/main/reports/sheet.ts';

test('names from files cannot become markup', () => {
  const page = htmlReport('<script>alert(1)</script>', [
    { title: 'T', columns: [left('"quoted"')], rows: [['<img src=x onerror=alert(1)>']] },
  ]);
  expect(page).not.toMatch(/<script|<img/);
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
});
