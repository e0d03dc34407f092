import { expect, test } from '../fixtures.ts';

test('the tour is offered once, walks through the window by keyboard, and can be taken again', async ({
  page,
}) => {
  const offer = page.getByRole('region', { name: 'First steps' });
  await offer.getByRole('button', { name: 'Take the tour' }).press('Enter');
  const tour = page.getByRole('region', { name: 'Tour', exact: true });
  await expect(tour.getByRole('heading')).toHaveText('1 of 5: The headline');
  await expect(tour.getByRole('heading')).toBeFocused();
  await expect(page.locator('.headline.toured')).toBeVisible();
  for (const [title, part] of [
    ['2 of 5: The views', '.nav.toured'],
    ['3 of 5: Margin, account by account', '.main.toured'],
    ['4 of 5: Your own book', '.main.toured'],
    ['5 of 5: Then, now, and help', '.bar.toured'],
  ] as const) {
    await tour.getByRole('button', { name: 'Next' }).press('Enter');
    await expect(tour.getByRole('heading')).toHaveText(title);
    await expect(page.locator(part)).toBeVisible();
    await expect(page.locator('.toured')).toHaveCount(1);
  }
  // The window is usable meanwhile.
  await page.keyboard.press('2');
  await expect(page.getByRole('region', { name: 'Exposures', exact: true })).toBeVisible();
  await tour.getByRole('button', { name: 'Finish' }).click();
  await expect(tour).toBeHidden();
  await expect(page.locator('.toured')).toHaveCount(0);

  await page.reload();
  await expect(page.getByLabel('Headline figures')).toBeVisible();
  await expect(offer).toBeHidden();
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('button', { name: 'Take the tour' }).click();
  await expect(tour).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
});
