import type { Passage } from './text.ts'
import type { Draft } from './read.ts'
import { readBody } from './read.ts'
import type { Deadline, Target } from './types.ts'

type Body = { targets: Target[]; deadlines: Deadline[]; unclear: string[] }

/** The aims that stand over several tasks are nobody's by the paper's own words: told at the first of them, not lost. */
const toldOf = (targets: readonly Target[]): string[] =>
  targets.length === 0 ? [] : [`写在几项之上的目标，请核归哪一项：${[...new Set(targets.map(({ text }) => text))].join('｜')}`]

/** What the cell that names a task asks for itself (覆盖率达到90%): the task's own where it has one measure, else told. */
export function addHeading(read: Body, named: Passage, year: number | null, alone: boolean): void {
  const above = readBody(named, [], year)
  const targets = above.targets.filter(({ value, unit }) => !read.targets.some((one) => one.value === value && one.unit === unit))
  if (!alone) {
    read.unclear.push(...toldOf(targets))
    return
  }
  read.targets.unshift(...targets)
  read.deadlines.unshift(
    ...above.deadlines.filter(({ date, text }) => !read.deadlines.some((one) => (one.date ?? one.text) === (date ?? text))),
  )
}

/** Tells the first of the tasks below an item what the item's own words ask for. */
export function tellBelow(drafts: readonly Draft[], targets: readonly Target[]): void {
  drafts[0]?.task.unclear.push(...toldOf(targets))
}
