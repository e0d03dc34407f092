import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
});

const views = [
  'Overview',
  'Exposures',
  'Margin',
  'Correlation',
  'Risk',
  'Stress',
  'Market',
  'Warnings',
  'Import',
] as const;

for (const theme of ['dark', 'light'] as const) {
  test(`no view has a fault that axe knows, ${theme}`, async ({ page }) => {
    test.slow();
    if (theme === 'light') await page.getByRole('button', { name: 'Light' }).click();
    const faults: string[] = [];
    for (const [index, name] of views.entries()) {
      await page.keyboard.press(String(index + 1));
      await expect(page.getByRole('main', { name })).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      faults.push(...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`));
    }
    expect(faults).toEqual([]);
  });
}

test('no view breaks the content policy or logs an error', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const [index, name] of views.entries()) {
    await page.keyboard.press(String(index + 1));
    await expect(page.getByRole('main', { name })).toBeVisible();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
});

test('each chart has a table twin and a cell cursor that speaks', async ({ page }) => {
  for (const [key, heading] of [
    ['4', 'Correlation'],
    ['5', 'Risk'],
    ['6', 'Stress'],
  ] as const) {
    await page.keyboard.press(key);
    const main = page.getByRole('main', { name: heading });
    const charts = main.getByRole('application');
    await expect(charts.first()).toBeVisible();
    const count = await charts.count();
    for (let place = 0; place < count; place++) {
      await charts.nth(place).focus();
      await page.keyboard.press('ArrowLeft');
      const reading = main.locator('[aria-live="polite"]').nth(place);
      await expect(reading).toContainText(/\d/);
      const before = await reading.textContent();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      await expect(reading).not.toHaveText(before ?? '');
    }
    await main.getByRole('button', { name: 'Show as table' }).click();
    await expect(charts).toHaveCount(0);
    await expect(main.getByRole('table').first()).toBeVisible();
  }
});

test('a day of history is found by keyboard and brought into focus', async ({ page }) => {
  await page.keyboard.press('5');
  const days = page.getByRole('application', { name: /lost more than value at risk/ });
  await days.focus();
  await page.keyboard.press('Home');
  const reading = page.getByText(/^\d{4}-\d{2}-\d{2}: .* on today's book/).last();
  const first = /^[\d-]+/.exec((await reading.textContent()) ?? '')?.[0] ?? '';
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/risk/${first}$`));
});

test('the theme is remembered', async ({ page }) => {
  await page.getByRole('button', { name: 'Light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('risk by method is worked out for the book and for a part of it', async ({ page }) => {
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'By method' }).press('Enter');
  const methods = page.getByRole('region', { name: /^By method/ });
  const filtered = methods.getByRole('row', { name: /^Filtered historical 1/ });
  const headline = page.getByRole('region', { name: 'Headline figures' });
  const cell = filtered.getByRole('cell').nth(1);
  await expect(cell).toHaveText(/\d/, { timeout: 30_000 });
  const [value = 'none'] = (await cell.innerText()).split('\n');
  await expect(headline).toContainText(value);
  await methods.getByLabel('Of').selectOption('Underlying BTC');
  await expect(cell).not.toContainText(value, { timeout: 30_000 });
});

test('the back-test says how forecasts did, with a table twin', async ({ page }) => {
  test.slow();
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'Back-test' }).press('Enter');
  const pane = page.getByRole('region', { name: 'Back-test' });
  const filtered = pane.getByRole('row', { name: /^Filtered historical/ });
  await expect(filtered).toContainText(/green|yellow|red/, { timeout: 30_000 });
  const count = Number(await filtered.getByRole('cell').nth(1).innerText());
  const chart = pane.getByRole('application');
  await expect(chart).toHaveAccessibleName(new RegExp(`: ${count} lost more than VaR`));
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(pane.locator('[aria-live="polite"]')).toContainText(/^\d{4}-\d{2}-\d{2}: .*VaR/);
  await expect(pane.getByRole('row', { name: /^Kupiec/ })).toContainText(/rejected/);
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(pane.getByRole('row', { name: /lost more$/ })).toHaveCount(count);
  const { violations } = await new AxeBuilder({ page }).include('.by-method').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await pane.getByRole('combobox').first().selectOption('Underlying BTC');
  await expect(pane.getByText('Working it out…')).toHaveCount(0, { timeout: 30_000 });
  await pane.getByLabel('Held').selectOption('dated');
  await expect(pane.getByText(/days to test/)).toBeVisible({ timeout: 30_000 });
});

test('an account says whether its margin would have covered the next days, with a table twin', async ({
  page,
}) => {
  test.slow();
  await page.keyboard.press('3');
  await page
    .getByRole('region', { name: 'Margin accounts' })
    .getByRole('button', { name: 'Binance sample USD-M Futures USDT', exact: true })
    .click();
  const pane = page.getByRole('region', { name: /^Would it have covered/ });
  const initial = pane.getByRole('row', { name: /^Initial margin 1 d/ });
  await expect(initial).toContainText(/\d+ of \d+/, { timeout: 30_000 });
  const [, covered = '', windows = ''] = /(\d+) of (\d+)/.exec(await initial.innerText()) ?? [];
  const short = Number(windows) - Number(covered);
  await expect(pane.getByRole('application')).toHaveAccessibleName(
    new RegExp(`: ${short} loss(es)? beyond the initial margin`),
  );
  await pane.getByRole('button', { name: 'Show as table' }).press('Enter');
  await expect(pane.getByRole('row', { name: /no$/ })).toHaveCount(short);
  const { violations } = await new AxeBuilder({ page }).include('.would-cover').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page
    .getByRole('region', { name: 'Margin accounts' })
    .getByRole('button', { name: 'Bybit sample' })
    .first()
    .click();
  await expect(pane.getByText(/no rule moves it/)).toBeVisible({ timeout: 30_000 });
});

test('the forecast says how its models and chances did before', async ({ page }) => {
  test.slow();
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'Forecast' }).press('Enter');
  const pane = page.getByRole('region', { name: 'Forecast', exact: true });
  await expect(pane.getByRole('row', { name: /^BTC EWMA/ })).toContainText('%', {
    timeout: 60_000,
  });
  await expect(pane.getByText(/^best of \d+ days/).first()).toBeVisible();
  const account = pane.getByRole('row', { name: /^Bybit sample 87/ });
  await expect(account.getByRole('cell')).toHaveCount(7);
  await expect(pane.getByText(/Recorded when made/)).toBeVisible();
  await expect(pane.getByRole('row', { name: /^Bybit sample Call, 7 days/ })).toContainText(
    /Brier .*happened/,
  );
  const { violations } = await new AxeBuilder({ page }).include('.forecasts').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
