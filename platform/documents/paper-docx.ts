import { Problem } from '../core/problem.ts'
import { Numbering } from './paper-numbering.ts'
import { readXml, walkXml, type Xml } from './paper-xml.ts'
import { PaperWriter, type Paper } from './paper-writer.ts'
import { unzipLimited } from './zip.ts'

const PARTS = new Set(['word/document.xml', 'word/numbering.xml', 'word/styles.xml'])

/**
 * A Word document as a paper: paragraphs, tables with merged cells, text boxes, automatic numbers. Headers, footers, notes,
 * fields' codes, hidden text and what a tracked change deleted are not text.
 */
export function readDocx(content: Uint8Array): Paper {
  const files = unzipLimited(content, { maxBytes: 200 * 1_048_576, maxEntries: 5_000, only: (name) => PARTS.has(name) })
  const body = files.get('word/document.xml')
  if (!body) throw new Problem('paper.not-supported', { kind: 'zip' })
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

type Paragraph = { text: string; bold: number; style: Style; level: number | null; numId: string; depth: number }
type Run = { bold: boolean; hidden: boolean }
type GridCell = { texts: string[]; column: number; width: number; above: boolean }
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

class DocxReader {
  readonly writer = new PaperWriter()
  readonly #numbering: Numbering
  readonly #styles: (id: string) => Style
  readonly #path: string[] = []
  readonly #paragraphs: Paragraph[] = []
  readonly #grids: Grid[] = []
  #run: Run = { bold: false, hidden: false }
  #unseen = 0

  constructor(numbering: Numbering, styles: (id: string) => Style) {
    this.#numbering = numbering
    this.#styles = styles
  }

  open = (tag: Xml): void => {
    const parent = this.#path.at(-1)
    this.#path.push(tag.name)
    if (UNSEEN.has(tag.name) && !(tag.name === 'del' && parent === 'rPr')) this.#unseen++
    if (this.#unseen > 0) return
    if (tag.name === 'p') this.#paragraphs.push({ text: '', bold: 0, style: this.#styles(''), level: null, numId: '', depth: 0 })
    else if (tag.name === 'r') this.#run = { bold: this.#paragraphs.at(-1)?.style.bold ?? false, hidden: false }
    else if (parent === 'rPr' && this.#path.at(-3) === 'r') this.#runProperty(tag)
    else if (parent === 'pPr' || parent === 'numPr') this.#paragraphProperty(tag)
    else if (parent === 'r' && tag.name in SIGNS) this.#add(SIGNS[tag.name]!)
    else this.#tableTag(tag, parent)
  }

  text = (text: string): void => {
    if (this.#unseen === 0 && this.#path.at(-1) === 't' && this.#path.includes('r')) this.#add(text)
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

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph || this.#run.hidden) return
    if (this.#run.bold && paragraph.bold === paragraph.text.length) paragraph.bold += text.length
    paragraph.text += text
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (!paragraph) return
    const number =
      paragraph.numId && paragraph.numId !== '0' && paragraph.text.trim() ? this.#numbering.next(paragraph.numId, paragraph.depth) : ''
    const text = number + paragraph.text
    const cell = this.#grids.at(-1)?.rows.at(-1)?.at(-1)
    if (cell) cell.texts.push(text)
    // a soft break inside a paragraph begins a printed line; only the first line can open in bold
    else
      text
        .split('\n')
        .forEach((line, i) => this.writer.line(line, paragraph.level, i === 0 && paragraph.bold ? number.length + paragraph.bold : 0))
  }

  #endTable(): void {
    const grid = this.#grids.pop()
    if (!grid) return
    const outer = this.#grids.at(-1)?.rows.at(-1)?.at(-1)
    const rows = grid.rows.map((row) =>
      row.map(({ texts, ...place }) => ({ ...place, text: texts.filter((text) => text.trim()).join('\n') })),
    )
    // a table inside a cell is read as that cell's lines
    if (outer) outer.texts.push(...rows.flat().map((cell) => cell.text))
    else this.writer.table(rows)
  }
}
