import type { Finding } from '../../contract.ts'
import { meet, minus, over, show, sum, times, type Interval } from '../ground/interval.ts'
import { countsLike, depthOf, passageOf } from '../ground/near.ts'
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

const other = /其余|余下|剩余|另外|合计|[共都各均]占|[两三四五六][类项者级]|同比|环比|年均|增|升|降|减|目标|计划达|力争|预计|不低于|不高于|超过|[由从与][^，。；]*$|上年|去年|同期|全[省国]|[比较](?![例重])/
const able = (paper: Paper, one: Figure): boolean =>
  isRate(one) && !isPoints(one) && one.cell === null && isExact(one) && one.value > 0 && one.value < 100 && !isGrowth(paper, one) && !other.test(lead(paper, one, 16)) && rowOf(paper, one).length === 1 && !/^的?(?:目标|要求|标准|任务|以上)/.test(tail(paper, one))

function ofOne(paper: Paper, rate: Figure): Finding | null {
  const fits = (one: Figure): boolean => isLevel(paper, one) && isExact(one) && isCount(one) && !isMean(paper, one) && !isIncrement(paper, one)
  const all = passageOf(paper, rate.sentence).filter(fits)
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
    // 农产品1107批次，占抽检总量的45%；其他1353批次: the sentence tells the whole in two parts
    ...parts.flatMap((part) => inSentence(paper, rate.sentence).filter((one) => one !== part && isCount(one) && one.low > 0 && sort(one) === sort(part)).map((one) => ofSum(part, sum([part, one]), rate, true))),
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
const ofSum = (part: Interval, base: Interval, rate: Figure, bound = false): Reading => ({ from: [], gives: () => times(over(part, base), factor(rate)), away: FAR, bound, silent: true, shown: () => '' })

/** The counts right before and behind a rate. */
function partsOf(paper: Paper, rate: Figure, ahead: readonly Figure[], behind: readonly Figure[]): Figure[] {
  const [last, next] = [ahead.at(-1), behind[0]]
  const gap = last !== undefined && last.sentence === rate.sentence ? between(paper, last, rate).replaceAll(/\([^()]*\)/g, '') : '。'
  const before = /^[^。；\d]{0,20}$/.test(gap)
  // 水产品42批次、蔬菜31批次，水产品占: of the one that is named
  const label = /^(?:其中|而)?([一-鿿A-D]{2,8}?)的?(?:约|仅|共|合计)?占/.exec(lead(paper, rate))?.[1]
  const bearing = label === undefined ? [] : ahead.filter((one) => one.sentence === rate.sentence && own(paper, one).includes(label))
  if (label !== undefined && bearing.length > 0 && bearing.at(-1) !== last) return [bearing.at(-1)!]
  // 不合格24批次，不合格率1.9%，按品类为蔬菜11批次: a rate that is called as the count before it is of that one
  const alone = before && /^，[一-鿿]{2,6}率[为达是]?$/.test(gap) && lead(paper, last!, 12).includes(gap.replace(/率.*$/, '').slice(-2))
  // 612户，占21.3%，其中398户
  const after = !alone && !(last?.sentence === rate.sentence && /占/.test(lead(paper, rate))) && next !== undefined && paper.figures[rate.at + 1] === next && !/^[，(]占/.test(gap) && /^(?![^。；]*其中)[^。；]{0,16}$/.test(between(paper, rate, next))
  return [...(before ? [last!] : []), ...(after ? [next] : [])]
}

const persons = /^(?:人|名|位|人次)$/
const samples = /^(?:批次|份|批)$/
const forms = /^(?:份|人|名)$/
const related = (part: Figure, base: Figure): boolean => sort(part) === sort(base) || [persons, samples, forms].some((units) => units.test(part.unit) && units.test(base.unit)) || (part.unit !== '' && base.unit !== '' && (part.unit.startsWith(base.unit) || base.unit.startsWith(part.unit)))
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
  const called = calledBases(paper, rate, part, ahead)
  const inList = levels.some((whole) => whole.end <= part.start && wholeOf(levels, whole)?.includes(part))
  const rest = !/占/.test(lead(paper, rate)) && turned(paper, rate, part)
  return ahead.flatMap((base) => {
    const place = free.indexOf(base)
    const away = Math.max(0, place < 0 ? 2 : place)
    // 其中上半年1260批次、三季度882批次，占全年任务的: of all of them
    const only = called.length === 1 && called[0] === base && !(/占/.test(lead(paper, rate)) && inList)
    const among = base.end <= part.start && base.sentence === part.sentence && paper.figures[part.at - 1] === base && /^[^，。；\d]{0,12}(?:中|里)，/.test(between(paper, base, part))
    return [{ ...share(rate, part, base, away, false, (only || among) && !rest), firm: only || among }, { ...share(rate, part, base, away + (rest ? 0 : FAR), true, (only || among) && rest), firm: only || among }]
  })
}

/** What a rate is called after, and what it is of: 结案率 of what was 立案. */
const chains: readonly (readonly [RegExp, RegExp])[] = [
  [/结案/, /立案|查办/],
  [/办结|办理|回复|答复/, /受理|接收|接到|收到|接报|转办|交办|投诉|举报|登记/],
  [/整改|销号/, /发现|问题|交办|隐患|查出|排查/],
  [/处置|核查/, /不合格|阳性/],
  [/满意|知晓|支持/, /有效|回收|收回|受访|访问|样本/],
  [/合格|阳性|问题/, /抽检|抽样|检验|检测|监测|快检|参考|考核|考试|参加|报告|抽考|抽查/],
  [/回收|收回/, /发放|发出/],
  [/执行|支出|到位|拨付/, /预算|安排|下达/],
  [/完成/, /计划|任务|目标|要|须|应/],
  [/督导|履职/, /包保|主体|应督/],
]
/** The counts that the words of a share name, or its name by the way such things are done: of what was done before. */
function calledBases(paper: Paper, rate: Figure, part: Figure, ahead: readonly Figure[]): Figure[] {
  const words = (one: Figure): string => `${one.subject}${one.measure}${lead(paper, one, 20)}${tail(paper, one, 8)}`
  const name = nameOf(paper, rate)
  if (name !== '') {
    const full = ahead.filter((one) => words(one).includes(name))
    return full.length > 0 || name.length > 3 ? full : ahead.filter((one) => words(one).includes(name.slice(-2)))
  }
  // 参考人员中6115人合格，合格率
  const among = /(?:^|[，。；、])(?:在|其中)?([一-鿿]{2,8})中(?:有|的)?$/.exec(own(paper, part))?.[1]
  const holders = among === undefined ? [] : ahead.filter((one) => words(one).includes(among.slice(0, 2)))
  if (holders.length > 0) return holders.slice(0, 1)
  const [, whose = '', stem = ''] = /^(?:其?中|则|故)?([一-鿿]*?)([一-鿿]{2})(?:率|率[为达是到约]*|比例|比例[为达是到约]*)$/.exec(lead(paper, rate)) ?? /^()(完成)了?$/.exec(lead(paper, rate)) ?? []
  const base = chains.find(([form]) => form.test(stem))?.[1]
  const said = own(paper, part).split(/[，。；、]/).at(-1)!
  if (base === undefined || (!said.includes(stem) && (stem !== '完成' || /未|尚|推进|正在/.test(said))) || (whose.replace(/^不$/, '').length > 1 && !words(part).includes(whose))) return []
  // 学校食堂不合格5批次: of the canteens, where they are counted
  const label = said.slice(0, Math.max(0, said.indexOf(stem))).replaceAll(scope, '')
  const others = label.length > 1 ? ahead.filter((one) => words(one).includes(label)) : []
  if (label.length > 1) return others
  return ahead.filter((one) => base.test(words(one)) && !words(one).includes(stem) && !/上年|去年|同期|(?:其中|[一二三四]季度)[^，。；]*$/.test(lead(paper, one, 16)))
}
const scope = /全[市县区年]|[我本][市县区]|目前|其中|共|已|累计|检出|发现|查出|上半年|前[一二三]季度|不|未|[有的为]|\d{1,2}[.．、]?/g

/** The members that stand behind a whole and make it up. */
export function wholeOf(levels: readonly Figure[], whole: Figure): Figure[] | null {
  const behind = levels.slice(levels.indexOf(whole) + 1).filter((one) => sort(one) === sort(whole)).slice(0, 10)
  for (let length = 2; length <= behind.length; length++) if (meet(sum(behind.slice(0, length)), whole)) return behind.slice(0, length)
  return null
}

/** What 占 says the share is of. */
function nameOf(paper: Paper, rate: Figure): string {
  const name = /占(?:比)?([一-鿿]{2,12}?)(?:总数|总量|总额|数量|数)?的?(?:比例|比重)?[为达约]*$/.exec(lead(paper, rate))?.[1]
  return name === undefined ? '' : bare(name.replace(/^(?:全部|全[市县区年]|所有|总)/, '')).replace(common, '')
}
const common = /(?:企业|单位|主体|样品|批次|人员|总数|食品|全部|以上)+$/

/** `71.2%的所，即118个所中的84个`, `占工业产值1680亿元的18%`, `收回2058份，其中满意1811份，满意率`: pairs that the words put together. */
function named(paper: Paper, rate: Figure, ahead: readonly Figure[], behind: readonly Figure[]): Reading[] {
  const [next, second] = behind
  const last = ahead.at(-1)
  const before = ahead.at(-2)
  const out: Reading[] = []
  const here = (one: Figure | undefined): one is Figure => one !== undefined && one.sentence === rate.sentence
  // 专业人员占七成半（618名）, 其中八成即1160户: the only count of the sentence that may hold it
  if (next && paper.figures[rate.at + 1] === next && /^(?:的?[（(](?:即|计|共|为|约)?|，?(?:即|计))$/.test(between(paper, rate, next))) {
    const bases = ahead.filter((one) => here(one) && related(next, one) && one.low > next.high)
    if (bases.length === 1) out.push({ ...share(rate, next, bases[0]!, 0, false, true), firm: false })
  }
  // 不合格63批次，不合格发现率1.5%；全年抽检4200批次: the base stands behind
  if (here(last) && next && paper.figures[rate.at - 1] === last && related(last, next) && next.low > last.high && /^[，(][^，。；\d]{2,8}[率成例]?[为达]?$/.test(between(paper, last, rate)) && /应|全部|共|总|在册|全年|现有/.test(lead(paper, next, 12)) && !ahead.some((one) => here(one) && one !== last && related(last, one) && one.low > last.high)) out.push({ ...share(rate, last, next, 0, turned(paper, rate, last), true), firm: false })
  // 体检率96%，应体检15000人，实检14400人
  if (next && second && /应|计划|任务/.test(lead(paper, next, 8)) && /实|已|完成/.test(lead(paper, second, 8)) && related(second, next) && /^，[^，。；]{0,8}$/.test(between(paper, rate, next)) && second.at === next.at + 1) out.push({ ...share(rate, second, next, 0, false, true), firm: false })
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
