import { expect } from 'vitest'
import type { Clerk } from './clerk.ts'
import { act, chosen, digitOf, focusOn, heading, openAt, rowsShown, type Task } from './daily.ts'

const matter = (clerk: Clerk): Promise<void> => clerk.page.waitForURL(/\/matters\/[a-z-]+\/[0-9a-f-]{36}$/)
/** The department that has tasks of its own to report; its reports are not made for it. */
export const DEPARTMENT = 'nongye'
/** How many reported tasks these need: one is returned, five are approved. */
export const REVIEWED = 6
const TASKS = '重点工作任务'

/** The list of all plan tasks, by name: no menu holds it. */
async function list(clerk: Clerk, digit: string, filter: string): Promise<void> {
  await clerk.press('Control+k')
  await clerk.page.getByRole('combobox', { name: '搜索' }).waitFor()
  await focusOn(clerk, '[role=dialog] [role=combobox]')
  await clerk.type(TASKS)
  await clerk.press('Enter')
  await clerk.page.waitForURL('**/matters/plan-task')
  await rowsShown(clerk)
  await clerk.press(digit)
  await chosen(clerk, filter)
}

/** The first of the department's own tasks that is still to be reported. */
async function own(clerk: Clerk): Promise<void> {
  await clerk.press('g', 'k')
  await rowsShown(clerk)
  await clerk.until('j', () =>
    clerk.page
      .locator('tr[aria-current=true] a[href*="/plan-task/"]')
      .count()
      .then((found) => found > 0),
  )
  await clerk.press('Enter')
  await matter(clerk)
}

/** 重点工作任务 and the inbox: the food-safety office, and a department that reports to it. */
export const matterTasks: readonly Task[] = [
  {
    task: { en: 'open the most urgent thing in the inbox, then the one after', zh: '打开收件箱最急的一件，再下一件' },
    sample: true,
    most: 5,
    run: async (clerk) => {
      await clerk.press('g', 'i')
      await rowsShown(clerk)
      await clerk.press('j', 'Enter')
      await matter(clerk)
      await clerk.page.locator('.crumbs .steps').waitFor()
      const first = clerk.page.url()
      await clerk.press('j')
      await clerk.page.waitForURL((url) => url.href !== first)
    },
  },
  {
    task: { en: 'see who is late', zh: '看谁逾期' },
    most: 2,
    run: async (clerk) => {
      await clerk.press('g', 'o')
      await heading(clerk, '逾期')
      await rowsShown(clerk)
    },
  },
  {
    task: { en: 'which tasks wait for review, the first of them', zh: '待审核的任务，打开第一件' },
    most: 5,
    run: async (clerk) => {
      await list(clerk, '7', '已上报')
      await clerk.press('j', 'Enter')
      await matter(clerk)
    },
  },
  {
    task: { en: 'return one to its unit with the reason', zh: '退回一件，写明原因' },
    sample: true,
    most: 9,
    run: async (clerk) => {
      await list(clerk, '7', '已上报')
      await clerk.press('j', 'Enter')
      await matter(clerk)
      await act(clerk, '退回', async () => {
        await focusOn(clerk, '#action-reason')
        await clerk.type('缺少分类明细')
        await clerk.press('Tab', 'Space')
      })
      await clerk.page.locator('.mark', { hasText: '已退回' }).first().waitFor()
    },
  },
  {
    task: { en: 'approve the next five', zh: '连续审核通过五件' },
    sample: true,
    most: 19,
    run: async (clerk) => {
      await list(clerk, '7', '已上报')
      const names = await Promise.all([0, 1, 2, 3, 4].map((at) => openAt(clerk, at)))
      await clerk.press('j', 'Enter')
      for (const name of names) {
        await heading(clerk, name)
        if (name !== names[0]) await matter(clerk)
        await act(clerk, '审核通过')
        await clerk.page.locator('.mark', { hasText: '已审核' }).first().waitFor()
        if (name !== names.at(-1)) await clerk.press('j')
      }
    },
  },
  {
    task: { en: 'read what was sent to the one that is latest', zh: '看逾期最久的一件已发的文书' },
    most: 5,
    run: async (clerk) => {
      await list(clerk, '3', '逾期')
      await clerk.press('j', 'Enter')
      await matter(clerk)
      await clerk.page.locator('a[href*="/documents/"]').first().waitFor()
    },
  },
  {
    task: { en: 'leave a note on a task', zh: '在任务上留言' },
    most: 7,
    run: async (clerk) => {
      await list(clerk, '2', '未办结')
      await clerk.press('j', 'Enter')
      await matter(clerk)
      await act(clerk, '留言', async () => {
        await focusOn(clerk, '#action-note')
        await clerk.type('请于周五前补充数据')
      })
      await clerk.page.getByText('请于周五前补充数据').waitFor()
    },
  },
  {
    task: { en: 'export the open tasks', zh: '导出未办结的任务' },
    most: 4,
    run: async (clerk) => {
      await list(clerk, '2', '未办结')
      const sheet = clerk.page.waitForEvent('download')
      await clerk.press('x')
      expect((await sheet).suggestedFilename()).toMatch(/\.xlsx$/)
    },
  },
  {
    task: { en: 'a department begins a task and tells its progress', zh: '部门开始办理，填报进度' },
    login: DEPARTMENT,
    most: 11,
    run: async (clerk) => {
      await own(clerk)
      await clerk.page.locator('.page-actions button').first().waitFor()
      if ((await clerk.page.locator('.page-actions').getByText('开始办理').count()) > 0) await act(clerk, '开始办理')
      await act(clerk, '填报进度', async () => {
        await focusOn(clerk, '#action-percent')
        await clerk.type('40')
        await clerk.press('Tab')
        await clerk.type('已完成四成')
      })
      await clerk.page.getByText('已完成四成').first().waitFor()
    },
  },
  {
    task: { en: 'a department reports with a figure and a file', zh: '部门上报：填数、附佐证材料' },
    sample: true,
    login: DEPARTMENT,
    most: 12,
    run: async (clerk) => {
      await own(clerk)
      await clerk.press(await digitOf(clerk, '上报'))
      const form = clerk.page.getByRole('dialog')
      await focusOn(clerk, '#report-figure-0')
      await clerk.type('12')
      const note = form.locator('#report-note')
      await clerk.until('Tab', () => note.evaluate((one) => one === document.activeElement))
      await clerk.type('已完成全部监测。')
      const file = form.locator('input[type=file]')
      await clerk.until('Tab', () => file.evaluate((one) => one === document.activeElement))
      const chooser = clerk.page.waitForEvent('filechooser')
      await clerk.press('Space')
      await (await chooser).setFiles({ name: '监测台账.txt', mimeType: 'text/plain', buffer: Buffer.from('采样 12 份') })
      await form.getByText('监测台账.txt').waitFor()
      await clerk.press('Control+Enter')
      await form.waitFor({ state: 'detached' })
      await clerk.page.locator('.mark', { hasText: '已上报' }).first().waitFor()
    },
  },
]
