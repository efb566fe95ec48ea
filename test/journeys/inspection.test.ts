import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter, journey, settled, signedIn } from './support/browser.ts'
import { rowsOf, startBrowser, startServer, type Served } from './support/server.ts'

const OUTPUT = join(import.meta.dirname, '..', 'output')
const CITY = '140700'
let server: Served
let browser: Browser
let kept: string
beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  kept = mkdtempSync(join(tmpdir(), 'shian-draw-'))
  mkdirSync(OUTPUT, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(kept, { recursive: true, force: true })
})

const sizes = [['wide', 1440, 900], ['phone', 390, 844]] as const
/** A page as it stands, on a desk and on a phone; none is wider than the phone. */
async function look(page: Page, name: string): Promise<void> {
  for (const [size, width, height] of sizes) {
    await page.setViewportSize({ width, height })
    await page.waitForTimeout(200)
    await page.screenshot({ path: join(OUTPUT, `inspection-${name}-${size}.png`), fullPage: true })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} on a ${size}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}
/** The same page in the other language. */
async function inEnglish(page: Page, name: string): Promise<void> {
  await page.evaluate(() => localStorage.setItem('shian.language', 'en'))
  await page.reload()
  await settled(page)
  await look(page, `${name}-en`)
  await page.evaluate(() => localStorage.setItem('shian.language', 'zh'))
  await page.reload()
  await settled(page)
}
const at = () => ({ url: server.url })
const act = async (page: Page, label: string) => page.getByRole('button', { name: label, exact: true }).click()

test('the draw: prepared, changed, frozen, sealed and entered by two people, revealed, published, and drawn again by anybody', { timeout: 400_000 }, () =>
  journey('draw', browser, async () => {
    const first = await enter(browser, 'xianjianju', at(), '/draws')
    await act(first, '准备抽查')
    const dialog = first.getByRole('dialog')
    await dialog.getByLabel('抽查名称').fill('餐饮双随机抽查')
    await dialog.locator('#action-region').fill('平遥县')
    await first.getByText('平遥县 ⏎').waitFor()
    await first.keyboard.press('Enter')
    await dialog.locator('#action-types').fill('小餐饮')
    await first.keyboard.press('Enter')
    await dialog.getByLabel('抽取户数').fill('2')
    await dialog.getByLabel('每户检查人员').fill('2')
    await dialog.getByText(/可选 \d+ 人，已选 0 人/).waitFor()
    // Whoever has no area that takes in the county is not offered: the station’s inspector among them.
    await dialog.locator('#action-inspectors').click()
    for (let one = 0; one < 3; one++) await first.locator('.ant-select-dropdown:visible .ant-select-item-option').nth(one).click()
    await dialog.getByLabel('抽查名称').click()
    await dialog.getByText(/已选 3 人/).waitFor()
    await first.screenshot({ path: join(OUTPUT, 'inspection-draw-prepare.png') })
    await dialog.getByRole('button', { name: '准备抽查' }).click()
    await first.waitForURL(/\/draws\/[0-9a-f-]{36}$/)
    const id = first.url().split('/').at(-1)!
    const standing = async () => (await (await first.request.get(`/api/v1/matters/draw/${id}`)).json() as { row: Record<string, unknown> }).row
    expect((await standing())['inspectors']).toHaveLength(3)

    await act(first, '修改准备')
    const count = first.getByRole('dialog').getByLabel('抽取户数')
    await expect.poll(() => count.inputValue()).toBe('2')
    await count.fill('3')
    await first.getByRole('dialog').getByRole('button', { name: '修改准备' }).click()
    await expect.poll(async () => (await standing())['count']).toBe(3)

    await act(first, '封存名录和规则')
    await first.getByRole('checkbox', { name: /我已核对/ }).check()
    await first.getByRole('dialog').getByRole('button', { name: '封存名录和规则' }).click()
    await expect.poll(async () => (await standing())['state']).toBe('frozen')
    const commitment = String((await standing())['commitment'])
    expect(await (await first.request.get(`/public/${CITY}/draws/${id}?lang=zh`)).text()).toContain(commitment)

    await act(first, '第一人封数')
    await first.locator('#dr-first').fill('271828')
    await first.getByRole('dialog').getByRole('button', { name: '第一人封数' }).click()
    await first.getByRole('button', { name: '已抄下' }).click()
    await act(first, '第二人填数')
    await first.getByText('第一数是您封的').waitFor()
    await first.getByRole('dialog').getByRole('button', { name: '取消' }).click()

    const second = await enter(browser, 'shijianjuke', at(), `/draws/${id}`)
    await act(second, '第二人填数')
    await second.locator('#dr-second').fill('314159')
    await second.getByRole('dialog').getByRole('button', { name: '第二人填数' }).click()
    await expect.poll(async () => (await standing())['state']).toBe('entered')

    await first.reload()
    await act(first, '揭示第一数并抽取')
    await first.getByText('✓ 与封存值一致').waitFor()
    await first.getByRole('dialog').getByRole('button', { name: '揭示第一数并抽取' }).click()
    await expect.poll(async () => (await standing())['seed']).toBe('271828-314159')
    await first.getByRole('button', { name: '重抽并比对' }).click()
    await first.getByText('在本机重抽，结果与名单一致。').waitFor()
    expect(await (await first.request.get(`/public/${CITY}/draws/${id}?lang=zh`)).text()).not.toContain('271828-314159')

    await act(first, '公布名单')
    await first.getByRole('dialog').getByRole('button', { name: '公布名单' }).click()
    await expect.poll(async () => (await standing())['state']).toBe('published')
    await settled(first)
    // He is of the city and no person that the county sees; what he did bears his name.
    const { name } = await (await second.request.get('/api/v1/me')).json() as { name: string }
    await first.locator('.dr-steps').getByText(`${name} 314159`).waitFor()
    await look(first, 'draw')
    await inEnglish(first, 'draw')

    // Anybody, without an account: the page shows the list, and the file is drawn again by the command line.
    const anybody = await browser.newPage()
    await anybody.goto(`${server.url}/public/${CITY}/draws/${id}?lang=zh`)
    await anybody.getByText('271828-314159').waitFor()
    const listed = await anybody.locator('tbody tr').count()
    expect(listed).toBe(3)
    await look(anybody, 'draw-public')
    const [saved] = await Promise.all([anybody.waitForEvent('download'), anybody.getByRole('link', { name: /下载文件/ }).click()])
    const file = join(kept, 'draw.json')
    await saved.saveAs(file)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ hash: commitment, seed: '271828-314159' })
    const verify = (path: string) => promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', '..', 'bin', 'shian.ts'), 'draw', 'verify', path]).then(() => 0, ({ code }: { code: number }) => code)
    expect(await verify(file)).toBe(0)
    const other = join(kept, 'other.json')
    writeFileSync(other, readFileSync(file, 'utf8').replace('271828-314159', '271828-314158'))
    expect(await verify(other)).toBe(1)
    await anybody.close()
  }))

test('at the desk an inspection is ended with a refusal on video, an exam with resit, samples and evidence', { timeout: 300_000 }, () =>
  journey('desk', browser, async () => {
    const page = await enter(browser, 'xianjianju', at(), '/inspections')
    const ask = async (path: string, data?: unknown) => {
      const answer = data ? await page.request.post(`/api/v1${path}`, { data }) : await page.request.get(`/api/v1${path}`)
      if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
      return await answer.json() as Record<string, unknown>
    }
    const mate = (await (await (await signedIn(browser, 'gutao', at())).request.get('/api/v1/me')).json() as { person: string }).person
    const me = (await ask('/me'))['person'] as string
    const { items } = await ask('/premises?region=140728100&type=SCAT&status=open&limit=1') as { items: { id: string }[] }
    const [id] = (await ask('/inspections/assign', { premises: [items[0]!.id], kind: 'daily', chosen_by: 'plan', inspectors: [me, mate] }))['ids'] as string[]
    await page.goto(`/matters/inspection/${id}`)
    await act(page, '提交检查')
    const dialog = page.getByRole('dialog')
    const facts = dialog.locator('fieldset[data-step^="fact-"]')
    await dialog.locator('.in-sheet').first().waitFor()
    for (let one = 0; one < (await facts.count()); one++) await facts.nth(one).getByRole('button', { name: '否' }).click()
    const rest = dialog.getByRole('button', { name: '本节其余均符合' })
    for (let one = 0; one < (await rest.count()); one++) await rest.nth(one).click()
    const picture = { name: 'a.png', mimeType: 'image/png', buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 60 } }) }
    for (const open = dialog.locator('fieldset[data-open]'); (await open.count()) > 0;) {
      const item = open.first()
      if ((await item.locator('.in-reading').count()) > 0) await item.locator('.in-reading input').fill(/([≥≤]) (-?[\d.]+)/.exec((await item.locator('.in-reading span').first().textContent()) ?? '')?.[2] ?? '1')
      else {
        await item.getByRole('button', { name: '符合', exact: true }).click()
        await item.locator('input[type=file]').setInputFiles(picture)
        await item.getByText('拍照（1）').waitFor()
      }
    }
    await dialog.getByText('请填写签字人的姓名或职务。').waitFor()
    await dialog.getByLabel('抽样（批）').fill('2')
    await dialog.getByLabel('抽考人数').fill('2')
    await dialog.getByLabel('其中合格').fill('1')
    await dialog.getByLabel('补考日期').fill(new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10))
    await dialog.getByLabel(/收集、保全的证据/).fill('进货票据复印件 2 份')
    await dialog.getByLabel('拒绝签字').check()
    await dialog.getByLabel('拒签原因').fill('不认可检查结果')
    await dialog.getByText('拒绝签字的，请写明见证人或附录像。').waitFor()
    await dialog.locator('input[accept="video/*"]').setInputFiles({ name: 'v.mp4', mimeType: 'video/mp4', buffer: Buffer.from(`\u0000\u0000\u0000 ftypisom${'v'.repeat(400)}`) })
    await dialog.getByText('✓ 录像已上传，重传').waitFor()
    for (const [size, width, height] of sizes) {
      await page.setViewportSize({ width, height })
      await dialog.getByLabel('拒签原因').scrollIntoViewIfNeeded()
      await page.screenshot({ path: join(OUTPUT, `inspection-desk-${size}.png`) })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await dialog.getByRole('button', { name: '提交检查' }).click()
    await page.getByText('检查已提交').first().waitFor()
    const { row } = await ask(`/matters/inspection/${id}`) as { row: Record<string, unknown> }
    expect(row).toMatchObject({ state: 'finished', refused: true, samples: 2, exam_asked: 2, exam_passed: 1, conduct: { businessBy: null, evidence: { what: '进货票据复印件 2 份' }, refusal: { reason: '不认可检查结果', witness: null, video: expect.stringMatching(/^[0-9a-f]{64}$/) } } })
    await settled(page)
    await look(page, 'done')
    await inEnglish(page, 'done')
  }))

test('a business reads its own grade and why; numbers of coverage and of a plan open their places', { timeout: 300_000 }, () =>
  journey('grades', browser, async () => {
    const own = await enter(browser, 'shitang', at(), '/my-records')
    await own.getByRole('heading', { name: '等级' }).first().waitFor()
    await own.getByText('风险等级（A 最低，D 最高）').waitFor()
    await own.getByText('合计').waitFor()
    await look(own, 'own')
    await inEnglish(own, 'own')

    const officer = await enter(browser, 'shijianjuke', at(), '/coverage')
    const count = officer.locator('tbody tr').last().locator('button').first()
    const told = Number((await count.textContent())!.replaceAll(',', ''))
    await count.click()
    await officer.getByRole('dialog').locator('tbody tr').first().waitFor()
    for (const more = officer.getByRole('dialog').getByRole('button', { name: '更多' }); (await more.count()) > 0;) {
      const before = await officer.getByRole('dialog').locator('tbody tr').count()
      await more.click()
      await expect.poll(() => officer.getByRole('dialog').locator('tbody tr').count()).toBeGreaterThan(before)
      await officer.waitForTimeout(200)
    }
    expect(await officer.getByRole('dialog').locator('tbody tr').count()).toBe(told)
    await officer.screenshot({ path: join(OUTPUT, 'inspection-coverage-rows.png') })
    await officer.goto('/coverage')
    await settled(officer)
    await look(officer, 'coverage')

    await officer.goto('/yearly-plans/build')
    await officer.locator('.gr-figures button').first().waitFor()
    await look(officer, 'build')
    await inEnglish(officer, 'build')
    await officer.locator('.gr-figures button').nth(1).click()
    await officer.getByRole('dialog').locator('tbody tr').first().waitFor()
    await officer.screenshot({ path: join(OUTPUT, 'inspection-build-rows.png') })

    // The published plan of the demo, for anyone.
    const anybody = await browser.newPage()
    for (const language of ['zh', 'en'] as const) {
      await anybody.goto(`${server.url}/public/${CITY}/plans?lang=${language}`)
      await anybody.locator('li a').first().click()
      await anybody.getByText(language === 'zh' ? /第一百零九条/ : /art\. 109/).waitFor()
      await look(anybody, `plan-public-${language}`)
    }
    await anybody.close()
  }))

test('what is late in the duty ledger is chosen, seen before it goes, and urged in one step', { timeout: 200_000 }, () =>
  journey('urge', browser, async () => {
    // A small city has little that is late: some visits of one unit are put back.
    const late = await rowsOf(server, `with due as (select v.id, coalesce(v.holder_unit, p.unit_id) as unit from duty_visit v left join person p on p.id = v.holder_person where v.state = 'due' and v.closed_at is null),
      few as (select id from due where unit = (select unit from due where unit is not null group by unit order by count(*) desc, unit limit 1) order by id limit 3),
      put_back as (update duty_visit set due_on = current_date - 20 where id in (select id from few) returning id)
      update matter_clock set due_on = current_date - 20 where matter_id in (select id from put_back) and stopped_on is null returning matter_id`)
    expect(late.length).toBeGreaterThan(1)
    const page = await enter(browser, 'shiban', at(), '/duty-ledger')
    await page.getByRole('link', { name: '逾期催办' }).click()
    const all = page.getByRole('checkbox', { name: /^全选/ })
    await all.check()
    const chosen = Number(/已选 ([\d,]+)/.exec((await all.locator('xpath=ancestor::label').textContent())!)![1]!.replace(',', ''))
    expect(chosen).toBeGreaterThan(1)
    await look(page, 'duty-late')
    await act(page, '督办…')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/^将催办/).waitFor()
    const letters = await dialog.locator('tbody tr').count()
    const about = await dialog.locator('tbody tr td:last-child').allTextContents()
    expect(about.some((n) => Number(n.replace(',', '')) > 1), 'one letter about several').toBe(true)
    const size = page.viewportSize()!
    for (const [name, width] of sizes) {
      await page.setViewportSize({ width, height: size.height })
      await page.screenshot({ path: join(OUTPUT, `inspection-urge-${name}.png`) })
    }
    await page.setViewportSize(size)
    await dialog.getByLabel('说明').fill('请于本周内完成。')
    await dialog.getByRole('button', { name: '发送' }).click()
    const said = await page.getByText(/^已催办 .*文书/).first().textContent()
    expect(said).toContain(`文书 ${letters} 份`)
    // What was sent is not sent again: it stands at the rung that it reached.
    await page.getByRole('button', { name: '未催办', exact: true }).click()
    await settled(page)
    await page.goto('/duty-late?level=2')
    await page.getByRole('checkbox', { name: /^全选/ }).check()
    await act(page, '督办…')
    await dialog.getByText(/件已催办到这一级或更高一级/).waitFor()
    expect(await dialog.getByRole('button', { name: '发送' }).isDisabled()).toBe(true)
    await act(page, '取消')
    await inEnglish(page, 'duty-late')
  }))

test('a refusal names each fault in the dialog; once a successor is chosen a handover lists each matter once, with him', { timeout: 200_000 }, () =>
  journey('handover', browser, async () => {
    const page = await enter(browser, 'xianjianju', at(), '/inspections')
    const ask = async (path: string) => await (await page.request.get(`/api/v1${path}`)).json() as { person: string; name: string; items: { name: string }[] }
    const me = await ask('/me')
    const mate = await (await (await signedIn(browser, 'gutao', at())).request.get('/api/v1/me')).json() as typeof me
    const { items: [far] } = await ask('/premises?region=140728200&status=open&limit=1')
    await act(page, '派出检查')
    const dialog = page.getByRole('dialog')
    const choose = async (field: string, name: string) => {
      await dialog.locator(field).fill(name)
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: name }).first().click()
      await dialog.locator('.ant-modal-title').click()
    }
    await choose('#in-premises', far!.name)
    for (const { name } of [me, mate]) await choose('#in-inspectors', name)
    await dialog.getByRole('button', { name: '派出', exact: true }).click()
    await dialog.getByText(`${mate.name}的辖区不含${far!.name}。`).waitFor()

    await page.goto(`/duty-people/${mate.person}/handover`)
    const lines = page.locator('.du-units > li')
    await lines.first().waitFor()
    const before = await lines.count()
    await page.locator('#du-to').fill(me.name)
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: me.name }).first().click()
    await page.getByRole('heading', { name: `交给 ${me.name}` }).waitFor()
    expect(await lines.count()).toBe(before)
    await settled(page)
    await look(page, 'handover')
  }))
