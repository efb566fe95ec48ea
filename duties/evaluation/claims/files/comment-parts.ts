import type { Instant } from '../../../../platform/core/dates.ts'
import { AUTHOR, INITIALS, type Comment } from './comments.ts'

const COMMENTS = 'word/comments.xml'
const RELATIONS = 'word/_rels/document.xml.rels'
const TYPES = '[Content_Types].xml'
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments'
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'

type Files = ReadonlyMap<string, Uint8Array>

const textOf = (files: Files, name: string): string => new TextDecoder().decode(files.get(name) ?? new Uint8Array())
const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

/** The part that holds a paper's comments already, wherever its relation says; ours where it has none. */
function partName(files: Files): string {
  const relation = textOf(files, RELATIONS)
    .match(/<Relationship\b[^>]*>/g)
    ?.find((tag) => /Type="[^"]*\/relationships\/comments"/.test(tag))
  const target = relation && /Target="([^"]+)"/.exec(relation)?.[1]
  return target ? (target.startsWith('/') ? target.slice(1) : `word/${target}`) : COMMENTS
}

/** The lowest id that no comment of the paper has yet. */
export function firstFreeId(files: Files): number {
  const ids = [...textOf(files, partName(files)).matchAll(/<(?:\w+:)?comment\b[^>]*?\b\w*:?id="(\d+)"/g)].map(([, id]) => Number(id))
  return Math.max(-1, ...ids) + 1
}

/** One comment; the prefix is bound where it stands, whatever the part around it calls the namespace. */
function written({ lines }: Comment, id: number, now: Instant): string {
  const paragraphs = lines.map((line) => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`).join('')
  return `<w:comment xmlns:w="${W}" w:id="${id}" w:author="${AUTHOR}" w:initials="${INITIALS}" w:date="${now.slice(0, 19)}Z">${paragraphs}</w:comment>`
}

/** The parts of a .docx that change when it is given comments: the comments, what binds them to the text, and what they are. */
export function commentParts(files: Files, comments: readonly Comment[], first: number, now: Instant): Map<string, Uint8Array> {
  if (comments.length === 0) return new Map()
  const part = partName(files)
  const own = comments.map((comment, nth) => written(comment, first + nth, now)).join('')
  const before = textOf(files, part)
  const whole =
    before === ''
      ? `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="${W}">${own}</w:comments>`
      : appended(before, own)
  const parts = new Map([[part, whole]])
  if (before === '') {
    parts.set(RELATIONS, bound(textOf(files, RELATIONS)))
    parts.set(TYPES, typed(textOf(files, TYPES)))
  }
  return new Map([...parts].map(([name, text]) => [name, Buffer.from(text)]))
}

/** An empty element may be written as one tag. */
const appended = (xml: string, own: string): string =>
  /<\/(?:\w+:)?comments>\s*$/.test(xml)
    ? xml.replace(/<\/(?:\w+:)?comments>\s*$/, (end) => own + end)
    : xml.replace(/<((?:\w+:)?comments)\b([^>]*)\/>\s*$/, (_, tag: string, attributes: string) => `<${tag}${attributes}>${own}</${tag}>`)

function bound(xml: string): string {
  const relation = `<Relationship Id="rIdShianComments" Type="${RELATION}" Target="comments.xml"/>`
  const empty = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation}</Relationships>`
  return xml.includes('</Relationships>') ? xml.replace('</Relationships>', () => `${relation}</Relationships>`) : empty
}

const typed = (xml: string): string => xml.replace('</Types>', () => `<Override PartName="/${COMMENTS}" ContentType="${TYPE}"/></Types>`)
