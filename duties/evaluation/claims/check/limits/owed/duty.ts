import { hanNumber } from '../../../../../../platform/core/chinese.ts'
import type { Finding } from '../../../contract.ts'
import { findingAt, type Figure, type Paper } from '../../ground/paper.ts'

/** What is owed of each, as a paper puts it: `每个乡镇不低于3名`, `各县均不少于2台`, `人均包保不到10家`, `平均每户超过两次`, `每季度至少召开一次`. */
export type Duty = {
  readonly least: boolean
  /** 超过 and 不到 leave out the number itself. */
  readonly strict: boolean
  readonly value: number
  readonly unit: string
  /** What stands behind 每 or 各 up to the bound: whose duty it is, and often the deed or the thing. */
  readonly each: string
  /** The clause up to the duty, and the words around its number. */
  readonly before: string
  readonly thing: string
  /** A mean of what was done, not a rule. */
  readonly mean: boolean
  /** Asked for, and not said to be so. */
  readonly asked: boolean
  /** With a bound in so many words, or a bare `每月一次`. */
  readonly bound: boolean
  readonly sentence: number
  readonly start: number
  readonly end: number
}

const numeral = '\\d+(?:\\.\\d+)?|[一二两三四五六七八九十]{1,3}'
const unit = '户次|家次|人次|批次|学时|课时|小时|名|人|位|台|套|部|辆|件|份|个|家|户|所|处|次|场|期|遍|轮|亩|册|条|万元|元'
const least = '不少于|不低于|不得少于|不得低于|不小于|至少|最少|最低|超过|高于|多于|大于|达到|达|保证|突破'
const most = '不超过|不多于|不高于|不大于|不得超过|不得多于|未超过|没有超过|至多|最多|不足|不到|低于|少于|未达到?|控制在'
const fromAll = new RegExp(
  `(?<head>平均每|每|各|人人|[人户家所村校店案件起例批场期站乡县篇条台辆亩笔单]均)(?<each>[^，。；：\\d]{0,22}?)(?<bound>${most}|${least})?(?<mid>[^，。；：\\d不至超最每均]{0,10}?)(?<n>${numeral})(?<unit>${unit})(?<rim>及?以上|及?以下|以内|左右)?`,
  'g',
)
/** `不得少于40学时/人`: of each behind the number. */
const fromNumber = new RegExp(`(?<bound>${most}|${least})(?<n>${numeral})(?<unit>${unit})[/／每](?<each>人|名|户|家|所|村|场|件|年)`, 'g')
const asked = /要求|按照|规定|应当?|须|必须|标准|目标|力争|计划|确保|拟|将|不得/
const known = new WeakMap<Paper, readonly Duty[]>()

export function dutiesOf(paper: Paper): readonly Duty[] {
  const ready = known.get(paper)
  if (ready) return ready
  const made = paper.document.sentences.flatMap(({ start, end }, sentence) => (end - start > 1200 ? [] : read(paper.text.slice(start, end), start, sentence)))
  known.set(paper, made)
  return made
}

function read(text: string, start: number, sentence: number): Duty[] {
  return [...text.matchAll(fromAll), ...text.matchAll(fromNumber)].flatMap((match) => {
    const { head = '每', each = '', bound, mid = '', n = '', unit: of = '', rim } = match.groups ?? {}
    const to = match.index + match[0].length
    const value = /\d/.test(n) ? Number(n) : hanNumber(n.replace('两', '二'))
    const up = bound !== undefined && new RegExp(`^(?:${least})$`).test(bound)
    const down = bound !== undefined && !up
    if (!(value > 0) || /左右/.test(rim ?? '') || /^个?百分/.test(text.slice(to - of.length, to + 3))) return []
    const bounded = bound !== undefined || rim !== undefined
    // 各月检测量为210份、236份: the first of a row
    if (!bounded && /^[、和及]\d/.test(text.slice(to, to + 2))) return []
    // 达到2名 alone is a value, with 以上 a bound
    if (bound !== undefined && /^(?:达到?|保证)$/.test(bound) && rim === undefined) return []
    const clause = text.slice(0, match.index).split(/[，。；：]/).at(-1)!
    const mean = /均/.test(head) || /均$/.test(clause + each) || /平均/.test(each + mid)
    const before = text.slice(Math.max(0, match.index - 40), match.index)
    return [
      {
        least: rim !== undefined ? /上/.test(rim) : up || !down,
        strict: rim === undefined && bound !== undefined && /^(?:超过|高于|多于|大于|突破|不足|不到|低于|少于|未达到?)$/.test(bound),
        value: of === '万元' ? value * 10_000 : value,
        unit: of === '万元' ? '元' : of,
        each: /均$|人人/.test(head) ? head[0]! : bound === undefined ? each + mid : each,
        before,
        thing: `${clause}|${each}|${mid}|${text.slice(to, to + 8).split(/[，。；：]/)[0]!}`,
        mean,
        asked: asked.test(clause + each + mid + text.slice(to, to + 6)),
        bound: bounded,
        sentence,
        start: start + match.index,
        end: start + to,
      },
    ]
  })
}

/** How often a year a time comes round; null where it is none. */
export function yearly(each: string): number | null {
  const name = /^(?:一?个?)(半年|学期|季度|季|半月|两个?月|[二三]个?月|月|旬|周|星期|年|学年)/.exec(each)?.[1]
  if (name === undefined) return null
  const rounds: Readonly<Record<string, number>> = { 年: 1, 学年: 1, 半年: 2, 学期: 2, 季度: 4, 季: 4, 月: 12, 半月: 24, 旬: 36, 周: 52, 星期: 52 }
  return rounds[name] ?? (/^[两二]/.test(name) ? 6 : 4)
}

/** A duty that a figure does not meet, marked from the one to the other; what saves a doubt is told behind it. */
export const unmet = (paper: Paper, duty: Duty, told: Figure, { sure, calculation, what, saved }: { readonly sure: boolean; readonly calculation: string; readonly what: string; readonly saved: string }, beside: readonly Figure[] = []): Finding =>
  findingAt(
    paper,
    Math.min(duty.start, told.start),
    Math.max(duty.end, told.end),
    { verdict: sure ? 'contradiction' : 'doubtful', kind: 'bound', calculation, explanation: `${what}${sure ? '' : `；${saved}`}。` },
    [told, ...beside].map(({ id }) => id),
  )
