import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

test('the window opens on the sample book, and says that it is synthetic', async ({ page }) => {
  await expect(page).toHaveTitle(/Crossguard/);
  await expect(page.getByText(/synthetic/i).first()).toBeVisible();
});

test('nothing that the window does breaks its own policy', async ({ page, workstation }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.reload();
  await expect(page.getByText(/synthetic/i).first()).toBeVisible();
  expect(complaints).toEqual([]);
  expect(workstation.errors()).toBe('');
});

test('a script that gets into the page does not run', async ({ page }) => {
  const blocked = await page.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) =>
        resolve(event.effectiveDirective),
      );
    });
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
    return violation;
  });
  expect(blocked).toBe('script-src-elem');
  await expect(page).not.toHaveTitle('taken over');
});

test('a handler in markup does not run, and nothing is fetched from elsewhere', async ({
  page,
}) => {
  const blocked = await page.evaluate(async () => {
    const seen = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.add(event.effectiveDirective),
    );
    const box = document.createElement('div');
    box.innerHTML =
      '<img src="https://evil.example/x.png" onerror="document.title = \'taken over\'">';
    document.body.append(box);
    await fetch('https://evil.example/').catch(() => undefined);
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
    return [...seen].toSorted();
  });
  expect(blocked).toEqual(['connect-src', 'img-src', 'script-src-attr']);
  await expect(page).not.toHaveTitle('taken over');
});

test.describe('on a new store', () => {
  test.use({ book: 'empty' });

  test('the first screen has no fault that axe knows', async ({ page }) => {
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.getByRole('button', { name: /sample book/i })).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

test.describe('before anything is imported', () => {
  test.use({ book: 'empty' });

  test('venues can be followed and keys be given', async ({ page }) => {
    await expect(page.getByRole('button', { name: /sample book/i })).toBeVisible();
    await page.keyboard.press('7');
    const main = page.getByRole('main', { name: 'Market' });
    await expect(main.getByRole('switch', { name: 'Follow Deribit' })).not.toBeChecked();
    await main.getByRole('button', { name: 'Accounts', exact: true }).click();
    await expect(main.getByLabel('Choose a passphrase')).toBeVisible();
    await main.getByRole('button', { name: 'Prices', exact: true }).click();
    await expect(main.getByText('No venue is followed')).toBeVisible();
  });
});

test('a crash of the workstation leaves the window up, and the window says so', async ({
  page,
  workstation,
}) => {
  await expect(page.getByText(/synthetic/i).first()).toBeVisible();
  await workstation.crash();
  await expect(page.getByText(/connection to the workstation was lost/i).first()).toBeVisible();
  await expect(page.getByText(/synthetic/i).first()).toBeVisible();
});
