import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { shown } from './figures.ts';

test.use({ book: 'empty' });

const sample = join(import.meta.dirname, '../../../resources/sample');

test('an empty store offers the sample book and the import', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'The book is empty' })).toBeVisible();
  await page.getByRole('button', { name: 'Show the sample book' }).click();
  await expect(page.getByRole('heading', { name: 'What nets' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('synthetic sample data')).toBeVisible();
});

test('a dropped file is judged row by row, kept, seen in the exposures, undone and redone', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Import files' }).click();
  const name = 'position-risk.json';
  const text = await readFile(join(sample, 'binance', name), 'utf8');
  const data = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], file, { type: 'application/json' }));
      return transfer;
    },
    [name, text] as const,
  );
  await page.locator('.import').dispatchEvent('drop', { dataTransfer: data });

  const equation = page.getByText(/^\d+ rows? = \d+ kept \+ \d+ unchanged \+ \d+ failed$/);
  await expect(equation).toBeVisible();
  const counts = [...((await equation.textContent()) ?? '').matchAll(/\d+/g)].map(Number);
  const [rows = 0, kept = 0, unchanged = 0, failed = 0] = counts;
  expect(rows).toBe(kept + unchanged + failed);
  expect(kept).toBeGreaterThan(0);
  await expect(page.getByRole('button', { name: `all ${rows}` })).toBeVisible();

  await page.getByRole('button', { name: `Keep ${kept} rows from 1 file` }).click();
  await expect(page.getByRole('status', { name: 'Kept' })).toContainText(name);
  const history = page.getByRole('region', { name: 'List of imports' });
  await expect(history.getByRole('row').filter({ hasText: name })).toContainText('in the book');

  await page.keyboard.press('2');
  const grid = page.getByRole('region', { name: 'Exposures', exact: true });
  await expect(grid.locator('.tree-label').first()).toBeVisible();

  await page.keyboard.press('9');
  await history.getByRole('button', { name: `Undo ${name}` }).click();
  await expect(history.getByRole('row').filter({ hasText: name })).toContainText('undone');
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: 'The book is empty' })).toBeVisible();
  await page.keyboard.press('9');
  await history.getByRole('button', { name: `Redo ${name}` }).click();
  await expect(history.getByRole('row').filter({ hasText: name })).toContainText('in the book');
});

test('a file that nobody recognises is refused with its reason, mapped by hand, and kept', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Import files' }).click();
  await page.getByLabel('Files to import').setInputFiles({
    name: 'strange.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('ticker,lots,mark\nBTCUSDT,2,60000\nETHUSDT,=1+1,2000\n'),
  });
  await expect(page.getByRole('alert').filter({ hasText: 'refused' })).toBeVisible();
  const read = page.getByRole('button', { name: 'Read the file so' });
  await expect(
    page.getByRole('button', { name: 'Still to say: market, symbol, quantity' }),
  ).toBeDisabled();
  await page
    .getByRole('combobox', { name: 'Market', exact: true })
    .selectOption('one value for all rows:');
  await page.getByLabel('Market of all rows').fill('BINANCE-USDM');
  await page.getByRole('combobox', { name: 'Symbol', exact: true }).selectOption('ticker');
  await page.getByRole('combobox', { name: 'Quantity', exact: true }).selectOption('lots');
  await page.getByRole('combobox', { name: 'Mark price', exact: true }).selectOption('mark');
  await read.click();
  await expect(page.getByText('2 rows = 1 kept + 0 unchanged + 1 failed')).toBeVisible();
  await page.getByRole('button', { name: 'failed 1' }).click();
  await expect(page.getByRole('region', { name: 'Verdicts', exact: true })).toContainText('=1+1');
  await page.getByRole('button', { name: 'Keep 1 row from 1 file' }).click();
  await expect(page.getByRole('status', { name: 'Kept' })).toContainText('strange.csv');

  await page.getByLabel('Files to import').setInputFiles({
    name: 'stranger.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('ticker,lots,mark\nETHUSDT,3,2000\n'),
  });
  await page.getByRole('combobox', { name: 'As saved before' }).selectOption('strange.csv');
  await read.click();
  await expect(page.getByText('1 row = 1 kept + 0 unchanged + 0 failed')).toBeVisible();
});

test('failures can be saved as a CSV that runs no formula', async ({ page, host }) => {
  test.skip(host !== 'browser', 'a download of the desktop goes through its own dialog');
  await page.getByRole('button', { name: 'Import files' }).click();
  await page.getByLabel('Files to import').setInputFiles({
    name: '=strange.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('ticker,lots\nBTCUSDT,2\n'),
  });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save failures as CSV' }).click();
  const path = await (await download).path();
  const lines = (await readFile(path, 'utf8')).split('\r\n');
  expect(lines[0]).toBe('file,line,field,reason,message');
  expect(lines[1]).toMatch(/^'=strange\.csv,/);
  expect(shown(lines[1] ?? '')).toBeGreaterThanOrEqual(0);
});
