import { extname } from 'node:path'
import { Problem, problems } from '../core/problem.ts'
import { readDocx } from './paper-docx.ts'
import { decodeText, readMarkdown, readPlainText } from './paper-text.ts'
import type { Paper } from './paper-writer.ts'

problems({
  'paper.not-supported': [
    422,
    '不能读取这种文件（{kind}）。请用 WPS 或 Word 另存为 .docx，或存为 .txt、.md 后再试。',
    'This kind of file ({kind}) cannot be read. Save it as .docx, .txt or .md and try again.',
  ],
  'paper.pdf': [
    422,
    'PDF 不能直接读取。请上传原稿 .docx，或把文字复制到 .txt 文件后再试。',
    'A PDF cannot be read directly. Upload the original .docx, or copy its text into a .txt file.',
  ],
  'paper.picture': [
    422,
    '这是图片（{kind}），里面的字不能直接读取。请上传原稿 .docx；没有原稿的，先用文字识别（OCR）转成 .docx 或 .txt，核对后再试。',
    'This is a picture ({kind}), whose text cannot be read. Upload the original .docx, or turn it into .docx or .txt by text recognition (OCR) and check that first.',
  ],
  'paper.empty': [
    422,
    '文件中没有文字（可能是扫描图片）。请上传有文字的原稿。',
    'There is no text in the file (it may be a scanned picture). Upload the original with its text.',
  ],
  'paper.too-large': [413, '文件太大，上限为 {limit}。', 'The file is too large; the limit is {limit}.'],
})

export type { Block, Cell, Line, Paper, Table } from './paper-writer.ts'

const MAX_BYTES = 50 * 1_048_576

/**
 * Reads a paper file. `name` only helps where the content does not tell the kind (.md against .txt).
 * @throws Problem paper.not-supported, paper.pdf, paper.picture, paper.empty, paper.too-large, file.not-zip, file.encrypted, file.too-much-inside
 */
export function readPaper(name: string, content: Uint8Array): Paper {
  if (content.byteLength > MAX_BYTES) throw new Problem('paper.too-large', { limit: '50 MB' })
  const paper = byContent(name.toLowerCase(), content)
  if (paper.text.trim() === '') throw new Problem('paper.empty')
  return paper
}

/** How pictures begin, in hexadecimal; of a RIFF the kind stands behind its length. */
const PICTURES: readonly (readonly [kind: string, begins: RegExp])[] = [
  ['PNG', /^89504e47/],
  ['JPEG', /^ffd8ff/],
  ['GIF', /^47494638/],
  ['TIFF', /^(?:49492a00|4d4d002a)/],
  ['BMP', /^424d.{8}00000000/],
  ['WebP', /^52494646.{8}57454250/],
  ['HEIC', /^.{8}66747970(?:686569|6d6966)/],
]

const TEXTS: ReadonlySet<string> = new Set(['.txt', '.md', '.markdown'])
const HTML = /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta)\b/i

const starts = (content: Uint8Array, ...bytes: number[]) => bytes.every((byte, i) => content[i] === byte)

function byContent(name: string, content: Uint8Array): Paper {
  if (content.byteLength === 0) throw new Problem('paper.empty')
  const begins = Buffer.from(content.subarray(0, 16)).toString('hex')
  const picture = PICTURES.find(([, pattern]) => pattern.test(begins))
  if (picture) throw new Problem('paper.picture', { kind: picture[0] })
  if (starts(content, 0x50, 0x4b, 0x03, 0x04)) return readDocx(content)
  if (starts(content, 0x25, 0x50, 0x44, 0x46)) throw new Problem('paper.pdf')
  if (starts(content, 0xd0, 0xcf, 0x11, 0xe0)) {
    // A protected .docx is an OLE container with an "EncryptedPackage" stream (UTF-16); otherwise it is an old .doc or .wps
    const locked = Buffer.from(content.buffer, content.byteOffset, content.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw locked ? new Problem('file.encrypted') : new Problem('paper.not-supported', { kind: '.doc / .wps' })
  }
  if (name.endsWith('.docx')) throw new Problem('file.not-zip')
  if (starts(content, 0x7b, 0x5c, 0x72, 0x74, 0x66)) throw new Problem('paper.not-supported', { kind: '.rtf' })
  const text = decodeText(content)
  if (HTML.test(text)) throw new Problem('paper.not-supported', { kind: '.html' })
  const kind = extname(name)
  // a text may hold a stray NUL; what does not even call itself a text and holds one is a program's own file
  if (text.includes('\0') && !TEXTS.has(kind)) throw new Problem('paper.not-supported', { kind: kind || '?' })
  return kind === '.md' || kind === '.markdown' ? readMarkdown(text) : readPlainText(text)
}
