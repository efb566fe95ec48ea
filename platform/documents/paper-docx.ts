import { Problem } from '../core/problem.ts'
import { Numbering } from './paper-numbering.ts'
import { readXml, walkXml, type Xml } from './paper-xml.ts'
import { PaperWriter, type Paper, type Source, type Stretch } from './paper-writer.ts'
import { unzipLimited } from './zip.ts'

const PARTS = new Set(['word/document.xml', 'word/numbering.xml', 'word/styles.xml'])
/** Packages of other programs, by a part that only they have. */
const OTHERS = new Map([
  ['xl/workbook.xml', '.xlsx'],
  ['ppt/presentation.xml', '.pptx'],
  ['META-INF/manifest.xml', '.odt'],
])

/**
 * A Word document as a paper: paragraphs, tables with merged cells, text boxes, automatic numbers. Headers, footers, notes,
 * fields' codes, hidden text and what a tracked change deleted are not text.
 */
export function readDocx(content: Uint8Array): Paper {
  const files = unzipLimited(content, { maxBytes: 200 * 1_048_576, maxEntries: 5_000, only: (name) => PARTS.has(name) || OTHERS.has(name) })
  const body = files.get('word/document.xml')
  if (!body) throw new Problem('paper.not-supported', { kind: [...files.keys()].flatMap((name) => OTHERS.get(name) ?? [])[0] ?? 'zip' })
  const reader = new DocxReader(new Numbering(readXml(files.get('word/numbering.xml'))), stylesOf(readXml(files.get('word/styles.xml'))))
  walkXml(body, reader)
  return reader.writer.paper('docx')
}

type Style = { level: number | null; numId: string; depth: number; bold: boolean }

/** What a paragraph takes from its style, through the styles it is based on. */
function stylesOf(root: Xml | null): (id: string) => Style {
  const declared = new Map((root?.all('style') ?? []).map((style) => [style.value('styleId'), style]))
  const find = (id: string, hops: number): Style => {
    const style = declared.get(id)
    if (!style || hops > 20) return { level: null, numId: '', depth: 0, bold: false }
    const base = find(style.first('basedOn')?.value('val') ?? '', hops + 1)
    const paragraph = style.first('pPr')
    const list = paragraph?.first('numPr')
    const outline = paragraph?.first('outlineLvl')?.value('val')
    const bold = style.first('rPr')?.first('b')
    return {
      level: outline !== undefined && Number(outline) < 9 ? Number(outline) + 1 : base.level,
      numId: list?.first('numId')?.value('val') ?? base.numId,
      depth: Number(list?.first('ilvl')?.value('val') ?? base.depth),
      bold: bold ? isOn(bold) : base.bold,
    }
  }
  const known = new Map<string, Style>()
  return (id) => known.get(id) ?? (known.set(id, find(id, 0)), known.get(id)!)
}

const isOn = (tag: Xml) => !['0', 'false', 'off', 'none'].includes(tag.value('val'))

/** Text with its bold stretches, and the text elements it was read from. */
type Rich = { readonly text: string; readonly runs: readonly Stretch[]; readonly sources: readonly Source[] }

type Paragraph = {
  text: string
  bold: number
  runs: { start: number; end: number }[]
  sources: Source[]
  style: Style
  level: number | null
  numId: string
  depth: number
}
type Run = { bold: boolean; hidden: boolean }
type GridCell = { texts: Rich[]; column: number; width: number; above: boolean }
type Grid = { rows: GridCell[][]; column: number }

/** Content of these is not what a reader sees; Fallback repeats a text box for old programs. */
const UNSEEN = new Set([
  'del',
  'moveFrom',
  'Fallback',
  'instrText',
  'pPrChange',
  'rPrChange',
  'tcPrChange',
  'sectPrChange',
  'tblPrChange',
  'numberingChange',
])
const SIGNS: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }

const shift = <S extends Stretch>(stretches: readonly S[], by: number): S[] =>
  stretches.map((one) => ({ ...one, start: one.start + by, end: one.end + by }))

const moved = ({ text, runs, sources }: Rich, by: number): Rich => ({ text, runs: shift(runs, by), sources: shift(sources, by) })

/** The printed lines of a text, each with its own stretches. */
function linesOf({ text, runs, sources }: Rich): Rich[] {
  let from = 0
  return text.split('\n').map((line) => {
    const to = from + line.length
    const inside = <S extends Stretch>(all: readonly S[]): S[] => all.filter(({ start, end }) => start < to && end > from)
    const cut = ({ start, end }: Stretch): Stretch => ({ start: Math.max(start, from) - from, end: Math.min(end, to) - from })
    const rich = {
      text: line,
      runs: inside(runs).map(cut),
      sources: inside(sources).map((one) => ({ ...one, ...cut(one), from: one.from + Math.max(0, from - one.start) })),
    }
    from = to + 1
    return rich
  })
}

function joinLines(lines: readonly Rich[]): Rich {
  let length = 0
  const placed = lines.map((line) => {
    const here = moved(line, length)
    length += line.text.length + 1
    return here
  })
  return {
    text: lines.map(({ text }) => text).join('\n'),
    runs: placed.flatMap(({ runs }) => runs),
    sources: placed.flatMap(({ sources }) => sources),
  }
}

class DocxReader {
  readonly writer = new PaperWriter()
  readonly #numbering: Numbering
  readonly #styles: (id: string) => Style
  readonly #path: string[] = []
  readonly #paragraphs: Paragraph[] = []
  readonly #grids: Grid[] = []
  #run: Run = { bold: false, hidden: false }
  #unseen = 0
  /** The text element that is open, counted over the whole file, and how much of it was read. */
  #piece = { nth: -1, read: 0 }

  constructor(numbering: Numbering, styles: (id: string) => Style) {
    this.#numbering = numbering
    this.#styles = styles
  }

  open = (tag: Xml): void => {
    const parent = this.#path.at(-1)
    this.#path.push(tag.name)
    if (tag.name === 't') this.#piece = { nth: this.#piece.nth + 1, read: 0 }
    if (UNSEEN.has(tag.name) && !(tag.name === 'del' && parent === 'rPr')) this.#unseen++
    if (this.#unseen > 0) return
    if (tag.name === 'p')
      this.#paragraphs.push({ text: '', bold: 0, runs: [], sources: [], style: this.#styles(''), level: null, numId: '', depth: 0 })
    else if (tag.name === 'r') this.#run = { bold: this.#paragraphs.at(-1)?.style.bold ?? false, hidden: false }
    else if (parent === 'rPr' && this.#path.at(-3) === 'r') this.#runProperty(tag)
    else if (parent === 'pPr' || parent === 'numPr') this.#paragraphProperty(tag)
    else if (parent === 'r' && tag.name in SIGNS) this.#add(SIGNS[tag.name]!)
    else this.#tableTag(tag, parent)
  }

  text = (text: string): void => {
    if (this.#path.at(-1) !== 't') return
    if (this.#unseen === 0 && this.#path.includes('r')) this.#add(text, this.#piece.read)
    this.#piece.read += text.length
  }

  close = (name: string): void => {
    this.#path.pop()
    if (UNSEEN.has(name) && !(name === 'del' && this.#path.at(-1) === 'rPr')) {
      this.#unseen--
      return
    }
    if (this.#unseen > 0) return
    if (name === 'p') this.#endParagraph()
    if (name === 'tbl') this.#endTable()
  }

  #runProperty(tag: Xml): void {
    if (tag.name === 'b') this.#run.bold = isOn(tag)
    if (tag.name === 'vanish') this.#run.hidden = isOn(tag)
  }

  #paragraphProperty(tag: Xml): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) return
    if (tag.name === 'pStyle') {
      const style = this.#styles(tag.value('val'))
      Object.assign(paragraph, { style, level: style.level, numId: paragraph.numId || style.numId, depth: paragraph.depth || style.depth })
    }
    if (tag.name === 'outlineLvl' && Number(tag.value('val')) < 9) paragraph.level = Number(tag.value('val')) + 1
    if (tag.name === 'numId') paragraph.numId = tag.value('val')
    if (tag.name === 'ilvl') paragraph.depth = Number(tag.value('val'))
  }

  #tableTag(tag: Xml, parent: string | undefined): void {
    const grid = this.#grids.at(-1)
    if (tag.name === 'tbl') this.#grids.push({ rows: [], column: 0 })
    if (!grid) return
    const cell = grid.rows.at(-1)?.at(-1)
    if (tag.name === 'tr') {
      grid.rows.push([])
      grid.column = 0
    }
    if (tag.name === 'gridBefore' && parent === 'trPr') grid.column += Number(tag.value('val'))
    if (tag.name === 'tc') grid.rows.at(-1)?.push({ texts: [], column: grid.column++, width: 1, above: false })
    if (parent !== 'tcPr' || !cell) return
    if (tag.name === 'gridSpan') {
      const width = Math.max(1, Number(tag.value('val')) || 1)
      grid.column += width - cell.width
      cell.width = width
    }
    // vMerge without a value, or "continue", shows the cell above
    if (tag.name === 'vMerge') cell.above = tag.value('val') !== 'restart'
  }

  /** @param from the sign of the open text element that the text begins with; of a sign that stands in none, absent */
  #add(text: string, from?: number): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph || this.#run.hidden) return
    const start = paragraph.text.length
    paragraph.text += text
    const end = paragraph.text.length
    if (from !== undefined && end > start) paragraph.sources.push({ start, end, piece: this.#piece.nth, from })
    if (!this.#run.bold) return
    if (paragraph.bold === start) paragraph.bold = end
    const last = paragraph.runs.at(-1)
    if (last?.end === start) last.end = end
    else paragraph.runs.push({ start, end })
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (!paragraph) return
    const listed = paragraph.numId !== '' && paragraph.numId !== '0' && paragraph.text.trim() !== ''
    const number = listed ? this.#numbering.next(paragraph.numId, paragraph.depth) : ''
    const whole = moved({ ...paragraph, text: number + paragraph.text }, number.length)
    const cell = this.#grids.at(-1)?.rows.at(-1)?.at(-1)
    if (cell) cell.texts.push(whole)
    // a soft break inside a paragraph begins a printed line; only the first line can open in bold
    else
      linesOf(whole).forEach(({ text, runs, sources }, i) =>
        this.writer.line(text, paragraph.level, i === 0 && paragraph.bold ? number.length + paragraph.bold : 0, runs, sources, i === 0 && listed && number === ''),
      )
  }

  #endTable(): void {
    const grid = this.#grids.pop()
    if (!grid) return
    const outer = this.#grids.at(-1)?.rows.at(-1)?.at(-1)
    const rows = grid.rows.map((row) =>
      row.map(({ texts, ...place }) => ({ ...place, ...joinLines(texts.filter(({ text }) => text.trim())) })),
    )
    // a table inside a cell is read as that cell's lines
    if (outer) outer.texts.push(...rows.flat())
    else this.writer.table(rows)
  }
}
