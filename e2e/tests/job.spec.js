// The main job, from the applicant's hand to the result.
import { expect, test } from '@playwright/test';
import { act, another, applyForBirth, looksRight, paper, signIn } from './steps.js';

const OFFICE = 'H49.32.01';
const id = (address) => address.split('/').pop();

test('a birth is registered, with one supplement, and the result comes back', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await signIn(page, '0900000030');
  const dossier = await applyForBirth(page, OFFICE, 'Công Huyền Tôn Nữ Nguyễn Thị Minh Nguyệt Ánh Dương');
  const desk = `/ban/ho-so/${id(dossier)}`;

  const intake = await another(browser, 'h49.32.01.tiep-nhan');
  await intake.goto(desk);
  await looksRight(intake);
  expect(await act(intake, 'ask')).toBe(422);
  await looksRight(intake);
  const asked = await act(intake, 'ask', async (form) => {
    await form.locator('[name=ask-subject-1]').fill('Giấy chứng sinh');
    await form.locator('[name=ask-reason-1]').fill('Ảnh mờ, không đọc được số.');
  });
  expect(asked).toBe(303);

  await page.goto(dossier);
  await expect(page.locator('main')).toContainText('Ảnh mờ, không đọc được số.');
  await looksRight(page);
  await page.goto(`${dossier}/bo-sung`);
  await looksRight(page);
  await page.locator('main input[type=file]').first().setInputFiles(paper);
  await page.locator('main button[value=send]').click();
  await page.waitForURL((url) => url.pathname === dossier);

  await intake.goto(desk);
  expect(await act(intake, 'accept')).toBe(303);
  const code = (await intake.locator('.code').innerText()).trim();
  expect(code).toMatch(/^H49\.32\.01-\d{6}-\d{4}$/);

  const expert = await another(browser, 'h49.32.02.chuyen-vien');
  await expert.goto(desk);
  await looksRight(expert);
  expect(await act(expert, 'complete', (form) => form.locator('[value=propose_approval]').check())).toBe(303);
  const head = await another(browser, 'h49.32.02.lanh-dao');
  await head.goto(desk);
  expect(await act(head, 'decide', (form) => form.locator('[value=refused]').check()), 'a refusal needs a reason').toBe(422);
  await looksRight(head);
  expect(await act(head, 'decide', (form) => form.locator('[value=approved]').check())).toBe(303);
  await expert.goto(desk);
  expect(await act(expert, 'complete')).toBe(303);
  await intake.goto(desk);
  expect(await act(intake, 'hand')).toBe(303);

  await page.goto(dossier);
  await looksRight(page);
  const result = await page.request.get(`${dossier}/ket-qua`);
  expect(result.headers()['content-type']).toBe('application/pdf');
  await head.locator('#desk-search').fill(code.toLowerCase().replaceAll('.', ' '));
  await head.locator('#desk-search').press('Enter');
  await head.waitForURL((url) => url.pathname === desk);
  await page.goto(`/tra-cuu?code=${code}`);
  await expect(page.locator('main')).not.toContainText('Nguyệt');
  await looksRight(page);
});

test('two officers work on one dossier, in English: the second is told, nothing is overwritten', async ({ page, browser }) => {
  test.setTimeout(120_000);
  await signIn(page, '0900000031');
  const desk = `/ban/ho-so/${id(await applyForBirth(page, OFFICE, 'Lê Thị Hai'))}`;
  const first = await another(browser, 'h49.32.01.tiep-nhan', { locale: 'en-GB' });
  const second = await another(browser, 'h49.32.01.truong-mot-cua', { locale: 'en-GB' });
  await first.goto(`${desk}?lang=en`);
  await second.goto(`${desk}?lang=en`);
  await looksRight(second);
  expect(await act(first, 'accept')).toBe(303);
  const refused = await act(second, 'refuse', (form) => form.locator('[name=refuse-reason]').fill('The papers belong to somebody else.'));
  expect(refused).toBe(412);
  await looksRight(second);
  await expect(second.locator('main [role=alert]'), 'who did what meanwhile').toContainText('Received');
  await expect(second.locator('.code')).toContainText('H49.32.01-');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('somebody is received at the counter, from the card to the slip', async ({ page }) => {
    await signIn(page, 'h49.32.01.tiep-nhan', '/ban/tiep-nhan');
    await page.locator('[name=phone]').fill('0912000111');
    await page.locator('[name=card]').fill('022190001234||Nguyễn Thị Hoa|31021990|Nữ|Bãi Cháy|12082021');
    await page.locator('[name=card]').press('Enter');
    await expect(page.locator('.field-wrong [name=card]')).toBeVisible();
    await expect(page.locator('[name=phone]')).toHaveValue('0912000111');
    await page.locator('[name=card]').fill('022190001234||Nguyễn Thị Hoa|05031990|Nữ|Tổ 5, khu 2, phường Bãi Cháy, Quảng Ninh|12082021');
    await page.locator('[name=card]').press('Enter');
    await expect(page.locator('[name=name]')).toHaveValue('Nguyễn Thị Hoa');
    await page.locator('[name=procedure]').fill('1.001193');
    await page.locator('[name=procedure]').press('Enter');
    await expect(page.locator('.picked')).toContainText('khai sinh');
    for (const check of await page.locator('[name^=check-]').all()) await check.check();
    await page.locator('button[value=receive]').click();
    await page.waitForURL(/moi=/);
    await expect(page.locator('.ticket')).toContainText(/H49\.32\.01-\d{6}-\d{4}/);
    const slip = await page.request.get(await page.locator('a[href$="/phieu"]').getAttribute('href'));
    expect(slip.headers()['content-type']).toBe('application/pdf');
  });
});

/** Writes down at the counter what somebody brought, without receiving it. */
const keep = async (page, name) => {
  await page.goto('/ban/tiep-nhan');
  await page.locator('[name=card]').fill(`022190001234||${name}|05031990|Nữ|Tổ 5, khu 2, phường Bãi Cháy, Quảng Ninh|12082021`);
  await page.locator('[name=card]').press('Enter');
  await expect(page.locator('[name=name]')).toHaveValue(name);
  await page.locator('[name=phone]').fill('0912000111');
  await page.locator('[name=procedure]').fill('1.001193');
  await page.locator('button[value=keep]').click();
  await page.waitForURL(/\/ban\/ho-so\//);
};

const isPdf = async (page, tail) => {
  const form = await page.request.get(await page.locator(`main a[href$="/${tail}"]`).getAttribute('href'));
  expect(form.headers()['content-type'], tail).toBe('application/pdf');
};

test('what is missing at the counter is asked for with its form, brought and received', async ({ page }) => {
  await signIn(page, 'h49.32.01.tiep-nhan', '/ban/tiep-nhan');
  await keep(page, 'Trần Thị Thiếu');
  await expect(page.locator('.code')).not.toContainText('H49');
  const asked = await act(page, 'ask', async (form) => {
    await form.locator('[name=ask-subject-1]').fill('Giấy chứng sinh');
    await form.locator('[name=ask-reason-1]').fill('Chưa có bản chính');
  });
  expect(asked).toBe(303);
  await isPdf(page, 'phieu-bo-sung');
  await looksRight(page);
  expect(await act(page, 'supply', (form) => form.locator('[name=supply-paper-1]').fill('')), 'nothing was brought').toBe(422);
  await looksRight(page);
  expect(await act(page, 'supply', (form) => form.locator('[name=supply-paper-1]').fill('Giấy chứng sinh'))).toBe(303);
  expect(await act(page, 'accept')).toBe(303);
  await expect(page.locator('.code')).toContainText('H49.32.01-');
});

test('a refusal at the counter is given with its form', async ({ page }) => {
  await signIn(page, 'h49.32.01.tiep-nhan', '/ban/tiep-nhan');
  await keep(page, 'Trần Thị Sai');
  const refused = await act(page, 'wrong', async (form) => {
    await form.locator('[name=wrong-reason]').fill('Thuộc phường Hà Lầm');
    await form.locator('[name=wrong-pointer]').fill('Ủy ban nhân dân phường Hà Lầm');
  });
  expect(refused).toBe(303);
  await isPdf(page, 'phieu-tu-choi');
  await looksRight(page);
});

test('the counter reads well on a phone and at a desk', async ({ page }) => {
  await signIn(page, 'h49.32.01.tiep-nhan', '/ban/tiep-nhan');
  await looksRight(page);
  await page.locator('[name=procedure]').fill('xác nhận độc thân');
  await page.locator('[name=procedure]').press('Enter');
  await page.waitForLoadState();
  await looksRight(page);
  await page.locator('button[value=receive]').click();
  await expect(page.locator('main .error-summary')).toBeVisible();
  await looksRight(page);
});

test('Thai: anybody looks a code up and learns how far it is, nothing else', async ({ page }) => {
  await page.goto('/tra-cuu');
  await page.locator('.languages a[lang=th]').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'th');
  await page.locator('main [name=code]').fill('h49.32.01 261124 0001');
  await page.locator('main form button[type=submit]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'th');
  await looksRight(page);
});
