import {
  AlignmentType, BorderStyle, Document, Footer, ImageRun, LineRuleType, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, VerticalAlign, WidthType,
  type IParagraphOptions,
} from 'docx'
import QRCode from 'qrcode'
import type { Chart } from './chart.ts'
import { attachedTo, attachmentLines, FACE_OF, isFigure, LAYOUT, mastheadSize, numbered, tableSize, titleLines, widthOf, writtenDate, type Block, type Face, type OfficialDocument } from './official.ts'
import { placeOfChart, withCharts } from './word-chart.ts'

/** Names of the fonts, as the reader's Word knows them. */
export type WordFonts = Readonly<Record<Face, string>>

/** What government offices have installed; Word takes its own 仿宋, 楷体 and 宋体 where these are missing. */
export const officialFonts: WordFonts = { title: '方正小标宋简体', body: '仿宋_GB2312', heading: '黑体', subheading: '楷体_GB2312' }

const RED = 'D7000F'
const LATIN = 'Times New Roman'
/** Twentieths of a point. */
const twips = (points: number): number => Math.round(points * 20)
const millimetres = (mm: number): number => Math.round((mm / 25.4) * 1440)
/** Half points. */
const size = (points: number): number => points * 2

class Writer {
  /** Those that were met, in their order: they are put in once the file is written. */
  readonly charts: Chart[] = []
  private readonly fonts: WordFonts
  /** Pictures of codes by what they say: made before, since a block is written at once. */
  private readonly codes: ReadonlyMap<string, Buffer>

  constructor(fonts: WordFonts, codes: ReadonlyMap<string, Buffer>) {
    this.fonts = fonts
    this.codes = codes
  }

  run(text: string, face: Face, points: number = LAYOUT.size.body, color?: string): TextRun {
    const eastAsia = this.fonts[face]
    return new TextRun({ text, size: size(points), font: { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia, hint: 'eastAsia' }, ...(color ? { color } : {}) })
  }

  line(text: string, options: Omit<IParagraphOptions, 'children'> = {}, face: Face = 'body', points?: number, color?: string): Paragraph {
    const spacing = { line: twips(LAYOUT.line), lineRule: LineRuleType.EXACT, ...options.spacing }
    return new Paragraph({ ...options, spacing, children: [this.run(text, face, points, color)] })
  }

  /** Two characters in, as every paragraph begins. @param below what it stands below: a table keeps some room there */
  indented(text: string, face: Face = 'body', keepNext = false, below?: Block): Paragraph {
    const spacing = below?.kind === 'table' ? { spacing: { before: 160 } } : {}
    return this.line(text, { indent: { firstLine: twips(LAYOUT.size.body * 2) }, alignment: AlignmentType.BOTH, ...(keepNext ? { keepNext } : {}), ...spacing }, face)
  }

  /** The blocks in their order. @param signed whether the 落款 comes next: the last paragraph goes along with it, which never stands on a page of its own */
  blocks(body: readonly Block[], signed: boolean): (Paragraph | Table)[] {
    const all = numbered(body)
    return all.flatMap((block, at) => this.block(block, all[at - 1], signed && at === all.length - 1))
  }

  private block(block: Block, below: Block | undefined, last: boolean): Paragraph | Table | Paragraph[] {
    switch (block.kind) {
      case 'heading': return this.indented(block.text, FACE_OF[block.level], true, below)
      case 'paragraph': return this.indented(block.text, 'body', last, below)
      case 'table': return this.table(block)
      case 'chart': return this.chart(block.chart)
      case 'code': return this.code(block)
    }
  }

  private code({ text, note }: Extract<Block, { kind: 'code' }>): Paragraph[] {
    const centred = { alignment: AlignmentType.CENTER, spacing: { before: 160, after: 40 } }
    return [
      new Paragraph({ ...centred, keepNext: true, children: [new ImageRun({ type: 'png', data: this.codes.get(text)!, transformation: { width: 220, height: 220 }, altText: { name: note, description: text, title: note } })] }),
      new Paragraph({ ...centred, children: [this.run(note, 'body', LAYOUT.size.small)] }),
    ]
  }

  /** The picture, its title below it (GB/T 7713.1) and the first of what the numbers count on one page; the rest may stand on the next, or half a page stays white. */
  private chart(chart: Chart): Paragraph[] {
    const place = placeOfChart(this.charts.push(chart) - 1)
    const small = LAYOUT.size.small - 3
    const note = (text: string, last: boolean): Paragraph => new Paragraph({ keepLines: true, spacing: { after: last ? 160 : 20 }, children: [this.run(text, 'body', small)] })
    return [
      new Paragraph({ keepNext: true, alignment: AlignmentType.CENTER, spacing: { before: 160, after: 40 }, children: [this.run(place, 'body')] }),
      new Paragraph({ keepNext: chart.notes.length > 0, alignment: AlignmentType.CENTER, spacing: { after: 60 }, children: [this.run(chart.title, 'heading', LAYOUT.size.small - 1)] }),
      ...chart.notes.map((text, at) => note(text, at === chart.notes.length - 1)),
    ]
  }

  private table({ head, rows, widths, dense }: Extract<Block, { kind: 'table' }>): Table {
    const shares = head.map((_, index) => widths?.[index] ?? 1)
    const whole = shares.reduce((sum, share) => sum + share, 0)
    const across = millimetres(LAYOUT.page.width - LAYOUT.margin.left - LAYOUT.margin.right)
    const points = tableSize({ dense: dense ?? false })
    const columns = shares.map((share) => Math.round((across * share) / whole))
    const row = (cells: readonly string[], face: Face, tableHeader: boolean): TableRow => new TableRow({
      tableHeader, cantSplit: true,
      children: columns.map((width, index) => new TableCell({
        width: { size: width, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, margins: { left: 80, right: 80, top: 40, bottom: 40 },
        children: [new Paragraph({ alignment: tableHeader || isFigure(cells[index] ?? '') ? AlignmentType.CENTER : AlignmentType.LEFT, children: [this.run(cells[index] ?? '', face, points)] })],
      })),
    })
    return new Table({ width: { size: across, type: WidthType.DXA }, columnWidths: columns, rows: [row(head, 'heading', true), ...rows.map((cells) => row(cells, 'body', false))] })
  }

  /** A title in the middle, on lines of like length. */
  title(title: string, face: Face, points: number): Paragraph[] {
    const spacing = { line: twips(points * 1.6), lineRule: LineRuleType.EXACT }
    return titleLines(title).map((text) => this.line(text, { alignment: AlignmentType.CENTER, spacing, keepNext: true }, face, points))
  }

  /** － 1 －, outside: odd pages right, even pages left, one character in. */
  footer(alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer {
    const number = new TextRun({ children: ['－ ', PageNumber.CURRENT, ' －'], size: size(LAYOUT.size.small), font: '宋体' })
    const aside = twips(LAYOUT.size.small)
    return new Footer({ children: [new Paragraph({ alignment, indent: { left: aside, right: aside }, children: [number] })] })
  }
}

/** 版头: the red name of the office, the number, the red line. */
function masthead(writer: Writer, { masthead: name, number }: OfficialDocument): Paragraph[] {
  const red = { style: BorderStyle.SINGLE, size: 12, color: RED, space: 4 }
  const centred = { alignment: AlignmentType.CENTER }
  if (name === undefined) return number === undefined ? [] : [writer.line(number, centred)]
  return [
    writer.line(name, { ...centred, spacing: { before: twips(24), after: twips(24), line: twips(LAYOUT.size.masthead * 1.4), lineRule: LineRuleType.EXACT } }, 'title', mastheadSize(name), RED),
    writer.line(number ?? '', { ...centred, border: { bottom: red } }),
  ]
}

/** 落款: the office and the date below it, four characters in, kept together; the seal is set over the date. */
function signature(writer: Writer, { issuer, date, receipt }: OfficialDocument): Paragraph[] {
  const signed = writtenDate(date)
  const em = LAYOUT.size.body
  // The longer of the two stands four characters from the edge, the other is centred on it.
  const [above, below] = [widthOf(issuer) * em, widthOf(signed) * em]
  const aside = (own: number): number => twips(4 * em + (Math.max(above, below) - own) / 2)
  const set = (text: string, own: number, keepNext: boolean): Paragraph =>
    writer.line(text, { alignment: AlignmentType.RIGHT, indent: { right: aside(own) }, keepNext, keepLines: true })
  const space = (): Paragraph => writer.line('', { keepNext: true })
  const received = receipt === undefined ? [] : [space(), writer.indented(receipt)]
  return [space(), space(), set(issuer, above, true), set(signed, below, receipt !== undefined), ...received]
}

/** 附件, behind the signature on a page of its own (GB/T 9704-2012, 7.3.7). */
function annex(writer: Writer, { annex: attached }: OfficialDocument): (Paragraph | Table)[] {
  if (attached === undefined) return []
  return [
    writer.line('附件', { pageBreakBefore: true }, 'heading'), writer.line(''), ...writer.title(attached.title, 'title', LAYOUT.size.title), writer.line(''),
    ...writer.blocks(attached.body, false),
  ]
}

/** 版记: copies, between two lines at the end. */
function copies(writer: Writer, { copyTo }: OfficialDocument): Paragraph[] {
  if (copyTo === undefined) return []
  const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 2 }
  return [writer.line(''), new Paragraph({
    border: { top: rule, bottom: rule }, indent: { left: twips(LAYOUT.size.small), right: twips(LAYOUT.size.small) },
    children: [writer.run(`抄送：${copyTo}。`, 'body', LAYOUT.size.small)],
  })]
}

/** A .docx in the official form. @param fonts names of the faces, where other than the standard's are to be used */
export async function officialDocument(content: OfficialDocument, fonts: Partial<WordFonts> = {}): Promise<Buffer> {
  const codes = content.body.flatMap((block) => (block.kind === 'code' ? [block.text] : []))
  const writer = new Writer({ ...officialFonts, ...fonts }, new Map(await Promise.all(codes.map(async (text) => [text, await QRCode.toBuffer(text, { width: 440, errorCorrectionLevel: 'M' })] as const))))
  const { margin, page } = LAYOUT
  const children = [
    ...masthead(writer, content),
    writer.line(''),
    ...writer.title(content.title, 'title', LAYOUT.size.title),
    writer.line(''),
    ...(content.recipients === undefined ? [] : [writer.line(`${content.recipients}：`)]),
    ...writer.blocks(content.body, true),
    ...(attachedTo(content).length > 0 ? [writer.line('', { keepNext: true }), ...attachmentLines(attachedTo(content)).map((text) => writer.indented(text, 'body', true))] : []),
    ...(content.form ? [] : signature(writer, content)),
    ...annex(writer, content),
    ...copies(writer, content),
  ]
  const document = new Document({
    title: content.title, creator: content.issuer, evenAndOddHeaderAndFooters: true,
    sections: [{
      properties: { page: {
        size: { width: millimetres(page.width), height: millimetres(page.height) },
        // The page number stands 7 mm below the type area.
        margin: { top: millimetres(margin.top), right: millimetres(margin.right), bottom: millimetres(margin.bottom), left: millimetres(margin.left), footer: millimetres(margin.bottom - 12) },
      } },
      footers: { default: writer.footer(AlignmentType.RIGHT), even: writer.footer(AlignmentType.LEFT) },
      children,
    }],
  })
  const file = await Packer.toBuffer(document)
  return writer.charts.length === 0 ? file : withCharts(file, writer.charts)
}
