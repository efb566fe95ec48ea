import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../demo/accounts.ts'
import { enter, journey, visit } from './support/browser.ts'
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

test('a wrong password says so, five lock the account with the minutes left, and the page speaks both languages', () =>
  journey('sign-in-wrong', browser, async () => {
    const page = await (await visit(browser, server)).newPage()
    await page.goto('/')
    const attempt = async () => {
      await page.getByLabel('账号').fill('gutao')
      await page.locator('#password').fill('Not-The-Password-1')
      await page.keyboard.press('Enter')
    }
    await attempt()
    await page.getByRole('alert').filter({ hasText: '不正确' }).waitFor()
    for (let time = 2; time <= 5; time++) {
      const answered = page.waitForResponse('**/api/v1/sign-in')
      await attempt()
      await answered
    }
    await attempt()
    const alert = page.getByRole('alert')
    await alert.filter({ hasText: /\d+ 分钟/ }).waitFor()
    await page.getByTitle('English').click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await alert.textContent()).toMatch(/\d+ minutes/)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  }))

test('the right password opens Today; signing out leads back, and the way back is not open', () =>
  journey('sign-in-right', browser, async () => {
    const page = await (await visit(browser, server)).newPage()
    await page.goto('/')
    await page.getByLabel('账号').fill('xianjianju')
    await page.locator('#password').fill(DEMO_PASSWORD)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '今天' }).waitFor()
    await page.getByTitle('English').click()
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Today' }).waitFor()
    await page.reload()
    await page.getByRole('navigation', { name: 'Menu' }).waitFor()
    await page.locator('header.top button', { hasText: '▾' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto('/premises')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  }))

/** The other session of the same account is ended from here. */
async function endElsewhere(login: string): Promise<void> {
  const other = await enter(browser, login, server, '/me')
  await other.getByRole('button', { name: '下线' }).first().click()
  await other.getByText('已下线').first().waitFor()
}

async function signInAgain(page: Page, login: string): Promise<void> {
  await page.getByRole('heading', { name: '请重新登录' }).waitFor()
  await page.getByLabel('账号').fill(login)
  await page.locator('#password').fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '请重新登录' }).waitFor({ state: 'detached' })
}

test('a session that is ended elsewhere leads to the sign-in page and, signed in again, back to the same place with what was typed', () =>
  journey('sign-in-kicked', browser, async () => {
    const page = await enter(browser, 'xianjianju', server, '/premises')
    await page.locator('table.rows tbody a').first().click()
    await page.getByRole('link', { name: '修改', exact: true }).click()
    await page.locator('#field-address').fill('顺城路 18 号')
    const place = new URL(page.url()).pathname
    await endElsewhere('xianjianju')
    await page.getByRole('button', { name: '保存' }).click()
    await signInAgain(page, 'xianjianju')
    expect(new URL(page.url()).pathname).toBe(place)
    expect(await page.locator('#field-address').inputValue()).toBe('顺城路 18 号')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('顺城路 18 号').first().waitFor()
  }))

test('a dialog that is open when the session ends waits under the sign-in page, out of its way, with what was typed', () =>
  journey('sign-in-dialog', browser, async () => {
    const page = await enter(browser, 'yucijianju', server, '/premises')
    await page.locator('table.rows tbody a').first().click()
    await page.getByRole('button', { name: '变更状态' }).click()
    const reason = page.getByRole('dialog').locator('#ask-reason')
    await reason.fill('自行申请停业')
    await page.locator('#ask-status').click()
    await page.locator('.ant-select-item-option').first().click()
    await endElsewhere('yucijianju')
    await page.getByRole('button', { name: '确定' }).click()
    await page.getByRole('heading', { name: '请重新登录' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByLabel('账号').click({ timeout: 5_000 })
    await signInAgain(page, 'yucijianju')
    expect(await reason.inputValue()).toBe('自行申请停业')
    await page.getByRole('button', { name: '取消' }).click()
  }))

test('a page that did not open is loaded again only where the server answers', () =>
  journey('sign-in-broken', browser, async () => {
    const page = await enter(browser, 'xianjianju', server, '/')
    await page.route('**/assets/**', (route) => route.abort())
    await page.route(server.url + '/', (route) => route.abort())
    await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '材料核验' }).click()
    await page.getByRole('button', { name: '重新载入' }).click()
    await page.getByText('还连不上服务器').waitFor()
    await page.unroute('**/assets/**')
    await page.unroute(server.url + '/')
    await page.getByRole('button', { name: '重新载入' }).click()
    await page.getByRole('heading', { name: '材料核验' }).waitFor()
  }))

test.each(['/nowhere', '/evaluation/nowhere', '/premises/a/b/c', '/plans/a/b/c/d', '/school-checks/nowhere'])('%s, which no page has, says so and leads to Today', (path) =>
  journey('no-such-page', browser, async () => {
    const page = await enter(browser, 'shiban', { ...server, language: 'en' })
    await page.goto(path)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await page.getByRole('link', { name: 'Go to Today' }).click()
    await page.waitForURL((url) => url.pathname === '/')
  }))
