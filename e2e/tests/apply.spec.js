// From an everyday word to a request that has arrived: online birth registration.
import { expect, test } from '@playwright/test';
import { declareBirth, looksRight, paper, signIn } from './steps.js';

test('a birth is registered online, from search to the confirmation', async ({ page }) => {
  await page.goto('/');
  await looksRight(page);
  await page.locator('main [name=q]').fill('lam giay khai sinh cho con');
  await page.locator('main [name=q]').press('Enter');
  await page.waitForURL(/\/tim\?q=/);
  await looksRight(page);
  await page.locator('main a[href="/thu-tuc/1.001193"]').first().click();
  await expect(page.locator('h1')).toContainText('khai sinh');
  await looksRight(page);
  await signIn(page, '0900000010', '/nop/1.001193');
  await looksRight(page);
  await page.locator('[name=office]').selectOption({ index: 5 });
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  await looksRight(page);

  await page.locator('main button[value=next]').click();
  await expect(page.locator('main')).toContainText('Những gì bạn đã gõ vẫn còn nguyên');
  await looksRight(page);
  await declareBirth(page, 'Trần Vũ Minh An');
  await page.locator('main button[value=next]').click();
  await page.waitForURL(/giay-to/);
  await looksRight(page);
  await page.locator('main input[type=file]').first().setInputFiles(paper);
  await page.locator('main button[value=next]').click();
  await page.waitForURL(/kiem-tra/);
  await expect(page.locator('main')).toContainText('Trần Vũ Minh An');
  await looksRight(page);
  await page.locator('[name=return_way][value=online]').check();
  await page.locator('[name=agree]').check();
  await page.locator('main button[value=submit]').click();
  await expect(page.locator('h1')).toContainText('Hồ sơ của bạn đã đến nơi');
  await looksRight(page);

  await page.goto('/ho-so');
  await expect(page.locator('main')).toContainText('khai sinh');
  await looksRight(page);
});

test('an upload that is no document is refused and the draft is kept', async ({ page }) => {
  await signIn(page, '0900000011', '/nop/1.001193');
  await page.locator('[name=office]').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  await declareBirth(page, 'Lê Thị Thử');
  await page.locator('main button[value=next]').click();
  await page.waitForURL(/giay-to/);
  const program = { name: 'giay-chung-sinh.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\x90\x00\x03not a document') };
  await page.locator('main input[type=file]').first().setInputFiles(program);
  await page.locator('main button[value=next]').click();
  await expect(page.locator('main .error-summary, main [role=alert]').first()).toBeVisible();
  await page.goto('/ho-so');
  await expect(page.locator('main')).toContainText('khai sinh');
});
