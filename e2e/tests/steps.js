// What several journeys do in the same way.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';

export const PASSWORD = 'motcua-quang-ninh';

/** No accessibility violation and no sideways scrolling, at a phone's width and a desk's. */
export async function looksRight(page) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`), `${page.url()} at ${width} px`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${page.url()} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
  }
}

export async function signIn(page, login, back = '/') {
  await page.goto(`/dang-nhap?ve=${encodeURIComponent(back)}`);
  await page.locator('main [name=login]').fill(login);
  await page.locator('main [name=password]').fill(PASSWORD);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/dang-nhap');
}

async function date(page, name, day, month, year) {
  await page.locator(`[name="${name}-day"]`).fill(day);
  await page.locator(`[name="${name}-month"]`).fill(month);
  await page.locator(`[name="${name}-year"]`).fill(year);
}

/** Fills the declaration of a birth, all that is required. */
export async function declareBirth(page, child) {
  const texts = {
    address: 'Tổ 5, khu 2, phường Hồng Gai, tỉnh Quảng Ninh',
    child_name: child,
    child_birth_place: 'Bệnh viện Sản Nhi Quảng Ninh',
    child_birth_commune: 'Phường Hồng Gai',
    child_ethnicity: 'Kinh',
    child_home: 'Phường Hồng Gai, tỉnh Quảng Ninh',
    mother_name: 'Vũ Thị Minh Ngọc',
    copies: '2',
  };
  for (const [name, text] of Object.entries(texts)) await page.locator(`main [name="${name}"]`).fill(text);
  await date(page, 'child_born', '10', '11', '2026');
  await page.locator('[name=child_sex][value=female]').check();
  await page.locator('[name=child_nationality]').selectOption('VN');
  await page.locator('[name=father_known][value=yes]').check();
  await page.locator('[name=father_name]').fill('Trần Văn Nam');
  await page.locator('[name=relation][value=mother]').check();
  await page.locator('[name=promise]').check();
}

/** A small PDF whose content is what its name says. */
export const paper = {
  name: 'giay-chung-sinh.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
};
