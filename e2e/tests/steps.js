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

/** Sends the form of the work page that does `action`, after `fill` has filled it, and waits for the answer. */
export async function act(page, action, fill = async () => {}) {
  const form = page.locator(`main form:has([name=_action][value=${action}])`).first();
  const fold = form.locator('xpath=ancestor::details');
  if ((await fold.count()) > 0 && !(await fold.first().evaluate((details) => details.open))) await fold.first().locator('summary').click();
  await fill(form);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await form.locator('button:not([formaction])').last().click();
  const answer = await answered;
  await page.waitForLoadState();
  return answer.status();
}

/** Another person, with a browser of their own. */
export async function another(browser, login, options = {}) {
  const context = await browser.newContext({ locale: 'vi-VN', ...options });
  const page = await context.newPage();
  await signIn(page, login);
  return page;
}

/** Hands in a birth registration at the one-stop shop `office` and gives the address of the dossier. */
export async function applyForBirth(page, office, child) {
  await page.goto('/nop/1.001193');
  await page.locator('[name=office]').selectOption(office);
  await page.locator('main form button').last().click();
  await page.waitForURL(/\/nop\/1\.001193\/[0-9a-f-]+$/);
  await declareBirth(page, child);
  await page.locator('main button[value=next]').click();
  await page.waitForURL(/giay-to/);
  await page.locator('main input[type=file]').first().setInputFiles(paper);
  await page.locator('main button[value=next]').click();
  await page.waitForURL(/kiem-tra/);
  await page.locator('[name=return_way][value=online]').check();
  await page.locator('[name=agree]').check();
  await page.locator('main button[value=submit]').click();
  await page.waitForURL(/\/ho-so\/[0-9a-f-]+/);
  return new URL(page.url()).pathname;
}
