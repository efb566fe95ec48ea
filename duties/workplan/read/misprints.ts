import { isBody, isGroup } from './bodies.ts'
import { fold } from './text.ts'
import { LEVEL } from './words.ts'

/** Edit distance of two short strings, told only as 0, 1 or more (2): that is all a misprint needs. */
export function near(a: string, b: string): 0 | 1 | 2 {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > 1) return 2
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return Math.max(a.length, b.length) - start - end <= 1 ? 1 : 2
}

/** Townships and parks bear names of places, and those are often alike. */
const PLACE_END = /(?:街道|镇|乡|街道办事处|办事处|社区|村|政府|管委会|园区|开发区|新区|苏木)$/
const stem = (name: string) =>
  fold(name)
    .replace(/(?:\([^()]*\))+$/, '')
    .replace(LEVEL, '')

const shortened = (name: string): string[] => [name, ...Array.from(name, (_, i) => name.slice(0, i) + name.slice(i + 1))]

/** Names at most one sign apart share what is left when a sign is taken out: finds the first of them that fits. */
function alikeIn(names: readonly string[]): (own: string, fits: (other: string) => boolean) => string | undefined {
  const sharing = new Map<string, number[]>()
  names.forEach((one, i) => {
    for (const key of shortened(one)) {
      const same = sharing.get(key)
      if (same) same.push(i)
      else sharing.set(key, [i])
    }
  })
  return (own, fits) => {
    let first = Infinity
    for (const key of shortened(own))
      for (const place of sharing.get(key) ?? []) if (place < first && near(own, names[place]!) === 1 && fits(names[place]!)) first = place
    return names[first]
  }
}

const pairsIn = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))

/**
 * Tells of a unit that looks misprinted. `uses` counts every printed unit of the paper; `known` are names that surely exist.
 * One sign away from a unit printed more often, or from a long known name, and not known itself. Nothing is ever replaced.
 */
export function misprintTeller(uses: ReadonlyMap<string, number>, known: readonly string[]): (name: string) => string | null {
  const stems = new Map<string, { name: string; count: number }>()
  for (const [name, count] of uses) {
    const before = stems.get(stem(name))
    stems.set(stem(name), { name: before?.name ?? name, count: (before?.count ?? 0) + count })
  }
  const alike = alikeIn([...stems.keys()])
  const certain = new Set(known.flatMap((one) => [one, one.replaceAll('和', '')]))
  const long = [...certain].filter((one) => one.length >= 4)
  const endings = new Set(long)
  const wholes = [...certain].filter((one) => one.length >= 3)
  const alikeKnown = alikeIn(wholes)
  const knownPairs = new Set(known.flatMap(pairsIn))
  const isKnown = (text: string) =>
    certain.has(text) || Array.from({ length: Math.max(0, text.length - 3) }, (_, i) => text.slice(i)).some((end) => endings.has(end))
  const told = new Map<string, string | null>()
  return (name) => {
    const before = told.get(name)
    if (before !== undefined) return before
    const answer = tell(name)
    told.set(name, answer)
    return answer
  }

  /** Of two names as rare as each other the one whose odd sign stands beside another as in no name known: 体肓 by 体育. */
  function isStrange(own: string, other: string): boolean {
    if (own.length !== other.length) return false
    let at = 0
    while (own[at] === other[at]) at++
    const isUsed = (text: string) => knownPairs.has(text.slice(at - 1, at + 1)) || knownPairs.has(text.slice(at, at + 2))
    return at > 0 && !isUsed(own) && isUsed(other)
  }

  function tell(name: string): string | null {
    const own = stem(name)
    // 农业农村、市场监管部门: the first name shares the last one's ending
    if (!isBody(fold(name))) {
      if (known.some((one) => one.startsWith(fold(name)))) return null
      const meant = own.length < 3 ? undefined : alike(own, (one) => one.length >= 3 && isBody(stems.get(one)!.name))
      return `不像单位名称：${name}${meant === undefined ? '' : `（相近：${stems.get(meant)!.name}）`}`
    }
    if (own.length < 3 || isGroup(name) || PLACE_END.test(own) || isKnown(own) || isKnown(own.replaceAll('和', ''))) return null
    const count = stems.get(own)?.count ?? 1
    const other = alike(own, (one) => {
      const often = stems.get(one)!.count
      return one.length >= 3 && (often > count || (often === count && isStrange(own, one)))
    })
    if (other !== undefined) return `疑似误印：${name}（相近：${stems.get(other)!.name}）`
    // short names of offices are made freely (文旅局, 教体局), those of courts and institutes are not
    const whole = own.length >= 5 || (own.length >= 3 && /[院馆站]$/.test(own))
    const like = whole && count === 1 ? alikeKnown(own, (one) => one.at(-1) === own.at(-1) && one.length >= own.length) : undefined
    return like ? `疑似误印：${name}（相近：${like}）` : null
  }
}
