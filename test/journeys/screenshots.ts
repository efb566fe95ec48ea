import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { loadDemo } from '../../demo/load.ts'
import { duties } from '../../duties/index.ts'
import type { Language } from '../../platform/core/bilingual.ts'
import { dateAt } from '../../platform/core/dates.ts'
import { openInstallation } from '../../platform/installation.ts'
import { allDuties } from '../../platform/platform.ts'
import { DEMO_PASSWORD } from '../../demo/accounts.ts'
import { enter, launch, settled, signedIn, visit, type Visit } from './support/browser.ts'
import { signIn } from './support/field.ts'
import { STANDING } from './support/phone.ts'
import { shrink } from './support/png.ts'
import { buildPages, listen, PAGES } from './support/serve.ts'

/** `npm run screenshots`: the main pages of the whole demo city, for the READMEs. */
const ROOT = join(import.meta.dirname, '..', '..')
const OUTPUT = join(ROOT, 'docs', 'screenshots')
const NOTICE = join(ROOT, 'duties', 'workplan', 'fixtures', 'dev', '02-responsibility-lines.txt')
const PAPER = join(ROOT, 'duties', 'evaluation', 'claims', 'fixtures', 'a-lanjiang-self-assessment.txt')
/** What is put wrong in a right paper, so that there are findings to look at. */
const SLIPS: readonly (readonly [string, string])[] = [
  ['占学校食堂总数的98.0%', '占学校食堂总数的96.0%'],
  ['提高36.5个百分点', '提高37.5个百分点'],
  ['（5127.36吨）', '（512.74吨）'],
  ['达到4.7批次/千人', '达到4.2批次/千人'],
  ['按期办结率97.95%', '按期办结率98.95%'],
]
const SHEET = join(import.meta.dirname, 'fixtures', 'premises.xlsx')

function slipped(): Buffer {
  const paper = readFileSync(PAPER, 'utf8')
  return Buffer.from(SLIPS.reduce((text, [right, slip]) => text.replace(right, slip), paper))
}

/** A page: who looks at it, where it is, and what is done there before the picture. */
type Picture = { readonly name: string; readonly login: string; readonly path: string; readonly before?: (page: Page) => Promise<void> }

/** Opens the first link that matches, as one would to look at an example. */
const follow =
  (selector: string) =>
  async (page: Page): Promise<void> => {
    const before = page.url()
    await page.locator(selector).first().click()
    await page.waitForURL((url) => url.toString() !== before)
  }

const pictures: readonly Picture[] = [
  { name: 'today', login: 'shiban', path: '/' },
  { name: 'premises', login: 'xianjianju', path: '/premises' },
  {
    name: 'dossier',
    login: 'xianjianju',
    path: '/premises?status=open&duty_level=C',
    before: follow('table.rows tbody a, [role=link].row-card'),
  },
  {
    name: 'import',
    login: 'xianjianju',
    path: '/premises/import',
    before: async (page) => {
      await page.locator('label.drop input[type=file]').setInputFiles(SHEET)
      await page.locator('main table.rows').waitFor()
    },
  },
  { name: 'map', login: 'shiban', path: '/map', before: (page) => page.locator('main canvas, main svg').first().waitFor() },
  { name: 'reading', login: 'shiban', path: '/plans', before: follow('tr:has(.mark.soon) a, a.row-card:has(.mark.soon)') },
  { name: 'wall', login: 'shiban', path: '/plans', before: follow('tr:has(.mark.late) a, a.row-card:has(.mark.late)') },
  {
    name: 'unreported',
    login: 'shiban',
    path: '/plans',
    before: async (page) => {
      await follow('tr:has(.mark.late) a, a.row-card:has(.mark.late)')(page)
      await follow('a[href$="/unreported"]')(page)
    },
  },
  {
    name: 'task',
    login: 'shiban',
    path: '/plans',
    before: async (page) => {
      await follow('tr:has(.mark.late) a, a.row-card:has(.mark.late)')(page)
      await follow('a.wp-tile.red')(page)
    },
  },
  { name: 'evaluation', login: 'shiban', path: '/evaluation' },
  {
    name: 'claims',
    login: 'shiban',
    path: '/claims',
    before: async (page) => {
      await page.locator('label.drop input[type=file]').setInputFiles({ name: '澜江市自评报告.txt', mimeType: 'text/plain', buffer: slipped() })
      await page.getByRole('button', { name: /^(核验 1 份|Check the)/ }).click()
      await page.waitForURL('**/claims/*', { timeout: 60_000 })
      await page.locator('.cc-items > li').first().waitFor()
    },
  },
  { name: 'inspections', login: 'xianjianju', path: '/inspections' },
  { name: 'ranking', login: 'xianjianju', path: '/ranking' },
  { name: 'ledger', login: 'shiban', path: '/duty-ledger' },
  { name: 'rectification', login: 'xianjianju', path: '/rectification-board' },
  { name: 'people', login: 'anquan', path: '/people' },
  { name: 'audit', login: 'shenji', path: '/audit' },
]

/** How long an answer may take while the city still works, ms. */
const PATIENCE = 120_000

/** The order of visits is learned by a job: there is nothing to look at before it ends. */
async function learnOrder(browser: Browser, url: string): Promise<void> {
  const { request } = await signedIn(browser, 'shijianjuke', { url })
  await request.post('/api/v1/ranked-places/train', { timeout: PATIENCE })
  for (let tries = 0; tries < 300; tries++) {
    const { run } = (await (await request.get('/api/v1/ranked-places/latest', { timeout: PATIENCE })).json()) as { run: object | null }
    if (run) return
    await new Promise((again) => setTimeout(again, 1_000))
  }
  throw new Error('the order of visits was not learned')
}

/** A notice that is read and not issued yet, so that there is a reading to look at. */
async function readNotice(browser: Browser, url: string): Promise<void> {
  const page = await enter(browser, 'shiban', { url }, '/plans/new')
  await page.locator('label.drop input[type=file]').setInputFiles(NOTICE)
  await page.getByRole('button', { name: '识别', exact: true }).click()
  await page.waitForURL('**/reading', { timeout: 60_000 })
  await page.context().close()
}

async function shoot(page: Page, file: string): Promise<void> {
  await settled(page)
  await still(page, file)
}

async function still(page: Page, file: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  // Charts grow into place.
  await page.waitForTimeout(1_200)
  await page.screenshot({ path: file })
  shrink(file)
}

async function photograph(browser: Browser, url: string, language: Language, width: number): Promise<void> {
  const folder = join(OUTPUT, language)
  mkdirSync(folder, { recursive: true })
  const where = { url, language, width, height: width === 390 ? 844 : 900 }
  const door = await (await visit(browser, where)).newPage()
  await door.goto('/')
  await door.locator('#login').waitFor()
  await door.evaluate(() => document.fonts.ready)
  await door.screenshot({ path: join(folder, `sign-in-${width}.png`) })
  shrink(join(folder, `sign-in-${width}.png`))
  await door.context().close()
  for (const { name, login, path, before } of pictures) {
    const page = await enter(browser, login, where, path)
    await settled(page)
    await before?.(page)
    await shoot(page, join(folder, `${name}-${width}.png`))
    await page.context().close()
  }
  if (width === 390) await photographField(browser, where)
}

/** The phone of an inspector: the day's round, and a sheet that was begun. */
async function photographField(browser: Browser, where: Visit): Promise<void> {
  const page = await (await visit(browser, where)).newPage()
  await page.context().grantPermissions(['geolocation'])
  await page.context().setGeolocation(STANDING)
  await page.goto('/field')
  await signIn(page, 'gutao', DEMO_PASSWORD, '739150')
  const task = page.locator('ol.f-list a').first()
  await task.waitFor()
  const folder = join(OUTPUT, where.language ?? 'zh')
  await still(page, join(folder, 'field-390.png'))
  await task.click()
  await page.getByRole('button', { name: /^(开始检查|Begin)/ }).click()
  await page.locator('fieldset[data-step]').first().waitFor()
  await still(page, join(folder, 'field-sheet-390.png'))
  await page.context().close()
}

await buildPages()
const dir = mkdtempSync(join(tmpdir(), 'shian-screenshots-'))
const installation = await openInstallation({ dir, migrations: duties.flatMap((duty) => duty.migrations ?? []) })
try {
  await loadDemo(installation, allDuties(duties), { seed: 'shian', referenceDate: dateAt(Date.now()) })
  const { url, stop } = await listen(installation, PAGES)
  const browser = await launch()
  try {
    await readNotice(browser, url)
    await learnOrder(browser, url)
    for (const language of ['zh', 'en'] as const) for (const width of [1440, 390]) await photograph(browser, url, language, width)
  } finally {
    await browser.close()
    await stop()
  }
} finally {
  await installation.stop()
  rmSync(dir, { recursive: true, force: true })
}
