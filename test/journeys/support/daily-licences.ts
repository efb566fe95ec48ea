import { expect } from 'vitest'
import type { Clerk } from './clerk.ts'
import { chosen, closeFilters, focusOn, heading, openAt, rowsShown, saved, type Task } from './daily.ts'

const licence = (clerk: Clerk): Promise<void> => clerk.page.waitForURL(/\/licences\/[0-9a-f-]{36}$/)

/** The list with one of its common filters on. */
async function list(clerk: Clerk, digit: string, filter: string): Promise<void> {
  await clerk.press('g', 'l')
  await rowsShown(clerk)
  await clerk.press(digit)
  await chosen(clerk, filter)
}

/** 许可与备案: papers that run out, are renewed, ended, and looked up. */
export const licenceTasks: readonly Task[] = [
  {
    task: { en: 'the licence that runs out next, and the one after', zh: '最先到期的一张，再下一张' },
    sample: true,
    most: 6,
    run: async (clerk) => {
      await list(clerk, '2', '90 日内到期')
      const second = await openAt(clerk, 1)
      await clerk.press('j', 'Enter')
      await licence(clerk)
      await clerk.press('j')
      await heading(clerk, second)
    },
  },
  {
    task: { en: 'from a licence to its premises, to telephone them', zh: '从许可到所属场所（打电话）' },
    most: 6,
    run: async (clerk) => {
      await list(clerk, '2', '90 日内到期')
      await clerk.press('j', 'Enter')
      await licence(clerk)
      await clerk.page.locator('dl.fields').waitFor()
      await clerk.press('o')
      await clerk.page.waitForURL(/\/premises\//)
      await clerk.page.locator('dl.facts', { hasText: '联系电话' }).waitFor()
    },
  },
  {
    task: { en: 'renew: a new last day', zh: '延续：更新有效期至' },
    sample: true,
    most: 10,
    run: async (clerk) => {
      await list(clerk, '2', '90 日内到期')
      await clerk.press('j', 'Enter')
      await licence(clerk)
      await clerk.page.locator('dl.fields').waitFor()
      await clerk.press('e')
      await clerk.page.locator('#field-expires_on').waitFor()
      await clerk.press('Control+g')
      await clerk.type('有效期')
      await clerk.press('Enter')
      await clerk.type('2031-10-31')
      await clerk.press('Enter', 'Control+s')
      await saved(clerk)
      await clerk.page.locator('dl.fields', { hasText: '2031-10-31' }).waitFor()
    },
  },
  {
    task: { en: 'back to the list as it was, on the next row', zh: '回到原来的列表，站在下一行' },
    sample: true,
    most: 7,
    run: async (clerk) => {
      await list(clerk, '2', '90 日内到期')
      const second = await openAt(clerk, 1)
      await clerk.press('j', 'Enter')
      await licence(clerk)
      await clerk.press('u')
      await chosen(clerk, '90 日内到期')
      await clerk.page.locator('tr[aria-current=true]').waitFor()
      await clerk.press('j')
      await expect.poll(() => clerk.page.locator('tr[aria-current=true] a').first().innerText()).toBe(second)
    },
  },
  {
    task: { en: 'export those that have expired', zh: '导出已过期的许可' },
    most: 4,
    run: async (clerk) => {
      await list(clerk, '5', '已过期')
      const sheet = clerk.page.waitForEvent('download')
      await clerk.press('x')
      expect((await sheet).suggestedFilename()).toMatch(/\.xlsx$/)
    },
  },
  {
    task: { en: 'filter to one kind', zh: '筛到一种证照' },
    most: 7,
    run: async (clerk) => {
      await clerk.press('g', 'l')
      await rowsShown(clerk)
      await clerk.press('f')
      await focusOn(clerk, '#filter-region')
      await clerk.press('Tab')
      await clerk.type('食品生产许可')
      await clerk.press('Enter')
      await closeFilters(clerk)
      await clerk.page.locator('.mark', { hasText: '食品生产许可' }).waitFor()
    },
  },
  {
    task: { en: 'the next page of the list, and back', zh: '列表翻到下一页，再翻回' },
    most: 4,
    run: async (clerk) => {
      await clerk.press('g', 'l')
      await rowsShown(clerk)
      const first = await openAt(clerk, 0)
      await clerk.press(']')
      await expect.poll(() => openAt(clerk, 0)).not.toBe(first)
      await clerk.press('[')
      await expect.poll(() => openAt(clerk, 0)).toBe(first)
    },
  },
  {
    task: { en: 'correct who issued it', zh: '改正发证机关' },
    most: 9,
    run: async (clerk) => {
      await list(clerk, '2', '90 日内到期')
      await clerk.press('j', 'Enter')
      await licence(clerk)
      await clerk.page.locator('dl.fields').waitFor()
      await clerk.press('e')
      await clerk.page.locator('#field-issuer').waitFor()
      await clerk.press('Control+g')
      await clerk.type('发证机关')
      await clerk.press('Enter')
      await clerk.type('平遥县行政审批局')
      await clerk.press('Control+s')
      await saved(clerk)
      await clerk.page.locator('dl.fields', { hasText: '平遥县行政审批局' }).waitFor()
    },
  },
  {
    task: { en: 'show another column', zh: '多显示一列' },
    most: 8,
    run: async (clerk) => {
      await clerk.press('g', 'l')
      await rowsShown(clerk)
      await clerk.press('c')
      const box = clerk.page.getByRole('checkbox', { name: '许可项目' })
      await box.waitFor()
      await clerk.until('ArrowDown', () => box.evaluate((one) => one === document.activeElement))
      await clerk.press('Space', 'Escape')
      await clerk.page.locator('th', { hasText: '许可项目' }).waitFor()
    },
  },
  {
    task: { en: 'strike out a licence entered twice, with the reason', zh: '注销重复登记的一张，写明原因' },
    sample: true,
    most: 7,
    run: async (clerk) => {
      await list(clerk, '5', '已过期')
      await clerk.press('j', 'Enter')
      await licence(clerk)
      await clerk.page.locator('dl.fields').waitFor()
      await clerk.press('d')
      await focusOn(clerk, '#close-reason')
      await clerk.type('重复登记')
      await clerk.press('Control+Enter')
      await clerk.page.getByText('注销原因：重复登记').waitFor()
    },
  },
]
