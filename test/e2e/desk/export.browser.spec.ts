import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from '../fixtures.ts';

test('the snapshot can be saved as a workbook and as JSON, both of this very book', async ({
  page,
}) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  const saved = async (choice: string): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: choice }).click();
    return readFile(await (await download).path());
  };
  const { overview } = JSON.parse((await saved('Everything (JSON)')).toString('utf8'));
  const parts = unzipSync(await saved('Workbook (XLSX)'));
  const headline = strFromU8(parts['xl/worksheets/sheet2.xml'] ?? new Uint8Array());
  expect(headline).toContain(`<v>${overview.equity.amount}</v>`);
});
