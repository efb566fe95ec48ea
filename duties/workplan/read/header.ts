import { isBody, splitNames } from './bodies.ts'
import { DATE, type Entry, type TextLine } from './lines.ts'
import { fold, hanNumber, passage } from './text.ts'
import type { Plan } from './types.ts'

const NUMBER = /[\u4e00-\u9fff]{1,14}\(\s*(?:19|20)\d{2}\s*\)\s*(?:第\s*)?\d{1,4}\s*号/
const DOCUMENT = /(?:通知|通报|通告|公告|意见|函|方案|批复|决定|办法|报告|安排|要点|计划|分解表|分工表|清单|任务表|一览表|分工方案)$/

type Header = Omit<Plan, 'tasks'>

/** What stands around the body: title, number, issuer, date, recipients, copies. `begins` is the offset of the first item. */
export function readHeader(text: string, entries: readonly Entry[], begins: number): Header {
  const lines = entries.filter((entry): entry is TextLine => entry.kind === 'line' && entry.role !== 'page')
  const head = lines.filter((line) => line.end <= begins)
  const title = titleOf(text, head.length > 0 ? head : lines.slice(0, 20))
  const about = fold(title.text).indexOf('关于')
  const signature = lines.find((line) => line.role === 'signature')
  const issuer =
    about > 0 ? title.text.slice(0, about) : signature ? signatureName(text, signature) : redHead(text, head) || printedBy(text, lines)
  return {
    title: title.text,
    number: numberOf(text, head),
    issuer: issuer.replace(/\s+/g, ''),
    date: dateOf(lines),
    recipients: recipientsOf(text, lines, head, title.last),
    copied_to: copiesOf(text, lines),
  }
}

const printed = (text: string, lines: readonly { start: number; end: number }[]) => passage({ text, bold: [] }, lines).text.trim()

function numberOf(text: string, head: readonly TextLine[]): string {
  for (const line of head) {
    const found = NUMBER.exec(line.folded)
    if (found) return text.slice(line.start + found.index, line.start + found.index + found[0].length).replace(/\s+/g, '')
  }
  return ''
}

/** The title's lines joined: from the issuer above 关于 to the line that ends in 通知; else the first line that names a document. */
function titleOf(text: string, head: readonly TextLine[]): { text: string; last: number } {
  const shown = head.filter((line) => line.folded !== '')
  const about = shown.findIndex((line) => /关于|转发/.test(line.folded) && !/[。；：]/.test(line.folded) && line.folded.length < 120)
  if (about >= 0) {
    let first = about
    while (first > 0 && /^(?:关于|转发)/.test(shown[first]!.folded.trim()) && isTitlePart(shown[first - 1]!)) first--
    if (first < about) while (first > 0 && about - first < 4 && isTitlePart(shown[first - 1]!)) first--
    let last = about
    while (last < shown.length - 1 && last < about + 5 && !titleEnds(shown[last]!.folded) && !/[：。]$/.test(shown[last + 1]!.folded))
      last++
    // 关于印发…任务清单 | 的通知: the notice's own word ends it, not the name of what it prints
    if (last < shown.length - 1 && /^的(?:通知|通报|函|意见|公告)$/.test(shown[last + 1]!.folded.replace(/\s+/g, ''))) last++
    if (titleEnds(shown[last]!.folded)) return { text: printed(text, shown.slice(first, last + 1)), last: shown[last]!.end }
    return { text: printed(text, shown.slice(first, about + 1)), last: shown[about]!.end }
  }
  const named =
    shown.find((line) => DOCUMENT.test(line.folded) && !/[。；，]/.test(line.folded) && line.folded.length < 80) ??
    shown.find((line) => line.level === 1)
  if (!named) return { text: shown[0] && shown[0].folded.length < 80 ? printed(text, [shown[0]]) : '', last: shown[0]?.end ?? 0 }
  const at = shown.indexOf(named)
  let first = at
  while (first > 0 && at - first < 4 && (isTitlePart(shown[first - 1]!) || runsInto(shown[first - 1]!, shown[first]!))) first--
  return { text: printed(text, shown.slice(first, at + 1)), last: named.end }
}

/** A line right above the title's last one, without any stop, is its beginning: 某某区2024年食品安全 | 重点工作安排. */
const runsInto = (above: TextLine, below: TextLine): boolean =>
  above.role === 'text' &&
  below.start - above.end <= 3 &&
  above.folded.length <= 40 &&
  above.level === below.level &&
  !/[，。；：、()]|文件$|^附件/.test(above.folded) &&
  !titleEnds(above.folded) &&
  !NUMBER.test(above.folded)

const titleEnds = (folded: string) => DOCUMENT.test(folded.replace(/\([^()]*\)$/, '').replace(/\s+/g, ''))
const isTitlePart = (line: TextLine) => line.role !== 'blank' && isBody(line.folded.replace(/\s+/g, '')) && !NUMBER.test(line.folded)

const signatureName = (text: string, line: TextLine) => text.slice(line.start, line.end).replace(new RegExp(`${DATE.source}.*$`), '')

/** The red heading `某机关文件`. */
function redHead(text: string, head: readonly TextLine[]): string {
  const line = head.find(
    (one) =>
      one.folded.length > 4 &&
      one.folded.length < 60 &&
      /文件$/.test(one.folded) &&
      isBody(one.folded.replace(/文件$/, '').replace(/\s+/g, '')),
  )
  return line ? text.slice(line.start, line.end).trim().replace(/文件$/, '') : ''
}

/** Who had it printed, where nothing else tells: 某办公室 2026年3月5日印发. */
function printedBy(text: string, lines: readonly TextLine[]): string {
  const line = lines.find(({ role }) => role === 'imprint')
  const name = line ? signatureName(text, line).trim() : ''
  return isBody(fold(name).replace(/\s+/g, '')) ? name : ''
}

/** 成文日期: a date of its own or after the signature; the day of printing only when there is no other. */
function dateOf(lines: readonly TextLine[]): string | null {
  const of = (role: TextLine['role']) => lines.find((line) => line.role === role && DATE.test(line.folded))
  const line = of('date') ?? of('signature') ?? of('imprint')
  const bracketed =
    line ?? lines.slice(0, 30).find((one) => one.folded.length < 60 && new RegExp(`^\\(.*${DATE.source}.*\\)$`).test(one.folded))
  return bracketed ? isoDate(bracketed.folded) : null
}

/** The first date in a folded text as ISO, Chinese or Arabic digits; null when there is no real date. */
export function isoDate(folded: string): string | null {
  const found = DATE.exec(folded)
  if (!found) return null
  const [year, month, day] = found.slice(1, 4).map((figure) => (/^\d/.test(figure) ? Number(figure) : hanNumber(figure)))
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : null
}

/** A line 主送：…; else the list of bodies between title and first paragraph that ends in a colon. Both may run over lines. */
function recipientsOf(text: string, lines: readonly TextLine[], head: readonly TextLine[], after: number): string[] {
  const labelled = lines.findIndex((line) => line.role === 'copy' && SENT_TO.test(line.folded))
  if (labelled >= 0) return listFrom(text, lines, labelled)
  const below = head.filter((line) => line.start >= after && line.folded !== '' && line.role === 'text').slice(0, 9)
  for (const [i, line] of below.entries()) {
    const found = /：$/.test(line.folded) ? listEndingAt(text, below, i) : []
    if (found.length > 0) return found
  }
  return []
}

/** The bodies of the list that ends in line `last`; none when it is a sentence (现将…通知如下：). */
function listEndingAt(text: string, below: readonly TextLine[], last: number): string[] {
  let first = last
  while (
    first > 0 &&
    !NUMBER.test(below[first - 1]!.folded) &&
    !/[。：]/.test(below[first - 1]!.folded) &&
    !/^\(.*\)$/.test(below[first - 1]!.folded)
  )
    first--
  const list = names(printed(text, below.slice(first, last + 1)).replace(/[：:]\s*$/, ''))
  return list.filter((name) => isBody(fold(name))).length * 2 >= list.length ? list : []
}

const SENT_TO = /^主送/

/** The names behind the label of line `at`, with the lines they run over. */
function listFrom(text: string, lines: readonly TextLine[], at: number): string[] {
  const run = [lines[at]!]
  for (const next of lines.slice(at + 1, at + 12)) {
    if (next.role !== 'text' || !listGoesOn(run.at(-1)!.folded.replace(/^[^：]*：/, ''), next.folded)) break
    run.push(next)
  }
  const all = printed(text, run)
  return names(
    all
      .replace(/^[^：:]*[：:]/, '')
      .replace(/([；;。])\s*抄[送报](?:单位)?\s*[：:]/g, '$1')
      .replace(/[。.：:\s]+$/, ''),
  )
}

/** Whether a list goes on in the next line: nothing closes it, or its last name is broken there, or more names follow. */
function listGoesOn(above: string, below: string): boolean {
  if (/[。：]$/.test(above)) return false
  const last = /[^，、；\s]*$/.exec(above)![0]
  if (!isBody(last)) return true
  const next = names(below)
  return isBody(last + (next[0] ?? '')) || next.filter((name) => isBody(name)).length * 2 >= Math.max(1, next.length)
}

/** 抄送 and 抄报 with the lines they run over. */
const copiesOf = (text: string, lines: readonly TextLine[]): string[] =>
  lines.flatMap((line, i) => (line.role === 'copy' && !SENT_TO.test(line.folded) ? listFrom(text, lines, i) : []))

const names = (list: string) => splitNames(list).filter((name) => name.length > 1)
