import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter, journey } from './support/browser.ts'
import { startBrowser, startServer, type Served } from './support/server.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const NOTICE = join(ROOT, 'duties', 'workplan', 'fixtures', 'dev', '02-responsibility-lines.txt')
/** A real paper stays outside the repository; where it lies beside it, it is read too. */
const REAL = join(ROOT, '..', 'shared', 'documents', '004-jincheng-district-work-plan-2023.txt')

let server: Served
let browser: Browser
beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Drops a notice and waits until its reading stands beside it. */
async function read(page: Page, file: string): Promise<void> {
  await page.goto('/plans/new')
  await page.locator('label.drop input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '识别', exact: true }).click()
  await page.waitForURL('**/reading', { timeout: 30_000 })
  await page.locator('ol.wp-list > li').first().waitFor()
}

const saved = (page: Page): Promise<void> => page.locator('.wp-status').getByText('已保存').waitFor()

let plan = ''

test('a notice is read, corrected from the keyboard, its open names decided, and issued to the county’s units', () =>
  journey('plan-issue', browser, async () => {
    const page = await enter(browser, 'xianshiban', server)
    await read(page, NOTICE)
    const keys = page.keyboard
    await keys.press('j')
    await expect.poll(() => page.locator('ol.wp-list > li.at .wp-number').innerText()).toBe('2')
    await keys.press('e')
    const heading = page.getByLabel('标题', { exact: true })
    await heading.fill('推进标准化种植（已核对）')
    await heading.press('Escape')
    await page.locator('ol.wp-list > li.at', { hasText: '已核对' }).waitFor()
    await keys.press('a')
    await expect.poll(() => page.locator('ol.wp-list > li.at .wp-number').innerText()).toBe('3')
    await saved(page)
    await page.locator('.wp-head').getByText(/^单位/).click()
    // What nobody is sure of is decided by a person: here for the first unit that is offered, or for none.
    const waiting = page.locator('.wp-name', { has: page.locator('.mark.soon') })
    for (let left = await waiting.count(); left > 0; left = await waiting.count()) {
      const offered = waiting.first().locator('.toolbar .ant-btn')
      await ((await offered.count()) > 0 ? offered.first() : waiting.first().getByRole('button', { name: '不分派' })).click()
      await expect.poll(() => waiting.count()).toBe(left - 1)
    }
    await saved(page)
    await page.getByRole('button', { name: '下达…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '下达', exact: true }).click()
    await page.waitForURL('**/wall', { timeout: 30_000 })
    await page.locator('.wp-tile', { hasText: '已核对' }).waitFor()
    plan = new URL(page.url()).pathname.replace('/wall', '')
    await page.goto(`${plan}/unreported`)
    await page.locator('.wp-matrix tbody tr', { hasText: '卫生健康' }).waitFor()
  }))

test('a department reports with figures and a file, the office reviews and closes, and the wall shows it done', () =>
  journey('plan-work', browser, async () => {
    const clerk = await enter(browser, 'weitiju', server, '/my-tasks')
    const task = clerk.locator('table.rows a[href*="/matters/plan-task/"]').first()
    const title = (await task.innerText()).trim()
    await task.click()
    await clerk.getByRole('button', { name: '上报' }).click()
    const form = clerk.getByRole('dialog')
    for (const figure of await form.getByRole('spinbutton').all()) await figure.fill('12')
    await form.locator('#report-note').fill('已完成全部监测点采样。')
    for (const missing of await form.getByLabel('尚未报送的单位及原因').all()) await missing.fill('其余单位已口头报送')
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: '监测台账.txt', mimeType: 'text/plain', buffer: Buffer.from('采样 12 份') })
    await form.getByText('监测台账.txt').waitFor()
    await form.getByRole('button', { name: '上报' }).click()
    await form.waitFor({ state: 'detached' })
    const place = new URL(clerk.url()).pathname
    const office = await enter(browser, 'xianshiban', server, place)
    await office.getByRole('heading', { level: 1, name: title }).waitFor()
    await office.getByText('已完成全部监测点采样。').first().waitFor()
    await office.getByText('监测台账.txt').waitFor()
    for (const action of ['审核通过', '销号']) {
      await office.getByRole('button', { name: action }).click()
      const dialog = office.getByRole('dialog')
      await dialog.getByRole('button', { name: action }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await office.goto(`${plan}/wall?light=done`)
    await office.locator('.wp-tile', { hasText: '✓' }).first().waitFor()
    expect(await office.locator('.wp-light', { hasText: '完成' }).locator('b').innerText()).toBe('1')
  }))

test('who is late is urged, and the letter can be opened', () =>
  journey('plan-urge', browser, async () => {
    const page = await enter(browser, 'shiban', server, '/plans')
    await page.locator('table.rows tbody tr', { hasText: '逾期' }).first().getByRole('link').click()
    await page.locator('.wp-light', { hasText: '逾期' }).waitFor()
    await page.getByRole('link', { name: '谁还没有报送' }).click()
    const urge = page.getByRole('button', { name: /^催办/ }).first()
    const row = page.locator('tr', { has: urge }).first()
    const link = await row.locator('a.late').first().getAttribute('href')
    await urge.click()
    const dialog = page.getByRole('dialog')
    const sure = dialog.getByRole('checkbox')
    if (await sure.count()) await sure.check()
    await dialog.locator('.ant-modal-footer button').last().click()
    await dialog.waitFor({ state: 'detached' })
    await page.goto(link!)
    const letter = page.locator('a[href*="/documents/"]').first()
    await letter.waitFor()
    const file = await page.request.get((await letter.getAttribute('href'))!)
    expect(file.status()).toBe(200)
    expect(file.headers()['content-type']).toMatch(/pdf|word/)
    expect((await file.body()).length).toBeGreaterThan(2_000)
  }))

test.skipIf(!existsSync(REAL))(
  'the real notice of another county gives its 47 units to check (skipped where the papers are not here)',
  () =>
    journey('plan-real', browser, async () => {
      const page = await enter(browser, 'xianshiban', server)
      await read(page, REAL)
      expect(await page.locator('ol.wp-list > li').count()).toBe(47)
      await page.locator('.wp-status', { hasText: '47 项任务' }).waitFor()
    }),
)
