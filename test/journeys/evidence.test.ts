import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../demo/accounts.ts'
import { barriers } from './support/axe.ts'
import { enter, journey } from './support/browser.ts'
import { startPhone, type PhoneBrowser } from './support/phone.ts'
import { rowsOf, startBrowser, startServer, type Served } from './support/server.ts'

const PIECE = 4 * 1_048_576
let server: Served
let browser: Browser
let killed: PhoneBrowser
const folder = mkdtempSync(join(tmpdir(), 'shian-evidence-'))
const profile = mkdtempSync(join(tmpdir(), 'shian-profile-'))
beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
})
afterAll(async () => {
  await killed?.kill()
  await browser?.close()
  await server?.stop()
  for (const path of [folder, profile]) rmSync(path, { recursive: true, force: true })
})

const dialog = (page: Page) => page.getByRole('dialog')
const choose = (page: Page, path: string) => dialog(page).locator('input[type=file]').setInputFiles(path)
const piecesOf = (context: BrowserContext): number[] => {
  const offsets: number[] = []
  context.on('request', (request) => {
    const offset = new URL(request.url()).searchParams.get('offset')
    if (offset !== null) offsets.push(Number(offset))
  })
  return offsets
}

test('a large paper whose browser is killed goes on in another from what had arrived, and is whole; what is too large is told before it is read', () =>
  journey('evidence', browser, async () => {
    const file = join(folder, '督导记录.bin')
    const content = randomBytes(5 * PIECE + 17)
    writeFileSync(file, content)

    killed = await startPhone(profile)
    killed.context.setDefaultTimeout(60_000)
    killed.context.setDefaultNavigationTimeout(60_000)
    await killed.context.request.post(`${server.url}/api/v1/sign-in`, { data: { login: 'shiban', password: DEMO_PASSWORD } })
    const { page } = killed
    await page.goto(`${server.url}/evidence`)
    await page.getByRole('button', { name: /^报\s?送$/ }).first().click()
    await choose(page, file)
    // Two pieces arrive; the third is on its way for ever.
    const third = (url: URL): boolean => url.searchParams.get('offset') === String(2 * PIECE)
    await page.route(third, () => {})
    await Promise.all([page.waitForRequest((request) => third(new URL(request.url()))), dialog(page).getByRole('button', { name: /^报\s?送$/ }).click()])
    await killed.kill()

    const again = await enter(browser, 'shiban', server, '/evidence')
    const pieces = piecesOf(again.context())
    await again.getByRole('button', { name: '接着上传' }).first().click()
    const large = join(folder, 'large.bin')
    writeFileSync(large, '')
    truncateSync(large, 200 * 1_048_576 + 1)
    await choose(again, large)
    await dialog(again).getByText(/超过 200 MB/).waitFor()
    expect(await dialog(again).getByRole('button', { name: '接着上传' }).isDisabled()).toBe(true)
    expect(await barriers(again)).toEqual([])
    await choose(again, file)
    await dialog(again).getByRole('button', { name: '接着上传' }).click()
    await dialog(again).waitFor({ state: 'hidden' })
    expect(pieces).toEqual([2, 3, 4, 5].map((at) => at * PIECE))
    const rows = await rowsOf<{ hash: string; size: string }>(server, "select hash, size from file where name = '督导记录.bin'")
    expect(rows.map(({ hash, size }) => [hash, Number(size)])).toEqual([[createHash('sm3').update(content).digest('hex'), content.length]])
  }), 180_000)

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
