import { inflateRawSync } from 'node:zlib'
import { Problem, problems } from '../core/problem.ts'

problems({
  'file.not-zip': [
    422,
    '文件已损坏或不是有效的 .docx / .xlsx 文件，请用 WPS 或 Word/Excel 打开后另存再试。',
    'The file is damaged or is not a real .docx / .xlsx file. Open it in an office program, save it again and retry.',
  ],
  'file.too-much-inside': [
    413,
    '文件解压后过大（上限 {limit}），已拒绝读取。请删去不需要的内容后重试。',
    'The file unpacks to too much (limit {limit}) and was refused. Remove what is not needed and retry.',
  ],
  'file.encrypted': [
    422,
    '文件设有密码，无法读取。请取消密码另存后再上传。',
    'The file is protected by a password. Save it without the password and upload it again.',
  ],
})

export type ZipLimits = {
  /** Bytes that all wanted entries together may unpack to. Measured while unpacking, not taken from what the archive claims. */
  readonly maxBytes: number
  /** Entries the archive may list. */
  readonly maxEntries: number
  /** Which entries to unpack; the others are never touched. All when absent. */
  readonly only?: (name: string) => boolean
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50

/**
 * Unpacks a ZIP archive (.docx, .xlsx) without trusting it: sizes are enforced on the bytes that really come out.
 * @throws Problem file.not-zip, file.too-much-inside, file.encrypted
 */
export function unzipLimited(buffer: Uint8Array, limits: ZipLimits): Map<string, Uint8Array> {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const directory = findDirectory(view)
  if (directory.entries > limits.maxEntries) throw tooMuch(limits)
  const files = new Map<string, Uint8Array>()
  let at = directory.offset
  let left = limits.maxBytes
  for (let i = 0; i < directory.entries; i++) {
    const entry = centralEntry(view, buffer, at)
    at = entry.next
    if (entry.name.endsWith('/') || (limits.only && !limits.only(entry.name))) continue
    const content = unpack(view, buffer, entry, left, limits)
    left -= content.byteLength
    files.set(entry.name, content)
  }
  return files
}

type Entry = { name: string; flags: number; method: number; packed: number; local: number; next: number }

function findDirectory(view: DataView): { offset: number; entries: number } {
  const lowest = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END) return { entries: view.getUint16(at + 10, true), offset: view.getUint32(at + 16, true) }
  }
  throw new Problem('file.not-zip')
}

function centralEntry(view: DataView, buffer: Uint8Array, at: number): Entry {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) throw new Problem('file.not-zip')
  const nameLength = view.getUint16(at + 28, true)
  return {
    name: new TextDecoder().decode(buffer.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    packed: view.getUint32(at + 20, true),
    local: view.getUint32(at + 42, true),
    next: at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true),
  }
}

function unpack(view: DataView, buffer: Uint8Array, entry: Entry, left: number, limits: ZipLimits): Uint8Array {
  if (entry.flags & 1) throw new Problem('file.encrypted')
  if (entry.local + 30 > view.byteLength || view.getUint32(entry.local, true) !== LOCAL) throw new Problem('file.not-zip')
  const start = entry.local + 30 + view.getUint16(entry.local + 26, true) + view.getUint16(entry.local + 28, true)
  const packed = buffer.subarray(start, start + entry.packed)
  if (packed.byteLength !== entry.packed) throw new Problem('file.not-zip')
  if (entry.method === 0) {
    if (packed.byteLength > left) throw tooMuch(limits)
    return packed
  }
  if (entry.method !== 8) throw new Problem('file.not-zip')
  try {
    // maxOutputLength must be at least 1; an entry met when nothing is left can only be empty
    return inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch(limits) : new Problem('file.not-zip')
  }
}

const tooMuch = (limits: ZipLimits) => new Problem('file.too-much-inside', { limit: `${Math.round(limits.maxBytes / 1_048_576)} MB` })
