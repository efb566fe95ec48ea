import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** Years that name themselves: `去年2021年` in a paper of 2022, `2021年9月 | 2020年9月 | 同比` in a head, `图1 2018—2022年`. */
export const checkNamedYears = (paper: Paper): Finding[] => [...lastYear(paper), ...heads(paper), ...spansOfYears(paper), ...oddSpan(paper), ...tooEarly(paper)]

const year = '((?:19|20|21|22)\\d{2})'
const say = (paper: Paper, start: number, end: number, verdict: 'contradiction' | 'doubtful', calculation: string, explanation: string): Finding =>
  findingAt(paper, start, end, { verdict, kind: 'date', calculation, explanation })

/** The year that the title names. */
function titleYear({ text }: Paper): number | null {
  const line = text.trimStart().split('\n')[0]!.slice(0, 80)
  const years = [...new Set([...line.matchAll(new RegExp(`(?<!\\d)${year}年`, 'g'))].map((match) => Number(match[1])))]
  return years.length === 1 && !/\d[—~至到-]\d/.test(line) ? years[0]! : null
}

const last = new RegExp(`(去年|上年|前年)(?:同期)?[（(]?${year}年`, 'g')
function lastYear(paper: Paper): Finding[] {
  const matches = [...paper.text.matchAll(last)]
  if (matches.length === 0) return []
  const title = titleYear(paper)
  return matches.flatMap((match) => {
    const line = paper.text.slice(paper.text.lastIndexOf('\n', match.index) + 1, match.index)
    const beside = [...line.matchAll(new RegExp(`(?<!\\d)${year}年`, 'g'))].map((one) => Number(one[1])).at(-1)
    const own = beside ?? title
    const gap = match[1] === '前年' ? 2 : 1
    if (own === null || own === undefined || own - Number(match[2]) === gap) return []
    // news of the next year speaks of its own last year
    if (Number(match[2]) === own && !line.includes('|')) return []
    return [say(paper, match.index, match.index + match[0].length, title === own && (beside === undefined || beside === title) ? 'contradiction' : 'doubtful', `本文所说的是 ${own} 年，“${joined(match[0])}”`, `${match[1]}应为 ${own - gap} 年。`)]
  })
}

const column = new RegExp(`^\\s*(?:去年|上年)?${year}年(?:第?([一二三四1-4])季度|([上下])半年|(\\d{1,2})(?:月|[—-](\\d{1,2})月))`)
/** Two columns that are compared (同比) are of the same months of two years. */
function heads(paper: Paper): Finding[] {
  const found: Finding[] = []
  for (const match of paper.text.matchAll(/[^\n]+/g)) {
    if (match[0].length > 400 || !match[0].includes('|') || !match[0].includes('同比')) continue
    let at = match.index
    const cells = match[0].split('|').flatMap((cell) => {
      const start = at
      at += cell.length + 1
      const own = column.exec(cell)
      return own ? [{ start: start + cell.length - cell.trimStart().length, text: own[0].trim(), year: Number(own[1]), part: own.slice(2).join('/') }] : []
    })
    const [one, other] = cells
    if (!one || !other || cells.length !== 2) continue
    if (one.part === other.part && Math.abs(one.year - other.year) === 1) continue
    found.push(say(paper, other.start, other.start + other.text.length, 'contradiction', `${one.text} | ${other.text} | 同比`, '同比的两列应是相邻两年的同一时段。'))
  }
  return found
}

const span = new RegExp(`(?<![\\d.])${year}(?:年)?\\s*(?:—+|–|-+|~|～|至)\\s*${year}年`, 'g')
/** `2018—2202年`: no years that run backwards, and none of a chart of what was in another century. */
const spansOfYears = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(span)].flatMap((match) => {
    const [from, to] = [Number(match[1]), Number(match[2])]
    const words = `“${joined(match[0])}”`
    if (to < from) return [say(paper, match.index, match.index + match[0].length, 'contradiction', words, '后一年在前一年之前。')]
    if (to < 2100 || from > 2100) return []
    return [say(paper, match.index, match.index + match[0].length, 'contradiction', words, `${to} 年不在可以统计的时间之内，似为误写。`)]
  })

/** `2011—2015年` again and again, and once `2011—2016年`. */
function oddSpan(paper: Paper): Finding[] {
  const all = [...paper.text.matchAll(span)].map((match) => ({ start: match.index, text: match[0], from: match[1]!, to: match[2]! }))
  return all.flatMap((one) => {
    const alike = all.filter(({ from }) => from === one.from)
    const others = alike.filter(({ to }) => to !== one.to)
    const [first] = others
    if (!first || others.length < 2 || others.length !== alike.length - 1 || others.some(({ to }) => to !== first.to)) return []
    const place = paper.text.slice(Math.max(0, one.start - 12), one.start)
    // the title, or the opening of a part of an abstract
    if (!/(?:^|\n|结论|结果|方法|目的|背景)[\s：:]*[一-鿿]{0,6}[\s]*$/.test(place)) return []
    return [say(paper, one.start, one.start + one.text.length, 'doubtful', `“${joined(one.text)}”；他处均为“${joined(first.text)}”`, '本文所说的年份前后不一；若此处另有所指则无误。')]
  })
}

/** `（2021年2月）` under the title of what all of 2021 came to. */
function tooEarly(paper: Paper): Finding[] {
  const lines = [...paper.text.slice(0, 600).matchAll(/[^\n]+/g)].slice(0, 6)
  const title = lines[0]?.[0] ?? ''
  const of = titleYear(paper)
  if (of === null || !/公报|年报|年度|全年|总结/.test(title)) return []
  return lines.slice(1).flatMap((line) => {
    const match = new RegExp(`^\\s*[（(]?${year}年(\\d{1,2})月[)）]?\\s*$`).exec(line[0])
    if (!match || Number(match[1]) > of || (Number(match[1]) === of && Number(match[2]) >= 12)) return []
    return [say(paper, line.index, line.index + line[0].length, 'contradiction', `${joined(line[0])}；标题 ${of} 年`, '全年的数在当年结束之前不可能写成。')]
  })
}
