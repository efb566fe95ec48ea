import type { Paper, Table } from '../../../platform/documents/paper.ts'
import { isBody, isGroup } from './bodies.ts'
import { marginNumbers } from './margin.ts'
import { fold } from './text.ts'

/** A printed line in the reader's hands. `start`, `end` exclude outer white space. */
export type TextLine = {
  readonly kind: 'line'
  readonly start: number
  readonly end: number
  readonly folded: string
  readonly level: number | null
  readonly bold: number
  /** It stood behind a bullet. */
  readonly bulleted: boolean
  /** White space before the first sign. */
  readonly indent: number
  readonly role: LineRole
}
export type Entry = TextLine | Table

/**
 * What a line is before it is read: `blank`, `page` (a page number, a web page's own controls), `date`, `signature` (issuer above a date), `imprint`
 * (印发 line), `copy` (抄送), `released` (此件公开发布), `attachments` (附件：1.…), `attachment` (附件 alone: another paper begins), else `text`.
 */
export type LineRole = 'blank' | 'page' | 'date' | 'signature' | 'imprint' | 'copy' | 'released' | 'attachments' | 'attachment' | 'text'

export const DATE =
  /(\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日/
const DATE_ONLY = new RegExp(`^${DATE.source}$`)
const PAGE = /^(?:[—\-·•]+\s*\d{1,4}\s*[—\-·•]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)$/

/** What a web page prints around a paper: [打印本页] [关闭窗口], 上一篇：…, 浏览次数：…. */
const CONTROL =
  '(?:打印|关闭|返回|分享|收藏|推荐|下载|纠错|字体|大|中|小|本页|此页|本文|窗口|页面|顶部|列表|首页|到|至|微信|微博|全文|扫一扫|手机)+'
const WEB_LINE = new RegExp(
  `^(?:[(【]\\s*${CONTROL}(?:\\s+${CONTROL})*\\s*[)】][\\s|]*)+$|^(?:上一[篇条]|下一[篇条]|责任编辑|浏览次数|阅读次数|点击数|发布时间|发布日期|信息来源|文章来源|扫一扫)\\s*：|^扫一扫`,
)

function roleOf(folded: string): LineRole {
  if (folded === '') return 'blank'
  if (PAGE.test(folded) || (folded.length <= 80 && WEB_LINE.test(folded))) return 'page'
  if (DATE_ONLY.test(folded)) return 'date'
  if (/^(?:抄送|抄报|抄送单位|抄报单位|主送)\s*：/.test(folded)) return 'copy'
  if (/印发$/.test(folded) && DATE.test(folded)) return 'imprint'
  if (/^\(.{0,4}(?:公开|删减|不予公开|内部).{0,8}\)$/.test(folded) || /^公开(?:属性|方式|形式)/.test(folded)) return 'released'
  if (/^附件?\s*[\d一二三四五]{0,2}\s*：?$/.test(folded)) return 'attachment'
  if (/^附件?\s*：/.test(folded) || /^附件\s*\d?\s*[.、]/.test(folded)) return 'attachments'
  return 'text'
}

/**
 * The paper's blocks as entries, without line numbers in the margin. Tables of one column are lines; a body's name right above a date
 * is a signature.
 */
export function entriesOf(paper: Paper): Entry[] {
  const entries: Entry[] = []
  const margin = marginNumbers(
    paper.text,
    paper.blocks.filter((block) => block.kind === 'line'),
  )
  for (const block of paper.blocks) {
    const skip = margin.get(block.start) ?? 0
    if (block.kind === 'line')
      entries.push(lineAt(paper, block.start + skip, block.end, block.level, Math.max(0, block.bold - skip), block.bulleted))
    else if (block.rows.every((row) => row.length <= 1)) {
      for (const cell of block.rows.flat())
        for (const span of cellLines(paper.text, cell.start, cell.end)) entries.push(lineAt(paper, span.start, span.end, null, 0))
    } else entries.push(block)
  }
  return markSignatures(markRunningHeads(entries))
}

/** A short line that stands beside page numbers again and again, or there bears the letterhead's name, is printed on every page: no text. */
function markRunningHeads(entries: readonly Entry[]): Entry[] {
  const shown = entries.filter((entry) => entry.kind !== 'line' || entry.role !== 'blank')
  const isPage = (entry: Entry | undefined) => entry?.kind === 'line' && entry.role === 'page'
  const times = new Map<string, number>()
  shown.forEach((entry, i) => {
    if (entry.kind === 'line' && isRunning(entry) && (isPage(shown[i - 1]) || isPage(shown[i + 1])))
      times.set(entry.folded, (times.get(entry.folded) ?? 0) + 1)
  })
  const letterhead = shown.find((entry): entry is TextLine => entry.kind === 'line' && /.{4}文件$/.test(entry.folded))?.folded.slice(0, -2)
  const repeats = (entry: Entry): entry is TextLine => {
    const beside = entry.kind === 'line' ? (times.get(entry.folded) ?? 0) : 0
    return beside >= 3 || (beside > 0 && entry.kind === 'line' && entry.folded === letterhead && letterhead !== undefined)
  }
  return entries.map((entry) => (repeats(entry) ? { ...entry, role: 'page' } : entry))
}

const isRunning = ({ role, folded }: TextLine) =>
  role === 'text' && folded.length >= 4 && folded.length <= 40 && !/[，。；：、()]/.test(folded)

/** A bare number set so far in is a page's. */
const CENTRED = 10

/** *责任单位：…*: a line of Markdown set in italics. */
const ITALICS = /^\s*([*_])[^*_]+\1\s*$/

function lineAt(paper: Paper, from: number, to: number, level: number | null, bold: number, bulleted = false): TextLine {
  const line = paper.text.slice(from, to)
  const sign = paper.form === 'md' ? ITALICS.exec(line)?.[1] : undefined
  const [start, end] = sign ? [from + line.indexOf(sign) + 1, from + line.lastIndexOf(sign)] : [from, to]
  const raw = paper.text.slice(start, end)
  const lead = raw.length - raw.trimStart().length
  const folded = fold(raw).slice(lead, raw.trimEnd().length)
  return {
    kind: 'line',
    start: start + lead,
    end: start + lead + folded.length,
    folded,
    level,
    bold: Math.max(0, bold - lead),
    bulleted,
    indent: lead,
    role: paper.form === 'txt' && lead >= CENTRED && /^\d{1,3}$/.test(folded) ? 'page' : roleOf(folded),
  }
}

/** The printed lines of a cell. */
export function cellLines(text: string, start: number, end: number): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = []
  let from = start
  for (const line of text.slice(start, end).split('\n')) {
    lines.push({ start: from, end: from + line.length })
    from += line.length + 1
  }
  return lines
}

const isIssuer = (name: string) => isBody(name) && !isGroup(name)

function markSignatures(entries: Entry[]): Entry[] {
  const signed = (entry: Entry | undefined) => entry?.kind === 'line' && (entry.role === 'date' || entry.role === 'signature')
  const out = [...entries]
  let next: Entry | undefined
  for (let i = out.length - 1; i >= 0; i--) {
    const entry = out[i]!
    if (entry.kind === 'line' && entry.role === 'text' && entry.folded.length < 40) {
      const withDate = new RegExp(`^(.{4,30}?)\\s*${DATE.source}$`).exec(entry.folded)
      const names = entry.folded.split(/\s+/)
      if ((signed(next) && names.every(isIssuer)) || (withDate && withDate[1]!.trim().split(/\s+/).every(isIssuer)))
        out[i] = { ...entry, role: 'signature' }
    }
    if (entry.kind !== 'line' || entry.role !== 'blank') next = out[i]
  }
  return out
}
