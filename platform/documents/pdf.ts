import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Content } from 'pdfmake'
import { Problem, problems } from '../core/problem.ts'
import type { Chart } from './chart.ts'
import { sceneOf, svgOf } from './chart-scene.ts'
import { attachedTo, attachmentLines, FACE_OF, isFigure, LAYOUT, mastheadSize, numbered, tableSize, titleLines, writtenDate, type Block, type Face, type OfficialDocument } from './official.ts'

problems({
  'documents.font': [500, '没有可用的中文字体，不能生成 PDF。请把字体文件放入数据目录的 fonts 文件夹：body.ttf（正文）、title.ttf（标题）。', 'There is no Chinese font to make a PDF with. Put body.ttf and title.ttf into the folder fonts of the data directory.'],
})

const require = createRequire(import.meta.url)

/** What ships with the program in place of the faces that the standard names: free of charge, every character of GB 18030 in daily use. */
const SHIPPED: Readonly<Record<Face, string>> = {
  title: '700Bold/NotoSerifSC_700Bold.ttf', heading: '700Bold/NotoSerifSC_700Bold.ttf',
  body: '400Regular/NotoSerifSC_400Regular.ttf', subheading: '400Regular/NotoSerifSC_400Regular.ttf',
}

function shipped(face: Face): string | undefined {
  try {
    return require.resolve(`@expo-google-fonts/noto-serif-sc/${SHIPPED[face]}`)
  } catch {
    return undefined
  }
}

/** The font file of a face: the operator's `<folder>/<face>.ttf` or `.otf`, else the one that ships. @throws Problem `documents.font` */
function fontFile(face: Face, folder: string | undefined): string {
  const own = folder === undefined ? [] : [`${face}.ttf`, `${face}.otf`].map((name) => join(folder, name))
  const found = own.find((path) => existsSync(path)) ?? shipped(face)
  if (found === undefined) throw new Problem('documents.font')
  return found
}

const FACES = ['title', 'body', 'heading', 'subheading'] as const satisfies readonly Face[]

const points = (mm: number): number => (mm / 25.4) * 72
const EM = LAYOUT.size.body
/** pdfmake's line height is a factor of the font's own, which for the fonts that ship is 1.448 of the size. */
const LINE = LAYOUT.line / (EM * 1.448)

function drawn(block: Block): Content {
  switch (block.kind) {
    case 'heading': return { text: block.text, font: FACE_OF[block.level], leadingIndent: EM * 2, headlineLevel: block.level }
    case 'paragraph': return { text: block.text, leadingIndent: EM * 2 }
    case 'chart': return charted(block.chart)
    case 'code': return { unbreakable: true, margin: [0, 8, 0, 8], stack: [{ qr: block.text, fit: 170, eccLevel: 'M', alignment: 'center' }, { text: block.note, fontSize: LAYOUT.size.small, alignment: 'center', margin: [0, 8, 0, 0] }] }
    case 'table': return {
      margin: [0, 6, 0, 6], fontSize: tableSize({ dense: block.dense ?? false }), lineHeight: 1,
      table: {
        headerRows: 1, dontBreakRows: true, widths: shares(block),
        body: [block.head.map((text) => ({ text, font: 'heading', alignment: 'center' as const })), ...block.rows.map((row) => block.head.map((_, index) => ({ text: row[index] ?? '', alignment: isFigure(row[index] ?? '') ? 'center' as const : 'left' as const })))],
      },
    }
  }
}

const ACROSS = points(LAYOUT.page.width - LAYOUT.margin.left - LAYOUT.margin.right)

/** The picture in lines, its title below, and what the numbers count. */
function charted(chart: Chart): Content {
  const small = LAYOUT.size.small - 3
  return {
    unbreakable: true, margin: [0, 8, 0, 8],
    stack: [
      { svg: svgOf(sceneOf(chart, ACROSS, true), 'body'), width: ACROSS },
      { text: chart.title, font: 'heading', fontSize: LAYOUT.size.small - 1, alignment: 'center', lineHeight: 1, margin: [0, 6, 0, 4] },
      ...chart.notes.map((text): Content => ({ text, fontSize: small, lineHeight: 1, margin: [0, 0, 0, 2] })),
    ],
  }
}

function shares({ head, widths }: Extract<Block, { kind: 'table' }>): string[] {
  const given = head.map((_, index) => widths?.[index] ?? 1)
  const whole = given.reduce((sum, share) => sum + share, 0)
  return given.map((share) => `${(share / whole) * 100}%`)
}

function masthead({ masthead: name, number }: OfficialDocument): Content[] {
  if (name === undefined) return number === undefined ? [] : [{ text: number, alignment: 'center' }]
  return [
    { text: name, font: 'title', fontSize: mastheadSize(name), color: '#d7000f', alignment: 'center', margin: [0, 12, 0, 12], lineHeight: 1 },
    { text: number ?? ' ', alignment: 'center' },
    { canvas: [{ type: 'line', x1: 0, y1: 4, x2: ACROSS, y2: 4, lineWidth: 1.5, lineColor: '#d7000f' }] },
  ]
}

/** 落款, four characters from the edge; the seal is set over the date. */
const signature = ({ issuer, date, receipt }: OfficialDocument): Content => ({
  unbreakable: true, margin: [0, LAYOUT.line * 2, 0, 0],
  stack: [
    { margin: [0, 0, EM * 4, 0], columns: [{ text: '', width: '*' }, { width: 'auto', alignment: 'center', stack: [issuer, writtenDate(date)] }] },
    ...(receipt === undefined ? [] : [' ', { text: receipt, leadingIndent: EM * 2 }]),
  ],
})

const titled = (title: string): Content => ({
  text: titleLines(title).join('\n'), font: 'title', fontSize: LAYOUT.size.title, alignment: 'center', lineHeight: 1.1, margin: [0, LAYOUT.line, 0, LAYOUT.line],
})

/** 附件, behind the signature on a page of its own (GB/T 9704-2012, 7.3.7). */
const annex = ({ annex: attached }: OfficialDocument): Content[] =>
  (attached === undefined ? [] : [{ text: '附件', font: 'heading', pageBreak: 'before' }, titled(attached.title), ...numbered(attached.body).map(drawn)])

const copies = ({ copyTo }: OfficialDocument): Content[] => (copyTo === undefined ? [] : [{
  margin: [0, LAYOUT.line, 0, 0], fontSize: LAYOUT.size.small, lineHeight: 1,
  layout: { hLineWidth: () => 0.7, vLineWidth: () => 0 }, table: { widths: ['*'], body: [[`抄送：${copyTo}。`]] },
}])

/** The same paper as a PDF. @param fontFolder where the operator keeps fonts of his own (`<data>/fonts`) */
export async function officialPdf(content: OfficialDocument, fontFolder?: string): Promise<Buffer> {
  // With its fonts' readers a tenth of a start, and of its memory: loaded when the first paper is asked for.
  const { default: pdfmake } = await import('pdfmake')
  const { margin, size } = LAYOUT
  const files = new Set<string>()
  for (const face of FACES) {
    const normal = fontFile(face, fontFolder)
    files.add(normal)
    pdfmake.addFonts({ [face]: { normal, bold: normal, italics: normal, bolditalics: normal } })
  }
  // Nothing is read but the fonts: no text of a document can name a file or an address.
  pdfmake.setLocalAccessPolicy((path) => files.has(path))
  pdfmake.setUrlAccessPolicy(() => false)
  return pdfmake.createPdf({
    pageSize: 'A4', pageMargins: [points(margin.left), points(margin.top), points(margin.right), points(margin.bottom)],
    info: { title: content.title, author: content.issuer },
    defaultStyle: { font: 'body', fontSize: EM, lineHeight: LINE, preserveLeadingSpaces: true },
    content: [
      ...masthead(content),
      titled(content.title),
      ...(content.recipients === undefined ? [] : [`${content.recipients}：`]),
      ...numbered(content.body).map(drawn),
      ...(attachedTo(content).length > 0 ? [' ', ...attachmentLines(attachedTo(content)).map((text): Content => ({ text, leadingIndent: EM * 2 }))] : []),
      ...(content.form ? [] : [signature(content)]),
      ...annex(content),
      ...copies(content),
    ],
    // A heading never stands last on its page. What keeps together (a chart) is measured on pages of its own, whose numbers are not
    // these: only what lies below the heading counts, and no further heading does.
    pageBreakBefore: (node, { getFollowingNodesOnPage }) => node.headlineLevel !== undefined && !getFollowingNodesOnPage().some((next) =>
      next.headlineLevel === undefined && next.startPosition.pageNumber === node.startPosition.pageNumber && next.startPosition.top > node.startPosition.top),
    footer: (page: number): Content => ({
      text: `－ ${page} －`, fontSize: size.small, alignment: page % 2 === 1 ? 'right' : 'left', margin: [points(margin.left) + size.small, points(7), points(margin.right) + size.small, 0],
    }),
  }).getBuffer()
}
