import { joined } from '../../ground/paper.ts'

/** How many members a list may have, in every way its signs may be read. */
export type Readings = {
  readonly counts: ReadonlySet<number>
  readonly list: readonly string[]
  /** 等 leaves room for more. */
  readonly open: boolean
  readonly longest: number
}

const joint = /以及|(?:[和与]|(?<![涉普触波惠以])及)(?![其相])/g
const bracket = /\([^()]*\)/g

/** `甲、乙、丙和丁`: four, or three where 丙和丁 is one. `甲，乙、丙，丁`: three by its commas, four by its finer signs. Null where it is no list. */
export function readingsOf(words: string): Readings | null {
  const text = joined(words).replaceAll(bracket, '').replace(/^[、，；：]+|[、，；]+$/g, '')
  const open = /等(?:[一-鿿]{0,8})$|等$|……?$|\.{3}$/.test(text)
  const bare = text.replace(/等[一-鿿]{0,8}$/, '')
  const counts = new Set<number>()
  let list: string[] = []
  for (const sign of ['、', '，', '；']) {
    if (!bare.includes(sign)) continue
    const parts = bare.split(sign)
    if (parts.some((one) => one === '')) continue
    const more = (parts.at(-1)!.match(joint) ?? []).length
    for (let extra = alike(parts) ? more : 0; extra <= more; extra++) counts.add(parts.length + extra)
    if (parts.length > list.length) list = parts
  }
  // every finer sign at once: 甲、乙，丙、丁
  if (bare.includes('、') && /[，；]/.test(bare)) {
    const all = bare.split(/[、，；]/)
    const more = (all.at(-1)!.match(joint) ?? []).length
    for (let extra = 0; extra <= more; extra++) counts.add(all.length + extra)
  }
  if (counts.size === 0) {
    const parts = bare.split(joint)
    if (parts.length < 2 || parts.some((one) => one === '')) return null
    counts.add(parts.length)
    list = parts
  }
  const names = [...list.slice(0, -1), ...list.at(-1)!.split(joint)]
  return { counts, list, open, longest: Math.max(...names.map(({ length }) => length)) }
}

/** 3月、6月和11月: both halves of the last are built as the others are, so its 和 joins two. */
function alike(parts: readonly string[]): boolean {
  const halves = parts.at(-1)!.split(joint)
  const sign = parts[0]!.at(-1)
  return halves.length > 1 && [...parts.slice(1, -1), ...halves].every((one) => one.length > 1 && one.at(-1) === sign) && halves[0]!.length <= Math.max(...parts.slice(0, -1).map(({ length }) => length)) + 2
}

/** Whether some reading gives the number: a list that is open may lack some, never have too many. */
export const fits = ({ counts, open }: Readings, said: number): boolean => counts.has(said) || (open && Math.min(...counts) <= said) || Math.min(...counts) < said && said < Math.max(...counts)
