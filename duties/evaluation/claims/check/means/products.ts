import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isDensity, isExact, isIncrement, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { worth } from './mean-words.ts'

/**
 * So much for each, times those that there are (and the days that it lasts), against the sum: `受益2.3万人，每人每天5元、按100天计，合计拨付1150万元`, `日均收运86吨，前9个月（273天）约2.35万吨`,
 * `32.4万批次，相当于每个工作日（按250天计）1296批次`.
 */
export const checkProducts = (paper: Paper): Finding[] =>
  paper.figures.flatMap((each) => (each.cell === null && isCount(each) && each.low > 0 && Number.isFinite(each.high) && isExact(each) ? (byDays(paper, each) ?? byHolders(paper, each) ?? []) : []))

const usable = (one: Figure): boolean => isCount(one) && !isDensity(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high)
const isDays = (one: Figure): boolean => /^(?:天|日|个?工作日)$/.test(one.unit)
const daily = /(?:日均|天均|每日|每天|平均每[天日]|平均每个工作日|每个?工作日)[^，。；、\d]{0,10}$/

/** `日均收运86吨，…（273天）约2.35万吨`, `每个工作日（按250天计）1296批次`. */
function byDays(paper: Paper, each: Figure): Finding[] | null {
  const same = inSentence(paper, each.sentence)
  const days = same.filter((one) => isDays(one) && isExact(one) && one.value > 1)
  const [day] = days
  if (/每[一-鿿]{1,6}每[天日]|每[天日]按|折合|人均/.test(lead(paper, each, 16)) || /学时/.test(each.unit)) return null
  if (!day || days.length > 1) return null
  const inBracket = /(?:每日|每天|每个?工作日|日均|平均每[天日])[^，。；、\d]{0,6}[(（]按?(?:全年)?$/.test(paper.text.slice(Math.max(0, day.start - 24), day.start)) && /^[^，。；\d]{0,4}[)）][^，。；\d]{0,8}$/.test(between(paper, day, each))
  if (!inBracket && !daily.test(lead(paper, each, 16))) return null
  const totals = same.filter((one) => one.id !== each.id && one.unit === each.unit && usable(one) && one.value > each.value && !isIncrement(paper, one) && !daily.test(lead(paper, one, 16)))
  const [total] = totals
  if (!total || totals.some((one) => fits(times(each, day.value), one) || meet(cut(over(one, day)), each))) return null
  if (/其中|上年|去年|同期|计划|目标/.test(lead(paper, total, 12))) return null
  return [say(paper, [each, day, total], `${show(each.value)} × ${show(day.value)} = ${show(each.value * day.value)}${each.unit}，所列 ${printed(total)}`, totals.length === 1 && isExact(total), 'mean', '每日的数乘以天数与所列总数不符')]
}

const perOne = /(?:平均)?每(?:一)?([一-鿿]{1,6}?)(?:每(天|日|月|年|学期|次|餐))?(?:补助|补贴|奖补|奖励|给予|标准|配发|发放|价值|缴纳|保费|保险费|检验费|抽样费|费用|经费|投入|奖补标准|补助资金|安排|为|的|约|即|计)*$/
const summing = /(?:合计|共|总计|总额|总|需|拨付|发放|兑现|补助|补贴|资金|经费|保费|检验费|金额|费用|投入|下达|支付|配套|约)[^，。；、\d]{0,8}$/
/** Money for each, times those that it falls to. */
function byHolders(paper: Paper, told: Figure): Finding[] | null {
  // what is given to each is set, not rounded
  const each = /平均|均/.test(lead(paper, told, 24)) ? told : { ...told, low: told.value, high: told.value }
  if (each.unit !== '元' && !/[吨斤克升]$/.test(each.unit)) return null
  const match = perOne.exec(lead(paper, each, 24))
  const holder = /平均|均每|折合/.test(lead(paper, told, 24)) ? undefined : match?.[1]
  if (holder === undefined || /^(?:年|月|天|日|周|季|次)/.test(holder)) return null
  const near = paragraphOf(paper, each.sentence).filter((one) => usable(one) && one.sentence === each.sentence)
  const mean = { each: holder === '生' ? '人' : holder, plain: true }
  const holders = near.filter((one) => one.id !== each.id && one.unit !== each.unit && !isDays(one) && (worth(paper, one, mean) === 1 || one.unit === holder || (/^[个家户所名人支只台处项批件份张]/.test(holder) && one.unit === holder.slice(0, 1) && (holder.length === 1 || `${one.subject}${tail(paper, one, 8)}`.includes(holder.slice(1, 3)))) || (holder === '生' && sort(one) === '人')))
  const often = near.filter((one) => one.id !== each.id && (isDays(one) || /^(?:个月|月|次|餐|年|学期)$/.test(one.unit)))
  const totals = near.filter((one) => one.id !== each.id && one.unit === each.unit && one.value > each.value && summing.test(lead(paper, one, 16)) && !isIncrement(paper, one) && !/其中|上年|去年|同期|原|每/.test(lead(paper, one, 14)))
  const [total] = totals
  if (!total || holders.length === 0) return null
  const factors: Interval[] = [...often, { low: 1, high: 1 }]
  const all = near.filter((one) => one.id !== each.id && one.unit !== each.unit)
  const products = [...holders, ...all].flatMap((one) => factors.map((many) => product(each, one, many)))
  if (totals.some((one) => products.some((made) => fits(made, one)))) return null
  const head = holders.at(-1)!
  const [many] = match?.[2] === undefined ? [undefined] : often
  if (match?.[2] !== undefined && often.length !== 1) return null
  const made = product(each, head, many ?? { low: 1, high: 1 })
  // far apart is another thing, unless a 万 was lost
  const ratio = total.value / ((made.low + made.high) / 2)
  if (ratio > 20 || ratio < 0.04) return null
  const sure = holders.length === 1 && totals.length === 1 && isExact(head) && isExact(total)
  return [
    say(paper, [total, each, head, ...(many ? [many] : [])], `${show(head.value)} × ${show(each.value)}${many ? ` × ${show(many.value)}` : ''} = ${showInterval(made, 0)}${each.unit}，所列 ${printed(total)}`, sure, 'unit', '按每个的数推算，与所列的合计不符'),
  ]
}

const product = (one: Interval, two: Interval, three: Interval): Interval => ({ low: one.low * two.low * three.low, high: one.high * two.high * three.high })
const fits = (made: Interval, total: Figure): boolean => meet({ low: made.low * 0.999, high: made.high * 1.001 }, cut(total))

const say = (paper: Paper, figures: readonly Figure[], calculation: string, sure: boolean, kind: 'mean' | 'unit', words: string): Finding =>
  finding(paper, figures, { verdict: sure ? 'contradiction' : 'doubtful', kind, calculation, explanation: `${words}${sure ? '。' : '；若只就其中一部分或按另一口径计算则无误。'}` })
