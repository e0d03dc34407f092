import { expect, test } from '../fixtures.ts';
import { figure, figures } from './figures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
});

test('a headline figure opens its calculation, and the parts come to the whole', async ({
  page,
}) => {
  const headline = page.getByRole('region', { name: 'Headline figures' });
  const button = headline.getByRole('button', { name: /^Equity: / });
  const shownThere = await figure(button.locator('.figure'));
  await button.click();
  const drawer = page.getByRole('complementary');
  await expect(drawer.getByRole('heading', { name: 'Equity, all margin accounts' })).toBeFocused();
  const whole = await figure(drawer.locator('[aria-level="1"] .amount .figure'));
  const parts = await figures(drawer.locator('[aria-level="2"] .amount .figure'));
  expect(parts.length).toBeGreaterThan(1);
  // Each part is rounded to a hundredth.
  const sum = parts.reduce((total, part) => total + part, 0);
  expect(Math.abs(sum - whole)).toBeLessThanOrEqual(0.005 * (parts.length + 1));
  expect(Math.abs(shownThere - whole)).toBeLessThanOrEqual(0.5);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(button).toBeFocused();
});

test('a venue’s requirement is a tree that can be walked by keyboard to its sources', async ({
  page,
}) => {
  await page.keyboard.press('3');
  const demanded = page.getByRole('region', { name: 'Margin accounts' });
  await demanded
    .getByRole('button', { name: /^Maintenance margin, / })
    .first()
    .press('Enter');
  const tree = page.getByRole('complementary').getByRole('tree');
  const root = tree.getByRole('treeitem').first();
  await root.focus();
  await page.keyboard.press('*');
  await expect.poll(() => tree.getByRole('treeitem').count()).toBeGreaterThan(1);
  await page.keyboard.press('End');
  await expect(tree.getByRole('treeitem').last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(root).toHaveAttribute('aria-expanded', 'false');
});

test('the same account is margined four ways, side by side', async ({ page }) => {
  await page.keyboard.press('3');
  const ways = page.getByRole('region', { name: /Ways to margin it/ });
  for (const way of ['Isolated', 'Cross', 'Portfolio', 'House view']) {
    await expect(ways.getByRole('rowheader', { name: way })).toBeVisible();
  }
});

test('the VaR leads to its day', async ({ page }) => {
  await page.getByRole('button', { name: /^VaR .*: / }).click();
  await expect(page).toHaveURL(/#\/risk\/\d{4}-\d{2}-\d{2}/);
  await expect(page.getByText(/\d{4}-\d{2}-\d{2}: .* on today's book/).first()).toBeVisible();
});

test('expected shortfall is explained by what brings it, value at risk by its day', async ({
  page,
}) => {
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'Expected shortfall', exact: true }).click();
  const drawer = page.getByRole('complementary');
  await expect(drawer.getByRole('heading', { level: 2 })).toHaveText(/^Expected shortfall 97\.5/);
  await expect(drawer).toContainText('equally likely outcomes');
  await expect(drawer).toContainText('Acerbi & Tasche');
  await page.getByRole('button', { name: 'VaR', exact: true }).click();
  await expect(drawer.getByRole('heading', { level: 2 })).toHaveText(/^Value at risk 99/);
});
