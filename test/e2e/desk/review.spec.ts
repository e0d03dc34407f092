import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

test.use({ book: 'empty' });

const holdings = (quantity: number, day: string): string =>
  `account,market,symbol,quantity,entry_price,kind,underlying,quote,multiplier,time
desk,DERIBIT,BTC_USDC-PERPETUAL,${quantity},80000,perpetual,BTC,USDC,1,${day}T12:00:00Z
`;

async function imported(page: Page, name: string, text: string): Promise<void> {
  await page.keyboard.press('9');
  const data = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], file, { type: 'text/csv' }));
      return transfer;
    },
    [name, text] as const,
  );
  await page.locator('.import').dispatchEvent('drop', { dataTransfer: data });
  await page.getByRole('button', { name: 'Keep 1 row from 1 file' }).click();
  await expect(page.getByRole('status', { name: 'Kept' })).toContainText(name);
}

test('the whole desk shows a past instant, chosen by keyboard, until it is told to go back', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Import files' }).click();
  await imported(page, 'first.csv', holdings(2, '2026-09-01'));
  await imported(page, 'then.csv', holdings(5, '2026-10-01'));
  await page.locator('main').focus();

  const bar = page.getByRole('banner');
  await expect(bar).toContainText('as of 2026-10-01 12:00 UTC');
  await bar.getByRole('button', { name: 'Past' }).click();
  const dialog = page.getByRole('dialog', { name: 'As of a past instant' });
  const slider = dialog.getByRole('slider');
  await expect(slider).toHaveAttribute('aria-valuetext', '2026-10-01 12:00 UTC');
  await slider.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', '2026-09-01 12:00 UTC');
  await dialog.getByRole('button', { name: 'Show 2026-09-01 12:00 UTC' }).press('Enter');

  const band = page.getByRole('region', { name: 'Past', exact: true });
  await expect(band).toContainText('As of 2026-09-01 12:00 UTC, not now');
  await expect(bar).toContainText('as of 2026-09-01 12:00 UTC');
  // Any time between the two shows the older book at that time.
  await bar.getByRole('button', { name: 'Past' }).click();
  await dialog.getByLabel('Or any time, UTC').fill('2026-09-15 06:30');
  await dialog.getByRole('button', { name: 'Show 2026-09-15 06:30 UTC' }).click();
  await expect(bar).toContainText('as of 2026-09-15 06:30 UTC');
  for (const digit of ['1', '3', '5']) {
    await page.keyboard.press(digit);
    await expect(band).toBeVisible();
  }
  // Before the first statement nothing is known: it says so and stays.
  await bar.getByRole('button', { name: 'Past' }).click();
  await dialog.getByLabel('Or any time, UTC').fill('2026-01-01 00:00');
  await dialog.getByRole('button', { name: 'Show 2026-01-01 00:00 UTC' }).click();
  await expect(dialog.getByRole('alert')).toContainText('first that the store knows is 2026-09-01');
  await page.keyboard.press('Escape');

  await band.getByRole('button', { name: 'Later statement' }).click();
  await expect(bar).toContainText('as of 2026-10-01 12:00 UTC');
  await expect(band).toBeVisible();
  await band.getByRole('button', { name: 'Back to now' }).click();
  await expect(band).toBeHidden();

  // The two books side by side, and what made the difference.
  await bar.getByRole('button', { name: 'What changed' }).click();
  const changed = page.getByRole('dialog', { name: 'What changed' });
  await expect(changed.getByLabel('Since')).toContainText('2026-09-01 12:00 UTC');
  await expect(changed.getByLabel('Until')).toContainText('what is shown, 2026-10-01 12:00 UTC');
  const beside = changed.getByRole('region', { name: 'Side by side' });
  await expect(beside.getByRole('columnheader')).toHaveText([
    'Measure',
    '2026-09-01 12:00 UTC',
    '2026-10-01 12:00 UTC',
    'Change',
  ]);
  // Without prices neither side is known, and so there is no difference.
  await expect(beside.getByRole('row', { name: /^Value at risk/ })).toHaveText(
    /unknown\s*unknown\s*unknown/,
  );
});
