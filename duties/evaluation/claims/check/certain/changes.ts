import { cut, meet, minus, over, times, type Interval } from '../ground/interval.ts'
import { isChange, ofAnother } from '../ground/change-words.ts'
import { countsLike, ratesOf } from '../ground/near.ts'
import { before, between, inSentence, isExact, isPoints, isRate, lead, sort, type Figure, type Paper } from '../ground/paper.ts'
import { allExact, inOne, stretch } from './clause.ts'

const size = ({ low, high }: Interval): Interval =>
  high < 0 ? { low: -high, high: -low } : low < 0 ? { low: 0, high: Math.max(-low, high) } : { low, high }

/** How the figure of the other time is told: 比上年的, 由, 从, 较2021年, 上年同期为. */
const past = /(?:比(?!例|重|率)|较|由|从|与|高于|低于|高出|超出|上年|去年|前年|同期|年初|20\d{2}年)[^，。；、\d%]{0,12}(?:的|为|是|有)?[（(]?$/

/** `98.2%，较上年的97.6%提高1.2个百分点`: both figures of the change in its sentence, and no other pair with one of them gives it. */
export function certainChange(paper: Paper, figures: readonly Figure[]): string | null {
  const [change, one, other] = figures
  if (!change || !one || !other || figures.length !== 3 || !isChange(paper, change) || !allExact(figures) || !inOne(figures) || sort(one) !== sort(other)) return null
  if (!isRate(change) && !isPoints(change) && sort(change) !== sort(one)) return null
  const said = stretch(paper, figures)
  if (said.length > 80 || /[；。]/.test(said) || /可比价|名义|按|年均|剔除|扣除|各/.test(said)) return null
  const earlier = [one, other].find((it) => past.test(lead(paper, it, 24))) ?? ofRow(paper, one, other)
  if (!earlier || gap(paper, change, figures) > 30 || ofAnother(paper, change, [one, other])) return null
  if (endsLater(paper, change, [one, other])) return null
  const gives = (from: Figure, to: Figure): boolean => {
    const difference = size(minus(to, from))
    if (isPoints(change) || !isRate(change)) return meet(cut(difference), cut(change))
    return from.low > 0 && (meet(cut(times(over(difference, from), 100)), cut(change)) || (isRate(from) && meet(cut(difference), cut(change))))
  }
  // 现有52家，2024年新增60家、2025年再增88家，达到200家: steps that were added up
  const steps = inSentence(paper, change.sentence).filter((it) => it !== change && it.end <= change.start && sort(it) === sort(change) && /[新再又净]增[^，。；、\d]{0,4}$/.test(lead(paper, it, 10)))
  if (steps.length > 0) return null
  // two figures that do give it are at odds with the word only
  if (gives(one, other) || gives(other, one)) return null
  const pool = isRate(one) ? ratesOf(paper) : countsLike(paper, one)
  const usable = pool.filter((it) => it !== change && isExact(it) && it !== one && it !== other && it.low > 0)
  if (usable.some((it) => [one, other].some((own) => gives(own, it) || gives(it, own)))) return null
  return '增减数与同一句中前后两个时期的数不符，文中也没有别的数能得出这一增减。'
}

const lengths = '一二三四五六七八九'
/** `2020年82.6%，2021年…，2022年87.4%，三年累计提升7.2个百分点` in a paper on 2023: the third year's figure stands elsewhere. */
function endsLater(paper: Paper, change: Figure, pair: readonly Figure[]): boolean {
  const told = lengths.indexOf((/([两二三四五六七八九])年(?:来|间)?[^，。；\d]{0,8}$/.exec(lead(paper, change, 16))?.[1] ?? '无').replace('两', '二')) + 1
  const years = pair.map(({ period }) => Number(/^\d{4}$/.exec(period ?? '')?.[0] ?? NaN)).sort()
  const last = Number(/^\d{4}/.exec(paper.document.date ?? '')?.[0] ?? NaN) - 1
  return told > 0 && years[1]! - years[0]! < told && years[1]! < last
}

const gap = (paper: Paper, change: Figure, figures: readonly Figure[]): number =>
  Math.min(...figures.filter((it) => it !== change).map((it) => between(paper, it, change).length))

/** 三年分别为…、…、…，累计提高…: both are of one row. */
function ofRow(paper: Paper, one: Figure, other: Figure): Figure | undefined {
  const [first, second] = [one, other].toSorted((a, b) => a.start - b.start)
  const between2 = inSentence(paper, first!.sentence).filter((it) => it.start >= first!.start && it.end <= second!.end)
  const joint = between2.slice(1).every((it, at) => /^(?:、|和|及|，)(?:20\d{2}年)?$/.test(between(paper, between2[at]!, it)) && sort(it) === sort(one))
  return joint && /[年月]|季度|逐/.test(before(paper, first!, 60)) ? first : undefined
}
