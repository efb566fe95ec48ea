import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPaper } from '../../platform/documents/paper.ts'
import { enter, journey } from './support/browser.ts'
import { startBrowser, startServer, type Served } from './support/server.ts'

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

const paragraph = (page: Page) => page.locator('.rp-block:has(> p)').first()
const box = (page: Page) => page.getByRole('textbox', { name: '段落文字' })

async function write(page: Page, change: (text: string) => string): Promise<void> {
  await paragraph(page).hover()
  await paragraph(page).getByRole('button', { name: /^修改/ }).click()
  await box(page).fill(change(await box(page).inputValue()))
}

test('a report is written from the records; a figure tells where it comes from; two who edit one paragraph keep both their words', () =>
  journey('reports', browser, async () => {
    const one = await enter(browser, 'shiban', server, '/reports/new')
    await one.getByRole('radio', { name: /年度工作情况报告/ }).check()
    await one.getByRole('button', { name: '生成报告' }).click()
    await one.waitForURL(/\/reports\/[0-9a-f-]{36}$/, { timeout: 60_000 })
    const figure = one.locator('.rp-figure', { hasText: '万人' }).first()
    await figure.click()
    await one.getByText('责任单位', { exact: true }).first().waitFor()
    await one.keyboard.press('Escape')

    const other = await enter(browser, 'shiban', server, new URL(one.url()).pathname)
    await write(one, (text) => text.replace('。', '，甲的话。'))
    await write(other, (text) => `${text}乙的话。`)
    await one.getByRole('button', { name: '保存', exact: true }).click()
    await box(one).waitFor({ state: 'detached' })
    await other.getByRole('button', { name: '保存', exact: true }).click()
    const dialog = other.getByRole('dialog')
    await dialog.getByText('您的文字').waitFor()
    await dialog.getByRole('button', { name: '保存合并后的文字' }).click()
    await box(other).waitFor({ state: 'detached' })
    const merged = await paragraph(other).innerText()
    expect(merged).toContain('甲的话')
    expect(merged).toContain('乙的话')
    expect(await paragraph(other).locator('.rp-figure').count()).toBeGreaterThan(3)
  }))

const PAPER = join(import.meta.dirname, '..', '..', 'duties', 'evaluation', 'claims', 'files', 'fixtures', 'lo-report.docx')

test('the office’s own report of before becomes a template: its figures are gaps until indicators take their place', () =>
  journey('report-template', browser, async () => {
    const page = await enter(browser, 'shibanke', server, '/reports/templates')
    await page.getByRole('button', { name: '新建模板' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名称', { exact: true }).fill('本局年报')
    await dialog.getByLabel('英文名称').fill('Our yearly report')
    // A picture that was chosen by mistake is told so, and the dialog takes the right file next.
    await dialog.locator('input[type=file]').setInputFiles({ name: '报告.docx', mimeType: 'image/png', buffer: Buffer.from('\u0089PNG\r\n\u001a\n\0\0', 'latin1') })
    await dialog.getByText(/这是图片（PNG）/).waitFor()
    await dialog.locator('input[type=file]').setInputFiles(PAPER)
    await dialog.getByRole('button', { name: /^打\s?开$/ }).click()
    await page.waitForURL(/\/reports\/templates\/[0-9a-f-]{36}$/)
    const gaps = page.locator('.rp-gaps button')
    await gaps.first().waitFor()
    const before = await gaps.count()
    expect(before).toBeGreaterThan(5)
    await gaps.first().click()
    await page.locator('#insert-figure').fill('registry.premises')
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
    await expect.poll(() => gaps.count()).toBeLessThan(before)
    await page.getByRole('button', { name: '存为新版' }).click()
    await page.getByRole('button', { name: '第 2 版', exact: true }).waitFor()

    await page.goto('/reports/new')
    await page.getByRole('radio', { name: /本局年报/ }).check()
    await page.getByRole('button', { name: '生成报告' }).click()
    await page.waitForURL(/\/reports\/[0-9a-f-]{36}$/, { timeout: 60_000 })
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载 Word' }).or(page.getByRole('button', { name: '下载 Word' })).click()])
    const { text } = readPaper('x.docx', readFileSync(await file.path()))
    expect(text).toMatch(/[1-9]\d*户/)
    expect(text.split('【待补】').length).toBeGreaterThan(5)
  }))
