import { cut, meet, over, times, type Interval } from '../ground/interval.ts'
import { hasOwnShare, neighbours } from '../ground/near.ts'
import { bare, manner } from '../ground/nouns.ts'
import { between, inSentence, isCount, isExact, isIncrement, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** A part and its whole that stand around a rate; `rest`: the part named is the one that lacks what the rate says. */
export type Around = { readonly part: Figure; readonly base: Figure; readonly rest: boolean }

/** How a rate is announced: 接入率达, 占比, 覆盖面为, 占…的. */
const announced = /(?:率|比例|比重|占比|面|占[^，。；]{0,16}的?|度)(?:分别)?(?:均|皆|已|仅|就)?[为达到是至约近有]*\(?$/
/** Two counts that are of two times, or not of one another. */
const apart = /上年|去年|同期|年初|(?<!占)比(?![例重])|较(?![大高])|增|另|由|从|其他|平均|每/

const share = ({ part, base, rest }: Around, factor: number): Interval => {
  const ratio = times(over(part, base), factor)
  return rest ? { low: factor - ratio.high, high: factor - ratio.low } : ratio
}
export const explains = (pair: Around, rate: Figure): boolean => meet(cut(share(pair, rate.unit === '‰' ? 1000 : 100)), cut(rate))

/**
 * The pair of counts that a rate most likely speaks of where no words tie them: the two counts next to it in its own sentence, both behind,
 * both before, or one on each side, with no third count of the sort. It can leave a doubt, never refute.
 */
export function pairAround(paper: Paper, rate: Figure): Around | null {
  if (rate.high === Infinity || rate.value >= (rate.unit === '‰' ? 1000 : 100) || rate.bracketOf !== null || rate.partOf !== null)
    return null
  const same = inSentence(paper, rate.sentence)
  const at = same.indexOf(rate)
  const pair =
    percentOf(paper, rate, same, at) ??
    (announced.test(lead(paper, rate))
      ? (behind(paper, rate, same, at) ?? astride(paper, rate, same, at) ?? ahead(paper, rate, same, at))
      : null)
  // 占学校食堂的80% behind 学校食堂500家 is a share of those
  const of = /占([一-鿿]{2,12}?)的?$/.exec(lead(paper, rate))?.[1]
  if (pair && of !== undefined && !/总|全部|比/.test(of) && !bare(pair.base.subject).endsWith(bare(of))) return null
  return pair && !isIncrement(paper, pair.base) && !isIncrement(paper, pair.part) ? pair : null
}

const usable = (one: Figure | undefined): one is Figure => one !== undefined && isCount(one) && one.low > 0
const close = (words: string, length: number): boolean => words.length <= length && !/[。；]/.test(words) && !apart.test(words)

function ordered(paper: Paper, rate: Figure, one: Figure, other: Figure): Around | null {
  if (sort(one) !== sort(other) || one.value === other.value || kinds(paper, one) !== kinds(paper, other)) return null
  // 商品类13.4万件，占44.6%；服务类15.9万件，占…: one beside the other
  if (/占/.test(lead(paper, rate)) && hasOwnShare(paper, one)) return null
  if (rowOf(paper, rate) || /合计|共计|[两三四五]者/.test(lead(paper, rate)) || (/净增|新增/.test(lead(paper, other)) && /完成率/.test(lead(paper, rate)))) return null
  // of what failed there is no 合格率
  if (/(?:^|[^不])合格率|达标率/.test(lead(paper, rate)) && /不合格|问题|不达标/.test(lead(paper, one))) return null
  const part = partOf(paper, one, other)
  const base = part === one ? other : one
  const rest = /不合格|问题|不达标|未/.test(lead(paper, part)) && !/不|未|问题/.test(lead(paper, rate) + rate.measure)
  return { part, base, rest }
}

/** 94个参数, 74个品种: kinds of things are no things. */
const kinds = (paper: Paper, one: Figure): boolean => /^(?:品种|参数|项目|指标|大?类|种)/.test(tail(paper, one))
/** 5.6%和7.2%: each has counts of its own. */
const rowOf = (paper: Paper, rate: Figure): boolean => {
  const { before, behind } = neighbours(paper, rate)
  return [before, behind].some((one) => one !== undefined && isRate(one) && /^[、和及]$/.test(between(paper, one, rate)))
}
const all = /总|共有|全[市县区]|应|现有/
const done = /的有?$|已|实际|不合格|问题|未|完成|整改|办结|办理|满意|合格|通过/
/** Which of two counts is the part: the one that is not said to be all, else the second where it tells a deed, else the smaller. */
function partOf(paper: Paper, one: Figure, other: Figure): Figure {
  const [first, second] = [all.test(lead(paper, one)), all.test(lead(paper, other))]
  if (first !== second) return first ? other : one
  const [early, late] = [done.test(lead(paper, one)), done.test(lead(paper, other))]
  if (early !== late) return early ? one : other
  if (manner.test(lead(paper, other))) return other
  if (other.measure !== one.measure && other.measure.endsWith(one.measure)) return other
  return one.value < other.value ? one : other
}

/** `完成任务5200批次的60%，即3120批次`. */
function percentOf(paper: Paper, rate: Figure, same: readonly Figure[], at: number): Around | null {
  const [base, part] = [same[at - 1], same[at + 1]]
  if (!usable(base) || !usable(part) || between(paper, base, rate) !== '的' || sort(base) !== sort(part)) return null
  return /^[，(]?(?:即|为|共|约|计|约为)$/.test(between(paper, rate, part)) ? { part, base, rest: false } : null
}

/** `办结率98%，受理1340件，办结1320件`, `报告率99.3%（应报告438家，已报告435家）`. */
function behind(paper: Paper, rate: Figure, same: readonly Figure[], at: number): Around | null {
  const [one, other, third] = [same[at + 1], same[at + 2], same[at + 3]]
  if (!usable(one) || !usable(other)) return null
  if (third && isCount(third) && sort(third) === sort(other) && !isRate(third)) return null
  const earlier = same[at - 1]
  if (earlier && usable(earlier) && sort(earlier) === sort(one) && close(between(paper, earlier, rate), 24)) return null
  if (!close(between(paper, rate, one), 14) || !close(between(paper, one, other), 18)) return null
  const stem = stemOf(paper, rate)
  const said = `${lead(paper, one)}${lead(paper, other)}${tail(paper, one)}${tail(paper, other)}`
  const tied =
    /^\(/.test(between(paper, rate, one)) || (stem !== '' && said.includes(stem)) || /中$|中，?$/.test(between(paper, one, other))
  return tied || /^[一-鿿]{0,8}中/.test(tail(paper, one)) ? ordered(paper, rate, one, other) : null
}

/** `已整改1862个，整改率95.1%，问题总数为1958个`. */
function astride(paper: Paper, rate: Figure, same: readonly Figure[], at: number): Around | null {
  const [part, base] = [same[at - 1], same[at + 1]]
  if (!usable(part) || !usable(base) || sort(part) !== sort(base) || part.value > base.value) return null
  const before = same[at - 2]
  if (before && usable(before) && sort(before) === sort(part) && close(between(paper, before, part), 30)) return null
  if (!close(between(paper, part, rate), 16) || !close(between(paper, rate, base), 14)) return null
  return /总|共|全部|应/.test(lead(paper, base)) ? { part, base, rest: false } : null
}

/** Two counts before the rate: `乡镇118个，已建立食安办的112个，建成率`; `全市312家，接入286家`, in either order. */
function ahead(paper: Paper, rate: Figure, same: readonly Figure[], at: number): Around | null {
  const [one, other] = [same[at - 2], same[at - 1]]
  if (!usable(one) || !usable(other)) return null
  const last = between(paper, other, rate)
  if (!close(last, 24) || (last.match(/，/g)?.length ?? 0) > 1 || !close(between(paper, one, other), 30)) return null
  const third = same[at - 3]
  if (third && usable(third) && sort(third) === sort(other) && close(between(paper, third, one), 24)) return null
  return other.partOf === null || other.partOf === one.at ? ordered(paper, rate, one, other) : null
}

function stemOf(paper: Paper, rate: Figure): string {
  const words = /([一-鿿]{2})(?:率|比例|比重|占比|面|度)[^，。；]{0,4}$/.exec(lead(paper, rate))?.[1]
  return words ?? ''
}

/** `3600家，…占全部430所学校的97.2%`: the base stands right before the rate with its noun behind it. */
export function baseWithNoun(paper: Paper, rate: Figure): Around | null {
  const same = inSentence(paper, rate.sentence)
  const at = same.indexOf(rate)
  const [part, base] = [same[at - 2], same[at - 1]]
  if (!usable(part) || !usable(base) || sort(part) !== sort(base) || part.value > base.value) return null
  const tied = /^[一-鿿（）()]{1,12}(?:总数)?的$/.test(between(paper, base, rate)) && /占[一-鿿]{0,6}$/.test(lead(paper, base))
  return tied && close(between(paper, part, base), 30) ? { part, base, rest: false } : null
}

/** `学校食堂共有365家。` and then, in the next sentence or paragraph, `其中…的292家，占比80%`. */
export function baseAbove(paper: Paper, rate: Figure): Around | null {
  const same = inSentence(paper, rate.sentence)
  const part = same[same.indexOf(rate) - 1]
  if (!usable(part) || part !== same[0] || !announced.test(lead(paper, rate)) || !close(between(paper, part, rate), 16)) return null
  const { start } = paper.document.sentences[rate.sentence]!
  const of = /占(?:全部|全市|所有)?([一-鿿]{2,10}?)(?:总数)?的$/.exec(lead(paper, rate))?.[1]
  if (of === undefined && !/^\s*其中/.test(paper.text.slice(start, start + 6))) return null
  const above = inSentence(paper, rate.sentence - 1).filter(
    (one) => usable(one) && sort(one) === sort(part) && (of === undefined || (one.partOf === null && one.subject.endsWith(of))),
  )
  const base = above[0]
  return base && (above.length === 1 || of !== undefined) && base.value >= part.value ? { part, base, rest: false } : null
}

/** Whether two counts of the sentence before it, of whatever units, give a rate: 检查2150户次，发现问题344处，问题发现率16%. */
export const givenByAny = (paper: Paper, rate: Figure): boolean => {
  const near = inSentence(paper, rate.sentence).filter((one) => isCount(one) && isExact(one) && one.low > 0 && one.cell === null && one.end <= rate.start).slice(-4)
  return near.some((part) => near.some((base) => part !== base && part.start > base.start && meet(cut(times(over(part, base), 100)), cut(rate))))
}
