import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const main = (page: Page) => page.getByRole('main', { name: 'What-if' });
const book = (page: Page) => main(page).getByRole('region', { name: 'The whole book' });
const headline = (page: Page) => page.getByRole('region', { name: 'Headline figures' });

test.beforeEach(async ({ page }) => {
  await expect(headline(page)).toBeVisible();
  await page.keyboard.press('w');
  await expect(main(page)).toBeVisible();
});

test('a trade is tried, the book stays as it is, and the draft is there after a reload', async ({
  page,
}) => {
  const before = await headline(page).textContent();
  await main(page).getByRole('button', { name: 'New, from the book' }).click();
  await main(page).getByLabel('In account').selectOption('Deribit sample BTC');
  const trade = main(page).getByRole('form', { name: 'Add a trade' });
  await trade.getByLabel('Instrument').fill('BTC-PERPETUAL');
  await trade.getByLabel('Contracts').fill('-500 000');
  await trade.getByRole('button', { name: 'Add the trade' }).click();
  const changes = main(page).getByRole('list', { name: 'Changes' });
  await expect(changes).toContainText('sell 500 000 BTC-PERPETUAL in Deribit sample BTC');
  const delta = book(page).getByRole('row', { name: /^Net delta of BTC/ });
  await expect(delta.getByRole('cell').nth(2)).toHaveText(/^−\d/);
  expect(await headline(page).textContent()).toBe(before);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.reload();
  await expect(changes).toContainText('sell 500 000 BTC-PERPETUAL');
  await main(page)
    .getByRole('button', { name: /^Remove: sell/ })
    .click();
  await expect(main(page)).toContainText('Nothing is changed yet.');
  const shortfall = book(page).getByRole('row', { name: /^Expected shortfall/ });
  await expect(shortfall.getByRole('cell').nth(2)).toHaveText('0');
});

test('an instrument that nobody knows is left out by name, and collateral counts', async ({
  page,
}) => {
  await main(page).getByRole('button', { name: 'New, from the book' }).click();
  await main(page).getByLabel('In account').selectOption('Deribit sample BTC');
  const trade = main(page).getByRole('form', { name: 'Add a trade' });
  await trade.getByLabel('Instrument').fill('NO-SUCH-THING');
  await trade.getByLabel('Contracts').fill('1');
  await page.keyboard.press('Enter');
  await expect(main(page).getByRole('list', { name: 'Changes' })).toContainText(
    /left out: .*NO-SUCH-THING/,
  );
  const collateral = main(page).getByRole('form', { name: 'Add collateral' });
  await collateral.getByLabel('Asset').selectOption('BTC');
  await collateral.getByLabel('Amount put in').fill('1');
  await page.keyboard.press('Enter');
  const row = main(page)
    .getByRole('region', { name: 'Accounts' })
    .getByRole('row', { name: /^Deribit sample BTC/ });
  await expect(row).toContainText(/\+\d\d\s\d{3}/);
  await expect(
    main(page)
      .getByRole('region', { name: 'Accounts' })
      .getByRole('row', { name: /^Bybit sample/ }),
  ).toContainText('does not follow a draft');
});

test('hedges are tried one by one, and the one that is taken takes the delta off', async ({
  page,
}) => {
  test.slow();
  await main(page).getByRole('button', { name: 'New, from the book' }).click();
  await book(page).getByRole('button', { name: 'Hedges of ETH' }).click();
  const hedges = main(page).getByRole('region', { name: 'Against the net delta of ETH' });
  await hedges
    .getByRole('button', { name: /^Add: / })
    .first()
    .click({ timeout: 30_000 });
  const delta = book(page).getByRole('row', { name: /^Net delta of ETH/ });
  await expect(delta.getByRole('cell').nth(1)).toHaveText(/^[−>]?<?\d{1,3}(?:\s\d{3})?$/);
});

test('a draft is exported, deleted, brought back, and read in again', async ({ page }) => {
  await main(page).getByRole('button', { name: 'New, empty' }).click();
  await main(page).getByLabel('Name').fill('Night');
  await page.keyboard.press('Tab');
  const drafts = main(page).getByRole('combobox', { name: 'Draft' });
  await expect(drafts).toContainText('Night');
  const download = page.waitForEvent('download');
  await main(page).getByRole('button', { name: 'Export', exact: true }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  await main(page).getByRole('button', { name: 'Delete' }).click();
  await expect(drafts).toHaveCount(0);
  await main(page).getByRole('button', { name: 'Bring Night back' }).click();
  await expect(drafts).toContainText('Night');
  const file = main(page).getByLabel('A file of a what-if');
  const read = (content: string) =>
    file.setInputFiles({
      name: 'x.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
  await read(text);
  await expect(drafts.locator('option')).toHaveCount(2);
  await read('{"kind":"other"}');
  await expect(main(page).getByRole('alert')).toContainText('no file of a what-if');
  await read(JSON.stringify({ ...JSON.parse(text), edits: [{ kind: 'steal' }] }));
  await expect(main(page).getByRole('alert')).toContainText('malformed');
  await expect(drafts.locator('option')).toHaveCount(2);
});
