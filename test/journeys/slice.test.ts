import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '../../platform/core/bilingual.ts'
import { enter, journey } from './support/browser.ts'
import { startBrowser, startServer, type Served } from './support/server.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')

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

/** What the journey reads on the pages, and the sheet it brings, which are not the same in both languages. */
const words = {
  zh: {
    sheet: 'premises.xlsx',
    counts: { read: '读到', planned: '将新增', rejected: '退回', created: '新增' },
    recognised: '已识别',
    left: '不导入',
    import: '开始导入',
    list: '查看列表',
    rejects: '下载退回表',
    search: '搜索',
    change: '修改',
    save: '保存',
    versions: '版本对照',
    open: '打开这条记录',
    show: '显示',
    address: '经营场所地址',
    pick: { name: '柳根路聚福酒楼', two: '聚福', initials: 'lgljf', number: 'JY21407289909023' },
  },
  en: {
    sheet: 'premises-gb18030.csv',
    counts: { read: 'Read', planned: 'To be created', rejected: 'Rejected', created: 'Created' },
    recognised: 'Recognised',
    left: 'Left out',
    import: 'Import',
    list: 'Open the list',
    rejects: 'Download rejected rows',
    search: 'Search',
    change: 'Change',
    save: 'Save',
    versions: 'Versions',
    open: 'Open this record',
    show: 'Show',
    address: 'Address',
    pick: { name: '东泉里顺和包子铺', two: '顺和', initials: 'dqlsh', number: 'JY21407289909111' },
  },
} as const

const names = (page: Page): Promise<string[]> => page.locator('table.rows tbody tr td:first-child').allInnerTexts()
const countOf = (page: Page, label: string): Promise<string> =>
  page.locator('.strip > div', { hasText: label }).locator('.figure').innerText()

/** The list's answer to what is typed, once it is shown. */
async function searched(page: Page, q: string, label: string): Promise<string[]> {
  const answer = page.waitForResponse(
    (response) => response.url().includes('/api/v1/premises?') && new URL(response.url()).searchParams.get('q') === q,
  )
  await page.getByRole('searchbox', { name: label }).fill(q)
  const { items } = (await (await answer).json()) as { items: { name: string }[] } // a register's list
  await expect.poll(() => names(page)).toEqual(items.map(({ name }) => name))
  return names(page)
}

/** `npm test` walks it in Chinese, TEST_FULL=1 in both languages; every page in English is held by pages.test.ts. */
const languages: readonly Language[] = process.env['TEST_FULL'] === '1' ? ['zh', 'en'] : ['zh']

describe.each(languages)('from a sheet to an audited register (%s)', (language) => {
  const say = words[language]
  let dossier = ''

  test('a county clerk drops a sheet as it came, its columns are recognised, its good rows arrive and the bad ones come back', () =>
    journey(`slice-import-${language}`, browser, async () => {
      const page = await enter(browser, 'xianjianju', { ...server, language }, '/premises/import')
      await page.locator('label.drop input[type=file]').setInputFiles(join(FIXTURES, say.sheet))
      await page.getByText(say.recognised, { exact: true }).nth(9).waitFor()
      const rejected = language === 'zh' ? 1 : 0
      expect(await countOf(page, say.counts.read)).toMatch(language === 'zh' ? /^5 / : /^2 /)
      expect(await countOf(page, say.counts.planned)).toMatch(language === 'zh' ? /^4 / : /^2 /)
      if (language === 'zh') expect(await page.locator('tr', { hasText: '备注' }).last().innerText()).toContain(say.left)
      await page.getByRole('button', { name: say.import, exact: true }).click()
      await page.getByRole('link', { name: say.list }).waitFor()
      expect(await countOf(page, say.counts.created)).toMatch(language === 'zh' ? /^4 / : /^2 /)
      expect(await countOf(page, say.counts.rejected)).toMatch(new RegExp(`^${rejected} `))
      if (rejected) {
        const download = page.waitForEvent('download')
        await page.getByRole('link', { name: say.rejects }).click()
        expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)
      }
      await page.getByRole('link', { name: say.list }).click()
      await page.locator('table.rows').waitFor()
    }))

  test('two characters, pinyin initials and the licence number each find it', () =>
    journey(`slice-search-${language}`, browser, async () => {
      const page = await enter(browser, 'xianjianju', { ...server, language }, '/premises')
      for (const q of [say.pick.two, say.pick.initials]) expect(await searched(page, q, say.search)).toContain(say.pick.name)
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: say.search }).fill(say.pick.number)
      await page.getByRole('option', { name: say.pick.number }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: say.pick.name }).waitFor()
      dossier = new URL(page.url()).pathname
    }))

  test('an edit stands in the versions with what was and what is, and in the audit trail with who did it', () =>
    journey(`slice-edit-${language}`, browser, async () => {
      const page = await enter(browser, 'xianjianju', { ...server, language }, dossier)
      await page.getByRole('link', { name: say.change, exact: true }).click()
      await page.locator('#field-address').fill('古陶镇椿树巷 99 号')
      await page.getByRole('button', { name: say.save }).click()
      await page.getByRole('tab', { name: say.versions }).click()
      const latest = page.locator('ol.timeline > li').first()
      await latest.locator('ins', { hasText: '椿树巷 99 号' }).waitFor()
      expect(await latest.locator('del').first().innerText()).toContain('古陶镇')
      const actor = await page.locator('header.top button', { hasText: '▾' }).innerText()
      const audit = await enter(browser, 'shenji', { ...server, language }, '/audit')
      const entry = audit
        .locator('ul.items > li', { hasText: actor.split(/[\s·]/)[0] })
        .filter({ has: audit.locator('ins', { hasText: '椿树巷 99 号' }) })
        .first()
      await entry.waitFor({ state: 'attached' })
      await entry.locator('summary').first().click()
      await entry.locator('ins', { hasText: '椿树巷 99 号' }).waitFor()
    }))

  test('another county’s clerk does not find it, and a reader may not change it', () =>
    journey(`slice-denied-${language}`, browser, async () => {
      await server.installation.owner(async (owner) => {
        await owner.query(
          `update city_140700.post set region = '140702' where person_id = (select person_id from city_140700.credential where login = 'xianjuzhang')`,
        )
      })
      const elsewhere = await enter(browser, 'xianjuzhang', { ...server, language }, dossier)
      await elsewhere.locator('main').getByRole('alert').waitFor()
      expect(await elsewhere.locator('main').innerText()).not.toContain(say.pick.name)
      await elsewhere.goto('/premises')
      expect(await searched(elsewhere, say.pick.two, say.search)).toEqual([])
      const reader = await enter(browser, 'shengju', { ...server, language }, dossier)
      await reader.getByRole('heading', { name: say.pick.name }).waitFor()
      expect(await reader.getByRole('link', { name: say.change, exact: true }).count()).toBe(0)
      const id = dossier.split('/').at(-1)
      const refused = await reader.request.put(`/api/v1/premises/${id}`, {
        data: { version: 1, address: 'x' },
        headers: { 'idempotency-key': crypto.randomUUID() },
      })
      expect(refused.status()).toBe(403)
    }))
})

test('a dialog keeps what was refused with what was entered, and sends once however fast it is pressed twice', () =>
  journey('slice-dialog', browser, async () => {
    const page = await enter(browser, 'xianjianju', server, '/premises?status=open')
    await page.locator('table.rows tbody a').first().click()
    await page.getByRole('button', { name: '变更状态' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('#ask-reason').fill('自行申请停业')
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.getByText('必须选择一项').waitFor()
    expect(await dialog.locator('#ask-reason').inputValue()).toBe('自行申请停业')
    await page.locator('#ask-status').click()
    await page.locator('.ant-select-item-option').first().click()
    const sent: string[] = []
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())))
    await dialog.getByRole('button', { name: '确定' }).evaluate((button: HTMLElement) => {
      button.click()
      button.click()
    })
    await dialog.waitFor({ state: 'detached' })
    expect(sent.filter((url) => url.endsWith('/status'))).toHaveLength(1)
  }))
