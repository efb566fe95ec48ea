import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountPlans } from '../../demo/accounts.ts'
import { DEMO_CITY } from '../../demo/geography.ts'
import { initialsOf } from '../../platform/register/search.ts'
import { Clerk } from './support/clerk.ts'
import { enter, journey, signedIn } from './support/browser.ts'
import type { Known } from './support/daily.ts'
import { licenceTasks } from './support/daily-licences.ts'
import { DEPARTMENT, matterTasks, REVIEWED } from './support/daily-matters.ts'
import { premisesTasks } from './support/daily-premises.ts'
import { startBrowser, startServer, type Served } from './support/server.ts'

/** The three busiest lists, whose clerk does the tasks, and ten tasks of a day each. */
const lists = [
  { list: 'Premises', login: 'xianjianju', tasks: premisesTasks },
  { list: 'Plan tasks', login: 'shiban', tasks: matterTasks },
  { list: 'Licences', login: 'xianjianju', tasks: licenceTasks },
] as const

/** `npm test` does the twelve of the thirty that are marked so, four of each list; TEST_FULL=1 does all. */
const FULL = process.env['TEST_FULL'] === '1'
const chosen = lists.map((one) => ({ ...one, tasks: one.tasks.filter(({ sample }) => FULL || sample === true) }))

/** For one list, ms: ten tasks on a busy machine. */
const LIST_TIMEOUT = 180_000

let server: Served
let browser: Browser
let city: Known
const measured: string[] = []

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  city = await lookUp()
  await report()
})
afterAll(async () => {
  console.log(['| list | task | keys | at most | characters | pressed |', '|---|---|---|---|---|---|', ...measured].join('\n'))
  await browser?.close()
  await server?.stop()
})

type Rows<R> = { readonly items: readonly R[] }
const rowsOf = async <R>(request: APIRequestContext, path: string): Promise<readonly R[]> =>
  ((await (await request.get(`/api/v1${path}`)).json()) as Rows<R>).items // a list, as its route declares it

/** What a caller would tell the clerk: a name to type by its initials, its township, and a number in force. */
async function lookUp(): Promise<Known> {
  const desk = await signedIn(browser, 'xianjianju', server)
  const [[premises], [licence], divisions] = await Promise.all([
    rowsOf<{ name: string; region: string }>(desk.request, '/premises?limit=1'),
    rowsOf<{ number: string }>(desk.request, '/licence?state=valid&limit=1'),
    rowsOf<{ code: string; name: { zh: string } }>(desk.request, '/regions?parent=140728'),
  ])
  const here = divisions.find(({ code }) => premises!.region.startsWith(code))!
  await desk.close()
  return {
    initials: initialsOf(premises!.name).slice(-3),
    township: { code: here.code, initials: initialsOf(here.name.zh) },
    number: licence!.number,
  }
}

/** Every unit of the city but one reports what it has: a Monday morning at the food-safety office, with enough to review. */
async function report(): Promise<void> {
  const clerks = accountPlans.filter(({ region, kind, login }) => region === DEMO_CITY && kind === 'official' && login !== DEPARTMENT)
  for (const { login } of clerks) {
    const desk = await signedIn(browser, login, server)
    const open = await desk.request.get('/api/v1/plan-task?state=assigned,in_progress,returned&limit=50')
    const { items = [] } = (await open.json()) as Partial<Rows<{ id: string }>> // a Problem for those who may not read them
    for (const { id } of items)
      await desk.request.post(`/api/v1/matters/plan-task/${id}/submit`, {
        data: { note: '已完成。', figures: [], missing: '无' },
        headers: { 'idempotency-key': crypto.randomUUID() },
      })
    await desk.close()
  }
  const office = await signedIn(browser, 'shiban', server)
  expect((await rowsOf(office.request, '/plan-task?state=reported&limit=50')).length).toBeGreaterThanOrEqual(REVIEWED)
  await office.close()
}

/** Each task begins on Today, as the clerk's day does; going there is not counted. */
async function today(page: Page): Promise<void> {
  // What the last task had open has closed: there a letter would be text.
  const taken = '[role=dialog],[role=listbox],[role=menu],[role=tooltip],textarea,input:not([type=checkbox])'
  await page.waitForFunction((open) => !document.activeElement?.closest(open), taken)
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.waitForURL((url) => url.pathname === '/')
  await page.locator('main h1').first().waitFor()
}

test.each(chosen)(
  'the daily tasks of a list without a mouse, each within its keys: $list',
  ({ list, login, tasks }) =>
    journey(`daily-${list.replace(' ', '-').toLowerCase()}`, browser, async () => {
      const desks = new Map<string, Page>()
      for (const { task, most, login: other, run } of tasks) {
        const who = other ?? login
        const page = desks.get(who) ?? (await enter(browser, who, server))
        desks.set(who, page)
        await today(page)
        const clerk = new Clerk(page)
        await run(clerk, city)
        const { keys, characters, pressed } = clerk.count()
        measured.push(`| ${list} | ${task.en} | ${keys} | ${most} | ${characters} | \`${pressed}\` |`)
        expect.soft(keys, task.en).toBeLessThanOrEqual(most)
      }
    }),
  LIST_TIMEOUT,
)

test('the page about keystrokes names all thirty tasks with the bounds that are asserted here', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'keystrokes.md'), 'utf8')
  const told = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const bounds = Object.fromEntries(told.flatMap(([, , task, , most]) => (task && most ? [[task, most]] : [])))
  const wanted = lists.flatMap(({ tasks }) => tasks.map(({ task, most }) => [task.en, String(most)]))
  expect(wanted).toHaveLength(30)
  expect(bounds).toMatchObject(Object.fromEntries(wanted))
})
