import { zipSync, type Zippable } from 'fflate'
import { readPaper } from '../../../../platform/documents/paper.ts'
import type { Source } from '../../../../platform/documents/paper-writer.ts'
import { unzipLimited } from '../../../../platform/documents/zip.ts'
import type { Instant } from '../../../../platform/core/dates.ts'
import type { Comment } from './comments.ts'
import { commentParts, firstFreeId } from './comment-parts.ts'
import { DOCUMENT, documentXml, piecesOf, type Piece } from './docx-pieces.ts'

/** Where a comment begins or ends: before a sign of a text element. */
type Mark = { readonly piece: number; readonly at: number; readonly xml: string }

/**
 * A copy of a .docx with comments; everything else stays as it is.
 * @param comments by offsets into the text that `readClaimFile` made of the same bytes
 * @throws Problem as reading does
 */
export function markDocx(content: Uint8Array, comments: readonly Comment[], now: Instant): Buffer {
  const files = unzipLimited(content, { maxBytes: 200 * 1_048_576, maxEntries: 5_000 })
  const { sources = [] } = readPaper('copy.docx', content)
  const xml = documentXml(content)
  const first = firstFreeId(files)
  const placed = comments.flatMap((comment) => {
    const [from, to] = endsOf(comment, sources)
    return from && to ? [{ comment, from, to }] : []
  })
  const prefix = /<(\w+:)?document[\s>]/.exec(xml)?.[1] ?? ''
  const marks = placed.flatMap(({ comment, from, to }, nth) => marksOf(prefix, first + nth, comment, from, to))
  const parts = commentParts(
    files,
    placed.map(({ comment }) => comment),
    first,
    now,
  )
  const entries: Zippable = {}
  for (const [name, bytes] of [...files, ...parts]) entries[name] = [bytes, { level: /\.(xml|rels)$/.test(name) ? 6 : 0 }]
  entries[DOCUMENT] = [Buffer.from(withMarks(xml, piecesOf(xml), marks)), { level: 6 }]
  return Buffer.from(zipSync(entries))
}

/** The sources a comment begins and ends in; where it covers automatic numbers only, the text behind them. */
function endsOf({ start, end }: Comment, sources: readonly Source[]): [Source?, Source?] {
  const covered = sources.filter((one) => one.start < end && one.end > start)
  if (covered.length > 0) return [covered[0], covered.at(-1)]
  const next = sources.find((one) => one.start >= start) ?? sources.at(-1)
  return [next, next]
}

function marksOf(prefix: string, id: number, { start, end }: Comment, from: Source, to: Source): Mark[] {
  const inside = (offset: number, of: Source): number => of.from + Math.min(Math.max(offset, of.start), of.end) - of.start
  // A comment on nothing but a number that Word writes itself covers the text behind it.
  const last = end <= to.start ? to.end : end
  return [
    { piece: from.piece, at: inside(start, from), xml: `<${prefix}commentRangeStart ${prefix}id="${id}"/>` },
    {
      piece: to.piece,
      at: inside(last, to),
      xml: `<${prefix}commentRangeEnd ${prefix}id="${id}"/><${prefix}r><${prefix}commentReference ${prefix}id="${id}"/></${prefix}r>`,
    },
  ]
}

/** The XML with the marks set in; a run is parted where a mark falls inside its text. */
function withMarks(xml: string, pieces: readonly Piece[], marks: readonly Mark[]): string {
  const edits: { at: number; to: number; xml: string }[] = []
  for (const [nth, own] of Map.groupBy(marks, ({ piece }) => piece)) {
    const piece = pieces[nth]
    if (!piece?.run) continue
    edits.push(...partedPiece(xml, piece, own))
  }
  let [out, at] = ['', 0]
  // Two edits at one place keep the order in which they were made.
  for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
    out += xml.slice(at, edit.at) + edit.xml
    at = edit.to
  }
  return out + xml.slice(at)
}

function partedPiece(xml: string, piece: Piece, marks: readonly Mark[]): { at: number; to: number; xml: string }[] {
  const run = piece.run!
  const raw = xml.slice(piece.textStart, piece.textEnd)
  const open = xml.slice(piece.start, piece.textStart)
  const tag = /^<([^\s/>]+)/.exec(open)![1]!
  const spaced = /xml:space=/.test(open) ? open : `<${tag} xml:space="preserve">`
  const runTag = /^<([^\s/>]+)/.exec(run.open)![1]!
  const places = signPlaces(raw)
  const length = places.length - 1
  const before = marks.filter(({ at }) => at <= 0 && piece.first)
  const behind = marks.filter(({ at }) => at >= length && piece.last && !(at <= 0 && piece.first))
  const inside = marks.filter((mark) => !before.includes(mark) && !behind.includes(mark)).toSorted((a, b) => a.at - b.at)
  let [text, at] = ['', 0]
  for (const mark of inside) {
    const cut = places[Math.min(mark.at, length)]!
    text += `${raw.slice(at, cut)}</${tag}></${runTag}>${mark.xml}${run.open}${run.properties}${spaced}`
    at = cut
  }
  const join = (all: readonly Mark[]): string => all.map(({ xml: own }) => own).join('')
  return [
    ...(before.length > 0 ? [{ at: run.start, to: run.start, xml: join(before) }] : []),
    ...(inside.length > 0 ? [{ at: piece.start, to: piece.textEnd, xml: spaced + text + raw.slice(at) }] : []),
    ...(behind.length > 0 ? [{ at: run.end, to: run.end, xml: join(behind) }] : []),
  ]
}

/** Where each sign of a text begins in its XML, and where the last ends: entities and line ends take several places there. */
function signPlaces(raw: string): number[] {
  const places: number[] = []
  for (let at = 0; at < raw.length;) {
    const entity = raw[at] === '&' ? /^&[^;]+;/.exec(raw.slice(at, at + 12))?.[0] : undefined
    const lineEnd = raw.startsWith('\r\n', at) ? '\r\n' : undefined
    const width = (entity ?? lineEnd ?? raw[at]!).length
    places.push(at)
    // A character beyond the first plane is two UTF-16 units of text.
    if (entity && /^&#/.test(entity) && codeOf(entity) > 0xffff) places.push(at)
    at += width
  }
  return [...places, raw.length]
}

const codeOf = (entity: string): number => (/^&#x/i.test(entity) ? Number.parseInt(entity.slice(3), 16) : Number(entity.slice(2, -1)))
