import type { Finding } from '../../contract.ts'
import { finding, group, isCount, isExact, isIncrement, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What a paper tells a second time: a run of counts of which one has changed, one name with two scales, a total beside the fractions taken of it. */
export const checkToldAgain = (paper: Paper): Finding[] => {
  const told = paper.figures.flatMap((one) => (usable(paper, one) ? [{ one, name: nameOf(paper, one) }] : []))
  const found = [...runs(paper, told), ...scales(paper), ...bases(paper, told)]
  return [...new Map(found.map((one) => [one.start, one])).values()]
}

type Told = { readonly one: Figure; readonly name: string }
const usable = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.value >= 10 && !isIncrement(paper, one)
const filler = /[^一-鿿]|(?:共|已|累计|全[市县区省年]|本|了|各类|的|为|达到?|有|均|我[市县区省])/g
/** The words right before a count; else those right behind it. */
const nameOf = (paper: Paper, one: Figure): string => {
  const words = lead(paper, one, 24)
    .split(/[、\d)]/)
    .at(-1)!
    .replaceAll(filler, '')
  return words.length > 1 ? words : tail(paper, one, 12).split('、')[0]!.replaceAll(filler, '')
}

const say = (paper: Paper, one: Figure, other: Figure, explanation: string): Finding =>
  finding(paper, [one, other], { verdict: 'doubtful', kind: 'two-values', calculation: `${printed(other)}；${printed(one)}`, explanation })

/** `查处案件5112起，立刑事案件161件，抓获106人` twice: two or more of a run are the same by name and number, and one by its name alone. */
function runs(paper: Paper, told: readonly Told[]): Finding[] {
  const bySentence = group(told, ({ one }) => one.sentence)
  const key = ({ one, name }: Told): string => `${name.slice(-4)}|${one.unit}`
  const same = group(told, (it) => `${key(it)}|${it.one.value}`)
  const pairs = new Map<string, { readonly first: number; readonly second: number; count: number }>()
  for (const alike of same.values()) {
    if (alike.length < 2 || alike.length > 4) continue
    const sentences = [...new Set(alike.map(({ one }) => one.sentence))]
    for (const [at, second] of sentences.entries())
      for (const first of sentences.slice(0, at)) {
        const place = `${first}-${second}`
        const before = pairs.get(place) ?? { first, second, count: 0 }
        before.count += 1
        pairs.set(place, before)
      }
  }
  return [...pairs.values()].flatMap(({ first, second, count }) => {
    if (count < 2) return []
    const [ahead, behind] = [bySentence.get(first) ?? [], bySentence.get(second) ?? []]
    const differing = behind.flatMap((it) => {
      const others = ahead.filter((two) => key(two) === key(it))
      return others.length === 1 && behind.filter((two) => key(two) === key(it)).length === 1 && others[0]!.one.value !== it.one.value ? [{ it, other: others[0]! }] : []
    })
    return differing.length === 1 ? [say(paper, differing[0]!.it.one, differing[0]!.other.one, '同一组数前后两次列出，其余相同而此数不同；若两处时间、范围不同则无误。')] : []
  })
}

const partial = /另|其中|上年|去年|同期|目标|计划|任务|力争|比|较|平均|每|未|不|新增|其余|首批/
/** `挽回损失6378万元` and `挽回损失6378.92亿元`: the same digits of one thing, ten thousand times as much. */
function scales(paper: Paper): Finding[] {
  const told = paper.figures.filter((one) => isCount(one) && one.cell === null && one.value >= 100 && !partial.test(lead(paper, one, 16)))
  const digits = (one: Figure): string => /\d[\d,]*/.exec(one.text)?.[0].replaceAll(',', '') ?? ''
  return [...group(told, (one) => `${nameOf(paper, one).slice(-4)}|${one.unit}|${digits(one)}`)].flatMap(([key, same]) => {
    if (key.indexOf('|') < 4 || digits(same[0]!).length < 3) return []
    const [first] = same
    const other = same.find((one) => one.sentence !== first!.sentence && [1e4, 1e8].some((times) => Math.abs(Math.log10(one.value / first!.value)) > Math.log10(times) - 0.01 && Math.abs(Math.log10(one.value / first!.value)) < Math.log10(times) + 0.01))
    return other ? [{ ...say(paper, other, first!, '同一事项的两个数数字相同而单位差万倍。'), kind: 'unit' as const }, { ...say(paper, first!, other, '同一事项的两个数数字相同而单位差万倍。'), kind: 'unit' as const }] : []
  })
}

/** `共报告事件868起…占67.7%（588/868）…`: what fractions are taken of again and again is the total that is told. */
function bases(paper: Paper, told: readonly Told[]): Finding[] {
  const under = group([...paper.text.matchAll(/(?<![\d/.])\d{1,6}\/(\d{2,6})(?![\d/.])/g)].map((match) => Number(match[1])), (one) => one)
  const often = [...under].filter(([value, all]) => all.length > 1 && value >= 100).map(([value]) => value)
  if (often.length === 0) return []
  return told.flatMap(({ one }) => {
    if (under.has(one.value) || !/共|总|累计|合计/.test(lead(paper, one, 24)) || partial.test(lead(paper, one, 24))) return []
    const near = often.filter((value) => swapped(value, one.value) && !told.some((two) => two.one.value === value))
    return near.length === 1 ? [finding(paper, [one], { verdict: 'doubtful', kind: 'total', calculation: `${printed(one)}；文中各分数以 ${near[0]} 为分母`, explanation: '所列总数与文中各处所用的基数只有数字的次序不同；若所指不同则无误。' })] : []
  })
}

/** 4342 and 4432: the same digits, two of them in each other's place. */
export function swapped(one: number, other: number): boolean {
  const [a, b] = [String(one), String(other)]
  if (a.length !== b.length) return false
  const at = [...a].flatMap((sign, place) => (sign === b[place] ? [] : [place]))
  return at.length === 2 && a[at[0]!] === b[at[1]!] && a[at[1]!] === b[at[0]!]
}
