import { ratesOf, says } from '../ground/near.ts'
import { before, between, inSentence, isGrowth, isRate, joined, lead, type Figure, type Paper } from '../ground/paper.ts'
import { plain, type Told } from './points-told.ts'

/** Points up to what is aimed at, or ahead of the time that has gone by. */

const settled = (one: Figure): Figure => ({ ...one, low: one.value - Math.min(0.05, (one.high - one.low) / 2), high: one.value + Math.min(0.05, (one.high - one.low) / 2), hedges: ['exact'] })
const rateAt = (one: Figure): boolean => isRate(one) && one.cell === null && one.value > 0
const called = /([一-鿿]{2,8}?(?:率|比例|比重|占比|度|覆盖面|占))[^，。；\d]{0,14}$/
const aim = /目标|力争|计划|确保|争取|达到?|提[高升]到|提升?至|降[低到至]|控制在|升[到至]/

/**
 * `专业化比例提高到80%，比目前提高8个百分点`, `满意度达到90%以上，比目前的86.8%提高3.2个百分点`, `目标为98%，需再提高5.4个百分点`: what is aimed at, and what there is now or was in
 * the year that is named: told with it, else anywhere under the same name.
 */
export function toGoal(paper: Paper, points: Figure): Told | null {
  const words = lead(paper, points)
  const asked = /(?:比|比照|较|在)(?:目前|现在|现状|当前|现有|现行|今年|本年|((?:19|20)\d{2})年)(?:的(?:水平|基础)|基础上?|水平)?[^，。；\d]{0,10}$/.exec(words)
  const more = /^(?:仍|还|尚)?(?:需|须|要|应)(?:再|继续)?(?:提高|提升|上升|下降|降低|压降)(?:至少|不少于)?$/.test(words)
  const same = inSentence(paper, points.sentence)
  const ahead = same.filter((one) => one.end <= points.start && rateAt(one) && !isGrowth(paper, one))
  const last = ahead.at(-1)
  const told = last && points.at === last.at + 1 && /(?:比|较)(?:目前|现在|现状|当前|现有|今年|上年|(?:19|20)\d{2}年)[^，。；\d]{0,8}$/.test(lead(paper, last)) ? last : undefined
  if (!asked && !more && !told) return null
  const to = told ? ahead.at(-2) : last
  if (!to || between(paper, to, points).length > (told ? 30 : 22) || (!aim.test(before(paper, to, 24)) && !aim.test(lead(paper, to)))) return null
  if (told) return plain(paper, to) || !plain(paper, told) ? null : { froms: [told], tos: [settled(to)], sure: false }
  const name = called.exec(lead(paper, to))?.[1]?.slice(-5) ?? /([一-鿿]{2,4}率)(?:目标)?[^，。；\d]{0,10}$/.exec(before(paper, to, 30))?.[1]
  if (name === undefined) return null
  const named = (one: Figure): boolean => `${lead(paper, one, 16)}${one.measure}`.includes(name.length > 4 ? name.slice(-4) : name)
  const froms = ratesOf(paper).filter((one) => one.id !== to.id && plain(paper, one) && named(one) && !/目标|力争|计划|达到?$/.test(lead(paper, one).replace(/已达到?$/, '')))
  const rest = 100 - to.value
  // 不合格率 is what 合格率 leaves
  const others = ratesOf(paper).filter((one) => plain(paper, one) && Math.abs(one.value - rest) < 30 && name.startsWith('不') && `${lead(paper, one, 16)}${one.measure}`.includes(name.slice(1))).map((one) => ({ ...one, value: 100 - one.value, low: 100 - one.high, high: 100 - one.low }))
  // 外卖封签使用率 is no 使用率 of another thing
  const whose = lead(paper, to).split(name)[0]!.replaceAll(/(?:19|20)\d{2}年|明年|全[市县区]|力争|确保/g, '')
  const own = whose.length < 2 ? froms : froms.filter((one) => says(paper, one, whose) || one.subject === '')
  const near = ratesOf(paper).filter((one) => plain(paper, one) && whose.length > 1 && says(paper, one, whose))
  return own.length > 0 ? { froms: [...own, ...others, ...near], tos: [settled(to)], sure: false } : null
}

const months = '(?:截至|截止|到|至)?(?:(?:19|20)\\d{2}年)?'
const until = new RegExp(`${months}(\\d{1,2})月(?:底|末|份|\\d{1,2}日)|前(\\d{1,2}|[一二三四五六七八九十])个月|1(?:月)?(?:—|–|-|－|~|～|至|到)+(\\d{1,2})月|(上半年|[一二三]季度|前三季度)`, 'g')
const han = '一二三四五六七八九十'
const ends: Readonly<Record<string, number>> = { 上半年: 6, 一季度: 3, 二季度: 6, 三季度: 9, 前三季度: 9 }

/** `预算执行率56%，高于时间进度6个百分点`: as many twelfths of the year as have gone by. */
export function ofTime(paper: Paper, points: Figure): Told | null {
  if (!/(?:高于|快于|快过|超过|超|超出|超前|领先|高出|优于|落后于?|低于|慢于|滞后于?|比|较|与)[^，。；\d]{0,6}(?:序时|时序|时间|日历)进度[^，。；\d]{0,10}$/.test(lead(paper, points))) return null
  const to = inSentence(paper, points.sentence).findLast((one) => one.end <= points.start && plain(paper, one))
  if (!to || between(paper, to, points).length > 24) return null
  const { start } = paper.document.sentences[points.sentence] ?? points
  const near = joined(paper.text.slice(Math.max(0, start - 120), points.start))
  const named = [...near.matchAll(until)].map(([, month, first, upTo, part]) => (month ?? upTo) !== undefined ? Number(month ?? upTo) : part !== undefined ? ends[part]! : /\d/.test(first!) ? Number(first) : han.indexOf(first!) + 1)
  const told = /(?:^|[/-])\d{4}-(\d{2})(?:-\d{2})?$/.exec(points.told.period ?? '')?.[1]
  const own = named.length > 0 ? named : told === undefined ? [] : [Number(told)]
  const all = own.length > 0 ? own : [3, 6, 9, 1, 2, 4, 5, 7, 8, 10, 11]
  const froms = all.filter((month) => month > 0 && month < 12).map((month) => ({ ...to, value: (100 * month) / 12, low: (100 * month) / 12 - (month % 3 === 0 ? 0.05 : 0.5), high: (100 * month) / 12 + (month % 3 === 0 ? 0.05 : 0.5) }))
  return froms.length > 0 ? { froms, tos: [to], sure: false } : null
}
