import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** Days, months and quarters that no year has, told without their year: `6月31日`, `4月1日至31日`, `前14个月`, `1月至13月`, `第五季度`. */
export const checkImpossibleDays = (paper: Paper): Finding[] => [...daysOf(paper), ...numericOf(paper), ...monthsOf(paper), ...quartersOf(paper)]

const longest: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const number = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const day = new RegExp(`(?<![\\d.一二三四五六七八九十])(${number})\\s*月\\s*(${number})\\s*日(?:\\s*(?:至|到|—|-|~)\\s*(${number})\\s*日)?`, 'g')
const valueOf = (text: string): number => (/^\d/.test(text) ? Number(text) : hanNumber(text))

/** A day whose year is printed is looked at with its year. */
const hasYear = (paper: Paper, at: number): boolean => /\d{4}\s*年\s*$/.test(paper.text.slice(Math.max(0, at - 8), at))

const daysOf = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(day)].flatMap((match) => {
    const most = longest[valueOf(match[1]!) - 1]
    if (most === undefined) return []
    const printed = [match[2]!, ...(match[3] === undefined ? [] : [match[3]])]
    const wrong = printed.find((one, at) => (valueOf(one) > most || valueOf(one) < 1) && (at > 0 || !hasYear(paper, match.index)))
    return wrong === undefined ? [] : [say(paper, match, `${valueOf(match[1]!)}月至多 ${most} 天，所列 ${valueOf(wrong)} 日`, '历法上没有这一天。')]
  })

const numeric = /(?<![\d./-])((?:19|20)\d{2})([./-])(\d{1,2})\2(\d{1,2})(?![\d./-]\d|\d)/g
/** `2019-02-30`, as lines under a title have it. */
const numericOf = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(numeric)].flatMap((match) => {
    const [year, month, date] = [Number(match[1]), Number(match[3]), Number(match[4])]
    if (month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate()) return []
    // 2019.13.2 may be the number of a version
    if (match[2] === '.' && (month > 12 || month < 1 || date > 31)) return []
    return [say(paper, match, `${year}年${month}月没有 ${date} 日`, '历法上没有这一天。')]
  })

const months = /(?<=年|年度)前(1[3-9]|[2-9]\d|十[三四五六七八九])个月/g
const monthsOf = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(months)].map((match) => say(paper, match, `${valueOf(match[1]!)} > 12`, '一年只有十二个月。')).concat(
    [...paper.text.matchAll(bare)].filter((match) => !hasYear(paper, match.index)).map((match) => say(paper, match, `${valueOf(match[1]!)} > 12`, '一年没有这个月。')),
  )

const bare = /(?<![\d.])(1[3-9]|[2-9]\d)月(?![一-鿿]*期)/g
const quarters = /第\s*([五六七八九5-9])\s*季度|(?<!\d)([5-9])季度/g
const quartersOf = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(quarters)].map((match) => say(paper, match, `${valueOf((match[1] ?? match[2])!)} > 4`, '一年只有四个季度。'))

const say = (paper: Paper, { index, 0: text }: RegExpExecArray, calculation: string, explanation: string): Finding =>
  findingAt(paper, index, index + text.length, { verdict: 'contradiction', kind: 'date', calculation: `“${joined(text)}”：${calculation}`, explanation })
