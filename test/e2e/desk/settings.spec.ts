import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
});

const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
const palette = (page: Page) => page.getByRole('dialog', { name: 'Find a command' });
const keyboard = (page: Page) => page.getByRole('dialog', { name: 'Keyboard' });

async function axeOf(page: Page, inside: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(inside)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test('everything is found by typing: views, accounts and commands', async ({ page }) => {
  await page.keyboard.press('Control+K');
  await expect(palette(page)).toBeVisible();
  expect(await axeOf(page, '.palette')).toEqual([]);
  await page.keyboard.type('stre');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Stress' })).toBeVisible();
  await expect(palette(page)).toBeHidden();

  await page.keyboard.press('Control+K');
  await page.keyboard.type('deribit');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Margin' })).toBeVisible();
  await expect(page).toHaveURL(/#\/margin\/.+/);

  await page.keyboard.press('Control+K');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await expect(settings(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('nothing of this name');
  await expect(palette(page)).toContainText('Nothing is called so.');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeVisible();
});

test('keys are chosen, taken from another command, and kept', async ({ page }) => {
  await page.keyboard.press('?');
  await keyboard(page).getByRole('button', { name: 'Change the keys of Margin' }).click();
  await page.keyboard.press('Control+C');
  await expect(keyboard(page)).toContainText('Ctrl C cannot be used');
  await page.keyboard.press('4');
  await expect(keyboard(page)).toContainText('Margin: 4; Correlation has no keys now.');
  expect(await axeOf(page, '.dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('4');
  await expect(page.getByRole('main', { name: 'Margin' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('4');
  await expect(page.getByRole('main', { name: 'Margin' })).toBeVisible();
  await page.keyboard.press('?');
  await keyboard(page).getByRole('button', { name: 'All as usual' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('4');
  await expect(page.getByRole('main', { name: 'Correlation' })).toBeVisible();
});

test('while keys are asked for, Escape ends only that', async ({ page }) => {
  await page.keyboard.press('?');
  await keyboard(page).getByRole('button', { name: 'Change the keys of Risk' }).click();
  await page.keyboard.press('Escape');
  await expect(keyboard(page)).toBeVisible();
  await expect(keyboard(page)).not.toContainText('Press the new keys');
  await page.keyboard.press('Escape');
  await expect(keyboard(page)).toBeHidden();
});

test('figures and times are written as chosen, at once and after a reload', async ({ page }) => {
  const equity = page.getByRole('region', { name: 'Headline figures' });
  await page.keyboard.press('Control+,');
  await settings(page).getByLabel('Numbers').selectOption('point-comma');
  await settings(page).getByLabel('Days').selectOption('day.month.year');
  await settings(page).getByLabel('Zone of times').selectOption('Asia/Tokyo');
  await expect(settings(page)).toContainText('1.234.567,89');
  await expect(page.getByRole('banner')).toContainText(/as of \d\d\.\d\d\.\d{4} \d\d:\d\d GMT\+9/);
  await page.keyboard.press('Escape');
  await expect(equity).toContainText(/\d\.\d{3}\.\d{3}/);
  await page.reload();
  await expect(equity).toContainText(/\d\.\d{3}\.\d{3}/);
});

test('high contrast and each convention of colours have no fault that axe knows', async ({
  page,
}) => {
  test.slow();
  const html = page.locator('html');
  await page.keyboard.press('Control+,');
  await settings(page).getByLabel('Contrast').selectOption('more');
  await expect(html).toHaveAttribute('data-contrast', 'more');
  for (const theme of ['dark', 'light']) {
    await settings(page).getByLabel('Theme').selectOption(theme);
    await expect(html).toHaveAttribute('data-theme', theme);
    for (const gains of ['blue', 'green', 'red']) {
      await settings(page).getByLabel('Gains and losses').selectOption(gains);
      await expect(html).toHaveAttribute('data-gains', gains);
      await page.keyboard.press('Escape');
      await page.keyboard.press('2');
      expect(await axeOf(page, '.frame')).toEqual([]);
      await page.keyboard.press('Control+,');
    }
  }
});

test('what the system asks for is followed where the user leaves it to the system', async ({
  page,
}) => {
  const html = page.locator('html');
  await page.keyboard.press('Control+,');
  await settings(page).getByLabel('Theme').selectOption('system');
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more', reducedMotion: 'reduce' });
  await expect(html).toHaveAttribute('data-theme', 'light');
  await expect(html).toHaveAttribute('data-contrast', 'more');
  await expect(html).toHaveAttribute('data-motion', 'reduced');
  await page.emulateMedia({ colorScheme: 'dark', contrast: null, reducedMotion: null });
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect(html).toHaveAttribute('data-motion', 'usual');
});
