// A visit: an appointment, a number, the call, several dossiers of one person, and one that is settled at once.
import { expect, test } from '@playwright/test';
import { another, looksRight, paper, signIn } from './steps.js';

const shop = 'H49.33.01';
const officer = 'h49.33.01.tiep-nhan';

/** The officer sits at the first window, whoever ran before. */
const sit = async (page) => {
  await page.goto('/ban/quay-so');
  if ((await page.locator('#mine button').count()) > 0) return;
  await page.locator('button[value^="open:"]').first().click();
  await expect(page.locator('#mine button[value=next]')).toBeVisible();
};

test('somebody takes a number, is called on the screen and served', async ({ page, browser }) => {
  const desk = await another(browser, officer);
  await sit(desk);
  await looksRight(desk);

  await page.goto('/lay-so');
  await page.locator(`a[href="/lay-so/${shop}"]`).click();
  await looksRight(page);
  await page.locator('button[value=civil]').click();
  await page.waitForURL(/\/so\/[0-9A-Z]{8}$/);
  await expect(page.locator('h1')).toContainText(/A\d{3}/);
  await expect(page.locator('main')).toContainText('Sắp đến lượt bạn');
  await looksRight(page);
  const number = (await page.locator('h1').innerText()).match(/A\d{3}/)[0];

  const screen = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
  await screen.goto(`/bang-so/${shop}`);
  await looksRight(screen);
  await desk.keyboard.press('F2');
  await expect(desk.locator('#mine .ticket')).toHaveText(number);
  // The screen hears of it by itself, and so does a screen reader.
  await expect(screen.locator('.board-now th')).toHaveText(number);
  await expect(screen.locator('[role=status]')).toContainText(`Mời số ${number} đến quầy 1`);
  await looksRight(screen);
  await page.reload();
  await expect(page.locator('main')).toContainText('Mời bạn đến quầy 1');
  await looksRight(page);

  await desk.keyboard.press('F8');
  await expect(desk.locator('main')).toContainText('không có mặt');
  await desk.locator('button[value^="back:"]').click();
  await expect(desk.locator('button[value^="back:"]')).toHaveCount(0);
  await desk.keyboard.press('F2');
  await expect(desk.locator('#mine .ticket')).toHaveText(number);
  await desk.keyboard.press('F4');
  await expect(desk.locator('#mine')).toContainText('Phục vụ từ');
  await desk.keyboard.press('F9');
  await expect(desk.locator('#mine')).toContainText('Chưa có ai ở quầy');
  await desk.goto('/ban/quay-so/cua-so');
  await expect(desk.locator('table')).toContainText('Đã phục vụ');
  await looksRight(desk);
});

test('an appointment is booked, kept in a calendar, moved and taken back', async ({ page }) => {
  await signIn(page, '0900000012', `/dat-lich/${shop}`);
  await page.locator('[name=viec][value=land]').check();
  await page.getByRole('button', { name: 'Xem ngày còn trống' }).click();
  await page.locator('.day-list a').nth(2).click();
  await looksRight(page);
  await page.getByRole('button', { name: 'Đặt lịch' }).click();
  await expect(page.locator('main .error-summary')).toContainText('Chọn một giờ');
  await page.locator('[name=time]').first().check();
  await page.getByRole('button', { name: 'Đặt lịch' }).click();
  await expect(page.locator('h1')).toContainText('Đã đặt lịch');
  await looksRight(page);
  const file = await page.request.get(await page.locator('a[href$=".ics"]').getAttribute('href'));
  expect(file.headers()['content-type']).toContain('text/calendar');
  expect(await file.text()).toContain('BEGIN:VEVENT');
  await page.getByRole('link', { name: 'Đổi giờ' }).click();
  await page.locator('.day-list a').nth(3).click();
  await page.locator('[name=time]').last().check();
  await page.getByRole('button', { name: 'Đổi sang giờ này' }).click();
  await expect(page.locator('h1')).toContainText('Đã đặt lịch');
  await page.getByRole('button', { name: 'Hủy lịch hẹn' }).click();
  await expect(page.locator('main')).toContainText('Đã hủy');
  await page.goto('/lich-hen');
  await looksRight(page);
});

test('without JavaScript a number is drawn and its slip can be printed', async ({ browser }) => {
  const desk = await another(browser, officer);
  await sit(desk);
  const page = await (await browser.newContext({ locale: 'vi-VN', javaScriptEnabled: false })).newPage();
  await page.goto(`/lay-so/${shop}`);
  await page.locator('button[value=result]').click();
  await page.waitForURL(/\/so\//);
  await page.getByRole('link', { name: 'In phiếu số' }).click();
  await expect(page.locator('.slip h1')).toContainText(/E\d{3}/);
  await page.goBack();
  await page.getByRole('button', { name: 'Tôi không đợi nữa' }).click();
  await expect(page.locator('main')).toContainText('không còn chờ nữa');
});

test('one visitor hands in two dossiers: a company’s, then one that is settled at once', async ({ page }) => {
  await signIn(page, 'h49.34.01.tiep-nhan', '/ban/tiep-nhan');
  await page.locator('[name=capacity][value=representative]').check();
  const texts = { name: 'Công ty TNHH Biển Xanh', tax_number: '5700100256', address: 'Tổ 5, phường Hồng Gai', phone: '0912000333', submitter_name: 'Vũ Văn Giám', submitter_position: 'Giám đốc' };
  for (const [name, text] of Object.entries(texts)) await page.locator(`main [name="${name}"]`).fill(text);
  await page.locator('[name=procedure]').fill('1.001193');
  await page.keyboard.press('F6');
  await expect(page.locator('.picked')).toBeVisible();
  await looksRight(page);
  await page.setViewportSize({ width: 1280, height: 768 });
  await expect(page.locator('button[value=receive]')).toBeInViewport();
  const certificate = page.locator('.paper-list li', { hasText: 'chứng sinh' }).first();
  await certificate.locator('[type=checkbox]').check();
  for (const check of await page.locator('[name^=check-]').all()) await check.check();
  await page.keyboard.press('F9');
  await expect(page.locator('main .error-summary')).toContainText('phải số hóa');
  await certificate.locator('[type=file]').setInputFiles(paper);
  await page.keyboard.press('F6');
  await expect(certificate.locator('iframe')).toBeVisible();
  await looksRight(page);
  await page.keyboard.press('F9');
  await page.waitForURL(/moi=/);
  await page.keyboard.press('F3');
  await expect(page.locator('[name=name]')).toHaveValue('Công ty TNHH Biển Xanh');
  await expect(page.locator('[name=capacity][value=representative]')).toBeChecked();
  await expect(page.locator('.tabs')).toContainText('khai sinh');

  await page.locator('[name=procedure]').fill('2.000815');
  await page.keyboard.press('F6');
  await expect(page.locator('main')).toContainText('Giải quyết ngay');
  for (const check of await page.locator('[name^=check-]').all()) await check.check();
  await page.keyboard.press('F10');
  await expect(page.locator('main .error-summary')).toBeVisible();
  await page.locator('[name=signer]').fill('Trần Văn Chủ');
  await page.keyboard.press('F10');
  await expect(page.locator('h1')).toContainText('Đã trả kết quả');
  await looksRight(page);
});

test('what came by post is received with its item', async ({ page }) => {
  await signIn(page, 'h49.34.01.tiep-nhan', '/ban/tiep-nhan?kenh=post');
  await looksRight(page);
  const texts = { post_item: 'eb 12', posted_on: '32/13/2026', name: 'Nguyễn Thị Xa', address: 'Thôn 2, đảo Cô Tô', phone: '0912000444', procedure: '1.001193' };
  for (const [name, text] of Object.entries(texts)) await page.locator(`main [name="${name}"]`).fill(text);
  await page.keyboard.press('F6');
  await expect(page.locator('.picked')).toBeVisible();
  for (const check of await page.locator('[name^=check-]').all()) await check.check();
  await page.keyboard.press('F9');
  await expect(page.locator('main .error-summary')).toContainText('bạn đã gõ 4 ký tự');
  await page.locator('[name=post_item]').fill('EB123456789VN');
  await page.locator('[name=posted_on]').fill('20/11/2026');
  await page.keyboard.press('F9');
  await page.waitForURL(/moi=/);
  await expect(page.locator('main')).toContainText('Gửi giấy hẹn đến');
  await expect(page.locator('main')).toContainText('đảo Cô Tô');
});
