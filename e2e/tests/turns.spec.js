// What happens to a dossier beside its steps: notes, corrections, opinions, a payment, an apology, a wish to stop.
import { expect, test } from '@playwright/test';
import { act, another, applyForBirth, looksRight, signIn } from './steps.js';

const OFFICE = 'H49.32.01';
const id = (address) => address.split('/').pop();

test('a note, a correction, an opinion, a payment, an apology, and it is stopped at the applicant\'s wish', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await signIn(page, '0900000033');
  const dossier = await applyForBirth(page, OFFICE, 'Vũ Thị Nhầm');
  const desk = `/ban/ho-so/${id(dossier)}`;
  const intake = await another(browser, 'h49.32.01.tiep-nhan');
  await intake.goto(desk);
  expect(await act(intake, 'accept')).toBe(303);

  const expert = await another(browser, 'h49.32.02.chuyen-vien');
  await expert.goto(desk);
  expect(await act(expert, 'claim')).toBe(303);
  await looksRight(expert);
  expect(await act(expert, 'note'), 'an empty note is refused').toBe(422);
  expect(await act(expert, 'note', (form) => form.locator('textarea').fill('Gọi lại cho người nộp chiều nay.'))).toBe(303);
  await expect(expert.locator('main')).toContainText('Gọi lại cho người nộp chiều nay.');

  await expert.getByRole('link', { name: 'Sửa nội dung đã tiếp nhận' }).click();
  await expert.locator('[name=child_name]').fill('Vũ Thị Nhàm');
  await expert.locator('main form button').last().click();
  await expect(expert.locator('[name=child_name]'), 'what was typed stays').toHaveValue('Vũ Thị Nhàm');
  await looksRight(expert);
  await expert.locator('[name=_reason]').fill('Cán bộ gõ nhầm dấu.');
  await expert.locator('main form button').last().click();
  await expert.waitForURL((url) => url.pathname === desk);

  expect(await act(expert, 'consult', (form) => form.locator('textarea').fill('Có tranh chấp không?')), 'no office').toBe(422);
  await looksRight(expert);
  const asked = await act(expert, 'consult', async (form) => {
    await form.locator('select').selectOption({ index: 1 });
    await form.locator('textarea').fill('Trẻ này có tranh chấp về cha, mẹ không?');
  });
  expect(asked).toBe(303);
  await expect(expert.locator('main')).toContainText('chờ trả lời trước');

  const owed = await act(expert, 'pay', async (form) => {
    await form.locator('[name=pay-purpose]').fill('Lệ phí đăng ký khai sinh quá hạn');
    await form.locator('[name=pay-amount]').fill('8.000');
    await form.locator('[name=pay-reference]').fill('Thông báo số 12/TB-UBND');
  });
  expect(owed).toBe(303);
  await page.goto(dossier);
  await expect(page.locator('main')).toContainText('8.000');
  await looksRight(page);
  await intake.goto(desk);
  expect(await act(intake, 'paid', (form) => form.locator('[name=paid-proof]').fill('Biên lai 0071'))).toBe(303);

  const head = await another(browser, 'h49.32.02.lanh-dao');
  await head.goto(desk);
  const wrong = await act(head, 'extend', async (form) => {
    await form.locator('textarea').fill('Chờ kết quả xác minh của công an phường.');
    for (const [part, text] of [['day', '31'], ['month', '2'], ['year', '2027']]) await form.locator(`[name=extend-day-${part}]`).fill(text);
  });
  expect(wrong, 'no such day').toBe(422);
  await expect(head.locator('[name=extend-day-month]')).toHaveValue('2');
  await looksRight(head);
  const sorry = await act(head, 'extend', async (form) => {
    for (const [part, text] of [['day', '15'], ['month', '1'], ['year', '2027']]) await form.locator(`[name=extend-day-${part}]`).fill(text);
  });
  expect(sorry).toBe(303);
  await page.goto(dossier);
  await expect(page.locator('main')).toContainText('Chúng tôi xin lỗi bạn');
  await looksRight(page);

  await page.getByRole('link', { name: 'Đề nghị dừng giải quyết' }).click();
  await looksRight(page);
  await page.locator('main textarea').fill('Gia đình chuyển về quê.');
  await page.locator('main form button').first().click();
  await page.waitForURL((url) => url.pathname === dossier);
  await expect(page.locator('main')).toContainText('đang chờ bộ phận một cửa');
  await intake.goto(desk);
  await looksRight(intake);
  expect(await act(intake, 'stop', (form) => form.locator('[name=stop-note]').fill('Theo đề nghị của bà.'))).toBe(303);
  await page.goto(dossier);
  await expect(page.locator('main')).toContainText('Đã dừng giải quyết theo đề nghị của bạn');
  await expect(page.locator('main'), 'notes stay inside').not.toContainText('Gọi lại');
  await page.getByRole('link', { name: 'Xem trước và sau khi sửa' }).click();
  await expect(page.locator('main table')).toContainText('Vũ Thị Nhàm');
  await looksRight(page);
});

test('the applicant is asked for exactly the field that is meant', async ({ page, browser }) => {
  test.setTimeout(120_000);
  await signIn(page, '0900000034');
  const dossier = await applyForBirth(page, OFFICE, 'Trần Văn Ô');
  const intake = await another(browser, 'h49.32.01.tiep-nhan');
  await intake.goto(`/ban/ho-so/${id(dossier)}`);
  const asked = await act(intake, 'ask', async (form) => {
    const field = await form.locator('[name=ask-about-1] option[value^="field|child_birth_place"]').getAttribute('value');
    await form.locator('[name=ask-about-1]').selectOption(field);
    await form.locator('[name=ask-reason-1]').fill('Ghi đủ tên và địa chỉ bệnh viện.');
  });
  expect(asked).toBe(303);
  await page.goto(`${dossier}/bo-sung`);
  await looksRight(page);
  const field = page.locator('[name=child_birth_place]');
  await expect(field, 'asked for once on the page').toHaveCount(1);
  await field.fill('Bệnh viện Sản Nhi Quảng Ninh, đường Minh Khai');
  await page.locator('main button[value=send]').click();
  await page.waitForURL((url) => url.pathname === dossier);
  await intake.goto(`/ban/ho-so/${id(dossier)}`);
  await expect(intake.locator('main')).toContainText('đường Minh Khai');
});
