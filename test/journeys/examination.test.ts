import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPaper } from '../../platform/documents/paper.ts'
import { barriers } from './support/axe.ts'
import { enter, journey, settled, visit } from './support/browser.ts'
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

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click()
const dialog = (page: Page) => page.getByRole('dialog')
const gone = (page: Page) => dialog(page).waitFor({ state: 'hidden' })

/** What bars somebody from using the page; a page wider than the screen too. */
async function clean(page: Page): Promise<void> {
  await settled(page)
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}

async function choose(page: Page, id: string, words: string): Promise<void> {
  await page.locator(`#${id}`).fill(words)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: words }).first().click()
}

/** Quotas of one kind of business, made from nothing on their page. */
async function makeQuotas(page: Page): Promise<void> {
  await page.goto('/examinations/forms')
  await press(page, '新建配额')
  await dialog(page).getByLabel('名称', { exact: true }).fill('试验配额')
  await dialog(page).getByLabel('英文名称').fill('Trial quotas')
  await press(page, '建立草稿')
  await page.waitForURL(/\/examinations\/forms\/[0-9a-f-]{36}$/)
  await choose(page, 'quota-kind', '餐饮服务单位')
  await page.getByRole('spinbutton', { name: '餐饮服务单位 暗访' }).fill('1')
  await clean(page)
  await press(page, '保存草稿')
  await page.getByRole('button', { name: '启用', exact: true }).and(page.locator(':enabled')).click()
  await page.getByText('这一版启用过').waitFor()
}

/** Opens the examination with one group and its expert, seals and draws. */
async function setUp(page: Page, expert: string): Promise<string> {
  await page.goto('/examinations')
  await press(page, '开展初评')
  await dialog(page).getByLabel('名称', { exact: true }).fill('旅程初评')
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }))
  await dialog(page).getByLabel('开始日期').fill(today)
  await dialog(page).getByLabel('结束日期').fill(today)
  await dialog(page).getByLabel('工作组数').fill('1')
  await page.locator('#ex-quotas').click()
  await page.locator('.ant-select-item-option').filter({ hasText: '试验配额' }).click()
  await dialog(page).getByText('明查区域（1 个点位）').waitFor()
  await press(page, /^建\s?立$/)
  await page.waitForURL(/\/examinations\/[0-9a-f-]{36}$/)
  await choose(page, 'expert-person', expert)
  await press(page, /^加\s?入$/)
  await press(page, `设 ${expert} 为组长`)
  await page.getByText('组长', { exact: true }).first().waitFor()
  await press(page, '封存名录，公布承诺值')
  const hash = await page.locator('.ex-hash').innerText()
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  await press(page, /^抽\s?取$/)
  await dialog(page).getByLabel('种子').fill('当日开奖号码 04-17-22')
  await press(page, /^确\s?定$/)
  await gone(page)
  await page.getByRole('link', { name: '公布的名单与核对' }).waitFor()
  expect(await page.locator('.ex-hash').innerText()).toBe(hash)
  await clean(page)
  return new URL(page.url()).pathname
}

/** Every point of the expert, on a phone: all lines right but the first. */
async function visitAll(phone: Page): Promise<number> {
  const open = phone.locator('.ex-points a').filter({ hasText: '待检查' })
  await phone.locator('.ex-points a').first().waitFor()
  const all = await open.count()
  for (let left = all; left > 0; left--) {
    await open.nth(left - 1).waitFor()
    await open.first().click()
    await phone.locator('.ex-line').first().waitFor()
    for (const line of await phone.locator('.ex-line').all()) await line.getByRole('button', { name: '符合', exact: true }).click()
    const first = phone.locator('.ex-line').first()
    await first.getByRole('button', { name: '扣分', exact: true }).click()
    await first.getByLabel('扣分理由').fill('许可证未公示')
    if (left === all) await clean(phone)
    await press(phone, /^提\s?交$/)
    await phone.waitForURL(/\/visits$/)
    await open.nth(left - 1).waitFor({ state: 'detached' })
  }
  return all
}

/** A leader is talked to: an outline before, minutes after, and the record to be signed. */
async function interview(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('link', { name: '新建访谈' }).click()
  await page.getByLabel('访谈对象（职务）').fill('分管副市长')
  await page.getByLabel('提纲').fill('一、党政同责\n二、经费保障')
  await press(page, /^保\s?存$/)
  await page.getByRole('heading', { level: 1, name: '分管副市长' }).waitFor()
  await page.getByRole('link', { name: /^修\s?改$/ }).click()
  await page.getByLabel('纪要').fill('谈了经费。')
  await press(page, /^保\s?存$/)
  await page.getByRole('heading', { level: 1, name: '分管副市长' }).waitFor()
  await page.goto(path)
  await page.getByText('有纪要').waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '访谈记录（Word）' }).click()])
  expect(readPaper('x.docx', readFileSync(await file.path())).text).toContain('谈了经费。')
}

/** The page of the examination once the first journey is over. */
let concluded = ''

test(
  'an examination: quotas, seal, draw, visits on a phone, papers, finding, objection, opinion',
  () =>
    journey('examination', browser, async () => {
      const office = await enter(browser, 'shiban', server, '/examinations')
      await clean(office)
      await makeQuotas(office)
      const phone = await enter(browser, 'nongyeju', { ...server, width: 390, height: 844 }, '/')
      const expert = ((await (await phone.context().request.get('/api/v1/me')).json()) as { name: string }).name
      const path = await setUp(office, expert)

      await phone.goto(`${path}/visits`)
      await clean(phone)
      // One point in the open and one that only this group knows.
      expect(await visitAll(phone)).toBe(2)
      await phone.goto(`${path}/papers`)
      await phone.locator('.ex-list button').filter({ hasNotText: '回避' }).first().click()
      await phone.getByLabel('得分（百分制）').fill('80')
      await phone.getByLabel('扣分理由').fill('部分材料未盖章')
      await clean(phone)
      await press(phone, '保存，下一项')
      await phone.locator('.ex-list button').filter({ hasText: '80' }).first().waitFor()
      const scored = (await phone.locator('.ex-list button').filter({ hasText: '80' }).first().innerText()).split(/\s/)[0]!

      await interview(office, path)

      await office.goto(path)
      // What a visit took is put into words once: it becomes the finding.
      await office.locator('.ex-section', { has: office.getByText(/^C1 /) }).locator('summary').click()
      await office.getByRole('button', { name: '交办整改' }).first().click()
      expect(await dialog(office).getByLabel('问题', { exact: true }).inputValue()).toBe('许可证未公示')
      await choose(office, 'finding-unit', '晋中市市场监督管理局')
      await press(office, /^交\s?办$/)
      await gone(office)
      await office.getByRole('link', { name: '许可证未公示' }).waitFor()
      await press(office, '公布暗访名单')
      await office.getByRole('button', { name: '出具意见' }).waitFor()

      const bureau = await enter(browser, 'shijianjuke', server, path)
      await press(bureau, '提出异议')
      await choose(bureau, 'objection-item', `${scored} `)
      await dialog(bureau).getByLabel('理由').fill('材料已补盖章。')
      await press(bureau, /^提\s?出$/)
      await gone(bureau)
      await office.reload()
      await office.getByText('材料已补盖章。').waitFor()
      await press(office, /^答\s?复$/)
      await dialog(office).getByLabel('答复', { exact: true }).fill('经核实，采纳。')
      await dialog(office).getByLabel('改定得分').fill('100')
      await clean(office)
      await press(office, /^采\s?纳$/)
      await gone(office)
      await press(office, '出具意见')
      await dialog(office).getByLabel('意见').fill('该市创建工作达到要求。')
      await press(office, /^确\s?定$/)
      await gone(office)
      const [file] = await Promise.all([
        office.waitForEvent('download'),
        office.getByRole('link', { name: '初评情况和意见（Word）' }).click(),
      ])
      const { text } = readPaper('x.docx', readFileSync(await file.path()))
      expect(text).toContain('该市创建工作达到要求。')
      expect(text).toContain('许可证未公示')
      const [pdf] = await Promise.all([office.waitForEvent('download'), office.getByRole('link', { name: '初评情况和意见（PDF）' }).click()])
      expect(readFileSync(await pdf.path()).subarray(0, 5).toString()).toBe('%PDF-')
      await clean(office)

      concluded = path
    }),
  180_000,
)

test(
  'the same in English, on a phone: the opinion, the draw drawn again, the quotas',
  () =>
    journey('examination-en', browser, async () => {
      const english = await enter(browser, 'shiban', { ...server, language: 'en', width: 390, height: 844 }, concluded)
      await english.getByRole('link', { name: 'The opinion (Word)' }).waitFor()
      await clean(english)
      await english.goto(`${concluded}/draw`)
      // Anybody, without an account: the same hash and the same list.
      const anybody = await (await visit(browser, { ...server, language: 'en', width: 390, height: 844 })).newPage()
      await anybody.goto(`/public/140700${concluded}`)
      await anybody.getByText(await english.locator('.ex-hash').first().innerText()).first().waitFor()
      await anybody.getByRole('heading', { name: /^Covert points \d+$/ }).waitFor()
      expect(await anybody.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      await press(english, 'Redraw and compare')
      await english.getByText('Drawn again, the lists are the same.').waitFor()
      await clean(english)
      await english.goto('/examinations/forms')
      await english.getByRole('link', { name: 'Trial quotas' }).click()
      await english.getByText('is or was in force').waitFor()
      await clean(english)
    }),
  120_000,
)
