import type { Finding } from '../../contract.ts'
import { cut, meet, over, times } from '../ground/interval.ts'
import { countsOfSort } from '../ground/nouns.ts'
import { depthOf } from '../ground/near.ts'
import { figureAt, between, inSentence, isCount, isRate, lead, type Figure, type Paper } from '../ground/paper.ts'

/** Rates that are not judged by the counts about them: goals, classes, rates of another time, of a headline, of a list. */

/** 结案1507件（含上年结转112件），结案率95.5%: what a bracket holds is no part of a rate behind it. */
export function inBracket(paper: Paper, rate: Figure, { claims }: Finding): boolean {
  const part = figureAt(paper, claims[1])
  return part !== undefined && depthOf(paper, part) > depthOf(paper, rate) && /含|包括/.test(lead(paper, part, 8))
}

/** `发病5147例…，发病5147例，占14.5%`: a count told twice is not its own whole. */
export function sameTwice(paper: Paper, { claims }: Finding): boolean {
  const [part, base] = claims.slice(-2).map((id) => figureAt(paper, id))
  return part !== undefined && base !== undefined && part !== base && part.value === base.value && lead(paper, part, 12).slice(-4) === lead(paper, base, 12).slice(-4)
}

/** A base that the paper counts as its whole gives the rate: it is the one that is meant, wherever it stands. */
export function byHeadline(paper: Paper, rate: Figure, { claims, kind }: Finding): boolean {
  const part = figureAt(paper, claims[kind === 'part-whole' ? 0 : 1])
  const fine = rate.high - rate.low < 0.01 * rate.value
  return (
    part !== undefined &&
    fine &&
    countsOfSort(paper, part).some(
      (base) => base.low > part.high && /共|总|累计|全[市县区省]/.test(lead(paper, base)) && meet(cut(times(over(part, base), rate.unit === '‰' ? 1000 : 100)), cut(rate)),
    )
  )
}

/** Under a heading of goals rates are to be reached, each by itself. */
export function aimedAt(paper: Paper, rate: Figure): boolean {
  const above = paper.document.headings.findLast((one) => one.level < 2 && one.start <= rate.start)
  return above !== undefined && /目标|打算|计划|下一步|下步|安排$/.test(above.title)
}

/** `甲46项次，占44.2%；乙27项次，占26.0%；…`: one base gives this share and all others of the row. */
export function fitsTheOthers(paper: Paper, rate: Figure): boolean {
  const same = inSentence(paper, rate.sentence)
  const pairs = same.flatMap((one, at) => {
    const part = same[at - 1]
    return isRate(one) && part && isCount(part) && part.low > 0 && /^，占[^，。；]{0,4}$/.test(between(paper, part, one)) ? [{ one, part }] : []
  })
  const own = pairs.find(({ one }) => one === rate)
  if (!own || pairs.length < 3) return false
  return countsOfSort(paper, own.part).some(
    (base) => base.low > 1 && Number.isFinite(base.high) && pairs.every(({ one, part }) => meet(cut(times(over(part, base), 100)), cut(one))),
  )
}

/** 位列第二，占比22.0%: one of a list, which has its whole elsewhere. */
export const placed = /[位列居排]第[一二三四五六七八九十\d]+位?，占比?[^，。；\d]{0,4}$/

/** Rates that are surveyed or reckoned, not counted in the paper. */
export const measured = /(?:城镇化|自然增长|出生|死亡|失业|普及|景气)率[为达是]*$|^(?:合计|共计|共|总共|累计|一共)占[^，。；\d]*$/

/** `98.07%以上：甲、乙4类` at the head of a line: the class by which what follows is sorted. */
export const headsLine = (paper: Paper, rate: Figure): boolean =>
  /(?:^|\n)[ \t]*$/.test(paper.text.slice(Math.max(0, rate.start - 6), rate.start)) && /^(?:及?以[上下]|左右)?[ \t]*[:：]/.test(paper.text.slice(rate.end, rate.end + 8))

/** `A级和B级合计占81.9%` is no share of the count before it. */
export const together = /(?:和|及|与|、)[^，。；]{1,12}(?:合计|共计|两[项类者级])(?:占|占比)[^，。；]{0,8}$/

/** `比上年的88%提高…`, `由61.5%提高到…`: the rate of another time. */
export const isCompared = (paper: Paper, rate: Figure): boolean =>
  /(?:全国|全省)[^，。；占]*(?:率|度|比例)[为达到是]*$/.test(lead(paper, rate)) ||
  /[(（](?:(?:19|20)\d{2}年度?|上年|去年)(?:同期)?[为是]?$/.test(lead(paper, rate)) ||
  /(?:比|较|由|从)[^，。；]{0,16}(?:的|期|初|末|底|年度?|季度|月份?|学期|学年)\(?$/.test(lead(paper, rate)) ||
  /(?<!占)[比较](?![例重])[^，。；、\d()]{1,14}\($/.test(lead(paper, rate)) ||
  /(?:由|从)[^，。；至到]{0,12}$|^(?:而)?(?:上年|去年|年初|前年)[^，。；]{0,12}$/.test(lead(paper, rate))
