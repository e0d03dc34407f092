import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const main = (page: Page) => page.getByRole('main', { name: 'Warnings' });
const item = (page: Page) => main(page).getByRole('listitem').first();
const pane = (page: Page, name: string) =>
  main(page).getByRole('group', { name: 'Pane' }).getByRole('button', { name });

async function axeOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('8');
});

test('a call is counted in the title until somebody acknowledges it, with a note that stays', async ({
  page,
}) => {
  await expect(page).toHaveTitle(/^\(\d+\) Warnings/);
  const before = Number(/\d+/.exec(await page.title())?.[0]);
  const banner = page.getByRole('alert').filter({ hasText: 'Bybit sample: margin call' });
  await expect(banner).toContainText('not acknowledged');
  await item(page).getByLabel('Note').fill('50k on its way');
  await page.keyboard.press('Enter');
  await expect(item(page)).toContainText('50k on its way');
  await expect(banner).toContainText('acknowledged');
  await expect(banner).not.toContainText('not acknowledged');
  await expect(page).toHaveTitle(before === 1 ? /^Warnings/ : new RegExp(`^\\(${before - 1}\\) `));
  await page.reload();
  await expect(item(page)).toContainText('50k on its way');
  await pane(page, 'History').click();
  const rows = main(page).getByRole('row');
  await expect(rows.nth(1)).toContainText(/acknowledged.*50k on its way/);
  expect(await axeOf(page)).toEqual([]);
});

test('a call can be quiet for an hour, not for a day, and be woken', async ({ page }) => {
  const quiet = item(page).getByLabel('Quiet for');
  await expect(quiet.locator('option')).toHaveText(['Quiet for …', '15 minutes', 'an hour']);
  await quiet.selectOption('an hour');
  await expect(item(page)).toContainText('quiet until');
  await item(page).getByRole('button', { name: 'Wake' }).click();
  await expect(item(page)).not.toContainText('quiet until');
});

test('a limit of the user’s own is tried, kept, warned of, and explained where it is none', async ({
  page,
}) => {
  await pane(page, 'Limits of your own').click();
  await main(page).getByRole('button', { name: 'Add a limit' }).click();
  const form = main(page).getByRole('form', { name: 'Limits of your own' });
  await form.getByLabel('Name').fill('Bitcoin');
  await form.getByLabel('Of').selectOption('Underlying BTC');
  await form.getByLabel('What').selectOption('Gross delta');
  await form.getByLabel('Watch').fill('10 000 000');
  await form.getByLabel('Call', { exact: true }).fill('5 000 000');
  await expect(form).toContainText('the limit of a call lies beyond that of the watch');
  await form.getByLabel('Watch').fill('1 000 000');
  await expect(form.getByText(/now .*USD/)).toContainText('margin call');
  expect(await axeOf(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await page.getByRole('navigation').getByRole('button', { name: 'Risk' }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'Warnings' }).click();
  await pane(page, 'Limits of your own').click();
  await expect(form.getByLabel('Name')).toHaveValue('Bitcoin');
  await form.getByRole('button', { name: 'Keep' }).click();
  await pane(page, 'Open').click();
  await expect(main(page).getByRole('heading', { name: /^Bitcoin: gross delta/ })).toBeVisible();
  await page.reload();
  await pane(page, 'Limits of your own').click();
  await expect(form.getByLabel('Name')).toHaveValue('Bitcoin');
  await form.getByRole('button', { name: 'Remove limit 1' }).click();
  await form.getByRole('button', { name: 'Keep' }).click();
  await pane(page, 'Open').click();
  await expect(main(page).getByRole('heading', { name: /^Bitcoin/ })).toHaveCount(0);
});

test('notices of the system are asked for only when they are wanted, and then told', async ({
  page,
  context,
}) => {
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, {
      told,
      Notification: class extends EventTarget {
        static permission = 'default';
        static requestPermission(): Promise<string> {
          this.permission = 'granted';
          return Promise.resolve('granted');
        }
        constructor(title: string) {
          super();
          told.push(title);
        }
      },
    });
  });
  await context.clearPermissions();
  const told = () => page.evaluate<string[]>(() => Reflect.get(window, 'told'));
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Shown by the system').check();
  await expect(settings).toContainText('Kept.');
  await page.keyboard.press('Escape');
  await item(page).getByLabel('Quiet for').selectOption('15 minutes');
  await item(page).getByRole('button', { name: 'Wake' }).click();
  await expect.poll(told).toEqual(['Bybit sample: margin call']);
});
