import { Problem, problems } from '../../../../platform/core/problem.ts'
import { readPaper } from '../../../../platform/documents/paper.ts'
import type { ClaimText } from './claim-text.ts'
import { docxPages, documentXml } from './docx-pieces.ts'
import { kindOfContent, kindOfName, type FileKind } from './kind.ts'
import { LIMITS, tooLong } from './limits.ts'
import { plainText } from './plain-text.ts'

problems({
  'claims.misnamed': [
    422,
    '“{name}”的内容是{is}，与文件名不符。请确认选对了文件，或按实际类型改名后再试。',
    '“{name}” is in truth {isEn}. Make sure it is the right file, or give it the ending of what it is.',
  ],
  'claims.kind': [
    422,
    '不能核验这种文件（{is}）。请使用 .docx、.pdf（有文字）、.txt 或 .md。',
    'This kind of file ({isEn}) cannot be checked. Use .docx, .pdf with text, .txt or .md.',
  ],
  'claims.not-chinese': [
    422,
    '“{name}”中几乎没有中文。材料核验只读中文公文。',
    'There is almost no Chinese in “{name}”. The claim check reads Chinese official papers only.',
  ],
  'claims.garbled': [
    422,
    '“{name}”的文字无法辨认（编码不明或字体没有对照表）。请用原稿另存为 .docx 后再试。',
    'The text of “{name}” cannot be made out (unknown encoding, or fonts without a table). Save the original as .docx and try again.',
  ],
})

const KIND_WORDS = {
  docx: ['Word 文档', 'a Word document'],
  pdf: ['PDF', 'a PDF'],
  text: ['纯文本', 'plain text'],
  ole: ['旧版 Office 文件', 'an old Office file'],
  rtf: ['RTF', 'RTF'],
  image: ['图片', 'a picture'],
  binary: ['程序或其他二进制文件', 'a program or other binary file'],
} as const satisfies Record<FileKind, readonly [zh: string, en: string]>

/** Which kind the content must have where the name tells one. */
function checkKind(name: string, kind: FileKind): void {
  const [is, isEn] = KIND_WORDS[kind]
  const said = kindOfName(name)
  // An OLE container named .docx may be a protected one: the reader says which.
  if (said !== null && said !== kind && !(said === 'docx' && kind === 'ole')) throw new Problem('claims.misnamed', { name, is, isEn })
  if (kind === 'image' || kind === 'binary') throw new Problem('claims.kind', { is, isEn })
}

/**
 * Reads a paper to text.
 * @throws Problem `claims.misnamed`, `claims.kind`, `claims.not-chinese`, `claims.garbled`, `claims.no-text`, `claims.pdf-damaged`, `paper.empty`,
 *   `paper.not-supported`, `file.encrypted`, `file.not-zip` (422); `claims.too-long`, `file.too-much-inside`, `paper.too-large` (413)
 */
export async function readClaimFile(name: string, content: Uint8Array): Promise<ClaimText> {
  if (content.byteLength === 0) throw new Problem('paper.empty')
  const kind = kindOfContent(content)
  checkKind(name, kind)
  const read =
    kind === 'pdf'
      ? await (await import('./pdf.ts')).readPdf(name, content)
      : kind === 'text'
        ? readText(name, content)
        : readDocx(name, content)
  return checked({ ...read, text: storable(read.text) })
}

/** Signs that neither JSON nor the database keeps give way to others of the same length: offsets must stay right. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', ' ')

function readDocx(name: string, content: Uint8Array): ClaimText {
  // Inflates the text with a limit that fits the file before anything is parsed of it.
  const xml = kindOfContent(content) === 'docx' ? documentXml(content) : null
  const paper = readPaper(name, content)
  return { file: name, form: 'docx', text: paper.text, pages: xml === null ? [] : docxPages(xml, paper.sources ?? []) }
}

function readText(name: string, content: Uint8Array): ClaimText {
  if (!/\.(md|markdown)$/i.test(name)) return { file: name, form: 'txt', ...plainText(content) }
  return { file: name, form: 'md', text: readPaper(name, content).text, pages: [] }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

function checked(read: ClaimText): ClaimText {
  const { file: name, text, pages } = read
  if (text.trim() === '') throw new Problem('paper.empty')
  if (text.length > LIMITS.characters || pages.length > LIMITS.pages) throw tooLong(name, pages.length, text.length)
  const written = count(text, /\S/gu)
  // oxlint-disable-next-line no-control-regex
  if (count(text, /[\u0001-\u0008\u000e-\u001f\ufffd]|\p{Co}/gu) > written * 0.02) throw new Problem('claims.garbled', { name })
  const han = count(text, /\p{Script=Han}/gu)
  if (han < 10 || han < count(text, /\p{L}/gu) * 0.1) throw new Problem('claims.not-chinese', { name })
  return read
}
