import type { Finding } from '../../contract.ts'
import { cut, meet, over, plus, show, showInterval, sum, times, type Interval } from '../ground/interval.ts'
import { allItems, nameOf, shareOf, type Item } from '../ground/items.ts'
import { countsLike } from '../ground/near.ts'
import { before, between, finding, group, isCount, isExact, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** Shares against the whole they are said to be of, where growth and other words stand between the count and its share. */
export const checkItemShares = (paper: Paper): Finding[] => [
  ...[...allItems(paper)].flatMap(([sentence, items]) => items.flatMap((item, at) => ofWhole(paper, sentence, items, item, at))),
  ...[...paper.bySentence.values()].flatMap((figures) => figures.flatMap((rate, at) => [...ofThree(paper, figures, rate, at), ...named(paper, rate)])),
]

const factor = ({ unit }: Figure): number => (unit === '‰' ? 1000 : 100)
const gives = (part: Interval, base: Interval, rate: Figure): boolean => base.low > 0 && meet(cut(times(over(part, base), factor(rate))), cut(rate))
const say = (paper: Paper, rate: Figure, part: Figure, base: Figure, sure: boolean): Finding[] => [
  finding(paper, [rate, part, base], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: part.low > base.high ? 'part-whole' : 'ratio',
    calculation: `${show(part.value)} ÷ ${show(base.value)} = ${showInterval(times(over(part, base), factor(rate)), 2)}${rate.unit}，所列 ${printed(rate)}`,
    explanation: sure ? '占比与所列的数及其总数不符，文中没有别的数能得出这一占比。' : '占比与所列的数及其总数不符；若另有基数则无误。',
  }),
]

const REACH = 4
const filler = /全年|全[市县区省国]|全部|所有|全|各类|平台|同期|本[市县区省]|的|其|总[数量额件]*|数量|件/g
const generic = /^(?:诉求|受理|接收|)?$/

/** The whole of which an item is a part: by the words of its share, else the head of the list that 其中 opens. */
function ofWhole(paper: Paper, sentence: number, items: readonly Item[], { level: part, share }: Item, at: number): Finding[] {
  if (!share || share.figure.value <= 0 || share.figure.value >= factor(share.figure) || part.value < 2) return []
  const rate = share.figure
  const all = countsLike(paper, part).filter((one) => one !== part && one.low >= part.low)
  const beside = [items[at - 1], items[at + 1]].filter((one) => one !== undefined && sort(one.level) === sort(part))
  if (all.some((base) => gives(part, base, rate)) || sumsBefore(paper, sentence, part).some((base) => gives(part, base, rate)) || beside.some((one) => gives(part, plus(part, one!.level), rate))) return []
  const name = share.of.replaceAll(filler, '')
  const above = all.filter((one) => one.end <= part.start && one.sentence > sentence - 12 && isExact(one) && one.cell === null)
  const called = name.length > 1 && !generic.test(name) ? above.filter((one) => `${nameOf(paper, one)}${lead(paper, one, 24)}${tail(paper, one, 8)}`.includes(name)) : []
  const head = wholeOf(paper, items, at) ?? headAbove(paper, sentence, part) ?? (/总|全部/.test(share.of) ? above.findLast((one) => /共|累计|总/.test(lead(paper, one, 30))) : undefined)
  const twin = name.length > 1 ? ofTwin(paper, sentence, share.of, part) : undefined
  if (twin) return say(paper, rate, part, twin, true)
  const base = called.at(-1) ?? (generic.test(name) ? head : undefined)
  if (!base || base === part || base.low < part.low || sort(base) !== sort(part)) return []
  return say(paper, rate, part, base, base.sentence >= sentence - 1 && (called.length > 0 || /总|全部/.test(share.of)) && new Set(called.map(({ value }) => value)).size < 2)
}

/** `食堂414家，占承保企业家数的86.8%…，其中甲市333家，占承保企业家数的69.8%`: what gives the one is the whole of the other. */
function ofTwin(paper: Paper, sentence: number, of: string, part: Figure): Figure | undefined {
  const twins = [sentence - 1, sentence].filter((at) => paper.paragraphs[at] === paper.paragraphs[sentence]).flatMap((at) => allItems(paper).get(at) ?? [])
  return twins
    .filter(({ level, share }) => level.end <= part.start && share?.of === of && sort(level) === sort(part))
    .map(({ level, share }) => countsLike(paper, part).find((one) => one !== level && one.low >= level.low && gives(level, one, share!.figure)))
    .find((one) => one !== undefined)
}

/** `商品类165宗，服务类155宗`: what a sentence counts apart makes a whole together. */
const sumsBefore = (paper: Paper, sentence: number, part: Figure): Interval[] =>
  Array.from({ length: REACH }, (_, at) => allItems(paper).get(sentence - at) ?? []).flatMap((items) => {
    const row = items.filter(({ level }) => sort(level) === sort(part) && level.end <= part.end)
    return row.length > 1 ? [sum(row.map(({ level }) => level))] : []
  })

/** `受理7607件。其中投诉…，举报…`: what stands before 其中. */
function wholeOf(paper: Paper, items: readonly Item[], at: number): Figure | undefined {
  const first = items.findIndex(({ level }, place) => place > 0 && place <= at && /其中[^，。；\d]*$/.test(lead(paper, level, 20)))
  return first > 0 ? items[first - 1]!.level : undefined
}
function headAbove(paper: Paper, sentence: number, part: Figure): Figure | undefined {
  const opens = /^(?:一、|[(]一[)])?其中/.test(before(paper, part, 200))
  const above = opens ? (allItems(paper).get(sentence - 1) ?? []) : []
  return above.find(({ level }) => sort(level) === sort(part) && level.low >= part.high && paper.paragraphs[level.sentence] === paper.paragraphs[sentence])?.level
}

/** `4603批次，合格4454批次，不合格149批次，合格率96.8%`: three counts of one row bind the rate behind them. */
function ofThree(paper: Paper, figures: readonly Figure[], rate: Figure, at: number): Finding[] {
  const [whole, one, other] = [figures[at - 3], figures[at - 2], figures[at - 1]]
  if (!isRate(rate) || !isExact(rate) || rate.cell !== null || !whole || !one || !other) return []
  if (![whole, one, other].every((figure) => isCount(figure) && isExact(figure) && sort(figure) === sort(whole)) || one.value + other.value !== whole.value) return []
  const stem = /(不|未)?([一-鿿]{2})率[为达是]*$/.exec(lead(paper, rate, 14))
  if (!stem || /[；。]/.test(between(paper, whole, rate)) || between(paper, other, rate).length > 16) return []
  const words = (figure: Figure): string => lead(paper, figure, 10) + tail(paper, figure, 6)
  if (![one, other].every((figure) => words(figure).includes(stem[2]!))) return []
  const turned = (figure: Figure): boolean => new RegExp(`(?:不|未)${stem[2]!}`).test(words(figure))
  const part = [one, other].find((figure) => turned(figure) === (stem[1] !== undefined))
  return !part || gives(part, whole, rate) ? [] : say(paper, rate, part, whole, true)
}

const bothNamed = /(?:^|[，；、])([一-鿿]{2,14}?)占([一-鿿A-Z]{2,14}?)的?(?:比重|比例|份额|总[量数额]的?)[^，。；\d]{0,4}$/
const key = (name: string): string => name.replace(/^(?:其中|而|全[市县区省国年]|我[市县区省]|地区|国内)+/, '').replace(/^GDP$/, '生产总值').replace(/(?:总?产值|增加值|总量|数量)$/, '').replace(/^生$/, '生产总值')

/** `民营经济增加值占全县生产总值的比重达到57.9%`: both are named, and each is told once. */
function named(paper: Paper, rate: Figure): Finding[] {
  if (!isRate(rate) || !isExact(rate) || rate.cell !== null || rate.value >= 100) return []
  const words = before(paper, rate, 40)
  const match = bothNamed.exec(words.slice(Math.max(words.lastIndexOf('，'), words.lastIndexOf('；'), 0)))
  if (!match || shareOf(paper, rate) === null || /上年|去年|全国|全省/.test(match[0])) return []
  const [part, base] = [told(paper, key(match[1]!)), told(paper, key(match[2]!))]
  if (part.length === 0 || base.length === 0) return []
  if (part.some((one) => base.some((two) => one !== two && sort(one) === sort(two) && gives(one, two, rate)))) return []
  const values = (all: readonly Figure[]): number => new Set(all.map(({ value }) => value)).size
  if (values(part) > 1 || values(base) > 1 || sort(part[0]!) !== sort(base[0]!) || part[0]!.value >= base[0]!.value) return []
  return say(paper, rate, part[0]!, base[0]!, true)
}

const byName = new WeakMap<Paper, ReadonlyMap<string, readonly Figure[]>>()
/** Counts that bear the name, in prose or as a row of a table. */
function told(paper: Paper, name: string): readonly Figure[] {
  const ready =
    byName.get(paper) ??
    group(
      paper.figures.filter((one) => isCount(one) && isExact(one) && one.low > 0 && (one.cell === null || one.cell.column === 1)),
      (one) => (one.cell ? key(one.subject) : key(nameOf(paper, one))),
    )
  byName.set(paper, ready)
  return name.length < 2 ? [] : (ready.get(name) ?? []).slice(0, 40)
}
