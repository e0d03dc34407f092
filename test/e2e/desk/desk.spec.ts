import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const desk = (page: Page) => page.getByRole('main', { name: 'Desk' });
const tab = (page: Page, name: string) => desk(page).getByRole('tab', { name, exact: true });
const panel = (page: Page, name: string) => desk(page).locator('.panel').and(page.getByLabel(name));
const button = (page: Page, name: string) =>
  desk(page).locator('header').first().getByRole('button', { name, exact: true });

/** Gives a command as the palette does. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

/** Until what was moved last is kept. */
async function kept(page: Page): Promise<void> {
  await page.waitForTimeout(700);
}

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('0');
  await expect(tab(page, 'Exposures')).toBeVisible();
});

test('several views stand side by side, in both themes without a fault that axe knows', async ({
  page,
}) => {
  test.slow();
  await expect(panel(page, 'Margin')).toContainText('Bybit sample');
  await expect(panel(page, 'Exposures')).toContainText('BTC');
  for (const theme of ['dark', 'light']) {
    if (theme === 'light') await page.getByRole('button', { name: 'Light' }).click();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});

test('a panel is added, closed, opened again, and all of it undone, also after a reload', async ({
  page,
}) => {
  await kept(page);
  await desk(page).getByLabel('Add a panel').selectOption('stress');
  await expect(tab(page, 'Stress')).toBeVisible();
  await kept(page);
  await desk(page).getByRole('button', { name: 'Close Stress' }).click();
  await expect(tab(page, 'Stress')).toBeHidden();
  await button(page, 'Reopen closed').click();
  await expect(tab(page, 'Stress')).toBeVisible();
  await kept(page);
  await page.reload();
  await expect(tab(page, 'Stress')).toBeVisible();
  await button(page, 'Undo').click();
  await kept(page);
  while (await button(page, 'Undo').isEnabled()) {
    await button(page, 'Undo').click();
    await kept(page);
  }
  await expect(tab(page, 'Stress')).toBeHidden();
  await button(page, 'Redo').click();
  await expect(tab(page, 'Stress')).toBeVisible();
});

test('a locked layout stays as it is', async ({ page }) => {
  await kept(page);
  await button(page, 'Locked').click();
  await expect(desk(page).getByRole('button', { name: /^Close/ })).toHaveCount(0);
  await expect(desk(page).getByLabel('Add a panel')).toBeDisabled();
  await command(page, 'desk: close the panel');
  await expect(tab(page, 'Market')).toBeVisible();
  await page.reload();
  await expect(button(page, 'Locked')).toHaveAttribute('aria-pressed', 'true');
});

test('layouts are named, copied, taken out as a file and read in', async ({ page }) => {
  await kept(page);
  const name = desk(page).getByLabel('Name');
  await name.fill('Night');
  await name.press('Enter');
  await expect(desk(page).getByRole('combobox', { name: 'Layout' })).toContainText('Night');
  await desk(page).getByLabel('Add a panel').selectOption('correlation');
  await kept(page);
  const download = page.waitForEvent('download');
  await button(page, 'Export').click();
  const file = await (await download).path();
  const text = await readFile(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ kind: 'crossguard layout', name: 'Night' });

  await button(page, 'New').click();
  await expect(tab(page, 'Correlation')).toBeHidden();
  await desk(page)
    .getByLabel('A file of a layout')
    .setInputFiles({ name: 'night.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(tab(page, 'Correlation')).toBeVisible();
  await expect(desk(page).getByRole('combobox', { name: 'Layout' }).locator('option')).toHaveCount(
    3,
  );

  await desk(page)
    .getByLabel('A file of a layout')
    .setInputFiles({
      name: 'broken.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ ...JSON.parse(text), dock: { grid: 'x' } })),
    });
  await expect(page.locator('output.spoken')).toContainText('The arrangement could not be read');
  await expect(tab(page, 'Exposures')).toBeVisible();
  await button(page, 'Delete').click();
  await expect(desk(page).getByRole('combobox', { name: 'Layout' }).locator('option')).toHaveCount(
    3,
  );
});

test('linked panels follow the underlying that is chosen in one of them', async ({ page }) => {
  await desk(page).getByLabel('Add a panel').selectOption('exposures');
  await kept(page);
  // The new one is not linked yet; the first one is.
  await desk(page).getByLabel('Link of Exposures').last().selectOption('A');
  await kept(page);
  const [first, second] = [panel(page, 'Exposures').first(), panel(page, 'Exposures').last()];
  await first.getByText('SOL', { exact: true }).click();
  await expect(second.getByRole('searchbox')).toHaveValue('SOL');
  await expect(first.getByRole('searchbox')).toHaveValue('');
  await desk(page).getByLabel('Link of Exposures').last().selectOption('');
  await kept(page);
  await first.getByText('BTC', { exact: true }).click();
  await expect(second.getByRole('searchbox')).toHaveValue('SOL');
});

test('the desk is worked without a mouse', async ({ page }) => {
  await kept(page);
  await page.keyboard.press('F6');
  await expect(page.locator('.panel:focus')).toBeVisible();
  const before = await page.locator('.panel:focus').getAttribute('aria-label');
  await page.keyboard.press('F6');
  await expect(page.locator('.panel:focus')).not.toHaveAttribute('aria-label', before ?? '');
  await tab(page, 'Exposures').focus();
  await page.keyboard.press('Enter');
  await command(page, 'desk: move the panel right');
  const groups = desk(page).getByRole('tablist');
  await expect(groups).toHaveCount(3);
  await command(page, 'desk: undo');
  await expect(groups).toHaveCount(4);
});
