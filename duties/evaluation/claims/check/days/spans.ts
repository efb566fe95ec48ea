import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** Lengths of time against the two days they lie between, and phases that begin before the one before them is over. */
export const checkSpans = (paper: Paper): Finding[] => [...durations(paper), ...months(paper), ...phases(paper)]

const DAY = 86_400_000
const full = (date: string | undefined): boolean => date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date)
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY

type Span = { readonly from: string; readonly to: string; readonly start: number; readonly end: number }

/** Spans from day to day: printed as one (5月8日至8月15日), or two dates with 至, 到, 持续到 between them. */
function spansOf(paper: Paper): Span[] {
  const { dates } = paper.document
  return dates.flatMap((date, at) => {
    const [from, to] = date.period.split('/')
    if (from && to && full(from) && full(to)) return [{ from, to, start: date.start, end: date.end }]
    const next = dates[at + 1]
    // 11月6日至9日
    const day = full(date.period) ? /^(?:至|到|—|-|~)(\d{1,2})日/.exec(paper.text.slice(date.end, date.end + 6)) : null
    if (day) return [{ from: date.period, to: `${date.period.slice(0, 8)}${day[1]!.padStart(2, '0')}`, start: date.start, end: date.end + day[0].length }]
    if (!next || !full(date.period) || !full(next.period)) return []
    const words = joined(paper.text.slice(date.end, next.start))
    return /^(?:起|开始)?，?(?:持续|延续|一直)?(?:至|到|—|-)$/.test(words) ||
      (/^(?:正式)?(?:启动|开始|开幕|举行|开展|起)[^。；\d]{0,8}$/.test(words) && /^(?:正式|圆满)?(?:结束|闭幕|落幕|收官|完成|止|截止)/.test(joined(paper.text.slice(next.end, next.end + 8))))
      ? [{ from: date.period, to: next.period, start: date.start, end: next.end }]
      : []
  })
}

const lasting = /(?:历时|历经|为期|共计|共|持续|用时|利用|用|时长|前后)(?:了)?(近|约)?([\d一二两三四五六七八九十百]+)(个?月|天|日|周|个星期)/g

/** `5月8日至8月15日…历时100天`: first and last day may both count. */
function durations(paper: Paper): Finding[] {
  const spans = spansOf(paper)
  return [...paper.text.matchAll(lasting)].flatMap((match) => {
    const sentence = paper.text.slice(Math.max(0, match.index - 120), match.index)
    const opening = match.index - (sentence.length - 1 - sentence.lastIndexOf('。')) - 1
    const to = match.index + match[0].length
    // 用十天(3月1日至3月10日): its own days stand in the bracket behind it
    const own = spans.filter((span) => /^[^()，。；]{0,4}\($/.test(paper.text.slice(to, span.start)))
    const before = spans.filter((span) => span.start >= opening && span.end <= match.index && match.index - span.end < 60)
    // 为期5天，自9月11日起至15日止
    const behind = spans.filter((span) => span.start >= to && /^[^。；\d]{0,12}$/.test(paper.text.slice(to, span.start)))
    const near = [own, before, behind].find(({ length }) => length > 0) ?? []
    const [span] = near
    if (!span || near.length > 1) return []
    const said = /^\d/.test(match[2]!) ? Number(match[2]) : hanNumber(match[2]!.replace('两', '二'))
    const days = dayOf(span.to) - dayOf(span.from)
    const unit = match[3]!
    const each = unit.includes('月') ? 30.44 : /周|星期/.test(unit) ? 7 : 1
    const loose = each === 1 ? (match[1] === undefined ? 0 : 1) : 0.6 * each
    if (!(said > 0) || days < 1 || (days + 1 >= said * each - loose && days <= said * each + loose)) return []
    // no work lasts longer than from its first day to its last; working days are told in days
    const sure = said * each > days + 1 + loose || (each > 7 && said * each < days - each)
    return [
      findingAt(paper, Math.min(span.start, match.index), Math.max(span.end, match.index + match[0].length), {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'date',
        calculation: `${span.from} 至 ${span.to} 共 ${days + 1} 天，所列 ${joined(match[0])}`,
        explanation: `所列时长与起止日期不符${sure ? '' : '；若只计其中的工作日或实际开展的天数则无误'}。`,
      }),
    ]
  })
}

const monthSpan = /(?<![\d.])(\d{1,2})月(?:份|底|初)?(?:启动|开始|起|开展)?，?(?:持续)?(?:至|到|—|-|~)(次年|翌年)?(\d{1,2})月(?:份|底|末|初)?(?!\d)/g
const lastingMonths = /(?:^|[，。；、])([一-鿿]{0,6}?)(?:历时|历经|为期|持续|用时)(?:了)?([\d两三四五六七八九十]{1,3})个月/g
/** `4月至11月，…开展专项行动。行动历时8个月`: the first and the last month may both count, or only one of them. */
function months(paper: Paper): Finding[] {
  return [...paper.text.matchAll(lastingMonths)].flatMap((match) => {
    const ahead = paper.text.slice(Math.max(0, match.index - 160), match.index + 1)
    const [span, other] = [...ahead.matchAll(monthSpan)].toReversed()
    if (!span || (other && ahead.slice(other.index).length < 80)) return []
    const words = ahead.slice(span.index + span[0].length)
    const noun = match[1]!.slice(-2)
    // what lasts is what the span was told of: nothing else is named, or the same again
    if (/\n/.test(words) || (words.match(/。/g)?.length ?? 0) > 1 || /其中/.test(match[1]!) || (noun !== '' && !words.includes(noun))) return []
    if (noun === '' && /[。；]/.test(words)) return []
    const said = /^\d/.test(match[2]!) ? Number(match[2]) : hanNumber(match[2]!.replace('两', '二'))
    const [from, to] = [Number(span[1]), Number(span[3])]
    const count = to - from + 1 + (span[2] || to < from ? 12 : 0)
    if (!(said > 0) || from > 12 || to > 12 || said === count || said === count - 1) return []
    const at = match.index + match[0].search(/历时|历经|为期|持续|用时/)
    return [
      findingAt(paper, at, match.index + match[0].length, {
        verdict: said > count && !/^\d{1,2}日/.test(words) ? 'contradiction' : 'doubtful',
        kind: 'date',
        calculation: `${joined(span[0])} 共 ${count} 个月，所列 ${joined(match[0].slice(at - match.index))}`,
        explanation: `所列时长与起止月份不符${said > count ? '' : '；若只计其中一段则无误'}。`,
      }),
    ]
  })
}

const phase = /阶段|动员|部署|宣传发动|自查|集中|整治|巩固|总结|验收|提升|评估|准备|实施/
/** `动员（3月1日至3月20日）、整治（3月11日至6月30日）、总结（…）`: phases follow one another. */
function phases(paper: Paper): Finding[] {
  const spans = spansOf(paper)
  return spans.slice(1).flatMap((span, at) => {
    const last = spans[at]!
    const words = joined(paper.text.slice(last.end, span.start))
    const lead = joined(paper.text.slice(Math.max(0, last.start - 10), last.start))
    const row = words.length < 30 && !/。/.test(words) && phase.test(lead) && phase.test(words) && /^[)）]/.test(words)
    if (!row || span.from > last.to || span.from < last.from) return []
    return [
      findingAt(paper, span.start, span.end, {
        verdict: 'doubtful',
        kind: 'date',
        calculation: `${span.from} 早于上一阶段结束 ${last.to}`,
        explanation: '后一阶段在前一阶段结束之前开始；若各阶段本来交叉进行则无误。',
      }),
    ]
  })
}
