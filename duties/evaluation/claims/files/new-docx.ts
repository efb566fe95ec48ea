import { CommentRangeEnd, CommentRangeStart, CommentReference, Document, Packer, Paragraph, Tab, TextRun, type ParagraphChild } from 'docx'
import type { Instant } from '../../../../platform/core/dates.ts'
import { officialFonts } from '../../../../platform/documents/word.ts'
import type { ClaimText } from './claim-text.ts'
import { AUTHOR, INITIALS, type Comment } from './comments.ts'

/** Half points: 小四. */
const SIZE = 24

/** A new .docx of a paper's text, a line a paragraph, with comments: for papers that are no .docx. */
export function newDocx(
  { file, text, pages }: Pick<ClaimText, 'file' | 'text' | 'pages'>,
  comments: readonly Comment[],
  now: Instant,
): Promise<Buffer> {
  const ids = comments.map((comment, id) => ({ ...comment, ...printedPart(text, comment), id }))
  const breaks = new Set(pages.slice(1))
  let at = 0
  const children = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const start = at
      at += line.length + 1
      const paragraph = lineOf(line, start, ids)
      return new Paragraph({
        children: paragraph,
        pageBreakBefore: breaks.has(start),
        indent: { firstLine: line.includes('\t') ? 0 : SIZE * 20 },
      })
    })
  const document = new Document({
    title: file,
    creator: AUTHOR,
    styles: {
      default: {
        document: { run: { size: SIZE, font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: officialFonts.body } } },
      },
    },
    comments: {
      children: ids.map(({ id, lines }) => ({
        id,
        author: AUTHOR,
        initials: INITIALS,
        date: new Date(now),
        children: lines.map((one) => new Paragraph(one)),
      })),
    },
    sections: [{ children }],
  })
  return Packer.toBuffer(document)
}

/** A stretch without the white space at its ends, one sign at least: a comment begins and ends on a line. */
function printedPart(text: string, { start, end }: Pick<Comment, 'start' | 'end'>): { start: number; end: number } {
  const inside = text.slice(start, end)
  const from = Math.min(start + (inside.length - inside.trimStart().length), Math.max(0, text.length - 1))
  return { start: from, end: Math.max(from + 1, end - (inside.length - inside.trimEnd().length)) }
}

type Numbered = Comment & { readonly id: number }

/** A line with the comments that begin and end on it. */
function lineOf(line: string, start: number, comments: readonly Numbered[]): ParagraphChild[] {
  const end = start + line.length
  const begins = comments.filter((one) => one.start >= start && one.start <= end)
  const ends = comments.filter((one) => one.end > start && one.end <= end + 1)
  const closing = (one: Numbered): number => Math.min(one.end, end)
  const cuts = [...new Set([start, end, ...begins.map((one) => one.start), ...ends.map(closing)])].toSorted((a, b) => a - b)
  return cuts.flatMap((cut, nth): ParagraphChild[] => [
    ...ends
      .filter((one) => closing(one) === cut)
      .flatMap(({ id }) => [new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })]),
    ...begins.filter((one) => one.start === cut).map(({ id }) => new CommentRangeStart(id)),
    ...(nth < cuts.length - 1 ? [runOf(line.slice(cut - start, cuts[nth + 1]! - start))] : []),
  ])
}

const runOf = (text: string): TextRun =>
  // oxlint-disable-next-line no-control-regex
  new TextRun({
    children: text
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ')
      .split('\t')
      .flatMap((part, nth) => (nth > 0 ? [new Tab(), part] : [part])),
  })
