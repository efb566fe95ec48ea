import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readClaimFile } from '../../duties/evaluation/claims/files/read-file.ts'
import { enter, journey } from './support/browser.ts'
import { startBrowser, startServer, type Served } from './support/server.ts'

const PAPERS = join(import.meta.dirname, '..', '..', 'duties', 'evaluation', 'claims', 'files', 'fixtures')

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

test('papers are dropped and checked, findings are walked by key into the paper, filtered, and the commented copy fetched', () =>
  journey('claims', browser, async () => {
    const page = await enter(browser, 'shiban', server, '/claims')
    await page.locator('label.drop input[type=file]').setInputFiles([join(PAPERS, 'lo-report.docx'), join(PAPERS, 'lo-report.pdf')])
    await page.getByRole('button', { name: '核验 2 份材料' }).click()
    await page.waitForURL('**/claims/*', { timeout: 60_000 })
    const at = page.locator('.cc-items > li.at')
    await at.waitFor()
    const first = await at.innerText()
    expect(first).toContain('单位换算')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MARK')
    const mark = page.locator('.cc-paper mark.chosen').first()
    expect(
      await mark.evaluate((element) => {
        const [own, box] = [element.getBoundingClientRect(), element.closest('.cc-paper')!.getBoundingClientRect()]
        return own.top >= box.top && own.bottom <= box.bottom
      }),
    ).toBe(true)
    // The same paper as a PDF has the same fault: the next finding stands in the other tab.
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('lo-report.docx')
    await page.keyboard.press('j')
    await expect.poll(() => page.getByRole('tab', { selected: true }).innerText()).toBe('lo-report.pdf')
    await page.keyboard.press('k')
    await expect.poll(() => at.innerText()).toBe(first)
    const holds = page.getByRole('button', { name: /相符/ })
    expect(await holds.getAttribute('aria-expanded')).toBe('false')
    const before = await page.locator('.cc-items > li').count()
    await holds.click()
    await expect.poll(() => page.locator('.cc-items > li').count()).toBeGreaterThan(before)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /下载批注副本/ }).click()])
    expect(download.suggestedFilename()).toBe('lo-report（核验批注）.docx')
    const [copy, paper] = [await readFile(await download.path()), await readFile(join(PAPERS, 'lo-report.docx'))]
    expect((await readClaimFile('副本.docx', copy)).text).toBe((await readClaimFile('报告.docx', paper)).text)
    await page.goto('/claims')
    await page.locator('.cc-earlier', { hasText: 'lo-report.docx' }).waitFor()
  }))

test('a paper that cannot be read is told in a sentence, and others can be chosen', () =>
  journey('claims-unreadable', browser, async () => {
    const page = await enter(browser, 'shiban', server, '/claims')
    await page.locator('label.drop input[type=file]').setInputFiles(join(PAPERS, 'lo-locked.pdf'))
    await page.getByRole('button', { name: '核验 1 份材料' }).click()
    await page.getByText('文件设有密码').waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: '回去改选文件' }).click()
    await page.getByRole('button', { name: '去掉 lo-locked.pdf' }).click()
    await expect.poll(() => page.getByRole('button', { name: /^核验 / }).count()).toBe(0)
  }))
