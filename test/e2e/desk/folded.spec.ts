import { deribitAccount, deribitOptions } from '../../support/deribit-book.ts';
import { expect, test } from '../fixtures.ts';
import { figure, figures } from './figures.ts';

test.use({ book: 'empty' });

test('a requirement of hundreds of parts comes folded, and opens part by part', async ({
  page,
}) => {
  const now = Date.now();
  const spots = { BTC: 80_000 };
  const file = (name: string, document: object) => {
    const buffer = Buffer.from(JSON.stringify(document));
    return { name, mimeType: 'application/json', buffer };
  };
  await page.getByRole('button', { name: 'Import files' }).click();
  await page
    .getByLabel('Files to import')
    .setInputFiles([
      file('positions.json', deribitOptions(spots, 800, now)),
      file('account.json', deribitAccount(spots, now)),
    ]);
  await page.getByRole('button', { name: /^Keep \d+ rows from 2 files/ }).click();
  await page.keyboard.press('3');
  await page
    .getByRole('region', { name: 'Margin accounts' })
    .getByRole('button', { name: /^Maintenance margin, / })
    .first()
    .press('Enter');
  const tree = page.getByRole('complementary').getByRole('tree');
  await expect(tree.getByRole('treeitem')).toHaveCount(4);

  const whole = tree.getByRole('treeitem', { name: /^Settled in BTC/ });
  await tree.getByRole('treeitem').first().focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  const positions = tree.locator('[aria-level="4"]');
  await expect(positions).toHaveCount(800);
  const sum = (await figures(positions.locator('.amount .figure'))).reduce((a, b) => a + b, 0);
  const stated = await figure(whole.locator('.amount .figure'));
  // Each is rounded to a hundred-millionth.
  expect(Math.abs(sum - stated)).toBeLessThan(0.5e-8 * 801);

  for (const key of ['End', 'ArrowUp', 'ArrowRight']) await page.keyboard.press(key);
  await expect(tree.locator('[aria-level="5"]').first()).toBeVisible();
});
