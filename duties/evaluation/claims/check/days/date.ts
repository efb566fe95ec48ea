import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper, type Said } from '../ground/paper.ts'
import { dayBorne } from './borne.ts'

/** Dates that do not exist or run backwards, and deeds or whole years told before they were over. */
export function checkDates(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => [...impossible(paper), ...backwards(paper), ...daysBackwards(paper), ...beforeItsNumber(paper), ...toldTooSoon(paper), ...tooEarly(paper), ...tooLate(paper)])
}

const day = /(?<!\d)((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?/g
function impossible(paper: Paper): Finding[] {
  return [...paper.text.matchAll(day)].flatMap((match) => {
    const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)]
    if (month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate()) return []
    return [
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: 'contradiction',
        kind: 'date',
        calculation: joined(match[0]),
        explanation: '历法上没有这一天。',
      }),
    ]
  })
}

const said = (calculation: string, explanation: string, verdict: Said['verdict'] = 'contradiction'): Said => ({
  verdict,
  kind: 'date',
  calculation,
  explanation,
})

const days = /(\d{1,2})月(\d{1,2})日?\s*(?:至|到|—|–|-|~|～)\s*(\d{1,2})日/g
/** `9月13日至10日`: days of one month. */
const daysBackwards = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(days)]
    .filter((match) => Number(match[3]) < Number(match[2]))
    .map((match) => findingAt(paper, match.index, match.index + match[0].length, said(joined(match[0]), '起点晚于终点。')))

/** `〔2021〕6号）于2020年3月26日印发`: no paper goes out before the year of its number. */
const beforeItsNumber = (paper: Paper): Finding[] =>
  paper.document.references.flatMap(({ end, start, year, number }) => {
    const next = paper.document.dates.find((one) => one.start >= end && one.start - end < 8)
    const issued = next && /^(?:正式)?(?:印发|出台|下发|发布|公布|制定|施行|实施)/.test(joined(paper.text.slice(next.end, next.end + 8)))
    if (!next || !issued || !/^[)）]?(?:已)?于?$/.test(joined(paper.text.slice(end, next.start))) || Number(next.period.slice(0, 4)) >= year) return []
    return [findingAt(paper, next.start, next.end, said(`${joined(paper.text.slice(start, end))}，${next.period}`, `${joined(number)}的印发日期早于文号的年份。`))]
  })

/** `于3月15日至5月31日组织开展排查…各所于2月10日前上报了总结`: what tells of an action comes behind its beginning. */
const toldTooSoon = (paper: Paper): Finding[] => {
  const { dates, sentences } = paper.document
  const placeOf = (start: number): number => paper.paragraphs[sentences.findLastIndex((one) => one.start <= start)] ?? -1
  return dates.flatMap((one, at) => {
    const behind = joined(paper.text.slice(one.end, one.end + 14))
    if (one.period.length !== 10 || !/^(?:前|之前|以前)?[一-鿿]{0,4}(?:上报|报送|提交|完成|召开|形成)了?[一-鿿]{0,4}总结/.test(behind)) return []
    const span = dates.slice(Math.max(0, at - 4), at).findLast(({ period }) => /^\d{4}-\d{2}-\d{2}\/\d{4}-\d{2}-\d{2}$/.test(period))
    if (!span || one.period >= span.period.slice(0, 10) || placeOf(span.start) !== placeOf(one.start)) return []
    return [findingAt(paper, one.start, one.end, said(`${one.period} 早于 ${span.period.slice(0, 10)}`, '总结早于所总结的工作开始之日；若所指是另一项工作则无误。', 'doubtful'))]
  })
}

function backwards(paper: Paper): Finding[] {
  return paper.document.dates
    .flatMap(({ start, end, period, text }) => {
      const [from, to] = period.split('/')
      if (!from || !to) return []
      const length = Math.min(from.length, to.length)
      if (from.slice(0, length) <= to.slice(0, length)) return []
      return [findingAt(paper, start, end, said(`${from} 晚于 ${to}`, `“${joined(text)}”的起点晚于终点。`))]
    })
    .concat(orderedPairs(paper), bareOrder(paper))
}

const stopped = /(?<![年\d])(\d{1,2})月(\d{1,2})日(?:起)?(?:停工|停业|停产|停用|关停|停运|封存)[^。；\d]{0,10}?(\d{1,2})月(\d{1,2})日(?:起)?(?:复工|复业|复产|恢复|重启|重新)/g
const begunAndDone = /(?<![年\d])(\d{1,2})月(\d{1,2})日(?:正式|全面)?(?:启动|开始|开工|动工|开幕|开班|开课|立案|受理|进驻|起)[^。；\d]{0,16}?(\d{1,2})月(\d{1,2})日(?:正式|全部|圆满|全面)?(?:结束|完成|收官|竣工|闭幕|落幕|结业|结课|撤离|办结|结案|止)/g
/** `于7月1日启动、8月31日结束`, with no year told. */
const bareOrder = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(begunAndDone), ...paper.text.matchAll(stopped)].flatMap((match) => {
    const [month, day, toMonth, toDay] = match.slice(1).map(Number) as [number, number, number, number]
    if (toMonth * 32 + toDay >= month * 32 + day || (month > 8 && toMonth < 7) || /[次翌明]年/.test(match[0])) return []
    return [findingAt(paper, match.index, match.index + match[0].length, said(joined(match[0]), '结束早于开始。'))]
  })

/** `于2022年5月启动，2021年12月完成`: a beginning and an end in one sentence. */
function orderedPairs(paper: Paper): Finding[] {
  const { dates } = paper.document
  return dates.slice(1).flatMap((next, at) => {
    const first = dates[at]!
    const words = joined(paper.text.slice(first.end, next.end + 10)).replace(/(?<=.)[。；].{0,9}$/, '')
    if (
      words.length > 60 ||
      /[。；]/.test(joined(paper.text.slice(first.end, next.start))) ||
      !/^\d/.test(first.period) ||
      first.period.includes('/') ||
      next.period.includes('/')
    )
      return []
    // 12月1日至1月31日: into the year that follows
    if (!/\d{4}/.test(next.text) && first.period.slice(5, 7) >= '09' && next.period.slice(5, 7) <= '04') return []
    const length = Math.min(first.period.length, next.period.length)
    if (length < 7 || first.period.slice(0, length) <= next.period.slice(0, length)) return []
    const order =
      /^(?:启动|开始|开工|立项|动工|印发|受理|立案|成立)/.test(words) &&
      /(?:完成|结束|竣工|验收|办结|结案|建成|投用)/.test(words.slice(-14))
    // 6月1日至10日 has its end in itself
    const range = /^(?:起)?(?:至|到)(?!\d{1,2}[日号])/.test(words)
    return order || range ? [findingAt(paper, next.start, next.end, said(`${next.period} 早于 ${first.period}`, '结束早于开始。'))] : []
  })
}

const future =
  /(?:列入|纳入|安排[在到于]?|放[在到]|留[待到]|转入|转至|移至|推迟到?|推迟至|顺延至|延至|结转至)[^，。；]{0,6}$|计划|目标|力争|预计|拟|将|规划|到[^，。；]{0,2}$|确保|争取|预期|之前|前$|以前|有效期|期限|任期|力求|推进|要求|不迟于|底前|还需|尚需|仍需|下一步|下步|顺延|延期|推迟|延至|三年行动|^结束/

/** 下半年工作打算: where the heading stands under which all is still to come; a line of its own without a number is a heading too. */
function planAbove(paper: Paper, start: number): number | null {
  const above = paper.document.headings.findLast((one) => one.level < 2 && one.start <= start)
  const from = Math.max(above?.end ?? 0, start - 1200)
  const lines = [...paper.text.slice(from, start).matchAll(/\n[ \u3000]*([^。；，：\n]{2,15})(?=\n)/g)]
  const line = lines.findLast((one) => /打算|下一?步|安排|计划|下半年|今后/.test(one[1]!))
  if (line) return from + line.index
  return above !== undefined && /打算|计划|安排|下一步|下步|思路|展望|重点工作|工作重点|明年|下半年/.test(above.title) ? above.start : null
}
export const inPlan = (paper: Paper, start: number): boolean => planAbove(paper, start) !== null

/** What is told as done or counted although it lies behind the date that the paper bears or speaks of. */
function tooEarly(paper: Paper): Finding[] {
  const early = toldEarly(paper)
  const borne = early.length > 0 ? dayBorne(paper) : null
  // either of them may be the one that is wrong
  return borne?.written ? [...early, findingAt(paper, borne.start, borne.end, said(`落款 ${new Date(borne.day).toISOString().slice(0, 10)}；${early[0]!.calculation}`, '落款早于文中写成已办之事的日期；若其中一处另有所指则无误。', 'doubtful'))] : early
}
function toldEarly(paper: Paper): Finding[] {
  const borne = dayBorne(paper)
  const date = borne?.written && paper.document.date?.length !== 10 ? new Date(borne.day).toISOString().slice(0, 10) : paper.document.date
  if (date === null || date.length < 7) return []
  return paper.document.dates.flatMap(({ start, end, period, text }) => {
    if (inPlan(paper, start)) return []
    const last = period.split('/').at(-1)!
    const lead = joined(paper.text.slice(Math.max(0, start - 16), start))
      .split(/[。；]/)
      .at(-1)!
    const tail = joined(paper.text.slice(end, end + 40)).split(/[。；]/)[0]!
    const counted = /截[至止]$/.test(lead) && /^[，]?(?:已|共|累计)?(?:完成|办结|整改|建成|查处|抽检)/.test(tail)
    if ((!counted && (future.test(lead) || future.test(tail))) || /^前|^[之以]前/.test(tail)) return []
    const length = Math.min(last.length, date.length)
    const printed = joined(text)
    if (date !== paper.document.date && !/\d/.test(printed)) return []
    // 三季度 in a paper of January is of the year before, which it tells of
    if (!/\d{4}|今年|本年/.test(printed) && date.slice(5, 7) <= '03') return []
    // the day on which the news was told, in a paper that bears no date but speaks up to a month
    if (last.length === 10 && date.length === 7) return []
    if (last.length >= 7 && last.slice(0, length) > date.slice(0, length)) {
      const figures = /\d|[一二三四五六七八九十]+[家户件起个]/.test(tail)
      // what goes on to tell up to when its figures count tells no figure of its own day
      if (!figures && !/截|已|完成|召开|印发|至/.test(lead + tail.replace(/[，]?[^，]{0,12}截[至止].*$/, ''))) return []
      if (/数据[^，。]{0,8}截[至止]/.test(tail)) return []
      return [
        findingAt(
          paper,
          start,
          end,
          said(
            `${last} 晚于本文日期 ${date}`,
            `“${printed}”晚于本文所署或所述日期，却写成已有的数或已办的事；若本文日期另有所指则无误。`,
            'doubtful',
          ),
        ),
      ]
    }
    const bareYear = last.length === 4 && !period.includes('/') && last === date.slice(0, 4) && date.length >= 7 && date.slice(5, 7) < '12'
    const wholeYear =
      bareYear &&
      !/截[至止]|目前|—|-$/.test(lead) &&
      (date.length === 7 ? /全年|年度[^，]{0,8}共|累计|总产[量值]|总量|产值|全部/.test(printed + tail) : /^全年/.test(tail)) &&
      /\d/.test(tail) &&
      !/^(?:截|以来|至今|\d|[—-])/.test(tail) &&
      !/以来$/.test(printed)
    return wholeYear
      ? [
          findingAt(
            paper,
            start,
            end,
            said(
              `${printed}全年，本文日期 ${date}`,
              '本文日期时全年尚未结束，却列全年数；若为计划数，或为截至当时的数而未写明，则无误。',
              'doubtful',
            ),
          ),
        ]
      : []
  })
}

/** A month without its year is of the year in which the paper is signed, unless it is late in it, or another year is told. */
function thisYear(paper: Paper, start: number, text: string, period: string, date: string): boolean {
  if (/\d{4}/.test(text)) return true
  const words = paper.text.slice(planAbove(paper, start) ?? Math.max(0, start - 400), start)
  return period.slice(0, 4) === date.slice(0, 4) && date.slice(5, 7) < '10' && !/(?:19|20)\d{2}年|[明次]年/.test(words)
}

/** `将于2023年9月底前补齐`, `于9月20日前报送` in a paper of a later day: what is still to be done cannot be due by a day that is past. */
function tooLate(paper: Paper): Finding[] {
  const borne = dayBorne(paper)
  const date = borne ? new Date(borne.day).toISOString().slice(0, 10) : paper.document.date
  if (date === null || date.length < 7) return []
  return paper.document.dates.flatMap(({ start, end, period, text }) => {
    const lead = joined(paper.text.slice(Math.max(0, start - 30), start))
      .split(/[。；，]/)
      .at(-1)!
    const tail = joined(paper.text.slice(end, end + 12)).split(/[。；，]/)[0]!
    const due = /^(?:之|以)?前(?![一-鿿]{0,2}[已于])/.test(tail) || /底前$/.test(joined(text) + tail.slice(0, 1))
    const meant =
      /(?:将|拟|请|须|应|力争|确保|务必|要求|尽快)[^，。；]{0,12}$/.test(lead) ||
      (/于$/.test(lead) && /^(?:之|以)?前将/.test(tail)) ||
      (/^于?$/.test(lead) && /^(?:之|以)?前(?:全部|基本)?(?:完成|报|上报|整改|落实|提交|反馈|补齐)/.test(tail) && !/已|均/.test(tail))
    // 预计2024年4月竣工
    const ahead = /(?:预计|计划|拟|拟定|力争|有望|预期|将|争取|确保)(?:于|在|到)?$/.test(lead) && /^(?:[底末初]|[上中下]旬)?(?:前)?(?:全部|全面|正式|基本|可|能|主体)?(?:竣工|建成|完工|投用|投入|完成|交付|启用|开工|上线|投产|验收|开业|动工|达标|实现|召开|举办)/.test(tail)
    // 下步打算: …8月底前清零
    const planned = due && borne !== null && inPlan(paper, start) && !/已|均|曾|此前|按照?|要求/.test(lead + tail) && thisYear(paper, start, text, period, date)
    if (!(due && meant && date.length === 10) && !ahead && !planned) return []
    if (period.includes('/') || period.length < 7) return []
    const length = Math.min(period.length, date.length)
    if (period.slice(0, length) >= date.slice(0, length)) return []
    return [
      findingAt(
        paper,
        start,
        end,
        said(`${period} 早于本文日期 ${date}`, `“${joined(text)}”早于本文日期，却写成尚待办理的期限；若引自较早的文件则无误。`, 'doubtful'),
      ),
    ]
  })
}
