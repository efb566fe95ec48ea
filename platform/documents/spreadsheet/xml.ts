import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { Problem } from '../../core/problem.ts'

/** What a reader of a part is told; names come without their prefix (`x:row` is `row`). */
export type XmlHandler = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/** Deeper than any part of a workbook goes. */
const DEPTH = 128
/** Characters without a tag ending: no cell, attribute or comment of a real workbook is as long. */
const STALLED = 2 ** 20

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Feeds a part's bytes to a handler as they come, and gives control back after each chunk so that what was gathered can
 * be taken away. A DOCTYPE is refused before any entity of it could be read: no entity expands, no file is fetched.
 * @throws Problem `spreadsheet.unsafe` | `spreadsheet.damaged`
 */
export async function* parseXml(part: string, chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  const unsafe = (what: string): Problem => new Problem('spreadsheet.unsafe', { part: `${part}: ${what}` })
  let depth = 0
  let silent = 0
  parser.on('doctype', () => {
    throw unsafe('DOCTYPE')
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    silent = 0
    if (++depth > DEPTH) throw unsafe('nesting')
    handler.open?.(local(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    silent = 0
    depth--
    handler.close?.(local(tag.name))
  })
  if (handler.text) {
    const text = (value: string): void => handler.text?.(value)
    parser.on('text', text)
    parser.on('cdata', text)
  }
  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(encodingOf(chunk))
      const text = decoder.decode(chunk, { stream: true })
      silent += text.length
      parser.write(text)
      if (silent > STALLED) throw unsafe('length')
      yield
    }
    parser.close()
    yield
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('spreadsheet.damaged', { part })
  }
}

/** Reads a small part to its end. */
export async function readXml(part: string, chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(part, chunks, handler)) continue
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
  return chunk[0] === 0xfe && chunk[1] === 0xff ? 'utf-16be' : 'utf-8'
}
