import { PaperWriter, type Paper } from './paper-writer.ts'
import { spacedTable } from './spaced-table.ts'

/** Text of unknown encoding: UTF-8 or UTF-16 by their marks, UTF-8 when it is valid, else GB18030 (which includes GBK and GB2312). */
export function decodeText(content: Uint8Array): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content)
  if (content[0] === 0xfe && content[1] === 0xff) return new TextDecoder('utf-16be').decode(content)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gb18030').decode(content)
  }
}

const toLines = (text: string) => text.replace(/\r\n?|[\u2028\u2029\f\v]/g, '\n').split('\n')
// Marks of a text copied from elsewhere: Markdown's bold is common in notices saved as .txt
const BOLD_LINE = /^\s*(?:\*\*|__)(.+?)(?:\*\*|__)/
const rowOf = (cells: readonly string[]) => cells.map((text, column) => ({ text: text.trim(), column, width: 1, above: false }))

/**
 * Plain text: each line is a line; two or more lines parted by tabs into the same number (three or more) of columns are a table, and
 * so are lines parted by bars or laid out in columns with spaces.
 */
export function readPlainText(text: string): Paper {
  const writer = new PaperWriter()
  const lines = toLines(text)
  let failed = 0
  for (let i = 0; i < lines.length;) {
    const width = columnsOf(lines[i]!)
    let end = i
    while (width >= 3 && end < lines.length && columnsOf(lines[end]!) === width) end++
    if (end - i >= 2) {
      writer.table(lines.slice(i, end).map((line) => rowOf(line.split('\t'))))
      i = end
      continue
    }
    const piped = pipeTable(lines, i)
    if (piped) {
      writer.table(piped.cells)
      i = piped.next
      continue
    }
    const laid = failed < LAID_TRIES ? spacedTable(lines, i) : null
    if (laid) writer.table(laid.cells)
    else writePlain(writer, lines[i]!)
    failed = laid || !isSpaced(lines[i]!) ? 0 : failed + 1
    i = laid?.next ?? i + 1
  }
  return writer.paper('txt')
}

// of a run of lines in columns that make no table only the first are tried as its beginning: hostile texts stay quick
const LAID_TRIES = 20
const isSpaced = (line: string) => /\S\s{2,}\S.*\s{2,}\S/.test(line)

const columnsOf = (line: string) => line.split('\t').length

function writePlain(writer: PaperWriter, line: string): void {
  const opening = BOLD_LINE.exec(line)
  const bare = line.replace(/\*\*/g, '')
  writer.line(bare, null, opening ? opening[1]!.length : 0)
}

/** Markdown: headings, bold, lists, pipe tables, `<br>`, escapes. Marks are left out of the text. */
export function readMarkdown(text: string): Paper {
  const writer = new PaperWriter()
  const lines = toLines(text)
  for (let i = 0; i < lines.length;) {
    const rows = pipeTable(lines, i)
    if (rows) {
      writer.table(rows.cells)
      i = rows.next
    } else {
      writeMarkdown(writer, lines[i]!)
      i++
    }
  }
  return writer.paper('md')
}

function writeMarkdown(writer: PaperWriter, line: string): void {
  const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
  if (heading) return writer.line(inline(heading[2]!), heading[1]!.length)
  if (/^ {0,3}(?:[-*_]\s*){3,}$/.test(line)) return writer.line('')
  const quoted = line.replace(/^\s*>\s?/, '')
  const body = quoted.replace(/^(\s*)[-*+]\s+/, '$1')
  // "**1\. 治理**正文": the mark stands before the number, so the bold run is counted in what is left
  const bold = BOLD_LINE.exec(body)
  writer.line(inline(body), null, bold ? inline(bold[1]!).length : 0, [], [], body !== quoted)
}

const inline = (text: string) =>
  text
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replace(/(?<!\\)`([^`]*)`/g, '$1')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1')

const BAR = '[|｜│┃]'
const CELL_BAR = new RegExp(`(?<!\\\\)${BAR}`)
const barsIn = (line: string | undefined) => (line ?? '').split(CELL_BAR).length - 1
const isRule = (line: string | undefined) =>
  line !== undefined && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line) && line.includes('|')
/** A line that only draws: +----+----+, ├──┼──┤. */
const isDrawn = (line: string | undefined) =>
  line !== undefined && /[-─━=]{2}/.test(line) && /^[\s+|│┃\-─━=┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋]+$/.test(line)

/**
 * Lines parted by bars: Markdown's table with its rule below the header, or, without one, a header of three columns or more with a row as
 * wide right below it. Where lines are drawn between the rows, what stands between two of them is one row.
 */
function pipeTable(lines: readonly string[], at: number): { cells: ReturnType<typeof rowOf>[]; next: number } | null {
  const first = isDrawn(lines[at]) && !isRule(lines[at]) ? at + 1 : at
  const ruled = isRule(lines[first + 1]) && lines[first]!.includes('|')
  const drawn = isDrawn(lines[first + 1]) && first > at
  const width = pipeCells(lines[first] ?? '').length
  if (barsIn(lines[first]) === 0 || (!ruled && (width < 3 || pipeCells(lines[drawn ? first + 2 : first + 1] ?? '').length !== width)))
    return null
  const rows: string[][] = []
  let next = first
  let anew = true
  for (; next < lines.length && (barsIn(lines[next]) > 0 || isDrawn(lines[next])); next++) {
    const line = lines[next]!
    if (isRule(line) || isDrawn(line)) anew = true
    else if (drawn && !anew) pipeCells(line).forEach((cell, i) => (rows.at(-1)![i] = [rows.at(-1)![i], cell].filter(Boolean).join('\n')))
    else {
      rows.push(pipeCells(line))
      anew = false
    }
  }
  return rows.length > 1 ? { cells: rows.map(rowOf), next } : null
}

const FRAMED = new RegExp(`^\\s*${BAR}`)

/** The cells of a line; a bar at its end closes the last one only where one opened the line. */
const pipeCells = (line: string) =>
  (FRAMED.test(line)
    ? line
        .trim()
        .slice(1)
        .replace(new RegExp(`${CELL_BAR.source}$`), '')
    : line.trimStart()
  )
    .split(CELL_BAR)
    .map((cell) => inline(cell.trim()))
