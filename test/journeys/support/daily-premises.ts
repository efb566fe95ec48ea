import { expect } from 'vitest'
import type { Clerk } from './clerk.ts'
import { chosen, closeFilters, focusOn, heading, openAt, rowsShown, saved, type Task } from './daily.ts'

const dossier = (clerk: Clerk): Promise<void> => clerk.page.waitForURL(/\/premises\/[0-9a-f-]{36}$/)

/** Finds premises by a piece of their name and opens them: how most of the day's tasks begin. */
async function find(clerk: Clerk, name: string): Promise<void> {
  await clerk.press('g', 'p')
  await rowsShown(clerk)
  await clerk.press('/')
  await clerk.type(name)
  await clerk.press('Enter', 'Enter')
  await dossier(clerk)
  await heading(clerk, new RegExp(name))
}

/** 经营场所: what a county's clerk does with the list of premises and its dossiers all day. */
export const premisesTasks: readonly Task[] = [
  {
    task: { en: 'find premises by two characters of the name, open the dossier', zh: '按名称两个字查到场所，打开档案' },
    sample: true,
    most: 5,
    run: (clerk) => find(clerk, '面馆'),
  },
  {
    task: { en: 'find by pinyin initials, open', zh: '按拼音首字母查到，打开' },
    most: 5,
    run: async (clerk, city) => {
      await clerk.press('g', 'p')
      await rowsShown(clerk)
      await clerk.press('/')
      await clerk.type(city.initials)
      await clerk.press('Enter', 'Enter')
      await dossier(clerk)
    },
  },
  {
    task: { en: 'find by licence number from any page, open', zh: '在任意页面按许可证号查到，打开' },
    most: 2,
    run: async (clerk, city) => {
      await clerk.press('Control+k')
      await clerk.page.getByRole('combobox', { name: '搜索' }).waitFor()
      await focusOn(clerk, '[role=dialog] [role=combobox]')
      await clerk.type(city.number)
      await clerk.press('Enter')
      await dossier(clerk)
    },
  },
  {
    task: { en: 'correct the telephone number', zh: '改正联系电话' },
    most: 9,
    run: async (clerk) => {
      await find(clerk, '超市')
      await clerk.press('e')
      await clerk.page.locator('#field-phone').waitFor()
      await clerk.press('Control+g')
      await clerk.type('电话')
      await clerk.press('Enter')
      await clerk.type('13935400001')
      await clerk.press('Control+s')
      await saved(clerk)
      await clerk.page.locator('dl.facts', { hasText: '139****0001' }).waitFor()
    },
  },
  {
    task: { en: 'the licence that runs out next within 90 days, and the one after', zh: '90 日内到期的下一家，再下一家' },
    most: 6,
    run: async (clerk) => {
      await clerk.press('g', 'p')
      await rowsShown(clerk)
      await clerk.press('5')
      await chosen(clerk, '90 日内到期')
      const second = await openAt(clerk, 1)
      await clerk.press('j', 'Enter')
      await dossier(clerk)
      await clerk.press('j')
      await heading(clerk, second)
    },
  },
  {
    task: { en: 'filter one township and food type, save the view', zh: '筛到一个乡镇、一种业态，存为视图' },
    sample: true,
    most: 11,
    run: async (clerk, city) => {
      await clerk.press('g', 'p')
      await rowsShown(clerk)
      await clerk.press('f')
      await focusOn(clerk, '#filter-region')
      await clerk.type(city.township.initials)
      await clerk.press('Enter')
      await clerk.page.waitForURL((url) => url.searchParams.get('region') === city.township.code)
      const type = clerk.page.locator('#filter-type')
      await clerk.until('Tab', () => type.evaluate((box) => box === document.activeElement))
      await clerk.type('小餐饮店')
      await clerk.press('Enter')
      await closeFilters(clerk)
      await clerk.page.locator('.mark', { hasText: '小餐饮店' }).waitFor()
      await clerk.press('w')
      await clerk.page.locator('input[aria-label=视图名称]:focus').waitFor()
      await clerk.type('小餐饮')
      await clerk.press('Enter')
      await clerk.page.getByText('已存为视图“小餐饮”').first().waitFor()
    },
  },
  {
    task: { en: 'open the saved view', zh: '打开保存的视图' },
    sample: true,
    most: 4,
    run: async (clerk) => {
      await clerk.press('g', 'p')
      await rowsShown(clerk)
      await clerk.press('v')
      await expect.poll(() => clerk.page.evaluate(() => document.activeElement?.textContent)).toBe('小餐饮')
      await clerk.press('Enter')
      await clerk.page.waitForURL((url) => url.searchParams.has('type') && url.searchParams.has('region'))
    },
  },
  {
    task: { en: 'export the trading ones as shown', zh: '导出在营的场所' },
    most: 4,
    run: async (clerk) => {
      await clerk.press('g', 'p')
      await rowsShown(clerk)
      await clerk.press('2')
      await chosen(clerk, '在营')
      const sheet = clerk.page.waitForEvent('download')
      await clerk.press('x')
      expect((await sheet).suggestedFilename()).toMatch(/\.xlsx$/)
    },
  },
  {
    task: { en: 'suspend one that no longer trades, with the reason', zh: '将歇业的一家变更为停业，写明原因' },
    sample: true,
    most: 11,
    run: async (clerk) => {
      await find(clerk, '粮油店')
      await clerk.press('s')
      await focusOn(clerk, '#ask-status')
      await clerk.press('ArrowDown', 'Enter')
      const reason = clerk.page.locator('#ask-reason')
      await clerk.until('Tab', () => reason.evaluate((box) => box === document.activeElement))
      await clerk.type('店主外出')
      await clerk.press('Control+Enter')
      await clerk.page.locator('.head-line', { hasText: '停业' }).waitFor()
    },
  },
  {
    task: { en: 'enter a new food safety officer', zh: '登记一名食品安全员' },
    most: 11,
    run: async (clerk) => {
      await find(clerk, '便利店')
      await clerk.press('p')
      await focusOn(clerk, '.inline-form #field-name')
      await clerk.type('乔安平')
      await clerk.press('Tab', 'ArrowDown', 'ArrowDown', 'Enter', 'Control+s')
      await clerk.page.locator('section.card', { hasText: '食品安全人员' }).getByText('乔安平').waitFor()
    },
  },
]
