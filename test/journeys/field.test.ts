import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { DEMO_PASSWORD } from '../../demo/accounts.ts'
import { barriers } from './support/axe.ts'
import { signedIn } from './support/browser.ts'
import { answerFacts, addPhoto, end, enterPin, failOne, fillRest, jpegSize, noRoom, refuse, signAll, signIn, type Told } from './support/field.ts'
import { Heard } from './support/han.ts'
import { startPhone, type PhoneBrowser } from './support/phone.ts'
import { rowsOf, type Served, startBrowser, startServer } from './support/server.ts'

const PIN = '204816'
const OUTPUT = join(import.meta.dirname, '..', 'output')
let server: Served
let desk: Browser
let profile: string
let phone: PhoneBrowser
/** What the phone showed of each inspection that was ended on it. */
const told: Told[] = []
beforeAll(async () => {
  server = await startServer()
  desk = await startBrowser()
  profile = mkdtempSync(join(tmpdir(), 'shian-phone-'))
  mkdirSync(OUTPUT, { recursive: true })
})
afterAll(async () => {
  await phone?.kill()
  await desk?.close()
  await server?.stop()
  rmSync(profile, { recursive: true, force: true })
})

/** Three places of the station are assigned to its inspector and the county's officer; what the demo had assigned is put aside. */
async function assign(count = 3): Promise<readonly string[]> {
  await rows('update inspection set inspectors = $1 where state = $2', [[], 'assigned'])
  const officer = await signedIn(desk, 'xianjianju', server)
  const ask = async (path: string, data?: unknown): Promise<Record<string, unknown>> => {
    const answer = data ? await officer.request.post(`/api/v1${path}`, { data }) : await officer.request.get(`/api/v1${path}`)
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    return await answer.json() as Record<string, unknown>
  }
  const other = await (await signedIn(desk, 'gutao', server)).request.get('/api/v1/me')
  const people = [(await other.json() as { person: string }).person, (await ask('/me'))['person'] as string]
  const { items } = await ask('/premises?region=140728100&type=CATE&status=open&limit=50') as { items: { id: string; region: string }[] }
  const places = items.filter(({ region }) => region.startsWith('140728100')).slice(0, count).map(({ id }) => id)
  expect(places).toHaveLength(count)
  return (await ask('/inspections/assign', { premises: places, kind: 'daily', chosen_by: 'plan', inspectors: people }))['ids'] as string[]
}

const rows = <T extends object>(text: string, values?: readonly unknown[]): Promise<T[]> => rowsOf<T>(server, text, values)

/** Many megapixels, as a camera takes them. */
async function camera(): Promise<Buffer> {
  const page = await desk.newPage({ viewport: { width: 2400, height: 1800 } })
  await page.setContent('<body style="margin:0;background:linear-gradient(45deg,#c95,#359 40%,#7a3 70%,#fff)"></body>')
  const picture = await page.screenshot({ type: 'jpeg', quality: 90 })
  await page.close()
  return picture
}

/** What is cut, covered or beside the screen once the text is twice as large. */
const largeText = (page: Page): Promise<string[]> => page.evaluate(() => {
  const root = document.documentElement
  const before = root.style.fontSize
  root.style.fontSize = '32px'
  const name = (one: Element) => `${one.className} “${one.textContent?.slice(0, 30)}”`
  const cut = [...document.querySelectorAll('.f-back, .f-button, .f-chip, h1, h2, label')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `${name(one)} is cut`)
  const top = [...document.querySelectorAll('.f-top > *')].map((one) => [one, one.getBoundingClientRect()] as const)
  const covered = top.flatMap(([one, a], at) => top.slice(at + 1).filter(([, b]) => a.width > 0 && b.width > 0 && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(() => `${name(one)} is covered`))
  const wide = root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide on a phone of ${root.clientWidth}`] : []
  root.style.fontSize = before
  return [...cut, ...covered, ...wide]
})

const look = (page: Page, name: string) => page.screenshot({ path: join(OUTPUT, `field-${name}.png`) })
const openTask = (page: Page, at: number) => page.locator('ol.f-list a').nth(at).click()

test('two inspections without signal, killed midway, with the server gone: nothing is lost and nothing is doubled', { timeout: 300_000 }, async () => {
  onTestFailed(async () => {
    await phone?.page.screenshot({ path: join(OUTPUT, 'field-failed.png'), fullPage: true }).catch(() => {})
  })
  const ids = await assign()
  const photo = await camera()
  phone = await startPhone(profile)
  let { page } = phone

  await page.goto(`${server.url}/field`)
  await signIn(page, 'gutao', DEMO_PASSWORD, PIN)
  await page.locator('ol.f-list a').nth(2).waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await look(page, 'today')

  await phone.context.setOffline(true)
  await page.getByText('◌ 离线').first().waitFor()
  await openTask(page, 0)
  await look(page, 'task')
  await page.getByRole('button', { name: '开始检查' }).click()
  await answerFacts(page)
  await failOne(page, photo)
  await look(page, 'fill')
  await fillRest(page, photo)
  await signAll(page, 'Wang, manager')
  await look(page, 'sign')
  told.push(await end(page))
  await look(page, 'result')
  await page.getByText('◌ 待传：有信号时自动上传').waitFor()

  // The second is begun; then the browser is killed and the server goes away.
  await page.getByRole('link', { name: '今天' }).click()
  await openTask(page, 0)
  await page.getByRole('button', { name: '开始检查' }).click()
  await answerFacts(page)
  const failed = await failOne(page, photo)
  await addPhoto(page, failed, await desk.newPage().then((other) => other.screenshot()))
  await page.getByRole('button', { name: '本节其余均符合' }).first().click()
  const pressed = await page.locator('.in-sheet button[aria-pressed=true]').count()
  const second = new URL(page.url()).pathname
  await page.waitForTimeout(300)
  await phone.kill()
  await server.away()

  phone = await startPhone(profile)
  ;({ page } = phone)
  await page.goto(`${server.url}/field`)
  await page.getByRole('heading', { name: '输入 PIN' }).waitFor()
  await enterPin(page, '999000')
  await page.getByText('还可试 4 次').waitFor()
  await enterPin(page, PIN)
  await page.getByRole('heading', { name: '今天' }).waitFor()
  await page.getByText('◌ 待传').waitFor()
  await page.getByText('◐ 填写中').waitFor()
  await page.locator('ol.f-list a', { hasText: '◐ 填写中' }).click()
  await page.getByRole('link', { name: '接着检查' }).click()
  expect(new URL(page.url()).pathname).toBe(second)
  await page.locator('.f-photos img').nth(1).waitFor()
  expect(await page.locator('.in-sheet button[aria-pressed=true]').count()).toBe(pressed)
  await fillRest(page, photo)
  await signAll(page, 'Li, owner')
  told.push(await end(page))
  await page.getByRole('link', { name: /待传/ }).click()
  expect(await page.getByText('◌ 待传').count()).toBe(2)
  await look(page, 'outbox')
  expect(await rows('select 1 from inspection where state = $1 and id = any($2)', ['finished', ids])).toHaveLength(0)

  await server.back()
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.getByText('✓ 服务器已收').nth(1).waitFor()
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.getByText('✓ 在线').waitFor()
  await look(page, 'received')

  // What the server has is what the phone showed, once.
  for (const one of told) {
    const [row] = await rows<{ result: string; findings: { verdict: string; photos?: string[] }[]; conduct: { signatures: Record<string, string>; photos: Record<string, { lng: number; lat: number }> }; marks: { code: string }[] }>('select result, findings, conduct, marks from inspection where id = $1 and state = $2', [one.inspection, 'finished'])
    expect({ pass: '符合', basic: '基本符合', fail: '不符合' }[row!.result]).toBe(one.verdict)
    expect(row!.findings.filter(({ verdict }) => verdict === 'fail')).toHaveLength(one.failed)
    expect((await rows<{ id: string }>('select id from matter_action where matter_id = $1 and action = $2', [one.inspection, 'finish'])).map(({ id }) => id)).toEqual([one.id])
    expect(await rows('select 1 from rectification where inspection = $1', [one.inspection])).toHaveLength(1)
    const photos = row!.findings.flatMap((finding) => finding.photos ?? [])
    const files = await rows<{ id: string; hash: string; note: string }>('select id, hash, note from file where about_id = $1 order by hash', [one.inspection])
    expect(files.map(({ hash }) => hash)).toEqual([...photos, ...Object.values(row!.conduct.signatures)].toSorted())
    expect(Object.keys(row!.conduct.signatures)).toHaveLength(3)
    expect(row!.conduct.photos[photos[0]!]).toMatchObject({ lng: 112.17, lat: 37.19 })
    expect(row!.marks.map(({ code }) => code)).not.toContain('clock')
    const answer = await (await signedIn(desk, 'gutao', server)).request.get(`/api/v1/files/${files.find(({ hash }) => hash === photos[0])!.id}`)
    const size = jpegSize(await answer.body())
    expect(Math.max(size!.width, size!.height)).toBeLessThanOrEqual(1600)
  }
  expect(told.map(({ inspection }) => inspection).every((id) => ids.includes(id))).toBe(true)
  expect(await rows('select 1 from inspection where state = $1 and id = any($2)', ['finished', ids])).toHaveLength(2)
  expect(await rows('select 1 from inspection_draft where id = any($1)', [told.map(({ inspection }) => inspection)])).toHaveLength(0)
})

test('what a colleague began elsewhere is shown with when and how far, and taken over only by a tap', { timeout: 60_000 }, async () => {
  const { page } = phone
  const [third] = await rows<{ id: string; check_sheet: string }>('select id, check_sheet from inspection where state = $1 and inspectors <> $2', ['assigned', []])
  const [sheet] = await rows<{ content: { items: { code: string }[] } }>('select content from check_sheet where id = $1', [third!.check_sheet])
  const findings = sheet!.content.items.slice(0, 2).map(({ code }) => ({ code, verdict: 'pass' }))
  const officer = await signedIn(desk, 'xianjianju', server)
  const sent = await officer.request.put(`/api/v1/inspections/${third!.id}/draft`, { data: { device: 'another-phone', content: { facts: {}, findings, corrected: [], note: null, startedAt: new Date().toISOString() } } })
  expect(sent.ok()).toBe(true)
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.locator('.f-back').click()
  await page.getByText('同事手机有草稿').click()
  await page.getByText(/已填 2 项/).waitFor()
  await page.getByRole('button', { name: '开始检查' }).waitFor()
  await page.getByRole('button', { name: '接过来填' }).click()
  await page.locator('.in-sheet').waitFor()
  expect(await page.locator('.in-pass[aria-pressed=true]').count()).toBe(2)
})

test('a phone without room says so at once, keeps nothing by halves, and keeps all as soon as there is room', { timeout: 120_000 }, async () => {
  const { page } = phone
  const note = page.getByLabel('问题').first()
  await page.locator('.in-fail').first().click()
  await noRoom(page, true)
  await note.fill('no room for this')
  await page.getByText('▲ 手机存储已满').waitFor()
  await noRoom(page, false)
  await note.fill('room again')
  await expect.poll(() => page.locator('.f-room').count()).toBe(0)
  await page.reload()
  await enterPin(page, PIN)
  await page.locator('.in-sheet').waitFor()
  expect(await note.inputValue()).toBe('room again')
})

test('every page is clean for a screen reader, no wider than the phone, and English where it is not data', { timeout: 180_000 }, async () => {
  const { page, context } = phone
  const heard = new Heard(context)
  heard.know(...told.flatMap(({ name, inspectors }) => [name, ...inspectors]))
  const faults: string[] = []
  const check = async (name: string, language: string) => {
    await page.waitForTimeout(150)
    faults.push(...(await barriers(page)).map((fault) => `${name} (${language}): ${fault}`))
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)
    if (wide > window) faults.push(`${name} (${language}) is ${wide} px wide on a phone of ${window}`)
    const small = await page.locator('main button, footer button, footer a').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 120)))
    faults.push(...small.map((html) => `${name} (${language}) is hard to hit: ${html}`))
    faults.push(...(await largeText(page)).map((fault) => `${name} (${language}), text of 200 %: ${fault}`))
    if (language === 'en') faults.push(...(await heard.untranslated(page)).map((text) => `${name} is not English: ${text.slice(0, 80)}`))
  }
  for (const language of ['zh', 'en'] as const) {
    await page.evaluate((chosen) => localStorage.setItem('shian.language', chosen), language)
    await page.goto(`${server.url}/field`)
    await page.getByRole('heading', { name: language === 'zh' ? '输入 PIN' : 'Enter your PIN' }).waitFor()
    await check('PIN', language)
    await page.getByLabel('PIN').fill(PIN)
    await page.getByRole('button', { name: language === 'zh' ? '打开' : 'Open' }).click()
    await page.locator('ol.f-list a').first().waitFor()
    await page.locator('.f-signal').click()
    await page.getByRole('button', { name: language === 'zh' ? '现在同步' : 'Sync now' }).click()
    await page.locator('.f-signal.good').waitFor()
    await check('outbox', language)
    await page.locator('.f-back').click()
    await page.locator('ol.f-list a').first().waitFor()
    await check('today', language)
    await page.getByRole('link', { name: language === 'zh' ? '登记无证场所' : 'An unlicensed place' }).click()
    await page.locator('select').nth(1).selectOption({ index: 1 })
    await check('found', language)
    await look(page, `found-${language}`)
    await page.locator('.f-back').click()
    await page.locator('ol.f-list a').first().waitFor()
    await page.locator('ol.f-list a').first().click()
    await page.locator('footer .f-button').waitFor()
    await check('task', language)
    await page.locator('footer .f-button').click()
    await page.locator('.in-sheet').waitFor()
    await page.locator('.in-fail').first().click()
    await check('fill', language)
    await look(page, `fill-${language}`)
    await page.locator('.f-back').click()
    await page.locator('.f-back').click()
    await page.locator('section a').first().click()
    await page.locator('.f-qr').waitFor()
    await check('result', language)
    await look(page, `result-${language}`)
    await page.locator('.f-back').click()
    await page.locator('.f-back').click()
    await page.locator('input[type=checkbox]').check()
    await check('settings in large text', language)
    await page.locator('input[type=checkbox]').uncheck()
  }
  expect(faults).toEqual([])
})

test('a refusal is ended with a witness; after 24 hours the phone asks for the password, and what was not sent goes up then', { timeout: 240_000 }, async () => {
  const ids = await assign(1)
  const photo = await camera()
  const { page, context } = phone
  await page.evaluate(() => localStorage.setItem('shian.language', 'zh'))
  await page.addInitScript(() => {
    const ahead = Number(localStorage.getItem('test.ahead') ?? 0)
    const now = Date.now
    if (ahead > 0) Date.now = () => now() + ahead
  })
  await page.goto(`${server.url}/field`)
  await enterPin(page, PIN)
  await page.locator('.f-signal').click()
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.locator('.f-back').click()
  const task = page.locator(`a[href$="/inspection/${ids[0]}"]`)
  await task.waitFor()
  await context.setOffline(true)
  await page.getByText('◌ 离线').first().waitFor()
  await task.click()
  await page.getByRole('button', { name: '开始检查' }).click()
  await answerFacts(page)
  await fillRest(page, photo)
  const resit = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10)
  await refuse(page, 'Zhao, neighbourhood office', resit)
  await look(page, 'refusal')
  const shown = await end(page)

  // The day is over: the PIN opens nothing, what was done stays sealed.
  await page.evaluate(() => localStorage.setItem('test.ahead', String(25 * 3_600_000)))
  await page.goto(`${server.url}/field`)
  await page.getByText('已过 24 小时').waitFor()
  expect(await page.getByLabel('PIN').count()).toBe(0)
  expect(await page.getByText(shown.name).count()).toBe(0)
  await look(page, 'day-over')
  await page.evaluate(() => localStorage.removeItem('test.ahead'))
  await context.setOffline(false)
  await page.goto(`${server.url}/field`)
  await signIn(page, 'gutao', DEMO_PASSWORD, PIN)
  await page.locator('.f-signal').click()
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.getByText('✓ 服务器已收').first().waitFor()
  await expect.poll(async () => (await rows<{ state: string }>('select state from inspection where id = $1', [ids[0]]))[0]!.state, { timeout: 20_000 }).toBe('finished')
  const [row] = await rows<{ refused: boolean; samples: number; exam_asked: number; exam_passed: number; resit: string; conduct: { refusal: object; businessBy: null } }>('select refused, samples, exam_asked, exam_passed, resit_on::text as resit, conduct from inspection where id = $1', [ids[0]])
  expect(row).toMatchObject({ refused: true, samples: 2, exam_asked: 2, exam_passed: 1, resit, conduct: { businessBy: null, refusal: { reason: 'does not agree', witness: 'Zhao, neighbourhood office', video: null } } })
})

/** A picture that stays large however it is made small: three pieces or more. */
async function noise(): Promise<Buffer> {
  const page = await desk.newPage({ viewport: { width: 1400, height: 1000 } })
  await page.setContent('<body style="margin:0"><canvas width="1400" height="1000"></canvas></body>')
  await page.evaluate(() => {
    const pen = document.querySelector('canvas')!.getContext('2d')!
    const pixels = pen.createImageData(1400, 1000)
    let seed = 7
    for (let at = 0; at < pixels.data.length; at++) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      pixels.data[at] = at % 4 === 3 ? 255 : (seed >>> 16) & 255
    }
    pen.putImageData(pixels, 0, 0)
  })
  const picture = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return picture
}

test('a place without a licence is found and inspected without signal, and its photos go on from where the line was cut', { timeout: 240_000 }, async () => {
  await assign(1)
  const { page, context } = phone
  const [large, small] = [await noise(), await camera()]
  await page.goto(`${server.url}/field`)
  await enterPin(page, PIN)
  await page.locator('.f-signal').click()
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.getByText('✓ 在线').waitFor()
  await page.locator('.f-back').click()
  await context.setOffline(true)
  await page.getByText('◌ 离线').first().waitFor()
  await page.getByRole('link', { name: '登记无证场所' }).click()
  await page.getByLabel('名称（招牌）').fill('Night stall')
  await page.getByLabel('业态').selectOption('VEND')
  await page.getByLabel('地址').fill('East gate')
  await page.getByLabel(/同行检查人员/).selectOption({ index: 1 })
  await look(page, 'found')
  await page.getByRole('button', { name: '当场检查' }).click()
  await answerFacts(page)
  await failOne(page, large)
  // Left and found again among today’s tasks.
  await page.locator('.f-back').click()
  await page.getByRole('button', { name: '只登记，不检查' }).waitFor()
  await look(page, 'found-task')
  await page.locator('.f-back').click()
  await page.locator('ol.f-list a', { hasText: 'Night stall' }).click()
  await page.getByRole('link', { name: '接着检查' }).click()
  await fillRest(page, small)
  await signAll(page, 'Sun, stall holder')
  const shown = await end(page)
  expect(await rows('select 1 from premises where name = $1', ['Night stall'])).toHaveLength(0)

  // The line is cut after the first piece, once.
  const pieces: string[] = []
  let cut = 0
  await context.route(/\/uploads\/[^/?]+\?offset=/, async (route) => {
    const at = route.request().url()
    if (!at.endsWith('=0') && cut === 0) { cut++; await route.abort(); return }
    pieces.push(at)
    await route.continue()
  })
  await context.setOffline(false)
  await page.getByRole('link', { name: /待传/ }).click()
  await expect.poll(() => cut, { timeout: 30_000 }).toBe(1)
  await page.getByRole('button', { name: '现在同步' }).click()
  await expect.poll(() => rows('select 1 from inspection where id = $1 and state = $2', [shown.inspection, 'finished']), { timeout: 40_000 }).toHaveLength(1)
  await context.unroute(/\/uploads\/[^/?]+\?offset=/)
  // No piece went up twice, and what came together is the picture.
  expect(new Set(pieces).size).toBe(pieces.length)
  expect(pieces.filter((at) => !at.endsWith('=0')).length).toBeGreaterThan(1)
  const places = await rows<{ id: string; unlicensed: boolean; found: string }>('select id, unlicensed, found_on::text as found from premises where name = $1', ['Night stall'])
  expect(places).toMatchObject([{ unlicensed: true }])
  const [row] = await rows<{ premises_id: string; chosen_by: string; result: string; findings: { photos?: string[] }[]; conduct: { signatures: Record<string, string> }; marks: { code: string }[] }>('select premises_id, chosen_by, result, findings, conduct, marks from inspection where id = $1', [shown.inspection])
  expect(row).toMatchObject({ premises_id: places[0]!.id, chosen_by: 'found', marks: [] })
  expect({ pass: '符合', basic: '基本符合', fail: '不符合' }[row!.result]).toBe(shown.verdict)
  const files = await rows<{ hash: string }>('select hash from file where about_table = $1 and about_id = $2', ['inspection', shown.inspection])
  expect(files.map(({ hash }) => hash).toSorted()).toEqual([...new Set([...row!.findings.flatMap(({ photos }) => photos ?? []), ...Object.values(row!.conduct.signatures)])].toSorted())
  expect(await rows('select 1 from rectification where inspection = $1', [shown.inspection])).toHaveLength(1)
  await page.getByText('✓ 服务器已收').first().waitFor()
})
