import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding, Heading, Verdict } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** Numbers of headings that skip, repeat or change their style, and 一是、二是… that skip. */
export function checkHeadings(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => [...headings(paper), ...points(paper)])
}

/** 第一部分 stands above 一、. */
const levelOf = ({ level, printed }: Heading): number => (level === 1 && printed.startsWith('第') ? 0 : level)

/** Numbers start again under each parent or run on through the paper; `(2)` between `（一）` and `（三）` is a change of style. */
function headings(paper: Paper): Finding[] {
  const open = new Map<number, Heading>()
  const running = new Map<number, number>()
  const all = paper.document.headings
  const found = all.flatMap((heading, at) => {
    const own = levelOf(heading)
    const stray = !open.has(own) && heading.number !== 1 && running.get(own) !== heading.number - 1 ? strayLevel(open, heading) : null
    const before = open.get(own)
    const level = stray ?? own
    const finding = stray === null ? misnumbered(paper, heading, own, before, running.get(own)) : style(paper, heading, open.get(stray)!)
    for (const deeper of open.keys()) if (deeper > level) open.delete(deeper)
    // one wrong number among right ones is said once: the next goes on from what this one should have been
    const next = all.slice(at + 1, at + 12).find((one) => levelOf(one) <= level)
    const meant =
      finding && before && next && levelOf(next) === level && next.number === before.number + 2
        ? { ...heading, number: before.number + 1 }
        : heading
    open.set(level, meant)
    running.set(level, meant.number)
    return finding ?? []
  })
  return [...found, ...widths(paper)]
}

/** Full-width and half-width marks of one level, said once in a paper. */
function widths(paper: Paper): Finding[] {
  const first = new Map<number, Heading>()
  for (const heading of paper.document.headings) {
    const mark = (one: Heading): string =>
      paper.document.text
        .slice(one.start, one.end)
        .replaceAll(/[^（）()．.、]/g, '')
        .slice(0, 2)
    const before = first.get(heading.level)
    if (heading.level !== 2 && heading.level !== 4) continue
    if (before === undefined) first.set(heading.level, heading)
    else if (mark(before).slice(0, 1) !== mark(heading).slice(0, 1))
      return [
        say(
          paper,
          heading,
          'doubtful',
          `${paper.document.text.slice(before.start, before.start + 4)} → ${paper.document.text.slice(heading.start, heading.start + 4)}`,
          '同一层标题的括号写法前后不一（全角、半角混用）。',
        ),
      ]
  }
  return []
}

/** The open sequence that a heading of another style goes on with. */
const strayLevel = (open: ReadonlyMap<number, Heading>, { number }: Heading): number | null =>
  [...open].sort(([a], [b]) => b - a).find(([, before]) => before.number === number - 1)?.[0] ?? null

const say = (paper: Paper, { start, end }: Heading, verdict: Verdict, calculation: string, explanation: string): Finding =>
  findingAt(paper, start, end, { verdict, kind: 'heading', calculation, explanation })

/** Said once where the writing changes, not for each that follows in the new one. */
const style = (paper: Paper, heading: Heading, before: Heading): Finding | null =>
  before.level === heading.level
    ? null
    : say(paper, heading, 'doubtful', `${before.printed} → ${heading.printed}`, '同一层标题的序号换了写法；若属另一层级则应从一开始编号。')

function misnumbered(paper: Paper, heading: Heading, level: number, before: Heading | undefined, ran: number | undefined): Finding | null {
  const { number } = heading
  if (number === 1 || ran === number - 1) return null
  // 1、…2、…3、 within the paragraph before, and 4、 in its own
  const printedBefore = paper.text.slice(Math.max(0, heading.start - 1500), heading.start)
  if (/^\d/.test(heading.printed) && new RegExp(`[。；：][ \u3000]*${number - 1}[、.．]`).test(printedBefore)) return null
  if (before === undefined)
    return say(paper, heading, 'doubtful', heading.printed, `该层标题从 ${number} 开始，缺少之前的序号；若本文是节选则无误。`)
  const calculation = `${before.printed}${before.title.slice(0, 10)} → ${heading.printed}${heading.title.slice(0, 10)}`
  if (number === before.number + 1) return null
  // the last number of a deeper list may be repeated where the list goes on after an insertion
  if (number === before.number) return say(paper, heading, 'contradiction', calculation, '标题序号重复。')
  if (number > before.number)
    return say(
      paper,
      heading,
      level > 2 && number - before.number > 3 ? 'doubtful' : 'contradiction',
      calculation,
      `标题序号由 ${before.number} 跳到 ${number}，中间缺号。`,
    )
  return say(paper, heading, 'doubtful', calculation, '标题序号倒退；若此处另起一组则应从一开始。')
}

const point = /(?<=^|[。；：，、:;)\s])([一二三四五六七八九十]{1,3})是(?!否|的|非(?:[，。；、]|之|$))/g
function points(paper: Paper): Finding[] {
  const findings: Finding[] = []
  let before = 0
  let end = 0
  for (const match of paper.text.matchAll(point)) {
    const number = hanNumber(match[1]!)
    const sameParagraph = !paper.text.slice(end, match.index).includes('\n')
    const at = [match.index, match.index + match[0].length] as const
    if (sameParagraph && before > 0 && number > before + 1)
      findings.push(
        findingAt(paper, ...at, {
          verdict: 'contradiction',
          kind: 'heading',
          calculation: `第${before}点 → ${joined(match[0])}`,
          explanation: `分述由第 ${before} 点跳到第 ${number} 点，中间缺号。`,
        }),
      )
    if (sameParagraph && number === before && number > 1)
      findings.push(
        findingAt(paper, ...at, {
          verdict: 'doubtful',
          kind: 'heading',
          calculation: `${joined(match[0])} → ${joined(match[0])}`,
          explanation: '分述序号重复；若属内外两层则无误。',
        }),
      )
    ;[before, end] = [number, at[1]]
  }
  return findings
}
