import { SaxesParser } from 'saxes'
import { Problem } from '../../../../platform/core/problem.ts'
import type { Source } from '../../../../platform/documents/paper-writer.ts'
import { unzipLimited } from '../../../../platform/documents/zip.ts'

export const DOCUMENT = 'word/document.xml'

const MEGABYTE = 1_048_576
/** XML that unpacks to more than so many times the file was made to exhaust its reader: real papers stay below thirty. */
const MOST_PACKED = 60

/** The text part of a .docx. @throws Problem `paper.not-supported`, `file.not-zip`, `file.encrypted`, `file.too-much-inside` */
export function documentXml(content: Uint8Array): string {
  const maxBytes = Math.min(200 * MEGABYTE, Math.max(16 * MEGABYTE, content.byteLength * MOST_PACKED))
  const body = unzipLimited(content, { maxBytes, maxEntries: 5_000, only: (name) => name === DOCUMENT }).get(DOCUMENT)
  if (!body) throw new Problem('paper.not-supported', { kind: 'zip' })
  return new TextDecoder().decode(body)
}

/** A text element (`w:t`) where it stands in the XML; offsets are UTF-16 units of the XML, ends exclusive. */
export type Piece = {
  /** The element with its tags, and what stands between them. */
  readonly start: number
  readonly end: number
  readonly textStart: number
  readonly textEnd: number
  /** The run it stands in, with its tags; null outside of any (an equation's). */
  readonly run: { readonly start: number; readonly end: number; readonly open: string; readonly properties: string } | null
  /** Nothing stands before, or behind it in its run. */
  readonly first: boolean
  readonly last: boolean
  /** Counted by explicit breaks, from 1. */
  readonly page: number
}

type Open = { name: string; start: number; opened: number }
type OpenRun = Open & { properties: string; content: number; pieces: number[] }
type Draft = { -readonly [K in keyof Piece]: Piece[K] }

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * The text elements of a document in the order of the file, which is how `Source.piece` counts them.
 * @throws Problem `file.not-zip` where the XML is not well formed
 */
export function piecesOf(xml: string): readonly Piece[] {
  const walk = new PieceWalk(xml)
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => walk.open(local(tag.name), tag.attributes, parser.position))
  parser.on('closetag', (tag) => walk.close(local(tag.name), parser.position, tag.isSelfClosing))
  parser.on('error', () => {
    throw new Problem('file.not-zip')
  })
  parser.write(xml).close()
  return walk.pieces
}

class PieceWalk {
  readonly pieces: Draft[] = []
  readonly #xml: string
  readonly #path: Open[] = []
  readonly #runs: OpenRun[] = []
  /** Word notes where pages began when it last laid the paper out; else only what its writer broke is known. */
  readonly #laidOut: boolean
  #page = 1

  constructor(xml: string) {
    this.#xml = xml
    this.#laidOut = xml.includes('lastRenderedPageBreak')
  }

  open(name: string, attributes: Readonly<Record<string, string>>, opened: number): void {
    const start = this.#xml.lastIndexOf('<', opened - 1)
    const parent = this.#path.at(-1)
    const run = this.#runs.at(-1)
    this.#turn(name, parent?.name, attributes)
    if (parent?.name === 'r' && run && name !== 'rPr') run.content++
    this.#path.push({ name, start, opened })
    if (name === 'r') this.#runs.push({ name, start, opened, properties: '', content: 0, pieces: [] })
    if (name !== 't') return
    const inRun = parent?.name === 'r' && run
    if (inRun) run.pieces.push(this.pieces.length)
    this.pieces.push({
      start,
      end: 0,
      textStart: opened,
      textEnd: 0,
      run: null,
      first: Boolean(inRun) && run!.content === 1,
      last: false,
      page: this.#page,
    })
  }

  close(name: string, end: number, selfClosing: boolean): void {
    const { start, opened } = this.#path.pop()!
    const run = this.#runs.at(-1)
    if (name === 'rPr' && run && this.#path.at(-1)?.name === 'r') run.properties = this.#xml.slice(start, end)
    if (name === 't') {
      // Texts hold no elements: the last of the pieces is the one that is open.
      const piece = this.pieces.at(-1)!
      piece.end = end
      piece.textEnd = selfClosing ? end : this.#xml.lastIndexOf('<', end - 1)
      piece.last = run !== undefined
      if (selfClosing) piece.textStart = end
      return
    }
    if (this.#path.at(-1)?.name === 'r' && run && name !== 'rPr') for (const at of run.pieces) this.pieces[at]!.last = false
    if (name === 'r') this.#endRun(start, opened, end)
  }

  #endRun(start: number, opened: number, end: number): void {
    const run = this.#runs.pop()!
    const whole = { start, end, open: this.#xml.slice(start, opened), properties: run.properties }
    run.pieces.forEach((at, nth) => {
      const piece = this.pieces[at]!
      piece.run = whole
      piece.last = piece.last && nth === run.pieces.length - 1
    })
  }

  #turn(name: string, parent: string | undefined, attributes: Readonly<Record<string, string>>): void {
    const value = (key: string): string => Object.entries(attributes).find(([full]) => local(full) === key)?.[1] ?? ''
    if (this.#laidOut) {
      if (name === 'lastRenderedPageBreak') this.#page++
    } else if (parent === 'r' && name === 'br' && value('type') === 'page') this.#page++
    else if (name === 'pageBreakBefore' && parent === 'pPr' && !['0', 'false', 'off'].includes(value('val')) && this.pieces.length > 0)
      this.#page++
  }
}

/** Where pages begin in the text of a .docx: by Word's last layout, else by the breaks its writer set; empty where there are none. */
export function docxPages(xml: string, sources: readonly Source[]): number[] {
  if (!/lastRenderedPageBreak|type="page"|pageBreakBefore/.test(xml)) return []
  const pieces = piecesOf(xml)
  const pages = [0]
  for (const { start, piece } of sources) {
    const page = pieces[piece]?.page ?? 1
    while (pages.length < page) pages.push(start)
  }
  return pages.length > 1 ? pages : []
}
