import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wilson } from '../../duties/evaluation/surveys/rules.ts'
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

/** For a busy machine, ms; alone each takes some twenty seconds. */
const LONG = 300_000

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).first().click()
const dialog = (page: Page) => page.getByRole('dialog')
const pane = (page: Page) => page.locator('.ev-pane')
const value = (page: Page) => pane(page).locator('.ev-figure > b').first()
const number = (text: string): number => Number(/-?[\d,]+(\.\d+)?/.exec(text)![0].replaceAll(',', ''))

/** Opens an item in the cockpit by its tile. */
async function openItem(page: Page, code: string): Promise<void> {
  await page.goto('/evaluation')
  await page.locator(`[data-item="${code}"]`).click()
  await pane(page).getByText(new RegExp(`^${code} `)).waitFor()
}

/** Every row of the list on the page, through all its pages. */
async function rowsListed(page: Page): Promise<number> {
  const list = page.locator('section.card[aria-busy]').last()
  const idle = page.locator('section.card[aria-busy=false]').last()
  await idle.locator('tbody tr').first().waitFor()
  let rows = await list.locator('tbody tr').count()
  for (let at = 50; ; at += 50) {
    const next = list.getByRole('button', { name: '下一页' })
    if (!(await next.isVisible()) || !(await next.isEnabled())) return rows
    await next.click()
    await idle.getByText(`第 ${at + 1} – `, { exact: false }).waitFor()
    rows += await list.locator('tbody tr').count()
  }
}

/** A list that fits on one page is read whole; the rest of a longer one is what its part leaves. */
const SHORT = 50

/** The rows behind what the pane shows: as many as its number says, and the rest of a share too. */
async function rowsAgree(page: Page): Promise<void> {
  const counted = pane(page).locator('.ev-measure', { has: page.getByRole('link', { name: '数到的记录' }) }).first()
  const shown = number(await counted.locator('.ev-figure > b').innerText())
  const share = /([\d,]+) \/ ([\d,]+)/.exec(await counted.innerText())
  await counted.getByRole('link', { name: '数到的记录' }).click()
  const figure = page.locator('.figure').first()
  await figure.filter({ hasText: /\d/ }).waitFor()
  expect(number(await figure.innerText())).toBeCloseTo(shown, 2)
  if (!share) return expect(await rowsListed(page)).toBe(shown)
  const [part, whole] = [number(share[1]!), number(share[2]!)]
  expect(await rowsListed(page)).toBe(part)
  for (const [label, count] of [['全部基数', whole], ['未计入的', whole - part]] as const) {
    const choice = page.getByText(`${label} ${count}`, { exact: true })
    await choice.waitFor()
    if (count === 0 || count > SHORT) continue
    await choice.click()
    await page.locator('section.card[aria-busy=false]').last().getByText(`共 ${count} 条`, { exact: true }).waitFor()
    expect(await rowsListed(page)).toBe(count)
  }
}

test('the cockpit: from a tile to the county, the rows behind the number, the papers, the owner and the gap', () =>
  journey('evaluation-cockpit', browser, async () => {
    const page = await enter(browser, 'shiban', server, '/evaluation')
    // A quarter that is over, a half-year, and how things stand today.
    for (const code of ['A1-6', 'A7-4', 'C2-4']) {
      await openItem(page, code)
      await rowsAgree(page)
    }
    // A year of the trend opens the rows of that year.
    await openItem(page, 'A1-1')
    const year = pane(page).locator('.ev-trend a').last()
    const told = number((await year.innerText()).split(': ')[1]!)
    await year.click()
    expect(await rowsListed(page)).toBe(told)

    // A cell of the comparison opens the county's item, and its number the county's rows.
    await page.goto('/evaluation/counties')
    const cell = page.locator('.ev-compare tr', { hasText: 'A1-5' }).getByRole('cell').nth(3)
    const county = await cell.innerText()
    await cell.getByRole('link').click()
    await value(page).waitFor()
    expect(number(await value(page).innerText())).toBe(number(county))
    await rowsAgree(page)

    // What a department told: one entry, that of the value and of its days.
    await openItem(page, 'A8-7')
    const veto = number(await value(page).innerText())
    await pane(page).getByRole('link', { name: '填报记录' }).click()
    await page.locator('.figure', { hasText: String(veto) }).waitFor()
    expect(await rowsListed(page)).toBe(1)

    await openItem(page, 'A8-7')
    await pane(page).getByRole('link', { name: '欠报清单' }).waitFor()
    await pane(page).locator('.ev-facts').getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: '晋中市市场监督管理局' }).waitFor()
    await openItem(page, 'A8-7')
    await press(page, '交办给责任部门')
    await dialog(page).getByLabel('整改要求').fill('逐件核查。')
    await press(page, /^交\s?办$/)
    await pane(page).getByRole('link', { name: /办理情况/ }).click()
    await page.getByRole('heading', { level: 1, name: '补差：A8-7 核查处置率' }).waitFor()
    await page.getByText('晋中市市场监督管理局').first().waitFor()
    // The matter tells what is missing, when it was assigned and now, and leads back to the item.
    const missing = page.locator('.ev-measure .ev-facts dd')
    await missing.nth(2).waitFor()
    const [asked, then, now] = await missing.allInnerTexts()
    expect([then, now].map((text) => number(text!))).toEqual([veto, veto])
    for (const text of [then!, now!]) expect(number(/差 [\d.]+/.exec(text)![0])).toBeCloseTo(number(asked!) - veto, 2)
    await page.getByRole('link', { name: /在驾驶舱中查看/ }).click()
    await pane(page).getByText(/^A8-7 /).waitFor()
  }), LONG)

test('what if, and a snapshot that comes out the same when it is computed again', () =>
  journey('evaluation-snapshot', browser, async () => {
    const page = await enter(browser, 'shiban', server, '/evaluation/what-if')
    await page.getByText('否决：A8-7').waitFor()
    const sums = page.locator('.ev-sums b')
    const now = number(await sums.nth(0).innerText())
    await page.getByLabel('假设：不合格食品核查处置率').fill('100')
    await page.getByText('否决：A8-7').waitFor({ state: 'detached' })
    const line = page.locator('tr', { hasText: 'A8-7' })
    expect(number(await sums.nth(1).innerText())).toBeCloseTo(now + number(await line.getByRole('cell').last().innerText()), 1)

    await page.goto('/evaluation/snapshots')
    await press(page, /^固\s?定$/)
    const row = page.locator('tbody tr').first()
    await row.getByRole('button', { name: '重算核对' }).waitFor({ timeout: 30_000 })
    const kept = number(await row.getByRole('cell').nth(1).innerText())
    await press(page, '重算核对')
    await row.getByText('一致', { exact: true }).waitFor()
    await row.getByRole('link').click()
    await page.getByText(/日终的记录/).waitFor()
    await settled(page)
    expect(number(await page.locator('.ev-sums li', { hasText: '分' }).locator('b').last().innerText())).toBeCloseTo(kept, 2)
  }), LONG)

test('a figure is asked for once, answered by who holds it, countersigned, and unsigned once it changes', () =>
  journey('evaluation-asked', browser, async () => {
    const office = await enter(browser, 'shiban', server, '/evaluation')
    const bureau = await enter(browser, 'nongyeju', server, '/inbox')
    const ask = async (code: string): Promise<void> => {
      await openItem(office, code)
      await press(office, '向责任部门要数')
      await dialog(office).getByRole('button', { name: /^要\s?数$/ }).click()
      await dialog(office).getByRole('button', { name: '知道了' }).waitFor()
    }
    await ask('A5-3')
    await dialog(office).getByText(/^已要数/).waitFor()
    await press(office, '知道了')
    // Whoever asks before it is answered is told so, and the bureau has one matter all the same.
    await ask('A5-3')
    await dialog(office).getByText(/已经要过，还没有答复/).waitFor()

    await bureau.goto('/inbox')
    const mine = bureau.getByRole('link', { name: /^填报：农业投入品实名购销率/ })
    await mine.first().waitFor()
    expect(await mine.count()).toBe(1)
    await mine.click()
    await press(bureau, /^填\s?报$/)
    await dialog(bureau).getByLabel('数值').fill('96.5')
    await dialog(bureau).getByLabel('出处').fill('农资监管平台')
    await dialog(bureau).getByRole('button', { name: /^填\s?报$/ }).click()
    await dialog(bureau).waitFor({ state: 'hidden' })

    await openItem(office, 'A5-3')
    await pane(office).getByText('农资监管平台').waitFor()
    expect(number(await value(office).innerText())).toBe(96.5)
    await ask('A5-3')
    await dialog(office).getByText(/已有答复，没有再要/).waitFor()
    await dialog(office).getByText('96.5 %').waitFor()
    await press(office, '知道了')

    // Today tells the bureau what it has still to sign, and the list lets it sign.
    await bureau.goto('/')
    await bureau.locator('.card', { hasText: '待会签的数据' }).getByRole('link', { name: /^全部 \d+ 项$/ }).click()
    const figure = bureau.locator('.ev-signing > li', { hasText: '农业投入品实名购销率' })
    await figure.getByText('96.5 %').waitFor()
    const part = async (name: string): Promise<number> => number(await bureau.locator('.ant-segmented-item', { hasText: name }).innerText())
    const open = await part('待会签')
    await figure.getByRole('button', { name: /^会签/ }).click()
    await figure.waitFor({ state: 'detached' })
    await expect.poll(() => part('待会签')).toBe(open - 1)
    await pane(office).getByText('已会签').waitFor()

    // The count of each unit opens just the requests it counts.
    await office.goto('/evaluation/figures')
    const counted = office.locator('tr', { hasText: '晋中市农业农村局' })
    await counted.waitFor()
    const [asked, answered, spared] = (await counted.getByRole('cell').allInnerTexts()).map(number)
    expect([answered, spared]).toEqual([1, 2])
    for (const [at, count] of [asked!, answered!].entries()) {
      await office.goto('/evaluation/figures')
      await counted.getByRole('cell').nth(at).getByRole('link').click()
      expect(await rowsListed(office)).toBe(count)
    }

    await openItem(office, 'A5-3')
    await pane(office).getByRole('link', { name: '农资监管平台' }).click()
    await office.getByRole('heading', { level: 1, name: '农业投入品实名购销率' }).waitFor()
    await office.getByRole('link', { name: /^修\s?改$/ }).click()
    await office.getByLabel('数值').fill('95.1')
    await press(office, /^保\s?存$/)
    // The signature stays with what was signed; the new value asks for another, on the page that was left open too.
    await figure.getByText('会签后有变，视为未会签').waitFor()
    await figure.getByText('95.1 %').waitFor()
    await figure.getByText(/会签的是 96.5 %/).waitFor()
    await openItem(bureau, 'A5-3')
    await pane(bureau).getByText('会签后有变，视为未会签').waitFor()
  }), LONG)

/** A file as an institute delivers it: one line a person asked, and nothing of our own names. */
const delivered = (): string => {
  const outcome = (at: number): string => (at % 13 === 0 ? '拒访,' : at % 17 === 0 ? '无人接听,' : `成功,${at % 5 === 0 ? '一般' : '比较满意'}`)
  return ['问卷编号,县区,访问结果,评价', ...Array.from({ length: 300 }, (_, at) => `M${at},平遥县,${outcome(at + 1)}`)].join('\r\n')
}

test('surveys: a third party’s file goes under its survey; one of our own is answered once a phone, and tells its interval', () =>
  journey('evaluation-surveys', browser, async () => {
    const page = await enter(browser, 'shiban', server, '/surveys')
    const make = async (more: object): Promise<string> => {
      const data = { title: '旅程调查', kind: 'satisfaction', question: '您满意吗？', region: '140728', starts_on: '2026-01-01', ends_on: '2099-12-31', frame: '常住居民', source: '报告', sample: 300, ...more }
      const answer = await page.context().request.post('/api/v1/survey', { data })
      return ((await answer.json()) as { row: { id: string } }).row.id
    }
    const third = await make({ run_by: 'third-party', method: 'phone', organisation: '某机构' })
    await page.goto(`/surveys/${third}`)
    await page.getByRole('tab', { name: '逐份结果' }).click()
    await page.getByRole('link', { name: /^导\s?入$/ }).click()
    const choose = (name: string, text: string) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await choose('报告.xlsx', '这不是表格')
    await page.getByRole('alert').first().waitFor()
    await choose('逐份结果.csv', delivered())
    await press(page, '开始导入')
    await page.getByRole('link', { name: '查看列表' }).click()
    const lines = delivered().split('\r\n').slice(1)
    const has = (word: string): number => lines.filter((line) => line.includes(word)).length
    const { share, low, high } = wilson(has('比较满意'), has('成功'))!
    const percent = (part: number): string => (part * 100).toFixed(1)
    await page.getByText(`有95%的把握，全体居民的真实水平在${percent(low)}%至${percent(high)}%之间`, { exact: false }).waitFor()
    const told = await page.locator('.ow-figure').innerText()
    for (const words of [`${percent(share)}%`, `有效样本 ${has('成功')}`, `拒访 ${has('拒访')}`, `未接触到 ${has('无人接听')}`]) expect(told).toContain(words)

    await page.goto(`/surveys/${await make({ title: '本办调查', run_by: 'own', method: 'link', sample: 20 })}`)
    await page.getByLabel('种子').fill('开奖号码 0417')
    await page.getByLabel('抽取乡镇（街道）').fill('4')
    await press(page, /^抽\s?样$/)
    await press(page, '开放作答')
    await page.locator('dl.fields', { hasText: '作答中' }).waitFor()
    await press(page, '二维码和链接')
    await page.getByRole('img', { name: /的作答二维码$/ }).waitFor()
    const address = await page.locator('.ow-qr .break').innerText()
    const phone = await (await visit(browser, { ...server, width: 390, height: 844 })).newPage()
    await phone.goto(address)
    await phone.getByText('非常满意').click()
    await press(phone, '提交')
    await phone.getByText('谢谢您的回答').waitFor()
    await phone.goto(address)
    await phone.getByText('已经答过').waitFor()
    // The count goes up by itself, and the code that somebody holds out stays open.
    await page.getByText('有95%的把握', { exact: false }).waitFor({ timeout: 45_000 })
    expect(await page.locator('.ow-figure').innerText()).toContain('有效样本 1')
    expect(await page.getByRole('img', { name: /的作答二维码$/ }).isVisible()).toBe(true)
  }), LONG)

test('who looks at the cockpit sees what another changes elsewhere, without doing anything', () =>
  journey('cockpit-live', browser, async () => {
    const office = await enter(browser, 'shiban', server, '/evaluation')
    const bureau = await enter(browser, 'nongye', server, '/inbox')
    const { request } = bureau.context()
    type State = { regions: Record<string, { items: Record<string, { measures: { told: { id: string }[] }[] }> }> }
    const state = (await (await request.get('/api/v1/evaluation/state')).json()) as State
    const figure = `/api/v1/reported-figure/${state.regions['140700']!.items['A5-3']!.measures[0]!.told[0]!.id}`
    const { row } = (await (await request.get(figure)).json()) as { row: { version: number } }
    await office.getByText('A5-3').first().waitFor()
    expect(await office.getByText('97.77').count()).toBe(0)
    expect((await request.put(figure, { data: { version: row.version, value: 97.77 } })).ok()).toBe(true)
    await office.getByText('97.77').first().waitFor()
  }), 60_000)
