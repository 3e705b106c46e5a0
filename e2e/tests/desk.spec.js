// The inner side of the counter.
import { expect, test } from '@playwright/test';
import { looksRight, signIn } from './steps.js';

test('an officer sees the work of the office by deadline', async ({ page }) => {
  await signIn(page, 'h49.32.01.tiep-nhan', '/ban/hop-viec');
  await expect(page.locator('h1')).toBeVisible();
  await looksRight(page);
});

test('an administrator finds accounts and words of search', async ({ page }) => {
  await signIn(page, 'quan-tri', '/quan-tri/tai-khoan');
  await looksRight(page);
  await page.goto('/quan-tri/tu-dien');
  await looksRight(page);
});

test('an applicant is told that there is no desk', async ({ page }) => {
  await signIn(page, '0900000012');
  const answer = await page.goto('/ban/hop-viec');
  expect(answer.status()).toBe(404);
});
