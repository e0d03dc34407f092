import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { chainNode } from '../../main/chain/chain-node.ts';
import { marketVenues, type MarketVenues } from '../../support/market-venues.ts';
import { expect, test as base } from '../fixtures.ts';

/* The workstation follows two venues of this computer, which say what the test wants. */

const test = base.extend<{ readonly venues: MarketVenues }>({
  // Playwright wants a pattern here, though nothing is needed.
  // oxlint-disable-next-line no-empty-pattern
  venues: async ({}, use) => {
    const venues = await marketVenues(Date.now);
    await use(venues);
    await venues.close();
  },
});

const MIDDLE = 82_000;
const SYMBOL = 'BTC-PERPETUAL';

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Headline figures' })).toBeVisible();
  await page.keyboard.press('7');
});

const mainOf = (page: Page): Locator => page.getByRole('main', { name: 'Market' });

const pane = (page: Page, name: string): Promise<void> =>
  mainOf(page).getByRole('button', { name, exact: true }).click();

const rowOf = (page: Page, name: string): Locator =>
  mainOf(page).getByRole('row', { name: new RegExp(`^${name}`) });

async function follow(
  page: Page,
  title: string,
  { socketUrl, url }: { readonly socketUrl: string; readonly url: string },
): Promise<void> {
  const main = mainOf(page);
  await main.getByRole('button', { name: title, exact: true }).click();
  const form = main.getByRole('form', { name: `Addresses of ${title}` });
  await form.getByRole('textbox', { name: 'socket' }).fill(socketUrl);
  await form.getByRole('textbox', { name: 'rest' }).fill(url);
  await form.getByRole('button', { name: 'Keep the addresses' }).click();
  await expect(page.getByText(`The addresses of ${title} are kept`)).toBeAttached();
  await main.getByRole('switch', { name: `Follow ${title}` }).click();
  await expect(main.getByRole('switch', { name: `Follow ${title}` })).toBeChecked();
}

/** Both venues followed, and everything said once about the middle; the chosen underlying is BTC. */
async function followed(page: Page, venues: MarketVenues): Promise<void> {
  await follow(page, 'Deribit', venues.deribit);
  await follow(page, 'OKX', venues.okx);
  await expect
    .poll(() => venues.deribit.channels.has(`book.${SYMBOL}.100ms`), { timeout: 15_000 })
    .toBe(true);
  await expect
    .poll(() => venues.okx.received.some((text) => text.includes('"instId":"BTC-USDT"')))
    .toBe(true);
  venues.say(MIDDLE);
}

async function onBtc(page: Page, name: string): Promise<void> {
  await pane(page, name);
  await mainOf(page).getByRole('combobox', { name: 'Underlying' }).selectOption('BTC');
}

test('nothing is contacted until a venue is turned on, and turning it off ends it', async ({
  page,
  venues,
}) => {
  const main = mainOf(page);
  await expect(main.getByText(/^Nothing is contacted until a venue is turned on/)).toBeVisible();
  await expect(rowOf(page, 'Deribit')).toContainText(
    'not contacted; would be reached at www.deribit.com',
  );
  await expect(page.getByRole('button', { name: 'no venue followed' })).toBeVisible();
  await follow(page, 'Deribit', venues.deribit);
  await expect.poll(() => venues.deribit.sockets().length).toBe(1);
  await expect(rowOf(page, 'Deribit')).toContainText('syncing');
  await expect(page.getByRole('button', { name: /^live 0 of 1 · syncing/ })).toBeVisible();
  await main.getByRole('switch', { name: 'Follow Deribit' }).click();
  await expect.poll(() => venues.deribit.sockets().length).toBe(0);
  await expect(rowOf(page, 'Deribit')).toContainText(
    'not contacted; would be reached at 127.0.0.1',
  );
  await expect(page.getByText('Deribit is not followed any more')).toBeAttached();
});

test('an address that is refused says why at its field, and can be reset', async ({ page }) => {
  const main = mainOf(page);
  await main.getByRole('button', { name: 'Deribit', exact: true }).click();
  const form = main.getByRole('form', { name: 'Addresses of Deribit' });
  const socket = form.getByRole('textbox', { name: 'socket' });
  await expect(socket).toHaveAccessibleDescription(/documented: wss:\/\/www\.deribit\.com/);
  await socket.fill('ws://venue.test/ws');
  await form.getByRole('button', { name: 'Keep the addresses' }).click();
  await expect(socket).toHaveAccessibleDescription(/must be encrypted/);
  await expect(socket).toHaveAttribute('aria-invalid', 'true');
  await form.getByRole('button', { name: 'Reset socket' }).click();
  await expect(socket).toHaveValue('');
  await expect(socket).toBeFocused();
  await form.getByRole('button', { name: 'Keep the addresses' }).click();
  await expect(socket).toHaveAttribute('aria-invalid', 'false');
});

test('live values appear, age, and look stale when nothing more is said', async ({
  page,
  venues,
}) => {
  await followed(page, venues);
  await onBtc(page, 'Contracts');
  const grid = mainOf(page).getByRole('region', { name: 'Contracts' });
  const row = grid.locator('.ag-row', { hasText: SYMBOL });
  await expect(row.locator('[col-id="mark"]')).toHaveText('82\u202f020.00');
  await expect(row.locator('[col-id="funding"]')).toHaveText('0.0012\u202f%');
  await expect(row.locator('[col-id="fundingPerYear"]')).toHaveText('1.31\u202f%');
  await expect(row.locator('[col-id="volatility"]')).toHaveText('n/a');
  await row.locator('[col-id="mark"]').hover();
  await expect(mainOf(page).locator('.reading')).toHaveText(
    /^BTC-PERPETUAL, mark 82\u202f020\.00: .* old, of 20/,
  );
  await expect(row.locator('[col-id="age"]')).toHaveText(/^[2-9]\u202fs$/);
  await expect(row.locator('[col-id="age"]')).toHaveText(/^stale 1\d/, { timeout: 15_000 });
  await expect(row.locator('[col-id="mark"]')).toHaveClass(/stale/);
  venues.say(MIDDLE + 100);
  await expect(row.locator('[col-id="mark"]')).toHaveText('82\u202f120.00');
  await expect(row.locator('[col-id="mark"]')).not.toHaveClass(/stale/);
});

test('a mark that cannot be right says why it is not believed', async ({ page, venues }) => {
  await followed(page, venues);
  await onBtc(page, 'Contracts');
  const grid = mainOf(page).getByRole('region', { name: 'Contracts' });
  await expect(grid.locator('.ag-row', { hasText: SYMBOL })).toBeVisible();
  venues.deribit.ticker(SYMBOL, { mark_price: 820_000, index_price: MIDDLE });
  const fenced = mainOf(page).getByRole('list', { name: 'Marks that are not believed' });
  await expect(fenced).toContainText(`The mark of ${SYMBOL} is not believed`);
  await expect(fenced).toContainText('820000');
});

test('a gap withdraws the book and says so, and a snapshot brings it back', async ({
  page,
  venues,
}) => {
  await followed(page, venues);
  await onBtc(page, 'Order book');
  const bids = mainOf(page).getByRole('table', { name: 'Bids, best first' });
  // 20,000 dollars of an inverse contract at 81,995 dollars.
  await expect(bids.getByRole('row').nth(1)).toContainText(
    `81\u202f995.00${(20_000 / 81_995).toFixed(4)}`,
  );
  await expect(bids.getByRole('row')).toHaveCount(16);
  await expect(
    mainOf(page).getByRole('row', { name: /^All venues, cheapest first/ }),
  ).toBeVisible();
  venues.deribit.book(SYMBOL, 9, 7, MIDDLE);
  await expect(bids.getByRole('row')).toHaveCount(1);
  await expect(mainOf(page).getByText('No order book of BTC is whole.')).toBeVisible();
  await pane(page, 'Feeds');
  await mainOf(page).getByRole('button', { name: 'Deribit', exact: true }).click();
  const detail = mainOf(page).getByRole('region', { name: 'Feed of Deribit' });
  await expect(detail).toContainText(`${SYMBOL}: message 7 does not follow 1; not whole yet`);
  venues.say(MIDDLE);
  await expect(detail).toContainText(/message 7 does not follow 1; whole again 20/);
});

test('books of two venues are one ladder: who offers what, and that it is crossed', async ({
  page,
  venues,
}) => {
  await followed(page, venues);
  await onBtc(page, 'Order book');
  const bids = mainOf(page).getByRole('table', { name: 'Bids, best first' });
  // 300 contracts of 0.01 BTC, bid at what Deribit asks 5 dollars less for; USDT counts as a dollar.
  venues.okx.book('BTC-USDT-SWAP', [MIDDLE + 10, 300], [MIDDLE + 30, 100]);
  const best = bids.getByRole('row').nth(1);
  await expect(best).toContainText('82\u202f010.00');
  await expect(best).toContainText('3.0000');
  await expect(best).toContainText('OKX');
  await expect(mainOf(page).getByRole('list', { name: 'Patterns of venues' })).toHaveText(
    / ?DERIBIT ?OKX/,
  );
  await expect(
    mainOf(page).getByText(/^ ?Crossed: 82\u202f010\.00 is bid and 82\u202f005\.00 asked/),
  ).toBeVisible();
  await expect(mainOf(page).getByRole('row', { name: /^OKX alone/ })).toBeVisible();
});

test('depth is walked by keyboard, and has a table twin', async ({ page, venues }) => {
  await followed(page, venues);
  await onBtc(page, 'Order book');
  const chart = mainOf(page).getByRole('application', { name: /^Size of BTC by price/ });
  await chart.focus();
  await page.keyboard.press('Home');
  const reading = mainOf(page).getByText(/^Bids down to 81\u202f605\.00/);
  await expect(reading).toBeVisible();
  await page.keyboard.press('End');
  await expect(mainOf(page).getByText(/^Asks up to 82\u202f395\.00/)).toBeVisible();
  // News of the book move neither focus nor place.
  venues.say(MIDDLE);
  await expect(chart).toBeFocused();
  await mainOf(page).getByRole('button', { name: 'Show as table' }).click();
  const table = mainOf(page).getByRole('table', { name: /^Cumulative size by price/ });
  await expect(table.getByRole('row')).toHaveCount(81);
});

test('sources that are fenced off say why, and the rest agree', async ({ page, venues }) => {
  await followed(page, venues);
  await onBtc(page, 'Prices');
  await expect(rowOf(page, 'Deribit index in USD')).toContainText('used');
  await expect(rowOf(page, 'OKX index in USDT')).toContainText('used');
  venues.okx.index('BTC-USDT', 95_000);
  const fenced = rowOf(page, 'OKX index in USDT');
  await expect(fenced).toContainText('fenced off');
  await expect(fenced).toContainText(/15\.\d\d % from the median, more than/);
  await expect(mainOf(page).getByText('2 of 3')).toBeVisible();
});

test('a call is announced, and the badge counts it', async ({ page, venues }) => {
  await followed(page, venues);
  const badge = page.getByRole('navigation', { name: 'Views' }).locator('.count');
  await expect(badge).toHaveText(/\d+/);
  const before = Number(await badge.textContent());
  // The sample book is short 1,450,000 dollars of the perpetual: it cannot bear this.
  venues.deribit.index('btc_usd', 300_000);
  venues.okx.index('BTC-USD', 300_000);
  venues.okx.index('BTC-USDT', 300_000);
  venues.deribit.ticker(SYMBOL, { mark_price: 300_000, index_price: 300_000 });
  await expect(page.getByRole('alert', { name: 'Levels' })).toContainText(
    /Deribit sample BTC.*: liquidation, was /,
  );
  await expect.poll(async () => Number(await badge.textContent())).toBeGreaterThan(before);
});

test('closing every position: what is known, and why the rest is not', async ({ page, venues }) => {
  await followed(page, venues);
  await pane(page, 'Closing');
  const table = mainOf(page).getByRole('table', { name: /^Every position/ });
  await expect(table.getByRole('row', { name: new RegExp(`^${SYMBOL}\\.DERIBIT`) })).toContainText(
    '1\u202f450\u202f000',
  );
  await expect(table.getByRole('row', { name: /^BTC-26MAR27\.DERIBIT/ })).toContainText(
    'unknown no market data: no order book of BTC-26MAR27.DERIBIT',
  );
});

test('keys are sealed, locked, opened and removed, and no secret stays in the page', async ({
  page,
}) => {
  await pane(page, 'Accounts');
  const main = mainOf(page);
  await expect(main.getByText('A key that may trade or withdraw is refused')).toBeVisible();
  await main.getByLabel('Choose a passphrase').fill('correct horse battery');
  await main.getByLabel('The same again').fill('correct horse batter');
  await main.getByRole('button', { name: 'Seal keys with it' }).click();
  await expect(main.getByRole('alert')).toContainText('not the same');
  await expect(main.getByLabel('Choose a passphrase')).toHaveValue('');
  await main.getByLabel('Choose a passphrase').fill('correct horse battery');
  await main.getByLabel('The same again').fill('correct horse battery');
  await main.getByRole('button', { name: 'Seal keys with it' }).press('Enter');
  const form = main.getByRole('form', { name: 'Add a key' });
  await form.getByLabel('Venue').selectOption('Deribit');
  await form.getByLabel('Account’s name here').fill('desk');
  const secrets = form.locator('input[type="password"]');
  await expect(secrets).not.toHaveCount(0);
  for (const field of await form.locator('input[name^="key "]').all()) {
    await expect(field).toHaveAttribute('autocomplete', 'off');
    await field.fill('hunter2hunter2');
  }
  await form.getByRole('button', { name: 'Add the key' }).click();
  const row = main.getByRole('row', { name: /^desk Deribit/ });
  // The venue is off: it is not asked.
  await expect(row).toContainText('not asked: keys are locked or the venue is off');
  await expect(secrets.first()).toHaveValue('');
  expect(await page.content()).not.toContain('hunter2');
  await main.getByRole('button', { name: 'Lock the keys' }).click();
  await main.getByLabel('Passphrase').fill('not the passphrase');
  await main.getByRole('button', { name: 'Open the keys' }).click();
  await expect(main.getByRole('alert')).toContainText('the passphrase is not the one');
  await row.getByRole('button', { name: 'Remove the key of desk' }).click();
  const question = page.getByRole('dialog', { name: 'Remove a key' });
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: 'Remove the key of desk' }).click();
  await question.getByRole('button', { name: 'Remove it' }).click();
  await expect(row).toHaveCount(0);
});

test('a surface is of the quotes in the store: smile by keyboard, twin, checks', async ({
  page,
}) => {
  await pane(page, 'Surface');
  const main = mainOf(page);
  await main.getByRole('combobox', { name: 'Underlying' }).selectOption('BTC');
  const smile = main.getByRole('application', { name: /^Smile of 20/ });
  await smile.focus();
  await page.keyboard.press('Home');
  await expect(main.getByText(/^put .*: bid .*% a year$/)).toBeVisible();
  await expect(main.getByRole('table', { name: /^Fitted volatility/ })).toContainText('%');
  await expect(main.getByRole('region', { name: 'Arbitrage checks' })).toContainText(
    /density|holds/,
  );
  await main.getByRole('button', { name: '2027-03-26' }).press('Enter');
  await expect(main.getByRole('application', { name: /^Smile of 2027-03-26/ })).toBeVisible();
  await main.getByRole('button', { name: 'Show as table' }).click();
  await expect(main.getByRole('table', { name: /^Quotes that entered/ })).toBeVisible();
});

test('a node that is asked: its oracles beside the venues, gas, and an address that stays with the workstation', async ({
  page,
}) => {
  const node = await chainNode(Date.now);
  const main = mainOf(page);
  try {
    await pane(page, 'Oracles and gas');
    await expect(main).toContainText('nothing is contacted');
    await main.getByLabel('Address').fill(`${node.url}/v2/canary-key`);
    await main.getByLabel('Address').press('Enter');
    await expect(main.getByRole('row', { name: /^127\.0\.0\.1.* not asked/ })).toBeVisible();
    expect(node.bodies).toEqual([]);
    await main.getByRole('switch').click();
    await expect(
      main.getByRole('row', { name: /BTC.* 91234\.56 USD 456\.1728 10.min counts/ }),
    ).toBeVisible();
    await expect(
      main.getByRole('row', { name: /Ethereum 2\.000 3\.000 4\.000 5\.250 0\.000 0\.000000001/ }),
    ).toBeVisible();
    expect(await page.content()).not.toContain('canary-key');
    await main.getByRole('button', { name: /^Remove 127/ }).click();
    await expect(main).toContainText('None: nothing is contacted');
  } finally {
    await node.close();
  }
});

test('what was recorded is replayed under a band over every view', async ({ page, venues }) => {
  await followed(page, venues);
  await onBtc(page, 'Prices');
  await expect(rowOf(page, 'Deribit index in USD')).toBeVisible();
  await pane(page, 'Recordings');
  const main = mainOf(page);
  await expect(main.getByRole('row', { name: /^deribit/ })).toBeVisible();
  await main.getByRole('button', { name: 'Replay all of it' }).click();
  const band = page.getByRole('region', { name: 'Replay' });
  await expect(band).toContainText('replayed');
  await expect(band).toContainText('paused');
  await main.getByRole('button', { name: 'Play 0.1×' }).click();
  await expect(band).toContainText('playing');
  await main.getByRole('button', { name: 'Pause' }).click();
  await expect(band).toContainText('paused');
  const time = main.getByRole('slider', { name: /^Time/ });
  await time.focus();
  const before = await time.inputValue();
  await page.keyboard.press('End');
  await expect(time).not.toHaveValue(before);
  await page.getByRole('button', { name: 'Overview', exact: true }).click();
  await expect(page.getByRole('main', { name: 'Overview' })).toBeVisible();
  await band.getByRole('button', { name: 'To the recording' }).click();
  await main.getByRole('button', { name: 'Back to the present' }).click();
  await expect(band).toHaveCount(0);
});

test('a venue is turned on and its figures are reached by keyboard alone', async ({
  page,
  venues,
}) => {
  await followed(page, venues);
  const main = mainOf(page);
  await page.keyboard.press('1');
  await page.keyboard.press('7');
  await expect(main).toBeFocused();
  // The panes stand first, in their order.
  for (let at = 0; at < 6; at++) await page.keyboard.press('Tab');
  await expect(main.getByRole('button', { name: 'Contracts', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(main.getByRole('button', { name: 'Contracts', exact: true })).toBeFocused();
  const choice = main.getByRole('combobox', { name: 'Underlying' });
  for (let at = 0; at < 4; at++) await page.keyboard.press('Tab');
  await expect(choice).toBeFocused();
  await choice.selectOption('BTC');
  await expect(choice).toBeFocused();
  const grid = main.getByRole('region', { name: 'Contracts' });
  await expect(grid.locator('.ag-row')).toHaveCount(3);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(grid.locator('.ag-cell-focus')).toBeVisible();
  for (let at = 0; at < 6; at++) await page.keyboard.press('ArrowRight');
  await expect(main.locator('.reading')).toHaveText(/ old, of 20/);
  const cell = await grid.locator('.ag-cell-focus').getAttribute('col-id');
  venues.say(MIDDLE + 50);
  await expect(grid.locator('[col-id="mark"]', { hasText: '82\u202f070.00' })).toBeVisible();
  expect(await grid.locator('.ag-cell-focus').getAttribute('col-id')).toBe(cell);
});

for (const look of ['dark', 'light', 'high contrast'] as const) {
  test(`no pane has a fault that axe knows, ${look}`, async ({ page, venues }) => {
    test.slow();
    if (look === 'light') await page.getByRole('button', { name: 'Light' }).click();
    if (look === 'high contrast') await page.emulateMedia({ contrast: 'more' });
    await followed(page, venues);
    const faults: string[] = [];
    const check = async (what: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      faults.push(...violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes[0]?.html}`));
    };
    await check('Feeds');
    for (const name of ['Prices', 'Order book', 'Contracts']) {
      await onBtc(page, name);
      await expect(mainOf(page).getByText(/^Asking/)).toHaveCount(0);
      venues.say(MIDDLE);
      await check(name);
    }
    for (const name of ['Accounts', 'Oracles and gas', 'Surface', 'Closing', 'Recordings']) {
      await pane(page, name);
      await expect(mainOf(page).getByText(/^(Asking|Working it out)/)).toHaveCount(0);
      await check(name);
    }
    expect(faults).toEqual([]);
  });
}
