import { decodeText } from '../../../../platform/documents/paper-text.ts'

/** Zero bytes stand in UTF-16 only: at odd places where the low byte comes first. */
function utf16Of(content: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = content.subarray(0, 4_096)
  const zeros = (odd: number): number => head.reduce((sum, byte, at) => sum + (byte === 0 && at % 2 === odd ? 1 : 0), 0)
  const [even, odd] = [zeros(0), zeros(1)]
  if (even + odd < head.length / 100) return null
  return odd > even * 4 ? 'utf-16le' : even > odd * 4 ? 'utf-16be' : null
}

const hasMark = (content: Uint8Array): boolean =>
  (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff)

/**
 * A text file as it was written: signs that end lines become line feeds one by one, so that offsets are those of the file.
 * Encodings: UTF-8 and UTF-16 with and without mark, GB18030. A form feed begins a page.
 */
export function plainText(content: Uint8Array): { readonly text: string; readonly pages: readonly number[] } {
  const encoding = hasMark(content) ? null : utf16Of(content)
  const decoded = encoding === null ? decodeText(content) : new TextDecoder(encoding).decode(content)
  const feeds = [...decoded.matchAll(/\f/g)].map(({ index }) => index + 1)
  return {
    text: decoded.replace(/\r\n/g, ' \n').replace(/[\r\f\v\u2028\u2029]/g, '\n'),
    pages: feeds.length > 0 ? [0, ...feeds.filter((at) => at < decoded.trimEnd().length)] : [],
  }
}
