/** What a file is by its content. `docx` is any ZIP: whether Word's parts are in it is seen when it is opened. */
export type FileKind = 'docx' | 'pdf' | 'text' | 'ole' | 'rtf' | 'image' | 'binary'

const SIGNATURES: readonly (readonly [hex: string, kind: FileKind])[] = [
  ['504b0304', 'docx'],
  ['504b0506', 'docx'],
  ['d0cf11e0', 'ole'],
  ['7b5c727466', 'rtf'],
  ['89504e47', 'image'],
  ['ffd8ff', 'image'],
  ['47494638', 'image'],
  ['424d', 'image'],
  ['49492a00', 'image'],
  ['4d4d002a', 'image'],
  ['52494646', 'image'],
  ['4d5a', 'binary'],
  ['7f454c46', 'binary'],
  ['1f8b', 'binary'],
  ['526172211a', 'binary'],
  ['377abcaf', 'binary'],
]

/** PDF readers accept its mark within the first 1,024 bytes (ISO 32000-1, annex H). */
const PDF_WITHIN = 1_024

/** The kind of a file, told from its content alone. */
export function kindOfContent(content: Uint8Array): FileKind {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, PDF_WITHIN))
  const hex = head.subarray(0, 8).toString('hex')
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature))
  // BM is how some English words begin too: a bitmap has zeros behind.
  if (known && !(known[0] === '424d' && !head.subarray(0, 16).includes(0))) return known[1]
  if (head.includes('%PDF-')) return 'pdf'
  return 'text'
}

/** The kind that a name claims; null where its ending tells none that can be checked. */
export function kindOfName(name: string): FileKind | null {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return ({ docx: 'docx', docm: 'docx', pdf: 'pdf', txt: 'text', md: 'text', markdown: 'text' } as const)[ending] ?? null
}
