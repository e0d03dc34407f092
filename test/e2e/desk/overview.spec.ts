import { expect, test } from '../fixtures.ts';
import { figure } from './figures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
});

test('one screen answers what nets, what is demanded, what could be lost and who is near a call', async ({
  page,
}) => {
  for (const heading of [
    'What nets',
    'What each venue demands',
    'What could be lost',
    'Warnings',
  ]) {
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  }
  const headline = page.getByRole('region', { name: 'Headline figures' });
  for (const label of [
    'Equity',
    'Initial margin',
    'Maintenance',
    'Worst margin ratio',
    'Saved by netting',
    'Worst stress',
    'Net delta',
    'Gamma',
    'Vega',
    'Oldest price',
  ]) {
    await expect(headline.getByText(label, { exact: true })).toBeVisible();
  }
  await expect(headline.getByText(/^VaR \d/).first()).toBeVisible();
  await expect(headline.getByText(/^ES \d/).first()).toBeVisible();
});

test('positions at several venues net: net delta of an underlying is less than its gross', async ({
  page,
}) => {
  const row = page
    .getByRole('region', { name: 'Netting by underlying' })
    .locator('tbody tr')
    .first();
  const cells = row.getByRole('cell');
  const gross = await figure(cells.nth(0).locator('.figure'));
  const net = await figure(cells.nth(2).locator('.figure'));
  expect(gross).toBeGreaterThan(0);
  expect(Math.abs(net)).toBeLessThan(gross);
});

test('a margin call is announced on every view and says what to do', async ({ page }) => {
  const banner = page.getByRole('alert').filter({ hasText: /margin call|liquidation/ });
  for (const key of ['1', '2', '3', '4', '5', '6', '7', '9']) {
    await page.keyboard.press(key);
    await expect(banner).toBeVisible();
  }
  await banner.getByRole('button').click();
  await expect(page).toHaveURL(/#\/warnings/);
  const first = page.getByRole('region', { name: 'Warnings' }).getByRole('listitem').first();
  await expect(first.getByText('Why', { exact: true })).toBeVisible();
  await expect(first.getByText('What to do', { exact: true })).toBeVisible();
});

test('what is in no figure is listed with its reason', async ({ page }) => {
  await page
    .getByRole('button', { name: /not included/i })
    .first()
    .click();
  const list = page.getByRole('region', { name: 'Rows not included' });
  await expect(list).toBeVisible();
  const reason = list.locator('tbody tr').first().getByRole('cell').nth(3);
  await expect(reason).not.toBeEmpty();
});
