import { readFile, stat } from 'node:fs/promises'
import { Problem } from '../../core/problem.ts'
import { openCsv, textEncoding } from './csv.ts'
import { LIMITS, tooLarge, type Limits } from './limits.ts'
import { openXlsx, type Workbook } from './xlsx.ts'
import { Package } from './zip.ts'

/**
 * Opens a spreadsheet for reading, by its content and never by its name: xlsx, or csv/tsv text in UTF-8, UTF-16 or
 * GB18030. Anything else is a Problem whose sentence says what to do. The file's bytes stay in memory packed; rows are
 * unpacked as they are read.
 * @param options `headed`: the first line of a csv is its heading and alone tells the separator
 * @throws Problem `spreadsheet.*`
 */
export async function openSpreadsheet(source: string | Buffer, options: { limits?: Partial<Limits>; headed?: boolean } = {}): Promise<Workbook> {
  const limits = { ...LIMITS, ...options.limits }
  const size = typeof source === 'string' ? (await stat(source)).size : source.length
  if (size > limits.fileBytes) throw tooLarge('fileBytes', limits)
  const bytes = typeof source === 'string' ? await readFile(source) : source
  const kind = contentKind(bytes)
  if (kind instanceof Problem) throw kind
  return kind === 'zip' ? openPackage(bytes, limits) : openCsv(bytes, limits, options.headed)
}

function openPackage(bytes: Buffer, limits: Limits): Promise<Workbook> {
  const zip = new Package(bytes, limits)
  const names = zip.names
  const under = (folder: string): boolean => names.some((name) => name.startsWith(folder))
  if (under('word/')) throw other('Word (docx)')
  if (under('ppt/')) throw other('PowerPoint (pptx)')
  if (zip.has('xl/workbook.bin')) throw otherTable('xlsb')
  if (zip.has('content.xml') && zip.has('mimetype')) throw otherTable('OpenDocument (.ods)')
  if (!zip.has('[Content_Types].xml') && !zip.has('_rels/.rels')) throw new Problem('spreadsheet.archive')
  return openXlsx(zip, limits)
}

const other = (format: string): Problem => new Problem('spreadsheet.not-a-table', { format })
const otherTable = (format: string): Problem => new Problem('spreadsheet.other-table', { format })

/** How files of other kinds begin, in hexadecimal. */
const BEGINNINGS: readonly (readonly [hex: string, problem: () => Problem])[] = [
  ['25504446', () => other('PDF')],
  ['89504e47', () => other('PNG')],
  ['ffd8ff', () => other('JPEG')],
  ['47494638', () => other('GIF')],
  ['424d', () => other('BMP')],
  ['52494646', () => other('RIFF/WebP')],
  ['7b5c727466', () => other('RTF')],
  ['52617221', () => new Problem('spreadsheet.archive')],
  ['377abcaf271c', () => new Problem('spreadsheet.archive')],
  ['1f8b', () => new Problem('spreadsheet.archive')],
  // Excel 2 to 4 wrote bare records without a container.
  ['0900', () => new Problem('spreadsheet.old-xls')],
  ['0902', () => new Problem('spreadsheet.old-xls')],
  ['0904', () => new Problem('spreadsheet.old-xls')],
  ['0908', () => new Problem('spreadsheet.old-xls')],
]

/** Whether the bytes are a zip or text, or the Problem of being neither. */
function contentKind(bytes: Buffer): 'zip' | 'text' | Problem {
  const begins = bytes.subarray(0, 8).toString('hex')
  if (bytes.length === 0) return new Problem('spreadsheet.empty')
  if (begins.startsWith('504b0304')) return 'zip'
  if (begins.startsWith('504b')) return new Problem('spreadsheet.damaged', { part: 'zip' })
  if (begins === 'd0cf11e0a1b11ae1') return containerProblem(bytes)
  const known = BEGINNINGS.find(([hex]) => begins.startsWith(hex))
  return known && !looksLikeText(bytes, known[0]) ? known[1]() : textKind(bytes)
}

/** `BM` may begin a csv, and a tab with a blank begins nothing else than text: short signs need a control byte nearby. */
const looksLikeText = (bytes: Buffer, hex: string): boolean => hex.length <= 4 && !bytes.subarray(0, 64).some((byte) => byte < 9)

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')

/** An OLE container: its directory names what is in it. Excel puts an encrypted xlsx into one. */
function containerProblem(bytes: Buffer): Problem {
  if (bytes.includes(utf16('EncryptedPackage')) || bytes.includes(utf16('EncryptionInfo'))) return new Problem('spreadsheet.password')
  if (bytes.includes(utf16('WordDocument'))) return other('Word (doc)')
  if (bytes.includes(utf16('PowerPoint Document'))) return other('PowerPoint (ppt)')
  return new Problem('spreadsheet.old-xls')
}

function textKind(bytes: Buffer): 'text' | Problem {
  const encoding = textEncoding(bytes)
  const head = new TextDecoder(encoding)
    .decode(bytes.subarray(0, 4096))
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (head === '' && bytes.length <= 4096) return new Problem('spreadsheet.empty')
  if (/^<\?xml[^>]*>\s*(<\?mso|<(\w+:)?Workbook)/i.test(head)) return otherTable('XML 2003')
  if (/^(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body|table|meta)\b/i.test(head)) return new Problem('spreadsheet.html')
  if (/^MIME-Version:/i.test(head)) return new Problem('spreadsheet.html')
  if (/^<\?xml/i.test(head)) return other('XML')
  return 'text'
}
