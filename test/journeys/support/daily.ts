import type { Clerk } from './clerk.ts'

/** What the tasks look for, read once from the demo city. */
export type Known = {
  readonly initials: string
  readonly township: { readonly code: string; readonly initials: string }
  readonly number: string
}

/** One thing a clerk does every day: by keyboard alone, with the most keys it may take. */
export type Task = {
  readonly task: { readonly en: string; readonly zh: string }
  /** Keys, a chord being one; text typed is not among them. */
  readonly most: number
  /** Whether every run does it, not only a full one. */
  readonly sample?: true
  /** Who does it, where that is not the list's own clerk. */
  readonly login?: string
  readonly run: (clerk: Clerk, city: Known) => Promise<void>
}

const rows = 'table.rows tbody tr.opens, .items.due > li'

export const rowsShown = (clerk: Clerk): Promise<void> => clerk.page.locator(rows).first().waitFor()

export const heading = (clerk: Clerk, name: string | RegExp): Promise<void> => clerk.page.getByRole('heading', { level: 1, name }).waitFor()

/** The common filter is on, and its rows are there. */
export async function chosen(clerk: Clerk, filter: string): Promise<void> {
  await clerk.page.locator('.chip[aria-pressed=true]', { hasText: filter }).waitFor()
  await clerk.page.locator('section.card[aria-busy=false]').first().waitFor()
  await rowsShown(clerk)
}

/** The name of a row as the list shows it, from 0. */
export async function openAt(clerk: Clerk, at: number): Promise<string> {
  return (await clerk.page.locator(rows).nth(at).locator('a').first().innerText()).trim()
}

export const saved = (clerk: Clerk): Promise<void> => clerk.page.getByText('已保存').first().waitFor()

/** The digit of what stands beside the title, as the clerk reads it off the screen. */
export async function digitOf(clerk: Clerk, action: string): Promise<string> {
  const offered = clerk.page.locator('.page-actions').locator('button, a[href]')
  await offered.filter({ hasText: action }).first().waitFor()
  const labels = await offered.allInnerTexts()
  return String(labels.findIndex((label) => label.trim() === action) + 1)
}

/** Does an action of the page: its digit, then what its dialog asks. */
export async function act(clerk: Clerk, action: string, fill: () => Promise<void> = async () => {}): Promise<void> {
  await clerk.press(await digitOf(clerk, action))
  await clerk.page.getByRole('dialog').waitFor()
  await fill()
  await clerk.press('Control+Enter')
  await clerk.page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Waits until a control has the focus, as the clerk sees it blink. */
export async function focusOn(clerk: Clerk, selector: string): Promise<void> {
  await clerk.page.waitForFunction((wanted) => document.activeElement === document.querySelector(wanted), selector)
}

/** Leaves the filters: an open list of options first, then the panel. */
export const closeFilters = (clerk: Clerk): Promise<void> =>
  clerk.until('Escape', () =>
    clerk.page
      .locator('#filter-region')
      .count()
      .then((panels) => panels === 0),
  )
