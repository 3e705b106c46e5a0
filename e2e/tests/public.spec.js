// What anybody can do without an account, in three languages and without scripts.
import { expect, test } from '@playwright/test';
import { looksRight } from './steps.js';

const pages = ['/', '/thu-tuc', '/thu-tuc/1.000894', '/tra-cuu', '/han-tra', '/noi-nop', '/kiem-tra', '/dang-nhap', '/dang-ky', '/thanh-phan', '/khong-co-trang-nay'];

for (const path of pages) {
  test(`${path} reads well on a phone and at a desk`, async ({ page }) => {
    await page.goto(path);
    await looksRight(page);
  });
}

test('English: a birth certificate is found with everyday words', async ({ page }) => {
  await page.goto('/tim?q=birth+certificate&lang=en');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('main a[href="/thu-tuc/1.001193"]').first()).toBeVisible();
  await looksRight(page);
});

test('Thai: a marriage is found with everyday words', async ({ page }) => {
  await page.goto('/tim?q=จดทะเบียนสมรส&lang=th');
  await expect(page.locator('html')).toHaveAttribute('lang', 'th');
  await expect(page.locator('main a[href="/thu-tuc/1.000894"]').first()).toBeVisible();
  await looksRight(page);
});

test('a query that nothing answers gets an honest page with ways on', async ({ page }) => {
  await page.goto('/tim?q=qwxzv+hjkl');
  await expect(page.locator('main a[href^="/thu-tuc/"]')).toHaveCount(0);
  await looksRight(page);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a code that nobody has is said to be unknown, and what was typed is kept', async ({ page }) => {
    await page.goto('/tra-cuu');
    await page.locator('main [name=code]').fill('H49.32.01-261124-9999');
    await page.locator('main form button[type=submit]').click();
    await expect(page.locator('main [name=code]')).toHaveValue('H49.32.01-261124-9999');
  });

  test('a due date is explained', async ({ page }) => {
    await page.goto('/han-tra');
    await page.locator('main form button[type=submit]').first().click();
    await expect(page.locator('h1')).toBeVisible();
  });
});
