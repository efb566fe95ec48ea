/** The printed numbers on the way down to a task, each with the outer form it was printed in. */
export type Numbered = { readonly path: readonly { readonly values: readonly number[]; readonly style: string }[] }

/**
 * The tasks' numbers in Arabic digits. Levels above one that runs on through the paper are left out (`11.1`); where numbers restart in
 * each section, the section's comes first (`2.1.1`). A dotted number is whole as printed. Numbers that still meet (a misprinted
 * number in the paper) get `-2`, `-3`, so that each stays one task's own.
 */
export function numberTasks(tasks: readonly Numbered[]): string[] {
  const depth = Math.max(0, ...tasks.map(({ path }) => path.length))
  for (let skip = depth - 1; skip >= 1; skip--) {
    if (runsOn(tasks, skip)) {
      const numbers = tasks.map(({ path }) => written(path, path.length > skip ? skip : path.length - 1))
      if (new Set(numbers).size === numbers.length) return numbers
    }
  }
  return distinct(tasks.map(({ path }) => written(path, 0)))
}

function written(path: Numbered['path'], skip: number): string {
  const dotted = path.findLastIndex((step) => step.values.length > 1)
  const from = dotted >= 0 ? dotted : skip
  return path
    .slice(from)
    .flatMap((step) => step.values)
    .join('.')
}

/** Whether the numbers at a depth never begin again: they rise through the whole paper, over two parents at least or under one. */
function runsOn(tasks: readonly Numbered[], depth: number): boolean {
  let last = 0
  let at = ''
  const parents = new Set<string>()
  let below = 0
  for (const { path } of tasks) {
    const step = path[depth]
    if (!step) continue
    below++
    const parent = path
      .slice(0, depth)
      .map(({ values }) => values.join('.'))
      .join('/')
    const here = `${parent}/${step.values.join('.')}`
    parents.add(parent)
    if (here === at) continue
    at = here
    if (step.values.at(-1)! <= last) return false
    last = step.values.at(-1)!
  }
  // one parent alone proves nothing at the deeper levels
  return below > 0 && (depth === 1 || (parents.size > 1 && below === tasks.length))
}

function distinct(numbers: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return numbers.map((number, i) => {
    const base = number || String(i + 1)
    const times = (seen.get(base) ?? 0) + 1
    seen.set(base, times)
    return times === 1 ? base : `${base}-${times}`
  })
}
