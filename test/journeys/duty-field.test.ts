import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { DEMO_PASSWORD } from '../../demo/accounts.ts'
import type { CadreLine, DutyBundle } from '../../duties/dutylevel/contract.ts'
import { barriers } from './support/axe.ts'
import { signedIn } from './support/browser.ts'
import { enterPin, signIn } from './support/field.ts'
import { Heard } from './support/han.ts'
import { startPhone, type PhoneBrowser } from './support/phone.ts'
import { rowsOf, type Served, startBrowser, startServer } from './support/server.ts'

const PIN = '204816'
const OUTPUT = join(import.meta.dirname, '..', 'output')
let server: Served
let desk: Browser
let profile: string
let phone: PhoneBrowser
/** The shop that is visited; its shopkeeper has no smartphone. */
let shop: DutyBundle['cadres'][number]['units'][number]

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

const rows = <T extends object>(text: string, values?: readonly unknown[]): Promise<T[]> => rowsOf<T>(server, text, values)
const look = (page: Page, name: string) => page.screenshot({ path: join(OUTPUT, `duty-field-${name}.png`), fullPage: true })

/** The office joins the account to the village cadre of the town who has most to visit, and asks for the self-checks of one of his shops. */
async function prepare(): Promise<void> {
  const cadre = await signedIn(desk, 'baobao', server)
  const officer = await signedIn(desk, 'shiban', server)
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await officer.request.get(`/api/v1${path}`)
    if (!answer.ok()) throw new Error(await answer.text())
    return await answer.json() as T
  }
  const { items } = await ask<{ items: CadreLine[] }>('/duty/cadres?rank=village&region=140728100&limit=200')
  const busiest = items.toSorted((a, b) => b.owed - b.made - (a.owed - a.made))[0]!
  const { row } = await ask<{ row: { version: number } }>(`/cadre/${busiest.id}`)
  const person = (await (await cadre.request.get('/api/v1/me')).json() as { person: string }).person
  const joined = await officer.request.put(`/api/v1/cadre/${busiest.id}`, { data: { version: row.version, person } })
  if (!joined.ok()) throw new Error(await joined.text())
  const read = async () => await (await cadre.request.get('/api/v1/duty/bundle')).json() as DutyBundle
  const open = async () => (await read()).cadres.flatMap(({ units }) => units).filter(({ task }) => task !== null)
  await expect.poll(async () => (await open()).length, { timeout: 30_000 }).toBeGreaterThan(0)
  ;[shop] = (await open()) as [typeof shop]
  if (!(await read()).book.places[shop.premises]) {
    // Small trades are asked only where the city says so: here the shop grew.
    await rows('update premises set type = $1 where id = $2', ['CATE', shop.premises])
    const asked = await (await signedIn(desk, 'shijianjuke', server)).request.post('/api/v1/operating-calendar', { data: { premises_id: shop.premises, starts_on: shop.since, week: 'every_day' } })
    if (!asked.ok()) throw new Error(await asked.text())
  }
  expect((await read()).book.places[shop.premises]).toBeDefined()
}

async function photograph(page: Page, code: string, photo: Buffer): Promise<void> {
  const before = await page.locator('.f-photos img').count()
  await page.locator(`input[type=file][aria-label="${code} 拍照"]`).setInputFiles({ name: 'IMG.png', mimeType: 'image/png', buffer: photo })
  await page.locator('.f-photos img').nth(before).waitFor()
}

test('a visit with a photo and a handover, and a record for the shopkeeper, without signal: each is on the server once', { timeout: 240_000 }, async () => {
  onTestFailed(async () => { await phone?.page.screenshot({ path: join(OUTPUT, 'duty-field-failed.png'), fullPage: true }).catch(() => {}) })
  await prepare()
  const photo = await desk.newPage({ viewport: { width: 800, height: 600 } }).then((page) => page.screenshot())
  const photo2 = await desk.newPage({ viewport: { width: 640, height: 480 } }).then((page) => page.screenshot())
  phone = await startPhone(profile)
  let { page } = phone
  await page.goto(`${server.url}/field`)
  await signIn(page, 'baobao', DEMO_PASSWORD, PIN)
  await page.locator('ol.f-list a').first().waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await look(page, 'today')

  await phone.context.setOffline(true)
  await page.getByText('◌ 离线').first().waitFor()
  await page.locator(`ol.f-list a[href$="/duty/${shop.binding}"]`).click()
  await look(page, 'unit')
  await page.getByRole('button', { name: '开始督导' }).click()
  await page.getByRole('button', { name: '陪同领导现场督导' }).click()
  await page.getByLabel('带队领导').fill('Li, deputy head')
  const first = page.locator('fieldset.f-check').first()
  await first.getByRole('button', { name: '有问题' }).click()
  await first.getByLabel('发现的问题').fill('licence not on the wall')
  await photograph(page, (await rows<{ code: string }>(`select code from duty_line where list = 'task' order by length(code), code limit 1`))[0]!.code, photo)
  await page.getByRole('button', { name: '其余均符合' }).click()
  await page.getByRole('button', { name: '＋ 另有问题' }).click()
  await page.getByLabel('问题 1', { exact: true }).fill('rat holes behind the store')
  await photograph(page, '现场', photo2)
  await look(page, 'visit')
  await page.waitForTimeout(300)

  // The battery falls out, and the server is gone too.
  await phone.kill()
  await server.away()
  phone = await startPhone(profile)
  ;({ page } = phone)
  await page.goto(`${server.url}/field`)
  await enterPin(page, PIN)
  await page.getByText('◐ 填写中').waitFor()
  await page.locator(`ol.f-list a[href$="/duty/${shop.binding}"]`).click()
  await page.getByRole('link', { name: '接着督导' }).click()
  await page.locator('.f-photos img').nth(1).waitFor()
  await page.getByRole('button', { name: '提交，移交 2 个问题' }).click()
  await page.getByText('◌ 待传：有信号时自动上传').waitFor()
  await look(page, 'done')
  const visit = new URL(page.url()).pathname.split('/').at(-1)!
  const shown = { name: await page.locator('.f-card h2').first().textContent(), found: await page.locator('.f-failed li').allTextContents() }

  await page.getByRole('link', { name: '今天' }).click()
  await page.getByRole('button', { name: /^包保/ }).click()
  await page.locator(`ol.f-list a[href$="/duty/${shop.binding}"]`).click()
  await page.getByRole('link', { name: '代录' }).first().click()
  await page.getByLabel('店主（食品安全员）姓名').fill('Wang, owner')
  await page.getByRole('button', { name: '其余均符合' }).click()
  await page.getByText('代录须拍一张现场照片。').waitFor()
  await photograph(page, '代录', photo)
  await look(page, 'record')
  await page.getByRole('button', { name: '零风险，提交' }).click()
  await page.getByText('◌ 待传：有信号时自动上传').waitFor()
  const record = new URL(page.url()).pathname.split('/').at(-1)!
  await page.getByRole('link', { name: /待传/ }).click()
  expect(await page.getByText('◌ 待传').count()).toBe(2)
  expect(await rows('select 1 from duty_visit where id = $1 and state = $2', [shop.task!.id, 'made'])).toHaveLength(0)

  await server.back()
  await page.getByRole('button', { name: '现在同步' }).click()
  // Both come in the round in which the phone first reaches the server again: pictures first.
  await page.getByText('✓ 服务器已收').nth(1).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.getByText('✓ 在线').waitFor()
  await look(page, 'received')

  // What the server has is what the phone showed, once.
  const [made] = await rows<{ mode: string; leader: string; problems: number; photos: string[]; taken: Record<string, { lng: number }>; marks: { code: string }[]; title: string }>('select mode, leader, problems, photos, taken, marks, title from duty_visit where id = $1 and state = $2', [shop.task!.id, 'made'])
  expect(made).toMatchObject({ mode: 'with_leader', leader: 'Li, deputy head', problems: shown.found.length })
  expect(made!.title).toContain(shown.name)
  expect(Object.values(made!.taken).map(({ lng }) => lng)).toEqual([112.17, 112.17])
  expect(made!.marks.map(({ code }) => code)).not.toContain('clock')
  expect((await rows<{ id: string }>('select id from matter_action where matter_id = $1 and action = $2', [shop.task!.id, 'visit'])).map(({ id }) => id)).toEqual([visit])
  const problems = await rows<{ line: string | null; found: string; state: string; photos: string[] }>('select line, found, state, photos from duty_problem where visit = $1 order by found', [shop.task!.id])
  expect(problems.map(({ line, found }) => `▲ ${line === null ? '' : `${line}：`}${found}`).toSorted()).toEqual(shown.found.toSorted())
  expect(problems.map(({ state }) => state)).toEqual(['handed', 'handed'])
  const files = await rows<{ hash: string }>('select hash from file where about_table = $1 and about_id = $2 order by hash', ['duty_visit', shop.task!.id])
  expect(files.map(({ hash }) => hash)).toEqual([...made!.photos, ...problems.flatMap(({ photos }) => photos)].toSorted())
  const kept = await rows<{ id: string; on_behalf: boolean; filled_by: string; written_by: string | null; zero_risk: boolean }>('select id, on_behalf, filled_by, written_by, zero_risk from self_check where premises_id = $1 and on_behalf', [shop.premises])
  expect(kept).toMatchObject([{ id: record, on_behalf: true, filled_by: 'Wang, owner', zero_risk: true }])
  expect(kept[0]!.written_by).toBeTruthy()
  expect(await rows('select 1 from file where about_table = $1 and about_id = $2', ['self_check', record])).toHaveLength(1)
})

test('every page is clean for a screen reader, no wider than the phone, and English where it is not data', { timeout: 120_000 }, async () => {
  const { page, context } = phone
  const heard = new Heard(context)
  const faults: string[] = []
  for (const language of ['zh', 'en'] as const) {
    const check = async (name: string) => {
      await page.waitForTimeout(150)
      faults.push(...(await barriers(page)).map((fault) => `${name} (${language}): ${fault}`))
      const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)
      if (wide > window) faults.push(`${name} (${language}) is ${wide} px wide on a phone of ${window}`)
      const small = await page.locator('main button, footer button, footer a').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 120)))
      faults.push(...small.map((html) => `${name} (${language}) is hard to hit: ${html}`))
      if (language === 'en') faults.push(...(await heard.untranslated(page)).map((text) => `${name} is not English: ${text.slice(0, 80)}`))
      await look(page, `${name}-${language}`)
    }
    await page.evaluate((chosen) => localStorage.setItem('shian.language', chosen), language)
    await page.goto(`${server.url}/field`)
    await page.getByLabel('PIN').fill(PIN)
    await page.getByRole('button', { name: language === 'zh' ? '打开' : 'Open' }).click()
    await page.locator('.f-tabs').waitFor()
    await page.locator('.f-signal').click()
    await page.getByRole('button', { name: language === 'zh' ? '现在同步' : 'Sync now' }).click()
    await page.locator('.f-signal.good').waitFor()
    await page.locator('.f-back').click()
    await page.locator('.f-tabs button').nth(1).click()
    await page.locator('ol.f-list a').first().waitFor()
    await check('today')
    await page.locator('ol.f-list a').first().click()
    await page.locator('footer button').waitFor()
    await check('unit')
    await page.locator('footer button').click()
    await page.locator('fieldset.f-check').first().waitFor()
    await page.locator('.f-button.late').first().click()
    await check('visit')
    await page.locator('.f-back').click()
    await page.locator('.f-back').click()
    await page.getByRole('heading', { name: language === 'zh' ? '在这台手机上做的' : 'Done on this phone' }).waitFor()
    await page.locator('section .f-list a').last().click()
    await page.locator('.f-failed').waitFor()
    await check('done')
  }
  expect(faults).toEqual([])
})
