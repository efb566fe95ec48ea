import { fold } from './text.ts'
import type { Task } from './types.ts'

/** What became of a task: `same` (word for word), `changed`, `new` in this year's notice, `dropped` since last year's. */
export type TaskChange =
  | { readonly how: 'same'; readonly before: Task; readonly after: Task }
  | {
      readonly how: 'changed'
      readonly before: Task
      readonly after: Task
      readonly likeness: number
      readonly fields: readonly ChangedField[]
      readonly text: readonly TextPiece[]
    }
  | { readonly how: 'new'; readonly after: Task }
  | { readonly how: 'dropped'; readonly before: Task }

export type ChangedField = 'text' | 'mode' | 'units' | 'targets' | 'deadlines'
/** A stretch of text that both have, or only one of them. */
export type TextPiece = { readonly how: 'kept' | 'added' | 'removed'; readonly text: string }

const MIN_LIKENESS = 0.4

/**
 * Lays this year's tasks against last year's. Pairs are made from the likest down, each task once; equally like pairs keep the papers'
 * order. First this year's tasks in their order, then what was dropped.
 */
export function comparePlans(before: readonly Task[], after: readonly Task[]): TaskChange[] {
  const oldGrams = before.map((task) => grams(wordsOf(task)))
  const newGrams = after.map((task) => grams(wordsOf(task)))
  const pairs = newGrams
    .flatMap((mine, a) => oldGrams.map((theirs, b) => ({ a, b, likeness: dice(mine, theirs) })))
    .filter(({ likeness }) => likeness >= MIN_LIKENESS)
  pairs.sort((x, y) => y.likeness - x.likeness || Math.abs(x.a - x.b) - Math.abs(y.a - y.b) || x.a - y.a || x.b - y.b)
  const partner = new Map<number, { b: number; likeness: number }>()
  const used = new Set<number>()
  for (const { a, b, likeness } of pairs) {
    if (partner.has(a) || used.has(b)) continue
    partner.set(a, { b, likeness })
    used.add(b)
  }
  const kept = after.map((task, a): TaskChange => {
    const found = partner.get(a)
    return found ? changeOf(before[found.b]!, task, found.likeness) : { how: 'new', after: task }
  })
  return [...kept, ...before.filter((_, b) => !used.has(b)).map((task): TaskChange => ({ how: 'dropped', before: task }))]
}

// years change every year and tell nothing about likeness
const wordsOf = (task: Task) => bare(`${task.heading}${task.text}`).replace(/20\d\d年?/g, '')
const bare = (text: string) => fold(text).replace(/[\s，。；：、“”()]/g, '')

function grams(text: string): Map<string, number> {
  const out = new Map<string, number>()
  for (let i = 0; i + 1 < text.length; i++) out.set(text.slice(i, i + 2), (out.get(text.slice(i, i + 2)) ?? 0) + 1)
  return out
}

/** Dice coefficient of two bags of two-character grams, 0 to 1. */
function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0
  let all = 0
  for (const [gram, count] of a) {
    shared += Math.min(count, b.get(gram) ?? 0)
    all += count
  }
  for (const count of b.values()) all += count
  return all === 0 ? 0 : (2 * shared) / all
}

function changeOf(before: Task, after: Task, likeness: number): TaskChange {
  const units = (task: Task) =>
    JSON.stringify([task.lead, task.assisting, task.joint, task.superior].map((one) => JSON.stringify(one).normalize('NFKC')))
  const targets = (task: Task) => JSON.stringify(task.targets.map(({ value, unit }) => [value, unit]))
  // the same day a year later is the same deadline
  const deadlines = (task: Task) => JSON.stringify(task.deadlines.map(({ date, repeats, to, copy }) => [date?.slice(5), repeats, to, copy]))
  const differs: readonly (readonly [ChangedField, boolean])[] = [
    ['text', bare(before.text) !== bare(after.text)],
    ['mode', before.mode !== after.mode],
    ['units', units(before) !== units(after)],
    ['targets', targets(before) !== targets(after)],
    ['deadlines', deadlines(before) !== deadlines(after)],
  ]
  const fields = differs.filter(([, changed]) => changed).map(([field]) => field)
  if (fields.length === 0) return { how: 'same', before, after }
  return { how: 'changed', before, after, likeness, fields, text: diffText(before.text, after.text) }
}

const MAX_CELLS = 4_000_000

/** What was taken out and put in, sign by sign (longest common subsequence); two very long texts are shown whole. */
export function diffText(before: string, after: string): TextPiece[] {
  const a = [...before]
  const b = [...after]
  if (a.length * b.length > MAX_CELLS)
    return before === after
      ? [{ how: 'kept', text: before }]
      : [
          { how: 'removed', text: before },
          { how: 'added', text: after },
        ]
  const width = b.length + 1
  const length = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] =
        a[i] === b[j] ? length[(i + 1) * width + j + 1]! + 1 : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!)
    }
  }
  const out: { how: TextPiece['how']; text: string }[] = []
  const put = (how: TextPiece['how'], sign: string) => {
    const last = out.at(-1)
    if (last?.how === how) last.text += sign
    else out.push({ how, text: sign })
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) put('kept', (j++, a[i++]!))
    else if (i < a.length && (j === b.length || length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) put('removed', a[i++]!)
    else put('added', b[j++]!)
  }
  return out
}
