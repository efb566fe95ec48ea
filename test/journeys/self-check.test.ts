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

const phone = { width: 390, height: 844 } as const
const due = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const done = (page: Page, name: string) => due(page, name).getByText('已记录')
/** Records of the account's place that were kept since the journey began, as the server has them. */
const kept = async (page: Page): Promise<readonly { kind: string; on_day: string; zero_risk: boolean; problem_count: number }[]> => {
  const { items } = (await (await page.context().request.get('/api/v1/self-check?limit=200&sort=-on_day')).json()) as { items: { kind: string; on_day: string; zero_risk: boolean; problem_count: number; sent_by: string | null }[] }
  return items.filter(({ sent_by }) => sent_by !== null)
}

test('a day without risk takes two presses on a phone; a record sent without a line stays on it and arrives once', () =>
  journey('self-check', browser, async () => {
    const page = await enter(browser, 'qiye', { url: server.url, ...phone }, '/my-records')
    // Two presses.
    await due(page, '日管控').getByRole('button', { name: '零风险' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确认提交' }).click()
    await done(page, '日管控').waitFor()
    expect((await kept(page)).map(({ kind, zero_risk }) => [kind, zero_risk])).toEqual([['daily', true]])

    await page.getByRole('link', { name: '补记' }).first().click()
    const problem = page.getByRole('group').first()
    await problem.getByRole('button', { name: '有问题' }).click()
    await problem.getByLabel('问题', { exact: true }).fill('许可证未公示')
    // What was entered outlives the page.
    await page.reload()
    expect(await page.getByRole('group').first().getByLabel('问题', { exact: true }).inputValue()).toBe('许可证未公示')
    await page.getByRole('button', { name: /提交（1 个问题）/ }).click()
    await page.getByRole('alert').getByText('请写明已采取的措施。').waitFor()
    await page.getByRole('group').first().getByLabel('已采取的措施').fill('已补贴上墙')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: /提交（1 个问题）/ }).click()
    await page.getByText('存在本机，连上网自动发送').first().waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('shian.selfcheck.send.')).length)).toBe(1)
    await page.context().setOffline(false)
    await expect.poll(async () => (await kept(page)).length, { timeout: 40_000 }).toBe(2)
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('shian.selfcheck.send.')).length)).toBe(0)
    expect((await kept(page)).toSorted((a, b) => a.problem_count - b.problem_count).map(({ zero_risk, problem_count }) => [zero_risk, problem_count])).toEqual([[true, 0], [false, 1]])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)

    // A button that cannot be pressed yet says what it waits for.
    await page.getByRole('link', { name: '补记' }).first().click()
    await page.getByLabel('记录人').fill('')
    await page.getByRole('status').getByText('请填写记录人。').waitFor()
    expect(await page.getByRole('button', { name: /提交/ }).isDisabled()).toBe(true)
    await page.getByLabel('记录人').fill('王某')
    await page.getByText('请填写记录人。').waitFor({ state: 'detached' })
  }))
