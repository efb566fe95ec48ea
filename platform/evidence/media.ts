/** A type told from the content alone; what a browser or a name claims counts for nothing. */
export type Media = { readonly type: string; /** May be shown in the browser; everything else is only ever downloaded. */ readonly inline: boolean }

const DOWNLOAD: Media = { type: 'application/octet-stream', inline: false }

const SIGNATURES: readonly (readonly [hex: string, type: string])[] = [
  ['255044462d', 'application/pdf'],
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
]

const office = (part: string): string => `application/vnd.openxmlformats-officedocument.${part}`

/** Names of entries near the beginning of the zip tell which Office file it is. */
function zipType(head: Buffer): string {
  const text = head.toString('latin1')
  if (text.includes('word/')) return office('wordprocessingml.document')
  if (text.includes('xl/')) return office('spreadsheetml.sheet')
  return 'application/zip'
}

/** Programs: Windows, Linux, macOS, Java, scripts. */
const PROGRAMS = ['4d5a', '7f454c46', 'cffaedfe', 'cefaedfe', 'feedface', 'feedfacf', 'cafebabe', '2321']

/** Markup that a browser would run: HTML, SVG, XML of any kind. */
const MARKUP = /^\s*(<!doctype|<\?xml|<[a-z!])/i

// oxlint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/

/** Whether the bytes are a program; none is accepted as evidence. */
export const isProgram = (head: Buffer): boolean => PROGRAMS.some((hex) => head.subarray(0, hex.length / 2).toString('hex') === hex)

/** The media type of a file that begins so. */
export function mediaOf(head: Buffer): Media {
  const starts = (hex: string): boolean => head.subarray(0, hex.length / 2).toString('hex') === hex
  const known = SIGNATURES.find(([hex]) => starts(hex))
  if (known) return { type: known[1], inline: true }
  if (starts('504b0304')) return { type: zipType(head), inline: false }
  if (head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP') return { type: 'image/webp', inline: true }
  if (head.subarray(4, 8).toString('latin1') === 'ftyp') return { type: 'video/mp4', inline: false }
  if (head.length === 0 || BINARY.test(head.toString('latin1')) || MARKUP.test(head.toString('utf8').replace(/^\ufeff/, ''))) return DOWNLOAD
  return { type: 'text/plain', inline: true }
}

/** A name as it may stand in a list and on a disk: no path, no control characters, at most 200 characters. */
export function cleanName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  const last = name.split(/[\\/]/).at(-1)!.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  const dot = last.lastIndexOf('.')
  const [stem, ending] = dot > 0 && last.length - dot <= 10 ? [last.slice(0, dot), last.slice(dot)] : [last, '']
  return (Array.from(stem).slice(0, 200 - ending.length).join('') || 'file') + ending
}

/** RFC 6266 with the name as RFC 5987 says, and in ASCII for programs that know nothing else. */
export function disposition(name: string, inline: boolean): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const coded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${coded}`
}
