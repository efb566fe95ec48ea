import type { Browser } from 'playwright-core'
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
