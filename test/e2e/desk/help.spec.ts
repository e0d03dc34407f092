import type { Locator, Page } from '@playwright/test';
import { measureHeaded } from '../../../src/engine/contract/measures.ts';
import { expect, test } from '../fixtures.ts';

/** Headings of figures that are no measures: what stands beside them says what they are. */
const plain = new Set([
  'Confidence',
  'Loss',
  '95 % interval',
  'Outcomes',
  'Now',
  'above',
  'in',
  'Underlying, expiry, account, instrument',
]);

async function unexplained(headings: Locator): Promise<readonly string[]> {
  await expect(headings.first()).toBeVisible();
  const texts = (await headings.allTextContents()).map((text) => text.trim());
  return texts.filter((text) => text !== '' && !plain.has(text) && measureHeaded(text) === null);
}

const pane = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

test('every measure that is shown has an entry in the help', async ({ page }) => {
  expect(await unexplained(page.getByLabel('Headline figures').locator('dt'))).toEqual([]);
  expect(await unexplained(pane(page, 'Margin accounts').locator('th.number'))).toEqual([]);
  expect(await unexplained(pane(page, 'Netting by underlying').locator('th.number'))).toEqual([]);
  await page.keyboard.press('2');
  expect(await unexplained(page.locator('.ag-header-cell-text'))).toEqual([]);
  await page.keyboard.press('3');
  expect(await unexplained(pane(page, 'Margin accounts').locator('th.number'))).toEqual([]);
  // What breaks an account, of the first that a move breaks.
  const breaks = page.getByRole('region', { name: /^What breaks it/ });
  for (const account of await pane(page, 'Margin accounts')
    .getByRole('button', { pressed: false })
    .all()) {
    if ((await breaks.locator('th.number').count()) > 0) break;
    await account.click();
  }
  expect(await unexplained(breaks.locator('th.number'))).toEqual([]);
  await page.keyboard.press('5');
  const measures = page.locator('table.figures').filter({ hasText: 'House need (ES)' }).first();
  expect(await unexplained(measures.locator('th'))).toEqual(['Measure', 'Scenario day']);
});

test('the help is searched by name and by what it says, and explains beside the figure', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Help' }).click();
  const help = page.getByRole('dialog', { name: 'Help' });
  await help.getByRole('searchbox').fill('haircut');
  await expect(help.locator('dt')).toHaveText(['Equity', 'Haircut']);
  await help.getByRole('searchbox').fill('no such word');
  await expect(help.getByText('Nothing is called so')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.getByRole('button', { name: /^Worst margin ratio/ }).click();
  const what = page.getByRole('region', { name: 'What it is' });
  await expect(what).toContainText('At 100 % the venue liquidates');
  await expect(what).toContainText('Source: docs/margin-calls.md');
});
