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

test('without a mouse: the palette opens the list, / searches, j and k choose, Enter opens, e changes, Ctrl+S saves, n begins a new one', () =>
  journey('keyboard', browser, async () => {
    const page = await enter(browser, 'xianjianju', server)
    const keys = page.keyboard
    await keys.press('Control+k')
    await page.getByRole('combobox', { name: '搜索' }).waitFor()
    await keys.type('经营场所')
    await page.getByRole('option', { name: '经营场所', exact: false }).first().waitFor()
    await keys.press('Enter')
    await page.locator('table.rows tbody tr').nth(2).waitFor()
    await keys.press('/')
    await expect.poll(() => page.getByRole('searchbox').evaluate((box) => box === document.activeElement)).toBe(true)
    await keys.type('面馆')
    await page.waitForResponse((response) => response.url().includes('/premises?') && response.url().includes('q='))
    await expect
      .poll(() =>
        page
          .locator('table.rows tbody td:first-child')
          .allInnerTexts()
          .then((names) => names.length > 1 && names.every((name) => name.includes('面馆'))),
      )
      .toBe(true)
    await keys.press('Enter')
    for (const key of ['j', 'j', 'k']) await keys.press(key)
    const row = page.locator('table.rows tr[aria-current=true]')
    const name = (await row.locator('td').first().innerText()).trim()
    await keys.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await keys.press('e')
    await page.locator('#field-scale').waitFor()
    await page.locator('#field-address').focus()
    await keys.press('Control+a')
    await keys.type('键盘路 1 号')
    await keys.press('Control+s')
    await page.getByText('键盘路 1 号').first().waitFor()
    await keys.press('u')
    await page.locator('table.rows tbody tr').first().waitFor()
    await keys.press('n')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/premises/new')
  }))

test('a personal value is shown against a reason only, and the reason is in the audit trail', () =>
  journey('unmask', browser, async () => {
    const page = await enter(browser, 'xianjianju', server, '/premises')
    await page.locator('table.rows tbody a').first().click()
    const phone = page.locator('dl.facts > div', { hasText: '联系电话' })
    const masked = await phone.locator('dd').innerText()
    expect(masked).toContain('*')
    await phone.getByRole('button', { name: '显示' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: '显示' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('核实投诉线索')
    await dialog.getByRole('button', { name: '显示' }).click()
    await expect.poll(() => phone.locator('dd').innerText()).toMatch(/^\d{11}$/)
    const audit = await enter(browser, 'shenji', server, '/audit')
    await audit.locator('ul.items > li', { hasText: '核实投诉线索' }).first().waitFor()
  }))

test('two clerks change one row: the second sees both side by side, keeps what they choose, and nothing is lost', () =>
  journey('conflict', browser, async () => {
    const first = await enter(browser, 'xianjianju', server, '/premises')
    await first.locator('table.rows tbody a').nth(1).click()
    await first.getByRole('link', { name: '修改', exact: true }).click()
    await first.locator('#field-address').waitFor()
    const second = await enter(browser, 'xianjianju', server, new URL(first.url()).pathname)
    await second.locator('#field-address').fill('乙写的地址 2 号')
    await second.locator('#field-area').fill('77')
    await first.locator('#field-address').fill('甲写的地址 1 号')
    await first.locator('#field-scope').fill('甲写的范围')
    await first.getByRole('button', { name: '保存' }).click()
    await first.getByText('甲写的范围').first().waitFor()
    await second.getByRole('button', { name: '保存' }).click()
    const dialog = second.getByRole('dialog')
    await dialog.getByText('您编辑期间，他人已修改').waitFor()
    for (const side of ['甲写的地址 1 号', '乙写的地址 2 号', '甲写的范围', '77']) await dialog.getByText(side).first().waitFor()
    await dialog.getByRole('radio', { name: '乙写的地址 2 号' }).check()
    await dialog.getByRole('button', { name: '套用到最新内容' }).click()
    await second.getByRole('button', { name: '保存' }).click()
    for (const kept of ['乙写的地址 2 号', '甲写的范围', '77']) await second.locator('dl.facts dd', { hasText: kept }).first().waitFor()
  }))

test('a business signs in to its own dossier and papers, and to no one else’s', () =>
  journey('business', browser, async () => {
    const page = await enter(browser, 'shitang', server, '/my-dossier')
    await page.getByRole('heading', { level: 1 }).waitFor()
    const menu = page.getByRole('navigation', { name: '菜单' })
    await menu.getByRole('link', { name: '我的证照' }).waitFor()
    expect(await menu.getByRole('link', { name: '经营场所' }).count()).toBe(0)
    const own = (await (await page.request.get('/api/v1/premises?limit=200')).json()) as { items: { id: string; enterprise_id: string }[] }
    expect(new Set(own.items.map((row) => row.enterprise_id)).size).toBe(1)
    const clerk = await enter(browser, 'xianjianju', server)
    const all = (await (await clerk.request.get('/api/v1/premises?limit=50')).json()) as { items: { id: string; name: string }[] }
    const other = all.items.find(({ id }) => !own.items.some((row) => row.id === id))!
    expect((await page.request.get(`/api/v1/premises/${other.id}`)).status()).toBe(404)
    await page.goto(`/premises/${other.id}`)
    await page.locator('main').waitFor()
    await expect.poll(() => page.locator('main').innerText()).not.toContain(other.name)
    await menu.getByRole('link', { name: '我的证照' }).click()
    await page.getByRole('heading', { level: 1, name: '我的证照' }).waitFor()
  }))
