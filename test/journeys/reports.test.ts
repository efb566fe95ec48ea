import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
