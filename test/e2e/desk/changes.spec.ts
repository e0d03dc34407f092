import { expect, test } from '../fixtures.ts';

test('a store of one instant has nothing to compare with, and says so', async ({ page }) => {
  await page.getByRole('button', { name: 'What changed' }).click();
  const dialog = page.getByRole('dialog', { name: 'What changed' });
  await expect(dialog.getByText('no earlier statement')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
