import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { dayBorne } from './borne.ts'
import { inPlan } from './date.ts'
import { findingAt, inSentence, isCount, joined, type Paper } from '../ground/paper.ts'

/** Days against the calendar: the weekday of a date, lengths of time whose two days are named, and the day on which the paper is signed. */
export const checkCalendar = (paper: Paper): Finding[] => [...weekdays(paper), ...lengths(paper), ...signedTooEarly(paper)]

const DAY = 86_400_000
const utc = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day)
/** The year of the paper, for days that name none. */
const ownYear = ({ document }: Paper): number => Number(document.date?.slice(0, 4) ?? NaN)
/** Days of one year are as many in any but for the end of February. */
const ANY = 2023

const weekday = /(?:((?:19|20)\d{2})年)?(?<!\d)(\d{1,2})月(\d{1,2})日[(,，]?(?:星期|周|礼拜)([一二三四五六日天])(?![一二三四五六日天至])/g
const signs = '日一二三四五六'
/** `4月18日（星期四）`. A day without a year is of the year printed last before it, else of the paper's. */
function weekdays(paper: Paper): Finding[] {
  return [...paper.text.matchAll(weekday)].flatMap((match) => {
    const before = [...paper.text.slice(Math.max(0, match.index - 400), match.index).matchAll(/((?:19|20)\d{2})年/g)].at(-1)?.[1]
    const year = Number(match[1] ?? before ?? ownYear(paper))
    const [month, day] = [Number(match[2]), Number(match[3])]
    if (Number.isNaN(year) || month > 12 || day > 31) return []
    const right = signs[new Date(utc(year, month, day)).getUTCDay()]!
    if (right === match[4]!.replace('天', '日')) return []
    const sure = match[1] !== undefined
    return [
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'date',
        calculation: `${year}年${month}月${day}日是星期${right}，所列“${joined(match[0])}”`,
        explanation: `星期与日期不符。${sure ? '' : '若该日期属另一年则无误。'}`,
      }),
    ]
  })
}

const from = '(?:((?:19|20)\\d{2})年|今年|当年)?(?<!\\d)(\\d{1,2})月(?:(\\d{1,2})日)?'
const to = '(?:((?:19|20)\\d{2})年)?(?:(\\d{1,2})月)?(?:(?<!\\d)(\\d{1,2})日|[底末])'
/** `9月11日至15日`, `3月1日起，…，到5月31日结束`, `6月17日启动…，持续到6月30日`. */
const span = new RegExp(`${from}(?:\\([^()]{2,4}\\))?(?:起|开始|启动|开展|，|至|到|—|-|~|[^。；\\d]){0,46}?(?:至|到|—|-|~)${to}`, 'g')
const lasting = /(?:历时|为期|持续|共计|前后共?|用时)(?:了)?(近|约|不到)?([\d一二两三四五六七八九十]+)(个?半?月|天|日|周|个星期)/g

type Span = { readonly days: number; readonly months: number; readonly start: number; readonly end: number; readonly text: string }

function spansOf(paper: Paper, words: string, offset: number): Span[] {
  return [...words.matchAll(span)].flatMap((match) => {
    const own = Number(match[1] ?? ownYear(paper))
    const year = Number.isNaN(own) ? ANY : own
    const [month, day] = [Number(match[2]), Number(match[3] ?? 1)]
    const lastYear = match[4] === undefined ? year : Number(match[4])
    const lastMonth = match[5] === undefined ? month : Number(match[5])
    const lastDay = match[6] === undefined ? new Date(utc(lastYear, lastMonth + 1, 0)).getUTCDate() : Number(match[6])
    const first = utc(year, month, day)
    const last = utc(lastYear, lastMonth, lastDay)
    if (Number.isNaN(first + last) || last <= first || month > 12 || lastMonth > 12) return []
    const days = (last - first) / DAY + 1
    return [
      { days, months: days / 30.44, start: offset + match.index, end: offset + match.index + match[0].length, text: joined(match[0]) },
    ]
  })
}

/** The one span of the sentence that stands nearest; first and last day may both count. */
function lengths(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, end)
    const told = [...words.matchAll(lasting)]
    if (told.length === 0) return []
    const spans = spansOf(paper, words, start)
    return told.flatMap((match) => {
      const at = start + match.index
      const near = spans.filter((one) => Math.min(Math.abs(at - one.end), Math.abs(one.start - at - match[0].length)) < 40)
      const [one] = near
      const count = /^\d/.test(match[2]!) ? Number(match[2]) : hanNumber(match[2]!.replace('两', '二'))
      if (!one || near.length > 1 || !(count > 0) || match[1] !== undefined || match[3]!.includes('半') || !fitting(match[3]!)) return []
      const unit = match[3]!
      const right = unit.includes('月')
        ? Math.abs(one.months - count) < 0.6
        : /周|星期/.test(unit)
          ? Math.abs(one.days / 7 - count) < 0.9
          : one.days === count || one.days - 1 === count
      if (right) return []
      return [
        findingAt(paper, Math.min(at, one.start), Math.max(at + match[0].length, one.end), {
          verdict: 'doubtful',
          kind: 'date',
          calculation: `${one.text} 共 ${one.days} 天，所列“${joined(match[0])}”`,
          explanation: '所列时长与起止日期不符；若只计其中的工作日或实际开展的天数则无误。',
        }),
      ]
    })
  })
}
const fitting = (unit: string): boolean => !/年/.test(unit)

/** `titled`: of the period in the title; `open`: the whole year is not told in so many words. */
type Term = { readonly end: number; readonly slack: number; readonly text: string; readonly titled?: true; readonly open?: true }
const endOf = (year: number, month: number): number => utc(year, month + 1, 0)

/** Up to when the paper speaks: `截至6月底`, `（7月1日至9月30日）`, `2022年末`, the period of its title; with the days by which a paper may be ahead of it. */
function termsOf(paper: Paper): Term[] {
  const own = ownYear(paper)
  const title = titleOf(paper)
  const terms: Term[] = []
  const titled = [...headOf(paper), title].map((line) => titledOf.exec(line)).find((match) => match !== null) ?? null
  const year = Number(titled?.[1] ?? own)
  const part = titled?.[2] ? (titled[2] === '上' ? 6 : 12) : titled?.[3] ? 3 * ('一二三四'.indexOf(titled[3]) + 1) : 0
  if (titled && part > 0) terms.push({ end: endOf(year, part), slack: 15, text: titled[0].slice(0, 12), titled: true })
  const whole = titled && part === 0 && !/[上下]半年|季度|月|第[一二三四五六七八九十\d]+[期批号次]|计划|方案|预算/.test(titled[0] + titled.input.slice(titled.index + titled[0].length, titled.index + titled[0].length + 12)) ? wholeYearTold(paper, year, titled[0]) : null
  if (titled && whole !== null) terms.push({ end: endOf(year, 12), slack: whole ? 45 : 90, text: titled[0].slice(0, 12), titled: true, ...(whole ? {} : { open: true }) })
  for (const match of paper.text.matchAll(/截[至止]到?(?:((?:19|20)\d{2})年)?(?:(\d{1,2})月)?(?:(\d{1,2})日|(年?[底末]))/g)) {
    const month = match[2] === undefined ? (match[4] ? 12 : NaN) : Number(match[2])
    if (Number.isNaN(month) || month > 12 || (match[1] === undefined && match[2] === undefined)) continue
    const at = match[3] === undefined ? endOf(Number(match[1] ?? year), month) : utc(Number(match[1] ?? year), month, Number(match[3]))
    terms.push({ end: at, slack: match[3] === undefined ? 5 : 0, text: joined(match[0]) })
  }
  // 3月1日至5月31日，组织开展了…: what was done was over
  for (const match of paper.text.matchAll(ranOut)) {
    if (/计划|拟|将|定于|预计/.test(match[0]) || (match[5] !== undefined && !summing.test(title))) continue
    const printed = match[2] ?? match[1] ?? titled?.[1]
    const of = Number(printed ?? year)
    // a span without its year may be of the year before, unless that is long ago
    const sign = dayBorne(paper)
    if (printed === undefined && sign && sign.day - utc(of - 1, Number(match[3]), Number(match[4])) < 300 * DAY) continue
    if (Number(match[3]) < 13) terms.push({ end: utc(of, Number(match[3]), Number(match[4])), slack: 3, text: joined(match[0]).slice(0, 14) })
  }
  // 2023年上半年，全市抽检…: what is told first is over
  for (const match of paper.text.matchAll(/(?<=^|[。；\n])[ \u3000]*((?:19|20)\d{2})年(?:([上下])半年|第?([一二三四])季度|(?:前|1月?(?:至|—|-))(\d{1,2})个?月)，?[^。；\n]{0,40}\d[^。；\n]*/g)) {
    const month = match[2] ? (match[2] === '上' ? 6 : 12) : match[3] ? 3 * ('一二三四'.indexOf(match[3]) + 1) : Number(match[4])
    if (month > 12 || /计划|目标|拟|将|力争|预计|确保|安排|打算|要/.test(match[0]) || inPlan(paper, match.index)) continue
    terms.push({ end: endOf(Number(match[1]), month), slack: 15, text: joined(match[0]).slice(0, 12) })
  }
  // 三年行动自2019年9月起，至2022年8月结束
  if (summing.test(title))
    for (const match of paper.text.matchAll(/(?:19|20)\d{2}年\d{1,2}月(?:起|开始|启动)?，?(?:至|—|-|到)((?:19|20)\d{2})年(\d{1,2})月(?:[底末])?(?:止|结束|圆满结束|全面结束|收官|落幕)/g))
      if (Number(match[2]) < 13) terms.push({ end: utc(Number(match[1]), Number(match[2]), 1), slack: 0, text: joined(match[0]) })
  // 2022年抽检数据（1月1日至12月31日）: what the figures are of
  for (const match of paper.text.matchAll(/((?:19|20)\d{2})年[^。；\n()]{0,16}(?:数据|统计|情况|结果|信息|数字)\((?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}日(?:至|—|-|到)(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日\)/g))
    if (Number(match[3]) < 13) terms.push({ end: utc(Number(match[2] ?? match[1]), Number(match[3]), Number(match[4])), slack: 5, text: joined(match[0]).slice(0, 14) })
  // 2023年5月，组织了…: what was done had begun
  for (const match of paper.text.matchAll(/(?<=^|[。\n])((?:19|20)\d{2})年(\d{1,2})月，[^。；\n]{2,40}(?:组织|开展|完成|抽检|实施|进行)了/g))
    if (Number(match[2]) < 13) terms.push({ end: utc(Number(match[1]), Number(match[2]), 1), slack: 0, text: joined(match[0]).slice(0, 12) })
  for (const match of paper.text.matchAll(/附件\d?[：:.、]?\s*((?:19|20)\d{2})年[^\n。计划方案]{2,30}(?:情况|结果|总结|名单|汇总)/g))
    terms.push({ end: utc(Number(match[1]), 1, 1), slack: 0, text: joined(match[0]).slice(0, 16) })
  for (const match of paper.text.matchAll(/(?<!至|到|—|-)((?:19|20)\d{2})年[末底](?!前|之前|达|实现|完成|力争|建成)/g))
    if (!/力争|计划|目标|确保|拟|将|争取|预计|规划|下一步|下步/.test(paper.text.slice(Math.max(0, match.index - 80), match.index).split(/[。\n]/).at(-1)!)) terms.push({ end: utc(Number(match[1]), 12, 31), slack: 31, text: joined(match[0]) })
  return terms
}

const spanned = '(?:((?:19|20)\\d{2})年)?\\d{1,2}月\\d{1,2}日(?:起|开始|启动)?，?(?:持续)?(?:至|—|-|到)(?:((?:19|20)\\d{2})年)?(\\d{1,2})月(\\d{1,2})日'
/** What ran from day to day: 开展了, or, where the paper sums it up, …止. */
const ranOut = new RegExp(`${spanned}(?:[^。；]{0,30}(?:开展|组织|实施|进行)(?:了|完成)|[，)]?(止|结束|圆满结束|全面结束|收官|落幕))`, 'g')
const summing = /总结|情况|报告|汇报|通报|小结|回顾|综述|成效|进展|分析|年报|公报/
const titledOf =
  /((?:19|20)\d{2})年(?:度)?(?:([上下])半年|第?([一二三四])季度)?[^，。]{0,30}(?:总结|情况|分析|通报|通告|报告|年报|汇报|公告|公报|白皮书|公示|进展|小结|回顾|综述)/
/** The first short lines of a paper, and the title that they make together, up to the one that calls it a report. */
const headOf = ({ text }: Paper): string[] => {
  const lines = text.trimStart().split('\n').filter((line) => line.trim() !== '').slice(0, 6)
  return lines.slice(0, Math.max(3, lines.findIndex((line) => line.length < 60 && summing.test(line) && !/[。；]/.test(line)) + 1))
}
const titleOf = (paper: Paper): string => headOf(paper).join('')

/** Whether the paper of a year tells all of it: surely, with figures of the year only, or not at all (null). */
function wholeYearTold(paper: Paper, year: number, title: string): boolean | null {
  if (/统计公报|总结|年报|白皮书|年度报告/.test(title) || new RegExp(`${year}年(?:全年|度)(?!计划|目标|任务)`).test(joined(paper.text.slice(0, 4000)))) return true
  return wholeYears(paper, year) > 0 ? false : null
}

/** Figures said of a whole year, told as done: `2022年，全市完成…`. */
function wholeYears(paper: Paper, year: number): number {
  return paper.document.sentences.filter(({ start, end }, at) => {
    // a line that ends in figures, such as the one with the day, runs on into the next
    const words = paper.text.slice(start, end).split('\n').map(joined).join('\n')
    return (
      new RegExp(
        `(?:^|[。；\\n])(?:[（(]?[一二三四五六七八九十\\d]+[）)、.．][^。]{0,14}。?)?${year}年(?:度|全年)?，?(?!\\d|以来|初|[上下]半年|第?[一二三四]季度|计划|底|末|前)`,
      ).test(words) &&
      inSentence(paper, at).some(isCount) &&
      !/计划|目标|力争|将|拟|安排|预算|启动|印发|下一步/.test(words)
    )
  }).length
}

/** A paper cannot bear a day before the time its figures are of. */
function signedTooEarly(paper: Paper): Finding[] {
  const sign = dayBorne(paper)
  if (!sign) return []
  const late = termsOf(paper).find(({ end, slack, titled }) => end - slack * DAY > sign.day && (titled || end - sign.day < 400 * DAY))
  const year = new Date(sign.day).getUTCFullYear()
  const whole = !late && sign.day < utc(year, 11, 15) && wholeYears(paper, year) > 1
  if (!late && !whole) return []
  const estimated = /预计|预期|预估|初步统计|快报/.test(paper.text) || late?.open === true
  return [
    findingAt(paper, sign.start, sign.end, {
      verdict: estimated ? 'doubtful' : 'contradiction',
      kind: 'date',
      calculation: `落款 ${new Date(sign.day).toISOString().slice(0, 10)}，文中写到“${late ? late.text : `${year}年`}”`,
      explanation: `落款日期早于文中数据所属的时间${estimated ? '；若文中为预计数或截至当时的数则无误' : '，文中也没有说是预计数'}。`,
    }),
  ]
}
