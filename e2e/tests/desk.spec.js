// The inner side of the counter.
import { expect, test } from '@playwright/test';
import { looksRight, signIn } from './steps.js';

test('an officer sees the work of the office by deadline', async ({ page }) => {
  await signIn(page, 'h49.32.01.tiep-nhan', '/ban/hop-viec');
  await expect(page.locator('h1')).toBeVisible();
  await looksRight(page);
});

test('a head sees what came in, what went out and what is left', async ({ page }) => {
  await signIn(page, 'h49.32.01.truong-mot-cua', '/ban/dieu-hanh');
  await page.locator('[name=ky]').selectOption('nam');
  await page.locator('.steering-period button').click();
  await expect(page.locator('.equation')).toBeVisible();
  const terms = (await page.locator('.equation-term').allInnerTexts()).map((term) => Number(term.split('\n')[0].replace(/\D/g, '')));
  expect(terms[0] + terms[1]).toBe(terms.slice(2).reduce((sum, term) => sum + term, 0));
  expect(terms[1]).toBeGreaterThan(0);
  await looksRight(page);
  await page.locator('.equation-term').nth(1).click();
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await looksRight(page);
  const sheet = await page.request.get(await page.locator('a[href*=".csv"]').getAttribute('href'));
  expect(sheet.headers()['content-type']).toContain('text/csv');
  expect((await sheet.text()).trim().split('\n').length).toBeGreaterThan(1);
  await page.goto('/ban/ho-so?q=khong-phai-ma');
  await expect(page.locator('.field-wrong [name=q]')).toHaveValue('khong-phai-ma');
  await expect(page.locator('main .empty, main a[href*=".csv"]'), 'an error is the only message').toHaveCount(0);
  const refused = await page.request.get('/ban/ho-so.csv?q=khong-phai-ma');
  expect(refused.headers()['content-type'], 'what is wrong is said on the page, not by an empty sheet').toContain('text/html');
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
