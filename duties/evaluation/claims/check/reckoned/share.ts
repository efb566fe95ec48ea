import type { Finding } from '../../contract.ts'
import { meet, minus, over, show, sum, times, type Interval } from '../ground/interval.ts'
import { countsLike, depthOf, paragraphOf } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { between, inSentence, isCount, isExact, isGrowth, isIncrement, isMean, isPoints, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { rowOf } from '../ground/rows.ts'
import { judge, type Reading } from './judge.ts'
import { isLevel, own } from './times.ts'

/** So many counts before and behind a rate are looked at. */
const BEFORE = 24
const BEHIND = 3
const FAR = 100

/** Shares and rates whose part stands beside them and whose base the paragraph holds. */
export const checkSharesReckoned = (paper: Paper): Finding[] => paper.figures.flatMap((rate) => (able(paper, rate) ? (ofOne(paper, rate) ?? []) : []))

const other = /合计|[共都各均]占|[两三四五六][类项者级]|同比|环比|年均|增|升|降|减|目标|计划达|力争|预计|不低于|不高于|超过|[由从与][^，。；]*$|上年|去年|同期|全[省国]|[比较](?![例重])/
const able = (paper: Paper, one: Figure): boolean =>
  isRate(one) && !isPoints(one) && one.cell === null && isExact(one) && one.value > 0 && one.value < 100 && /\d/.test(one.text) && !isGrowth(paper, one) && !other.test(lead(paper, one, 16)) && rowOf(paper, one).length === 1 && !/^的?(?:目标|要求|标准|任务|以上)/.test(tail(paper, one))

function ofOne(paper: Paper, rate: Figure): Finding | null {
  const fits = (one: Figure): boolean => isLevel(paper, one) && isExact(one) && isCount(one) && !isMean(paper, one) && !isIncrement(paper, one)
  const all = paragraphOf(paper, rate.sentence).filter(fits)
  const ahead = all.filter((one) => one.end <= rate.start).slice(-BEFORE)
  const behind = all.filter((one) => one.start >= rate.end && one.sentence === rate.sentence).slice(0, BEHIND)
  const levels = [...ahead, ...behind]
  // what stands in brackets behind a count is no part of what is said after them
  const depth = depthOf(paper, rate)
  const [outer, inner] = [ahead, behind].map((some) => some.filter((one) => one.sentence !== rate.sentence || depthOf(paper, one) <= depth))
  const parts = partsOf(paper, rate, outer!, inner!)
  const near = [...parts.flatMap((part) => onBases(paper, rate, part, levels)), ...named(paper, rate, outer!, inner!), ...headed(paper, rate, all)]
  if (near.length === 0) return null
  const far = [
    ...levels.filter((one) => one.sentence === rate.sentence).flatMap((part) => [...levels, ...countsLike(paper, part)].filter((base) => base.low > part.high).flatMap((base) => [share(rate, part, base, FAR), ...(parts.includes(part) ? [share(rate, part, base, FAR, true)] : [])])),
    ...parts.flatMap((part) => rowsWith(levels, part).map((base) => ofSum(part, base, rate))),
  ]
  return judge(paper, rate, [...near, ...far], {
    kind: 'ratio',
    unit: rate.unit,
    explanation: '比率与同处所列的分子、基数不符。',
    doubt: '比率与同处所列的两数不符；若所指的是另外两数则无误。',
  })
}

const factor = ({ unit }: Figure): number => (unit === '‰' ? 1000 : 100)
const share = (rate: Figure, part: Figure, base: Figure, away: number, rest = false, bound = false): Reading => ({
  from: [part, base],
  gives: ([p, b]) => times(over(rest ? minus(b!, p!) : p!, b!), factor(rate)),
  away,
  bound,
  shown: () => (rest ? `(${show(base.value)} − ${show(part.value)}) ÷ ${show(base.value)}` : `${show(part.value)} ÷ ${show(base.value)}`),
})
const ofSum = (part: Interval, base: Interval, rate: Figure): Reading => ({ from: [], gives: () => times(over(part, base), factor(rate)), away: FAR, bound: false, silent: true, shown: () => '' })

/** The counts right before and behind a rate. */
function partsOf(paper: Paper, rate: Figure, ahead: readonly Figure[], behind: readonly Figure[]): Figure[] {
  const [last, next] = [ahead.at(-1), behind[0]]
  const gap = last !== undefined && last.sentence === rate.sentence ? between(paper, last, rate).replaceAll(/\([^()]*\)/g, '') : '。'
  const before = /^[^。；\d]{0,20}$/.test(gap)
  // 612户，占21.3%，其中398户
  const after = next !== undefined && paper.figures[rate.at + 1] === next && !/^[，(]占/.test(gap) && /^(?![^。；]*其中)[^。；]{0,16}$/.test(between(paper, rate, next))
  return [...(before ? [last!] : []), ...(after ? [next] : [])]
}

const persons = /^(?:人|名|位|人次)$/
const related = (part: Figure, base: Figure): boolean => sort(part) === sort(base) || (persons.test(part.unit) && persons.test(base.unit)) || (part.unit !== '' && base.unit !== '' && (part.unit.startsWith(base.unit) || base.unit.startsWith(part.unit)))
/** 不合格19批次，合格率: what the part leaves. */
const turned = (paper: Paper, rate: Figure, part: Figure): boolean => /不|未/.test(lead(paper, part, 12)) !== /不|未/.test(lead(paper, rate, 8))

/** The share of a part in each count that may hold it, nearest first: a list told behind its whole stands back behind it. */
function onBases(paper: Paper, rate: Figure, part: Figure, levels: readonly Figure[]): Reading[] {
  const at = levels.indexOf(part)
  // 满意2583份、不满意417份 of 3000份: neither is the base of the other
  const ahead = levels.slice(0, at).toReversed().filter((one) => related(part, one) && one.low > part.high && !levels.some((all) => all.sentence === one.sentence && sort(all) === sort(one) && meet(sum([part, one]), all)))
  const wholes = ahead.filter((one) => wholeOf(levels, one))
  const listed = new Set(wholes.flatMap((one) => wholeOf(levels, one) ?? []))
  const free = ahead.filter((one) => !listed.has(one) || one === ahead[0])
  const name = nameOf(paper, rate)
  const called = name === '' ? [] : ahead.filter((one) => `${one.subject}${one.measure}${lead(paper, one, 20)}${tail(paper, one, 8)}`.includes(name))
  const rest = turned(paper, rate, part)
  return ahead.flatMap((base) => {
    const place = free.indexOf(base)
    const away = Math.max(0, place < 0 ? 2 : place)
    const only = called.length === 1 && called[0] === base
    return [{ ...share(rate, part, base, away, false, only && !rest), firm: false }, share(rate, part, base, away + (rest ? 0 : FAR), true, false)]
  })
}

/** The members that stand behind a whole and make it up. */
export function wholeOf(levels: readonly Figure[], whole: Figure): Figure[] | null {
  const behind = levels.slice(levels.indexOf(whole) + 1).filter((one) => sort(one) === sort(whole)).slice(0, 10)
  for (let length = 2; length <= behind.length; length++) if (meet(sum(behind.slice(0, length)), whole)) return behind.slice(0, length)
  return null
}

/** What 占 says the share is of. */
function nameOf(paper: Paper, rate: Figure): string {
  const name = /占(?:比)?([一-鿿]{2,12}?)(?:总数|总量|总额|数量|数)?的?(?:比例|比重)?[为达约]*$/.exec(lead(paper, rate))?.[1]
  return name === undefined ? '' : bare(name.replace(/^(?:全部|全[市县区年]|所有|总)/, '')).slice(-2).replace(common, '')
}
const common = /企业|单位|主体|样品|批次|人员|总数|食品|全部|以上/

/** `71.2%的所，即118个所中的84个`, `占工业产值1680亿元的18%`, `收回2058份，其中满意1811份，满意率`: pairs that the words put together. */
function named(paper: Paper, rate: Figure, ahead: readonly Figure[], behind: readonly Figure[]): Reading[] {
  const [next, second] = behind
  const last = ahead.at(-1)
  const before = ahead.at(-2)
  const out: Reading[] = []
  if (next && second && /^[^。；]{0,24}$/.test(between(paper, rate, next)) && /^[^，。；\d]{0,8}(?:中|里|内)[的有，]?[^，。；\d]{0,6}$/.test(between(paper, next, second))) out.push(share(rate, second, next, 0, turned(paper, rate, second), true), share(rate, second, next, 0, false, true))
  if (last && before && last.sentence === rate.sentence && between(paper, last, rate) === '的' && /占[^，。；\d]*$/.test(own(paper, last).replaceAll(/\d{4}年/g, '')) && sort(before) === sort(last) && before.low < last.low) out.push(share(rate, before, last, 0, false, before.sentence === rate.sentence))
  if (last && before && last.sentence === rate.sentence && sort(before) === sort(last) && before.low > last.high && /其中[^，。；]*$/.test(own(paper, last)) && /^，[^，。；\d]{2,5}率[为达是]?$/.test(between(paper, last, rate)) && before.sentence === rate.sentence) out.push(share(rate, last, before, 0, turned(paper, rate, last), true))
  return out
}

/** `2．预算执行率达54.9%。年初预算639万元；截至6月底支出351万元。`: the rate stands as a head, its counts behind it. */
function headed(paper: Paper, rate: Figure, all: readonly Figure[]): Reading[] {
  if (inSentence(paper, rate.sentence).length > 1) return []
  const next = all.filter((one) => one.sentence === rate.sentence + 1).slice(0, 5)
  return next.flatMap((part) => next.flatMap((base) => (part !== base && related(part, base) && base.low > part.high ? [share(rate, part, base, 1)] : [])))
}

/** The part with those before and behind it that count the same. */
function rowsWith(levels: readonly Figure[], part: Figure): Interval[] {
  const same = levels.filter((one) => sort(one) === sort(part))
  const at = same.indexOf(part)
  return [1, 2, 3, 4, 5].flatMap((length) => [0, 1, 2, 3, 4, 5].flatMap((back) => (back <= length && at - back >= 0 && at - back + length < same.length ? [sum(same.slice(at - back, at - back + length + 1))] : [])))
}
