// The daily desk of an officer and of the head: finding work, labels, filters, batches, handing over, texts, figures.
import { expect, test } from '@playwright/test';
import { act, another, applyForBirth, looksRight, signIn } from './steps.js';

const HEAD = 'h49.32.02.lanh-dao';
const OFFICER = 'h49.32.02.chuyen-vien';

// Work of this spec's own, so that no other journey has to run before it.
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  const citizen = await another(browser, '0900000035');
  const intake = await another(browser, 'h49.32.01.tiep-nhan');
  for (const child of ['Đặng Thị Ước', 'Trần Đình Ẩn', 'Lê Thị Ngọc Ánh']) {
    const dossier = await applyForBirth(citizen, 'H49.32.01', child);
    await intake.goto(`/ban/ho-so/${dossier.split('/').pop()}`);
    expect(await act(intake, 'accept')).toBe(303);
  }
});

test('an officer labels several dossiers at once, keeps a filter and finds work by words', async ({ page }) => {
  await signIn(page, OFFICER, '/ban/nhan');
  await page.locator('main [name=name]').last().fill('Chờ thực địa');
  await page.locator('main [name=colour]').last().selectOption('ochre');
  await page.locator('main form button').last().click();
  await expect(page.locator('.label-ochre').first()).toHaveText('Chờ thực địa');
  await page.locator('main [name=name]').last().fill('chờ thực địa');
  await page.locator('main form button').last().click();
  await expect(page.locator('.error-summary'), 'a name is taken once').toBeVisible();
  await expect(page.locator('main [name=name]').last()).toHaveValue('chờ thực địa');
  await looksRight(page);

  await page.goto('/ban/hop-viec');
  await looksRight(page);
  await page.locator('button[value=take]').click();
  await expect(page.locator('[role=alert]'), 'something has to be ticked').toBeVisible();
  await page.goto('/ban/hop-viec');
  const ticks = page.locator('.inbox .tick');
  expect(await ticks.count()).toBeGreaterThan(1);
  await ticks.nth(0).check();
  await ticks.nth(1).check();
  await expect(page.locator('[data-ticked]')).toHaveText('(2)');
  await page.locator('#batch-label').selectOption({ label: 'Chờ thực địa' });
  await page.locator('.batch button[value=label]').click();
  await expect(page.locator('table tbody tr')).toHaveCount(2);
  await looksRight(page);
  await page.locator('main .buttons a').click();
  await expect(page.locator('.inbox .label-ochre')).toHaveCount(2);

  await page.locator('.inbox-filters summary').click();
  await page.getByRole('checkbox', { name: 'Chờ thực địa', exact: true }).check();
  await page.locator('.inbox-filters .fold button').click();
  await expect(page.locator('tr.task')).toHaveCount(2);
  await page.locator('.kept a').click();
  await page.locator('[name=name]').first().fill('Thực địa');
  await page.locator('main form button').first().click();
  await expect(page.locator('.tabs [aria-current=page]')).toContainText('Thực địa');
  await looksRight(page);
  await page.goto('/ban/hop-viec/bo-loc');
  await looksRight(page);

  await page.goto('/ban/hop-viec');
  const applicant = (await page.locator('.cell-who').first().innerText()).trim();
  const plain = applicant.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  await page.locator('main [name=q]').fill(plain.toLowerCase());
  await page.locator('.filters button').first().click();
  await expect(page.locator('.cell-who').first()).toHaveText(applicant);
});

test('the desk is used by keyboard', async ({ page }) => {
  await signIn(page, OFFICER, '/ban/hop-viec');
  await page.keyboard.press('?');
  await expect(page.locator('.keys-list')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.locator('.inbox .tick').first()).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ban\/ho-so\//);
});

test('an office keeps texts and puts them into forms, with a script and without', async ({ page, browser }) => {
  await signIn(page, OFFICER, '/ban/mau-van-ban');
  await page.locator('main [name=kind]').last().selectOption('note');
  await page.locator('main [name=title]').last().fill('Đã gọi điện');
  await page.locator('main form button').last().click();
  await expect(page.locator('.error-summary'), 'words are required').toBeVisible();
  await page.locator('main [name=body]').last().fill('Đã gọi {applicant} về hồ sơ {code}.');
  await page.locator('main form button').last().click();
  await expect(page.locator('.kept-list')).toContainText('Đã gọi điện');
  await looksRight(page);
  await page.goto('/ban/hop-viec');
  const applicant = (await page.locator('.cell-who').first().innerText()).trim();
  const address = await page.locator('[data-open]').first().getAttribute('href');
  await page.goto(address);
  await page.locator('[name=note-note]').fill('Trước: ');
  await page.locator('.texts a').first().click();
  await expect(page.locator('[name=note-note]')).toHaveValue(new RegExp(`^Trước: .*${applicant}`, 's'));
  await looksRight(page);
  const plain = await another(browser, OFFICER, { javaScriptEnabled: false });
  await plain.goto(address);
  await plain.locator('.texts a').first().click();
  await expect(plain.locator('[name=note-note]')).toHaveValue(new RegExp(applicant));
});

test('colleagues see who looks at a dossier', async ({ page, browser }) => {
  await signIn(page, OFFICER, '/ban/hop-viec');
  const address = await page.locator('[data-open]').first().getAttribute('href');
  await page.goto(address);
  const head = await another(browser, HEAD);
  await head.goto(address);
  await expect(head.locator('.presence')).toContainText('đang xem');
  await head.goto('/ban/hop-viec');
  await expect(head.locator('.presence').first()).toContainText('đang xem');
});

test('a head hands the work of an absent officer over and back', async ({ page, browser }) => {
  const officer = await another(browser, OFFICER);
  await officer.goto('/ban/hop-viec?loc=free');
  await officer.locator('.inbox .tick').first().check();
  await officer.locator('.batch button[value=take]').click();
  await signIn(page, HEAD, '/ban/ban-giao');
  await looksRight(page);
  const names = await page.locator('[name=tu] option').allInnerTexts();
  expect(names.length).toBeGreaterThan(2);
  const person = await officer.locator('.desk-person-name b').first().innerText();
  const own = names.find((name) => person.includes(name));
  await page.locator('select[name=tu]').selectOption({ label: own });
  await page.locator('form[method=get] button').last().click();
  await expect(page.locator('.error-summary'), 'both have to be named').toBeVisible();
  await page.locator('select[name=cho]').selectOption({ label: names.find((name, at) => at > 0 && name !== own) });
  await page.locator('form[method=get] button').last().click();
  await expect(page.locator('.panel-lintel table tbody tr').first()).toBeVisible();
  await looksRight(page);
  await page.locator('.panel-lintel button').click();
  await expect(page.locator('#done')).toContainText('Đã bàn giao');
  await looksRight(page);
  await page.locator('.panel-lintel .buttons a').last().click();
  await page.locator('.panel-lintel button').click();
  await expect(page.locator('#done')).toContainText('Đã bàn giao');
});

test('a head sees how promises are kept, and prints the sheet of the day', async ({ page }) => {
  await signIn(page, HEAD, '/ban/dieu-hanh');
  await looksRight(page);
  await page.locator('a[href$="loi-hen"]').click();
  await page.locator('[name=ky]').selectOption('nam');
  await page.locator('.steering-period button').click();
  await expect(page.locator('table tbody tr').first()).toBeVisible();
  await looksRight(page);
  await page.goto('/ban/dieu-hanh/trong-ngay');
  await expect(page.locator('h1')).toBeVisible();
  await looksRight(page);
});
