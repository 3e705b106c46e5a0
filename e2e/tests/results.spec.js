// Papers, books and results: what offices print, decide on and keep for people.
import { expect, test } from '@playwright/test';
import { looksRight, signIn } from './steps.js';

/** A file of the node, and its first bytes. */
async function file(page, address) {
  const answer = await page.request.get(address);
  expect(answer.status(), address).toBe(200);
  return { type: answer.headers()['content-type'], head: (await answer.body()).subarray(0, 4).toString('latin1') };
}

test('a shop keeps its tracking book, prints it and takes it as a workbook', async ({ page }) => {
  await signIn(page, 'h49.32.01.tiep-nhan', '/ban/so-theo-doi');
  // The book follows the journal: right after a start it may be a moment behind.
  await expect(async () => {
    await page.reload();
    await expect(page.locator('tbody tr').first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 40_000 });
  await looksRight(page);
  const paper = await file(page, await page.locator('a[href*="so-theo-doi.pdf"]').first().getAttribute('href'));
  expect(paper).toEqual({ type: 'application/pdf', head: '%PDF' });
  const book = await file(page, await page.locator('a[href*="so-theo-doi.xlsx"]').getAttribute('href'));
  expect(book.type).toContain('spreadsheetml');
  expect(book.head.startsWith('PK')).toBe(true);
  await page.locator('tbody th a').first().click();
  await expect(page.locator('a[href$="/phieu-kiem-soat"]')).toBeVisible();
  const slip = await file(page, await page.locator('a[href$="/phieu-kiem-soat"]').getAttribute('href'));
  expect(slip).toEqual({ type: 'application/pdf', head: '%PDF' });
});

test('an administrator writes a template, looks at it, takes a change back and publishes', async ({ page }) => {
  await signIn(page, 'quan-tri', '/quan-tri/mau-ket-qua');
  await looksRight(page);
  await page.goto('/quan-tri/mau-ket-qua/xac-nhan-tinh-trang-hon-nhan');
  await looksRight(page);
  expect((await file(page, '/quan-tri/mau-ket-qua/xac-nhan-tinh-trang-hon-nhan/xem-thu')).head).toBe('%PDF');
  const save = page.locator('main form[novalidate] button[type=submit]');
  await page.locator('[name=body]').fill('Xác nhận {ten}.');
  await save.click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page.locator('[name=body]'), 'what was typed is still there').toHaveValue('Xác nhận {ten}.');
  await looksRight(page);
  await page.locator('[name=body]').fill('Xác nhận {nguoi_nop.ten}.');
  await save.click();
  await expect(page.getByRole('status')).toBeVisible();
  await page.locator('form:has([value="hoan-tac"]) button').click();
  await expect(page.locator('[name=body]')).not.toHaveValue('Xác nhận {nguoi_nop.ten}.');
  await page.locator('[name=name]').fill('Giấy xác nhận tình trạng hôn nhân (mẫu mới)');
  await save.click();
  await page.locator('form:has([value="cong-bo"]) button').click();
  await expect(page.locator('.history li')).toHaveCount(2);
  await page.goto('/quan-tri/so-van-ban');
  await page.locator('aside [name=symbol]').fill('XNTTHN');
  await page.locator('aside [name=name]').fill('Giấy xác nhận tình trạng hôn nhân');
  await page.locator('aside [name=pattern]').fill('{n}/{yyyy}/XNTTHN');
  await page.locator('aside form button').first().click();
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('tbody').first()).toContainText('/XNTTHN');
  await looksRight(page);
});

test('a head decides on several, and an applicant finds the results', async ({ page, context }) => {
  await signIn(page, 'h49.32.02.lanh-dao', '/ban/quyet-dinh');
  await looksRight(page);
  await context.clearCookies();
  await signIn(page, '0900000000', '/kho-giay-to');
  await looksRight(page);
});
