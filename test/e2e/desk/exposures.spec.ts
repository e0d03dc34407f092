import { expect, test } from '../fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('main', { name: 'Exposures' })).toBeVisible();
});

test('the tree opens from underlying to instrument and keeps families together when sorted', async ({
  page,
}) => {
  const grid = page.getByRole('region', { name: 'Exposures', exact: true });
  const labels = grid.locator('.tree-label');
  await expect(labels.first()).toBeVisible();
  const closed = await labels.count();
  await page.getByRole('button', { name: 'Expand all' }).click();
  await expect.poll(() => labels.count()).toBeGreaterThan(closed);
  await grid.getByRole('columnheader', { name: /Net delta/ }).click();
  const depths = await labels.evaluateAll((found) =>
    found.map((label) => Number(label.getAttribute('data-depth'))),
  );
  expect(depths[0]).toBe(0);
  // A row stands at most one step further in than the row above it.
  for (const [index, depth] of depths.entries()) {
    if (index > 0) expect(depth - (depths[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  }
  await page.getByRole('button', { name: 'Collapse all' }).click();
  await expect.poll(() => labels.count()).toBe(closed);
});

test('the filter shows what it finds with all above it, by keyboard alone', async ({ page }) => {
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('btc');
  const grid = page.getByRole('region', { name: 'Exposures', exact: true });
  await expect(grid.locator('.tree-label[data-depth="3"]').first()).toBeVisible();
  await expect(grid.locator('.tree-label[data-depth="0"]')).toHaveText([/BTC/, /Total/]);
});

test('a figure of the grid explains itself from the keyboard', async ({ page }) => {
  const grid = page.getByRole('region', { name: 'Exposures', exact: true });
  // A cell that has nothing to explain, so that the click only brings the keyboard here.
  await grid.locator('[row-index="0"] [col-id="quantity"]').first().click();
  for (const column of ['mark', 'unit', 'gross', 'delta']) {
    await page.keyboard.press('ArrowRight');
    await expect(grid.locator('.ag-cell-focus')).toHaveAttribute('col-id', column);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary').getByRole('tree')).toBeVisible();
});

test('the table on the clipboard has a header, every row shown, and the total', async ({
  page,
  context,
  host,
}) => {
  test.skip(host !== 'browser', 'the clipboard of the desktop is the system’s own');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const labels = page
    .getByRole('region', { name: 'Exposures', exact: true })
    .locator('.tree-label');
  // The pinned total is drawn last, once every row is there.
  await expect(labels.filter({ hasText: 'Total' })).toBeVisible();
  await expect(labels.first()).toBeVisible();
  const rows = await labels.count();
  await page.getByRole('button', { name: 'Copy as table' }).click();
  await expect(page.getByText(`Copied ${rows} rows`)).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(rows + 1);
  expect(lines[0]).toContain('Net delta');
  expect(lines.at(-1)).toMatch(/^total\tTotal/);
});
