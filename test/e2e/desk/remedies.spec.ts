import { expect, test } from '../fixtures.ts';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('3');
});

test('the account that is nearest to a call says which move calls it, and how likely', async ({
  page,
}) => {
  const outlook = page.getByRole('region', { name: /How near a call/ });
  await expect(outlook.getByRole('row', { name: /Nearest call .*BTC −\d/ })).toBeVisible();
  for (const horizon of ['1 hour', '1 day', '7 days']) {
    await expect(outlook.getByRole('row', { name: `Called within ${horizon}` })).toContainText(
      /\d\s?% ± \d/,
    );
  }
});

test('what to move is proposed by keyboard, with every account before and after', async ({
  page,
}) => {
  const moves = page.getByRole('region', { name: /What to move/ });
  await moves.getByLabel('Ratio').selectOption('0.5');
  await moves.getByRole('button', { name: 'Propose' }).press('Enter');
  await expect(moves.getByRole('listitem')).toContainText(/move [\d.]+ USDT .* to Bybit sample/);
  const called = moves.getByRole('row', { name: /^Bybit sample/ });
  await expect(called.getByRole('cell').nth(4)).toHaveText(/^87/);
  await expect(called.getByRole('cell').nth(5)).toHaveText(/^50/);
});

test('an account is margined by the numbers of an earlier edition beside today’s', async ({
  page,
}) => {
  const accounts = page.getByRole('region', { name: 'Margin accounts' });
  const ways = page.getByRole('region', { name: /Ways to margin it/ });
  const row = ways.getByRole('row', { name: /By the numbers of/ });

  await accounts.getByRole('button', { name: 'Deribit sample BTC', exact: true }).click();
  await row.getByLabel('By the numbers of').selectOption('2024-06-17');
  await expect(row.getByRole('cell')).toHaveCount(2);
  const now = ways.getByRole('button', { name: /^initial margin as demanded/ });
  const today = /: (.*)$/.exec((await now.textContent()) ?? '')?.[1] ?? '';
  expect(today).toMatch(/^\d/);
  const then = row.getByRole('cell').first();
  await expect(then).toHaveText(/\d/);
  await expect(then).not.toContainText(today);

  // the numbers of ether were not published then, and nothing stands in for them
  await accounts.getByRole('button', { name: 'Deribit sample ETH', exact: true }).click();
  await row.getByLabel('By the numbers of').selectOption('2024-06-17');
  await expect(row.getByRole('cell').first()).toContainText('unknown');
});

test('the house policy is changed by keyboard, and the house need follows it', async ({ page }) => {
  const saved = page
    .getByRole('region', { name: 'Headline figures' })
    .getByRole('button', { name: /^House need: / });
  const before = (await saved.textContent()) ?? '';
  await page.getByRole('button', { name: 'House policy' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'House policy' });
  const limit = dialog.getByLabel(/One underlying at several accounts/);
  await expect(limit).toHaveValue('100');
  await limit.fill('120');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('no number from 0 to 100');
  await limit.fill('50');
  await limit.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(saved).not.toHaveText(before);
});

test('remedies are ranked anew once a cost is stated, by keyboard', async ({ page }) => {
  const remedies = page.getByRole('region', { name: /^Remedies/ });
  const first = remedies.getByRole('row').nth(1);
  await expect(first).toContainText('to Bybit sample');
  await expect(first.getByRole('cell').first()).toHaveText('unknown');

  await remedies.getByRole('button', { name: 'Costs' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Costs' });
  await dialog.getByRole('button', { name: 'Add a transfer' }).press('Enter');
  await dialog.getByLabel('Transfer 1: From').fill('BINANCE');
  await dialog.getByLabel('Transfer 1: To').fill('BYBIT');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Transfer 1: Asset is empty');
  await dialog.getByLabel('Transfer 1: Asset').fill('USDT');
  await dialog.getByLabel('Transfer 1: Gas').fill('3');
  await dialog.getByLabel('Transfer 1: Minutes').fill('12');
  await dialog.getByLabel('Transfer 1: Minutes').press('Enter');
  await expect(dialog).toBeHidden();

  await expect(first).toContainText('from Binance');
  await expect(first.getByRole('cell').nth(0)).toHaveText('3');
  await expect(first.getByRole('cell').nth(1)).toHaveText('12');
});

test('a liquidation is told step by step where the venue publishes it, else only as an estimate', async ({
  page,
}) => {
  const accounts = page.getByRole('region', { name: 'Margin accounts' });
  const liquidation = page.getByRole('region', { name: /^If it is liquidated/ });
  await accounts
    .getByRole('button', { name: 'Binance sample USD-M Futures isolated ETHUSDT', exact: true })
    .click();
  await expect(liquidation).toContainText(
    'As the venue publishes it, from its nearest call: ETH +',
  );
  await expect(liquidation.getByRole('row', { name: /ETHUSDT/ })).toHaveCount(1);

  await accounts.getByRole('button', { name: 'Deribit sample ETH', exact: true }).click();
  await expect(liquidation).toContainText('does not publish how much a round closes');
  await liquidation.getByLabel('Generic estimate').press('Space');
  await expect(liquidation).toContainText('An estimate, from its nearest call: ETH');
});

test('what a fall of collateral does, and whether it falls when it is needed, stands with the account', async ({
  page,
}) => {
  const accounts = page.getByRole('region', { name: 'Margin accounts' });
  await accounts.getByRole('button', { name: 'Deribit sample ETH', exact: true }).click();
  const collateral = page.getByRole('region', { name: /^If collateral falls/ });
  const ether = collateral.getByRole('row', { name: /^ETH/ });
  await expect(ether.getByRole('cell')).toHaveText([/^943/, /%$/, /%$/, /%$/]);
  await expect(collateral).toContainText('wrong-way risk');
});

test('published figures stand beside ours, model by model', async ({ page }) => {
  await page.getByRole('button', { name: 'Conformance' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Conformance' });
  await expect(dialog.getByRole('row', { name: /^simm/ }).getByRole('cell').nth(2)).toHaveText('0');
  await dialog.getByLabel('Model').selectOption('deribit-sm');
  const row = dialog.getByRole('row', { name: /^V-DER-SM-1 initial/ });
  await expect(row.getByRole('cell').nth(0)).toHaveText('53125');
  await expect(row.getByRole('cell').nth(4)).toHaveText('holds');
});
