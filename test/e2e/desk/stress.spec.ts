import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('6');
});

test('a scenario shows what moves and what becomes of each account', async ({ page }) => {
  const main = page.getByRole('main', { name: 'Stress' });
  await main.getByRole('button', { name: 'Scenarios' }).click();
  await main.getByRole('button', { name: '8 and 9 November 2022' }).click();
  const detail = main.getByRole('region', { name: '8 and 9 November 2022' });
  await expect(detail.getByRole('row', { name: /^SOL −52\.9.% stated$/ })).toBeVisible();
  await expect(detail.getByRole('row', { name: /^HYPE .*no price history/ })).toBeVisible();
  await expect(detail.getByRole('row', { name: /^Bybit sample .*liquidation$/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test('reverse stress names the move to each end, and says where there is none', async ({
  page,
}) => {
  const main = page.getByRole('main', { name: 'Stress' });
  await main.getByRole('button', { name: 'Reverse' }).click();
  await expect(main.getByRole('row', { name: /^OKX sample Liquidated .*BTC \+/ })).toBeVisible();
  await expect(main.getByRole('row', { name: /^Deribit sample BTC .*no move within/ })).toHaveCount(
    2,
  );
  await expect(main.getByRole('heading', { name: /Losses that go together/ })).toBeVisible();
});

test('a cascade is worked out by the keyboard, and refuses what is no move', async ({ page }) => {
  const main = page.getByRole('main', { name: 'Stress' });
  await main.getByRole('button', { name: 'Cascade' }).click();
  const move = main.getByLabel('moves by, %');
  await move.fill('-40');
  await move.press('Enter');
  await expect(main.getByRole('row', { name: /^1 Bybit sample, Binance sample/ })).toBeVisible();
  await move.fill('-100');
  await expect(main.getByRole('alert')).toContainText('a move above −100 %');
  await expect(main.getByRole('button', { name: 'Work it out' })).toBeDisabled();
});
