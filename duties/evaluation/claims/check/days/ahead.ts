import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper, type Said } from '../ground/paper.ts'
import { dayBorne } from './borne.ts'

/** What is told as counted up to a day, or as reported of a year, that lies behind the paper's own time. */
export const checkAhead = (paper: Paper): Finding[] => [...countedAhead(paper), ...deedsAhead(paper), ...reportAhead(paper)]

const DAY = 86_400_000
const to = (paper: Paper, from: number, length: number): string => joined(paper.text.slice(from, from + length)).split(/[。；]/)[0]!
const meant = /计划|目标|力争|预计|拟|将|规划|争取|预期|有效|任期|前$|之前|以前|应|须|要求/
const date = (verdict: Said['verdict'], calculation: string, explanation: string): Said => ({ verdict, kind: 'date', calculation, explanation })

const until = /截[至止]到?\s*((?:19|20)\d{2})\s*年\s*(?:(\d{1,2})\s*月)?\s*(?:(\d{1,2})\s*日|年?[底末])?/g
/** `截至2026年底，全市有…` in a paper that bears a day of 2024, or that reports on 2023. */
function countedAhead(paper: Paper): Finding[] {
  const matches = [...paper.text.matchAll(until)].filter((match) => !meant.test(to(paper, match.index + match[0].length, 24)))
  if (matches.length === 0) return []
  const borne = dayBorne(paper)
  const year = reportedYear(paper)
  return matches.flatMap((match) => {
    const [of, month, day] = [Number(match[1]), Number(match[2] ?? 12), Number(match[3] ?? 1)]
    const place = [match.index, match.index + match[0].trimEnd().length] as const
    const words = joined(match[0])
    if (month > 12) return []
    // the day itself and the first of a month: what is counted to a month's end may be told some days before it
    const told = Date.UTC(of, month - 1, day)
    // of a signature a year or less before it is said that it is too early
    const least = borne?.written ? 400 : match[3] === undefined ? 31 : 0
    if (borne && told - borne.day > least * DAY)
      return [findingAt(paper, ...place, date('contradiction', `${words} 晚于本文日期 ${new Date(borne.day).toISOString().slice(0, 10)}`, '本文日期时尚未到所截至之日，却列出截至该日的数。'))]
    if (!borne && year !== null && of > year + 1)
      return [findingAt(paper, ...place, date('doubtful', `${words}，本文所报告的是 ${year} 年`, '所截至之日晚于本文所报告的年份一年以上；若本文在其后才发布则无误。'))]
    return []
  })
}

const deed = /(?<=^|[。；，\n])((?:19|20)\d{2})年(\d{1,2})月(?:(\d{1,2})日)?，?[^。；，\d\n]{0,16}?(?:被[列授评确命]|列为|获评|荣获|入选|揭牌|正式启动|组织开展了|印发了|召开了)/g
/** `2031年5月，…被列为试点城市` in a paper that bears a day of 2021: told as done. */
function deedsAhead(paper: Paper): Finding[] {
  const matches = [...paper.text.matchAll(deed)].filter((match) => !meant.test(match[0]))
  const borne = matches.length === 0 ? null : dayBorne(paper)
  if (!borne) return []
  return matches.flatMap((match) => {
    const told = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3] ?? 1))
    if (Number(match[2]) > 12 || told <= borne.day) return []
    return [findingAt(paper, match.index, match.index + match[0].length, date('contradiction', `${joined(match[0]).slice(0, 12)} 晚于本文日期 ${new Date(borne.day).toISOString().slice(0, 10)}`, '所述之事写成已经办成，却晚于本文日期。'))]
  })
}

const report = /((?:19|20)\d{2})年?度?[一-鿿]{2,24}(?:白皮书|状况|年报|公报|报告)/
/** The year that the title's report is of. */
function reportedYear(paper: Paper): number | null {
  const title = paper.text.trimStart().split('\n').slice(0, 4).join('\n').slice(0, 400)
  const match = report.exec(title)
  return match && !/规划|计划|展望/.test(match[0]) ? Number(match[1]) : null
}

const named = /《((?:19|20)\d{2})年度?([^《》]{2,40}(?:报告|白皮书|公报|通报|年鉴|情况|总结))》/g
/** `《2032年…状况报告》` in a paper whose years all end by 2023: no report is out before its year. */
function reportAhead(paper: Paper): Finding[] {
  const matches = [...paper.text.matchAll(named)]
  if (matches.length === 0) return []
  const years = [...paper.text.matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)/g)].map((match) => Number(match[0]))
  return matches.flatMap((match) => {
    const of = Number(match[1])
    const other = years.filter((one) => one !== of)
    if (other.length < 2 || years.length - other.length > 1 || of < Math.max(...other) + 2) return []
    return [findingAt(paper, match.index, match.index + match[0].length, date('doubtful', `${of} 年，本文所述其余年份至 ${Math.max(...other)} 年`, '报告所属的年份晚于本文所述的全部年份；若本文在其后才写成则无误。'))]
  })
}
