import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('4');
  await expect(page.getByRole('application').first()).toBeVisible();
});

test('every model and window can be chosen, and one shown less another', async ({ page }) => {
  const main = page.getByRole('main', { name: 'Correlation' });
  const model = main.getByRole('combobox', { name: 'Model', exact: true });
  const titles = await model.getByRole('option').allTextContents();
  expect(titles).toHaveLength(9);
  for (const title of titles) {
    await model.selectOption(title);
    await expect(main.getByText(/joint returns, .* worth \d+ days/)).toBeVisible();
  }
  await main.getByRole('combobox', { name: 'Model: window' }).selectOption('60 returns');
  await expect(main.getByText(/^60 joint returns/)).toBeVisible();
  await main.getByRole('combobox', { name: 'less', exact: true }).selectOption('Sample');
  await expect(main.getByText(/DCC, 60 returns, less Sample/)).toBeVisible();
  await expect(
    main.getByRole('application', { name: /^Difference of correlations/ }),
  ).toBeVisible();
});

test('a pair is opened by keyboard: joint days, rolling correlation, tails, what relies on it', async ({
  page,
}) => {
  const main = page.getByRole('main', { name: 'Correlation' });
  const heatmap = main.getByRole('application').first();
  await heatmap.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(main.getByText(/95 % .* told from 0\. Enter opens the pair/)).toBeVisible();
  await page.keyboard.press('Enter');
  const pair = main.getByRole('region', { name: /^Pair / });
  await expect(pair.getByText(/^Sample correlation/)).toBeVisible();
  await expect(pair.getByRole('application', { name: /^Daily returns/ })).toBeVisible();
  await expect(pair.getByRole('application', { name: /^Rolling correlation/ })).toBeVisible();
  await expect(pair.getByRole('row', { name: /^lower, 5/ })).toBeVisible();
  await expect(pair.getByRole('row', { name: /^Breaks even at/ })).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/#\/correlation\/[A-Z]+~[A-Z]+$/);
  await main.getByRole('button', { name: 'Show as table' }).click();
  await expect(pair.getByRole('table', { name: /^Returns of each day/ })).toBeVisible();
  await pair.getByRole('button', { name: 'Close' }).click();
  await expect(pair).toHaveCount(0);
});

test('what the correlations are worth, as charts and as tables', async ({ page }) => {
  const main = page.getByRole('main', { name: 'Correlation' });
  await main.getByRole('button', { name: 'What it is worth' }).click();
  const curve = main.getByRole('application', { name: /from decorrelated to all one/ });
  await expect(curve).toBeVisible({ timeout: 20_000 });
  await curve.focus();
  await page.keyboard.press('Home');
  await expect(main.getByText(/^correlations × 0: ES 97.5/)).toBeVisible();
  const offsets = main.getByRole('table', { name: /offset is worth/ });
  await expect(offsets.getByRole('row')).toHaveCount(7);
  await main.getByRole('button', { name: 'Show as table' }).click();
  await expect(main.getByRole('table', { name: /^From decorrelated/ })).toBeVisible();
  await offsets.getByRole('button').first().click();
  await expect(main.getByRole('region', { name: /^Pair / })).toBeVisible();
});

test('an edit stays a correlation matrix, changes no headline, and is kept as a draft', async ({
  page,
}) => {
  const headline = page.getByRole('region', { name: 'Headline figures' });
  const before = await headline.innerText();
  const main = page.getByRole('main', { name: 'Correlation' });
  await main.getByRole('button', { name: 'What if', exact: true }).click();
  const form = main.getByRole('form', { name: 'Add an edit' });
  await form.getByRole('textbox').fill('2');
  await expect(form.getByRole('button', { name: 'Add' })).toBeDisabled();
  await form.getByRole('textbox').fill('-0.9');
  await form.getByRole('button', { name: 'Add' }).press('Enter');
  await expect(main.getByText(/^Not positive semidefinite as it was/)).toBeVisible();
  const shortfall = main.getByRole('row', { name: /^Expected shortfall \d/ });
  const [now, under] = await shortfall.getByRole('cell').allTextContents();
  expect(under).not.toBe(now);
  expect(await headline.innerText()).toBe(before);
  await page.reload();
  await main.getByRole('button', { name: 'What if', exact: true }).click();
  await expect(main.getByRole('button', { name: /^Remove .* −0\.90$/ })).toBeVisible();
  await main.getByRole('button', { name: /^Remove / }).click();
  await expect(main.getByText('No edits: correlations are as they are.')).toBeVisible();
  await expect(shortfall.getByRole('cell').nth(1)).toHaveText(now ?? 'none');
});

test('no pane has a fault that axe knows', async ({ page }) => {
  test.slow();
  const main = page.getByRole('main', { name: 'Correlation' });
  const faults: string[] = [];
  const look = async (what: string): Promise<void> => {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    faults.push(...violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes[0]?.html}`));
  };
  await main.getByRole('button', { name: /BTC – ETH|ETH – BTC/ }).click();
  await expect(main.getByRole('row', { name: /^Breaks even at/ })).toBeVisible({ timeout: 20_000 });
  await look('pair');
  await main.getByRole('button', { name: 'What it is worth' }).click();
  await expect(main.getByRole('table', { name: /offset is worth/ })).toBeVisible({
    timeout: 20_000,
  });
  await look('worth');
  await main.getByRole('button', { name: 'What if', exact: true }).click();
  const form = main.getByRole('form', { name: 'Add an edit' });
  await form.getByRole('combobox', { name: 'What to do' }).selectOption('Decorrelate');
  await form.getByRole('textbox').fill('1');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(main.getByText('These are a correlation matrix as asked.')).toBeVisible();
  await look('what if');
  expect(faults).toEqual([]);
});
