import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { deribitVenue, type DeribitVenue } from '../../support/deribit-venue.ts';
import { chainNode } from '../../main/chain/chain-node.ts';
import { expect, test } from '../fixtures.ts';

const SYMBOL = 'BTC-PERPETUAL';

let venue: DeribitVenue;

test.beforeEach(async ({ page }) => {
  venue = await deribitVenue(Date.now);
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('7');
});

test.afterEach(() => venue.close());

const main = (page: Page): Locator => page.getByRole('main', { name: 'Market' });

/** Follows Deribit on this computer, by the keyboard alone. */
async function follow(page: Page): Promise<void> {
  await main(page).getByRole('button', { name: 'Deribit', exact: true }).press('Enter');
  await main(page).getByLabel('socket').fill(venue.socketUrl);
  await main(page).getByLabel('rest').fill(venue.url);
  await main(page).getByLabel('rest').press('Enter');
  await main(page).getByRole('switch', { name: 'Follow Deribit' }).press('Enter');
  await expect.poll(() => venue.channels.has(`ticker.${SYMBOL}.100ms`)).toBe(true);
}

const pane = (page: Page, name: string): Locator =>
  main(page).getByRole('button', { name, exact: true });

test('nothing is contacted until a venue is turned on, and the page says so', async ({ page }) => {
  await expect(main(page)).toContainText('Nothing is contacted until a venue is followed');
  await pane(page, 'Prices').click();
  await expect(main(page)).toContainText('No venue is followed');
  expect(venue.received).toEqual([]);
});

test('a venue that is followed: live prices, a book, closing out, and where the feed stands', async ({
  page,
}) => {
  await follow(page);
  venue.index('btc_usd', 82_000);
  venue.ticker(SYMBOL, { mark_price: 82_123.5, index_price: 82_000, current_funding: 0.0001 });
  venue.book(SYMBOL, 1, null, 82_000);
  await page.getByRole('combobox', { name: 'Underlying' }).selectOption('BTC');
  await pane(page, 'Contracts').click();
  await expect(
    main(page).getByRole('row', { name: /BTC-PERPETUAL DERIBIT held .*82.123\.50.*0\.0100/ }),
  ).toBeVisible();
  await pane(page, 'Prices').click();
  await expect(
    main(page).getByRole('row', { name: /Deribit index in USD 82.000.* used/ }),
  ).toBeVisible();
  await pane(page, 'Order book').click();
  await expect(
    main(page).getByRole('row', { name: /82.000\.00 1\.2195 1\.2195 DERIBIT/ }),
  ).toBeVisible();
  await expect(main(page).getByRole('row', { name: /All venues, cheapest first/ })).toBeVisible();
  await pane(page, 'Closing').click();
  await expect(
    main(page)
      .getByRole('row', { name: /BTC-PERPETUAL\.DERIBIT/ })
      .first(),
  ).toBeVisible();
  await pane(page, 'Feeds').click();
  await expect(page.getByRole('button', { name: /of 1 live/ })).toBeVisible();
});

test('a gap withdraws the book and says why; a mark that cannot be right is not believed', async ({
  page,
}) => {
  await follow(page);
  await page.getByRole('combobox', { name: 'Underlying' }).selectOption('BTC');
  venue.index('btc_usd', 82_000);
  venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000 });
  venue.book(SYMBOL, 1, null, 82_000);
  await pane(page, 'Order book').click();
  await expect(main(page).getByRole('row', { name: /^82.000\.00 1\.2195/ })).toBeVisible();
  venue.book(SYMBOL, 9, 7, 82_010);
  await expect(main(page).getByRole('row', { name: /^82.000\.00/ })).toHaveCount(0);
  venue.ticker(SYMBOL, { mark_price: 8_210_000, index_price: 82_000 });
  await pane(page, 'Contracts').click();
  await expect(
    main(page).getByRole('row', { name: /BTC-PERPETUAL .*not believed: a mark of 8210000/ }),
  ).toBeVisible();
  await pane(page, 'Feeds').click();
  await main(page).getByRole('button', { name: 'Deribit', exact: true }).click();
  await expect(main(page)).toContainText('BTC-PERPETUAL: message 7 does not follow 1');
});

test('a call is announced as soon as the market brings it', async ({ page }) => {
  await follow(page);
  venue.index('btc_usd', 300_000);
  venue.ticker(SYMBOL, { mark_price: 300_000, index_price: 300_000 });
  await expect(page.getByRole('alert').filter({ hasText: /Deribit sample BTC/ })).toBeVisible();
});

test('an address that is not encrypted is refused, with the reason at the form', async ({
  page,
}) => {
  await main(page).getByRole('button', { name: 'Deribit', exact: true }).click();
  await main(page).getByLabel('socket').fill('ws://venue.example/ws');
  await main(page).getByLabel('socket').press('Enter');
  await expect(main(page).getByRole('alert')).toContainText('encrypted');
});

test('keys: a passphrase is chosen, a wrong one is refused, nothing typed stays on the page', async ({
  page,
}) => {
  await pane(page, 'Accounts').click();
  await main(page).getByLabel('Choose a passphrase').fill('correct horse battery staple');
  await main(page).getByRole('button', { name: 'Seal keys with it' }).click();
  await main(page).getByLabel('Venue').selectOption('Hyperliquid');
  await main(page).getByLabel('Account’s name here').fill('desk');
  await main(page).getByLabel('address').fill('0xcanary');
  await main(page).getByRole('button', { name: 'Add the key' }).click();
  await expect(main(page).getByRole('row', { name: /hyperliquid desk not asked/ })).toBeVisible();
  expect(await page.content()).not.toContain('0xcanary');
  await main(page).getByRole('button', { name: 'Lock the keys' }).click();
  await main(page).getByLabel('Passphrase').fill('wrong horse battery staple');
  await main(page).getByLabel('Passphrase').press('Enter');
  await expect(main(page).getByRole('alert')).toContainText('the passphrase is not the one');
});

test('what was said is replayed in the place of the present, plainly marked', async ({ page }) => {
  await follow(page);
  venue.index('btc_usd', 82_000);
  venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000 });
  await pane(page, 'Recordings').click();
  await expect(main(page).getByRole('button', { name: 'Replay all of it' })).toBeVisible();
  await main(page).getByRole('button', { name: 'Replay all of it' }).click();
  await expect(page.getByRole('button', { name: /Recording of .*not the present/ })).toBeVisible();
  await main(page).getByRole('button', { name: 'Back to the present' }).click();
  await expect(page.getByRole('button', { name: /not the present/ })).toHaveCount(0);
});

test('a node that is asked: its oracles beside the venues, gas, and an address that stays with the workstation', async ({
  page,
}) => {
  const node = await chainNode(Date.now);
  try {
    await pane(page, 'Oracles and gas').click();
    await expect(main(page)).toContainText('nothing is contacted');
    await main(page).getByLabel('Address').fill(`${node.url}/v2/canary-key`);
    await main(page).getByLabel('Address').press('Enter');
    await expect(main(page).getByRole('row', { name: /^127\.0\.0\.1.* not asked/ })).toBeVisible();
    expect(node.bodies).toEqual([]);
    await main(page).getByRole('switch').click();
    await expect(
      main(page).getByRole('row', { name: /BTC.* 91234\.56 USD 456\.1728 10 min counts/ }),
    ).toBeVisible();
    await expect(
      main(page).getByRole('row', { name: /Ethereum 2\.000 3\.000 4\.000 5\.250 0\.000000001/ }),
    ).toBeVisible();
    expect(await page.content()).not.toContain('canary-key');
    await pane(page, 'Prices').click();
    await main(page).getByRole('button', { name: 'Oracles and gas' }).click();
    await main(page)
      .getByRole('button', { name: /^Remove 127/ })
      .click();
    await expect(main(page)).toContainText('None: nothing is contacted');
  } finally {
    await node.close();
  }
});

for (const theme of ['Light', 'Dark']) {
  test(`every pane is free of faults of accessibility, ${theme.toLowerCase()}`, async ({
    page,
  }) => {
    if (theme === 'Dark') await page.getByRole('button', { name: 'Light', exact: true }).click();
    await follow(page);
    venue.index('btc_usd', 82_000);
    venue.ticker(SYMBOL, { mark_price: 82_100, index_price: 82_000 });
    venue.book(SYMBOL, 1, null, 82_000);
    await page.getByRole('button', { name: theme, exact: true }).click();
    for (const name of [
      'Feeds',
      'Accounts',
      'Prices',
      'Oracles and gas',
      'Order book',
      'Contracts',
      'Surface',
      'Closing',
      'Recordings',
    ]) {
      await pane(page, name).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}
