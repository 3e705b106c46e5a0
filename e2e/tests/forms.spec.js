// Forms: built and published by an administrator, filled in by a citizen with what is known already, with and without scripts.
import { expect, test } from '@playwright/test';
import { looksRight, signIn } from './steps.js';

// Every page is looked at in two widths by axe, which takes its time.
test.setTimeout(240_000);

test('an administrator changes a form, sees what changes, and publishes it for tomorrow', async ({ page }) => {
  await signIn(page, 'quan-tri', '/quan-tri/bieu-mau');
  await expect(page.locator('h1')).toHaveText('Biểu mẫu');
  await looksRight(page);
  await page.getByRole('link', { name: 'Phiếu khai báo tạm vắng (CT03)' }).click();
  await looksRight(page);
  await page.getByRole('button', { name: 'Sửa: bắt đầu bản nháp' }).click();
  await expect(page.locator('main')).toContainText('Bắt đầu bản nháp');
  await looksRight(page);

  // A new question that hangs on another one.
  await page.getByRole('link', { name: /Thêm mục vào phần này.*Đi đâu, bao lâu/ }).click();
  await looksRight(page);
  await page.getByRole('button', { name: 'Lưu thành một bước' }).click();
  await expect(page.locator('main')).toContainText('Nhập câu hỏi bằng tiếng Việt');
  await looksRight(page);
  await page.locator('[name="label.vi"]').fill('Số hộ chiếu');
  await page.locator('[name="label.en"]').fill('Passport number');
  await page.locator('[name="label.th"]').fill('เลขหนังสือเดินทาง');
  await page.locator('details:has([name=when]) summary').last().click();
  await page.locator('[name=when][value="abroad=yes"]').check();
  await page.getByRole('button', { name: 'Lưu thành một bước' }).click();
  await expect(page.locator('#field-so_ho_chieu')).toContainText('Đi ra nước ngoài? – Có');

  // Steps are undone and done again; a field that is needed does not go.
  await page.getByRole('button', { name: 'Đưa “Số hộ chiếu” lên trên' }).click();
  await expect(page.locator('main')).toContainText('Dời mục “Số hộ chiếu”');
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(page.locator('main')).toContainText('đã hoàn tác');
  await page.getByRole('button', { name: 'Làm lại' }).click();
  await page.getByRole('button', { name: 'Bỏ Đi ra nước ngoài?' }).click();
  await expect(page.locator('main')).toContainText('Chưa bỏ được');
  await looksRight(page);

  await page.getByRole('link', { name: 'Xem thử' }).click();
  for (const language of ['English', 'ไทย', 'Tiếng Việt']) {
    await page.locator('.preview-tools').getByRole('link', { name: language }).click();
    await looksRight(page);
  }
  await page.goto('/quan-tri/bieu-mau/absence/cong-bo');
  await expect(page.locator('main')).toContainText('Thêm: Số hộ chiếu');
  await looksRight(page);
  await page.getByRole('button', { name: 'Công bố' }).click();
  await expect(page.locator('main')).toContainText('Nhập văn bản hoặc quyết định làm căn cứ');
  await page.locator('[name=basis]').fill('Quyết định 12/QĐ-UBND ngày 25/11/2026');
  await page.getByRole('button', { name: 'Công bố' }).click();
  await expect(page.locator('main')).toContainText('Đã công bố');
  await page.goto('/quan-tri/bieu-mau/absence');
  await expect(page.locator('main')).toContainText('Phiên bản 2');
  await looksRight(page);
});

async function begin(page, procedure) {
  await page.locator('[name=office]').selectOption({ index: 5 });
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  await page.waitForURL(new RegExp(`/nop/${procedure}/`));
}

test('a change of residence is declared with an old name of a commune and people who move along', async ({ page }) => {
  await signIn(page, '0900000012', '/nop/1.004222');
  await begin(page, '1.004222');
  await expect(page.locator('main')).toContainText('Từ hồ sơ cá nhân của bạn.');
  await looksRight(page);
  await page.locator('details:has([name="new_address.old"]) summary').click();
  await page.locator('[name="new_address.old"]').fill('Bạch Đằng, Hạ Long');
  await page.getByRole('button', { name: 'Tìm tên hiện nay Nơi ở mới' }).click();
  await expect(page.locator('[name="new_address.province"]')).toHaveValue('22');
  await expect(page.locator('[name="new_address.commune"] option:checked')).toHaveText('Phường Hồng Gai');
  for (const [row, name] of ['Trần Vũ An', 'Trần Vũ Bình'].entries()) {
    await page.getByRole('button', { name: /Thêm một mục.*Người cùng thay đổi nơi cư trú/ }).click();
    await page.locator(`[name="members.${row}.name"]`).fill(name);
  }
  await looksRight(page);
  await page.getByRole('button', { name: /Bỏ mục này .*mục 1/ }).click();
  await expect(page.locator('[name="members.0.name"]')).toHaveValue('Trần Vũ Bình');
  await expect(page.locator('[name="members.1.name"]')).toHaveCount(0);
  await page.locator('main button[value=next]').click();
  await expect(page.locator('main')).toContainText('Những gì bạn đã gõ vẫn còn nguyên');
  await expect(page.locator('[name="members.0.name"]')).toHaveValue('Trần Vũ Bình');
  await looksRight(page);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('communes are shown and rows added by buttons, and Enter saves the form', async ({ page }) => {
    await signIn(page, '0900000013', '/nop/2.001159');
    await begin(page, '2.001159');
    await page.locator('[name="place.province"]').selectOption('22');
    await page.getByRole('button', { name: 'Hiện các xã, phường Địa chỉ lưu trú' }).click();
    await page.locator('[name="place.commune"]').selectOption({ label: 'Phường Hồng Gai' });
    await page.locator('[name="guests.0.name"]').fill('Lê Văn Khách');
    await page.getByRole('button', { name: /Thêm một mục.*Khách/ }).click();
    await expect(page.locator('[name="guests.1.name"]')).toBeVisible();
    await expect(page.locator('[name="guests.0.name"]')).toHaveValue('Lê Văn Khách');
    await expect(page.locator('[name="place.commune"] option:checked')).toHaveText('Phường Hồng Gai');
    await page.locator('[name="guests.0.name"]').press('Enter');
    await expect(page.locator('main')).toContainText('Những gì bạn đã gõ vẫn còn nguyên');
  });
});
