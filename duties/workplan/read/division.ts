import { NO_UNITS, type Draft } from './read.ts'
import { fold } from './text.ts'

const plain = (text: string): string => fold(text).replace(/\s+|[。：；]$/g, '')

const inTable = ({ path }: Draft): boolean => path.some(({ style }) => style === 'table')

/**
 * A table of division (任务分工表) behind a plan that names nobody: each of its rows bears the heading of a task of the text, who does it
 * and perhaps by when, and says nothing more. Its units and limits are given to those tasks; the rows are no tasks of their own. Where
 * one row is of another kind all stay as they are.
 */
export function divided(drafts: readonly Draft[]): readonly Draft[] {
  const rows = drafts.filter(inTable)
  const text = drafts.filter((draft) => !inTable(draft))
  if (rows.length < 2 || text.some(({ hasUnits }) => hasUnits)) return drafts
  const named = new Map(text.filter(({ task }) => task.heading !== '').map((draft) => [plain(draft.task.heading), draft]))
  const pairs = rows.map((row) => [row, named.get(plain(row.task.heading))] as const)
  const says = ({ task }: Draft): boolean => !['', plain(task.heading)].includes(plain(task.text))
  if (pairs.some(([row, task]) => !task || says(row)) || new Set(pairs.map(([, task]) => task)).size < rows.length) return drafts
  for (const [row, task] of pairs) give(row, task!)
  return text
}

function give({ task: row, hasUnits }: Draft, draft: Draft): void {
  const { mode, lead, assisting, joint, superior, targets, deadlines, unclear } = row
  const { task } = draft
  const said = new Set(task.deadlines.map(({ date, text }) => date ?? text))
  draft.task = {
    ...task,
    mode,
    lead,
    assisting,
    joint,
    superior,
    targets: [...task.targets, ...targets],
    deadlines: [...task.deadlines, ...deadlines.filter(({ date, text }) => !said.has(date ?? text))],
    unclear: [...unclear, ...task.unclear.filter((told) => told !== NO_UNITS)],
  }
  draft.hasUnits = hasUnits
}
