import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { Problem, problems } from '../../../../platform/core/problem.ts'
import type { ClaimText } from './claim-text.ts'
import { LIMITS, tooLong } from './limits.ts'
import { textOfPages, type Glyphs, type PdfPage } from './pdf-lines.ts'

problems({
  'claims.no-text': [
    422,
    '“{name}”只有图片，没有文字（可能是扫描件）。请上传有文字的 PDF 或 .docx 原稿。',
    '“{name}” holds pictures only, no text (perhaps a scan). Upload a PDF with text, or the original .docx.',
  ],
  'claims.pdf-damaged': [
    422,
    '“{name}”已损坏或不是有效的 PDF，请重新导出后再试。',
    '“{name}” is damaged or is no valid PDF. Export it again and retry.',
  ],
})

/** pdf.js says on loading that it cannot draw here, on the console and whatever is asked of it; we only read. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console
  console.warn = () => {}
  try {
    return await load()
  } finally {
    console.warn = warn
  }
}

const loaded = quietly(() => import('pdfjs-dist/legacy/build/pdf.mjs'))
const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/**
 * The text of a PDF, page after page, in paragraphs.
 * @throws Problem `claims.no-text`, `claims.pdf-damaged`, `file.encrypted` (422), `claims.too-long` (413)
 */
export async function readPdf(name: string, content: Uint8Array): Promise<ClaimText> {
  const { getDocument } = await loaded
  const loading = getDocument({
    // pdf.js takes the bytes over for itself
    data: new Uint8Array(content),
    cMapUrl: join(folder, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  })
  try {
    const document = await loading.promise
    if (document.numPages > LIMITS.pages) throw tooLong(name, document.numPages, 0)
    const pages: PdfPage[] = []
    let length = 0
    for (let nth = 1; nth <= document.numPages && length <= LIMITS.characters; nth++) {
      const page = await document.getPage(nth)
      const glyphs = await glyphsOf(page)
      length += glyphs.reduce((sum, { text }) => sum + text.length, 0)
      pages.push({ height: page.view[3]! - page.view[1]!, glyphs })
      page.cleanup()
    }
    if (length === 0) throw new Problem('claims.no-text', { name })
    return { file: name, form: 'pdf', ...textOfPages(pages) }
  } catch (error) {
    throw problemOf(error, name)
  } finally {
    await loading.destroy()
  }
}

/** What pdf.js throws of a file is the file's fault; it may be anything from a parser that met what it did not expect. */
function problemOf(error: unknown, name: string): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Error && error.name === 'PasswordException') return new Problem('file.encrypted')
  return new Problem('claims.pdf-damaged', { name })
}

/** The level stretches of a page; what is set askew is a watermark or a stamp. */
async function glyphsOf(page: PDFPageProxy): Promise<Glyphs[]> {
  const { items } = await page.getTextContent()
  return items.flatMap((item): Glyphs[] => {
    if (!('str' in item) || item.str.trim() === '') return []
    // An affine transform: a, b, c, d, x, y.
    const [across = 0, askew = 0, , up = 0, x = 0, y = 0] = item.transform as readonly number[]
    if (Math.abs(askew) > 0.05 * Math.abs(across)) return []
    return [
      {
        text: item.str.replaceAll('\u00a0', ' '),
        x,
        y: y - (page.view[1] ?? 0),
        right: x + item.width,
        size: Math.abs(up) || item.height || 1,
      },
    ]
  })
}
