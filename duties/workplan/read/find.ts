import { hasRole, isAssignment, noParts, readParts, type Parts } from './assignment.ts'
import { isBody, splitNames } from './bodies.ts'
import { markBoldLeads } from './bold-leads.ts'
import { withoutPersons } from './cells.ts'
import { lastName, spaced } from './broken-names.ts'
import { lineEnd, listEnd } from './list-ends.ts'
import { closing, fold, part, type Passage } from './text.ts'
import type { Span } from './types.ts'
import { readOpening } from './within.ts'
import { LABELS, LEVEL, SHORT_LABELS, TIME_CELL, type Label } from './words.ts'

/** Who and until when, as found in the words of one item. `cuts` are the stretches that are not text of the task. */
export type Found = {
  readonly groups: readonly Group[]
  readonly times: readonly Passage[]
  readonly cuts: readonly Span[]
  readonly unclear: readonly string[]
}
/** One place that assigns. `ownLine`: it stands in a line or paragraph of its own; `labelled`: it begins 责任单位： or the like. */
export type Group = {
  readonly parts: Parts
  readonly at: number
  readonly ownLine: boolean
  readonly labelled: boolean
  readonly printed: string
  /** How the sentence begins that it stands in, where it is the running text that assigns. */
  readonly sentence?: string
}

const LABEL = new RegExp(LABELS.map(([label, words]) => `(?<${label}>${words})`).join('|'))
/** 责任单位及责任人: the names of persons stand behind the bodies. */
const AND_PERSONS = '(?<persons>(?:以?及其?|和|与|、|/)?[(]?(?:责任人员?|负责人|联系人|联络员|责任领导|分管领导)[)]?)?'
/** 市级责任单位, 县（区）级责任单位: whose units they are is told by their names. */
const OF_LEVEL = '(?:[省市州盟县区旗乡镇村](?:[(][^()]{1,6}[)])?级|本级|属地)?'
const KNOWN_LABEL = new RegExp(`^(?:${LABEL.source})$`)
const LABEL_START = new RegExp(
  `[(]?${OF_LEVEL}(?:${LABEL.source})${AND_PERSONS}[)]?\\s*(?:：|为：|(?<=[)])\\s*(?=\\S)|为(?=[^、，。]{0,12}[局委办部院府]))`,
  'y',
)
const SHORT = SHORT_LABELS.map(([label, words]) => `(?<${label}>${words})`).join('|')
const WHOLE_LABEL = new RegExp(LABEL.source, 'y')
const SHORT_WORD = new RegExp(`^(?:${SHORT})$`)
const SHORT_BEFORE_COLON = new RegExp(`(?:${SHORT})\\s*：`, 'y')
const SHORT_IN_BRACKETS = new RegExp(`[(](?:${SHORT})(?:单位|部门)?[)]\\s*：?\\s*(?=[\\u4e00-\\u9fff])`, 'y')
/** A label before whole names of bodies whose word nobody knows (承接单位：): read as 责任单位, and told. */
const NEW_LABEL =
  /(?<duty>(?!抽样|检测|检验|受检|被|供|生产|经营|使用|委托|监测|发证|抄[送报]|主送|印发|报送|联系|填报)[\u4e00-\u9fff]{2,4}(?:单位|部门|机构|科室|站所))\s*：\s*(?=([^。；\n]{2,120}))/y
/** 责任单位 市甲局 市乙局: a label parted from its names by white space, in a printed line of its own. */
const SPACED_LABEL = new RegExp(`(?:${LABEL.source})\\s+(?=\\S)`, 'y')
/** 完成标准：… in a line of its own, whatever its word. */
const ANY_LABEL = /^[\u4e00-\u9fff]{2,6}：/
const OTHER_LABEL = /(?<![\u4e00-\u9fff])(?:具体|工作|主要|重点|目标)?(?:内容|措施|举措|任务|目标|要求|成果|标准|备注|依据)：/g

/** Finds every assignment in an item: labelled lines, brackets after a sentence, a dash, a closing sentence. */
export function findAssignments(item: Passage): Found {
  const groups: Group[] = []
  const times: Passage[] = []
  const cuts: Span[] = []
  const unclear: string[] = []
  readLabels(item, { groups, times, cuts, unclear })
  readBrackets(item, groups, times, cuts, unclear)
  if (groups.length === 0) readWithinSentence(item, groups, cuts, unclear)
  if (groups.length === 0) readDash(item, groups, cuts)
  if (groups.length === 0) readSentence(item, groups, cuts)
  const opening = groups.length === 0 ? readOpening(item) : null
  if (opening) {
    groups.push(opening.group)
    cuts.push(opening.cut)
  }
  return { groups, times, cuts: merge(cuts), unclear }
}

type Sink = { groups: Group[]; times: Passage[]; cuts: Span[]; unclear: string[] }

/** `around` is the bracket the label stands in, `（责任单位：…；完成时限：…）`. */
type Labelled = { label: Label; start: number; content: number; word: string; persons: string; around: Span | null }

/** Labels stand at the beginning of a printed line or behind a sign, never inside a word. */
function labelsIn(item: Passage): Labelled[] {
  const out: Labelled[] = []
  for (let at = 0; at < item.folded.length; at++) {
    const behindWord = !item.breaks.has(at) && /[\u4e00-\u9fff\w“]/.test(item.folded[at - 1] ?? '')
    // 牵头单位：X局配合单位：Y局, 【牵头】X局【配合】Y局: a second label may stand right behind the first one's names
    if (behindWord && !(out.length > 0 && isBody(lastName(item.folded.slice(out.at(-1)!.content, at))))) continue
    const found = labelAt(item.folded, at) ?? labelLine(item, at) ?? (behindWord ? null : newLabel(item, at))
    const label = found && LABELS.find(([name]) => found.groups?.[name])?.[0]
    if (!found || !label) continue
    const content = at + found[0].length
    out.push({
      label,
      start: at,
      content,
      word: found.groups![label]!,
      persons: found.groups!.persons ?? '',
      around: bracketAround(item.folded, at, content),
    })
    at += found[0].length - 1
  }
  return out
}

function labelAt(folded: string, at: number): RegExpExecArray | null {
  for (const pattern of [LABEL_START, SHORT_BEFORE_COLON, SHORT_IN_BRACKETS]) {
    pattern.lastIndex = at
    const found = pattern.exec(folded)
    if (found) return found
  }
  return null
}

function newLabel({ folded, breaks }: Passage, at: number): RegExpExecArray | null {
  NEW_LABEL.lastIndex = at
  const found = /[\u4e00-\u9fff]/.test(folded[at] ?? '') ? NEW_LABEL.exec(folded) : null
  const word = found?.groups?.['duty'] ?? ''
  // 祝某责任单位：: a name and then a label that is known
  if (!found || Array.from(word, (_, i) => word.slice(i)).some((end) => KNOWN_LABEL.test(end))) return null
  const within = [...breaks].filter((next) => next > at).map((next) => next - at - found[0].length)
  const line = found[2]!.slice(0, Math.min(found[2]!.length, ...within.filter((length) => length > 0)))
  return isAssignment(line.split(/[，]/)[0]!, true) ? found : null
}

/** 责任单位 alone in a printed line, its names in the next or behind white space. */
function labelLine(item: Passage, at: number): RegExpExecArray | null {
  if (!item.breaks.has(at)) return null
  WHOLE_LABEL.lastIndex = at
  const found = WHOLE_LABEL.exec(item.folded)
  if (found && item.breaks.has(at + found[0].length)) return found
  SPACED_LABEL.lastIndex = at
  const spaced = SPACED_LABEL.exec(item.folded)
  if (!spaced) return null
  const from = at + spaced[0].length
  const line = item.folded.slice(from, Math.min(item.folded.length, ...[...item.breaks].filter((next) => next > from))).trim()
  return (spaced.groups?.['time'] ? TIME_CELL.test(line) : isAssignment(line, true)) ? spaced : null
}

function bracketAround(folded: string, at: number, content: number): Span | null {
  let depth = 0
  for (let open = folded[at] === '(' ? at : at - 1; open >= Math.max(0, at - 300); open--) {
    if (folded[open] === ')') depth++
    else if (folded[open] === '(' && depth-- === 0) {
      const close = closing(folded, open)
      return close >= content ? { start: open, end: close } : null
    }
  }
  return null
}

/** `责任单位：…`, several in a line or one a line, also within brackets. Labels standing together are one group. */
function readLabels(item: Passage, sink: Sink): void {
  const labels = labelsIn(item)
  const others = [
    ...[...item.folded.matchAll(OTHER_LABEL)].map((found) => found.index),
    // behind a whole name only: a line's end may also break one (市农业农 | 村局完成时限：)
    ...[...item.breaks].filter(
      (at) => ANY_LABEL.test(item.folded.slice(at, at + 8)) && isBody(lastName(item.folded.slice(Math.max(0, at - 64), at))),
    ),
  ]
  let group: { parts: Parts; start: number; end: number; said: Set<Label> } | null = null
  const flush = () => {
    if (group)
      sink.groups.push({
        parts: group.parts,
        at: group.start,
        ownLine: item.breaks.has(group.start),
        labelled: item.folded[group.start] !== '(',
        printed: item.text.slice(group.start, group.end),
      })
    group = null
  }
  labels.forEach((label, i) => {
    const limit = Math.min(
      labels[i + 1]?.start ?? Infinity,
      ...others.filter((at) => at > label.content),
      label.around?.end ?? item.folded.length,
    )
    const end = label.label === 'time' || label.label === 'person' ? lineEnd(item, label.content, limit) : listEnd(item, label, limit)
    const content = part(item, label.content, end)
    const printed = listOf(content)
    const ahead = label.around && label.around.start !== labels[i - 1]?.around?.start ? aheadOf(item, label) : null
    if (ahead) {
      flush()
      group = { parts: readParts(ahead), start: label.around!.start, end: label.start, said: new Set(['duty']) }
    }
    if (label.label === 'time')
      sink.times.push({ ...content, text: content.text.replace(/[。；;]$/, ''), folded: content.folded.replace(/[。；;]$/, '') })
    else if (label.label === 'unplaced') sink.unclear.push(`${label.word}：${printed}`)
    else if (label.label === 'person') sink.unclear.push(`${label.word}：${content.text.replace(/[。；，;,.\s]+$/, '')}`)
    else {
      // 牵头单位：X。配合单位：Y。 belong together; the same label again behind a full stop begins another list
      const again = group?.said.has(label.label) && item.folded.slice(group.end - 1, label.start).includes('。')
      if (group && (label.start - group.end > 2 || again)) flush()
      group ??= { parts: noParts(), start: label.start, end, said: new Set() }
      group.said.add(label.label)
      if (!KNOWN_LABEL.test(label.word) && !SHORT_WORD.test(label.word)) sink.unclear.push(`标签未认出，按责任单位读取：${label.word}`)
      const { bodies, persons } = label.persons ? withoutPersons(content) : { bodies: content, persons: [] }
      if (persons.length > 0) sink.unclear.push(`${label.word}${label.persons}：${persons.join('、')}`)
      addLabelled(group.parts, label.label, listOf(markBoldLeads(bodies)))
      group.end = end
    }
    if (group) group.end = end
    sink.cuts.push(
      label.around
        ? { start: label.around.start, end: pastStop(item.folded, label.around.end + 1) }
        : { start: label.start - leading(item.folded, label.start), end: pastStop(item.folded, end) },
    )
  })
  flush()
}

/** （某局；完成时限：…）: the list that stands in the bracket before its first label. */
function aheadOf(item: Passage, { around, start }: Labelled): string | null {
  const ahead = listOf(part(item, around!.start + 1, start))
  return ahead !== '' && isAssignment(ahead) ? ahead : null
}

/** A dash or bullet that leads to a label (——责任单位：…) is no text either. */
const leading = (folded: string, at: number): number =>
  /(?:—+|-{2,}|[◆●■▲★※])\s*$/.exec(folded.slice(Math.max(0, at - 8), at))?.[0].length ?? 0

/** A full stop behind what is cut out goes with it. */
const pastStop = (folded: string, end: number): number => end + (/^\s*[。；]/.exec(folded.slice(end))?.[0].length ?? 0)

/** The names of a labelled list, without the stop behind them. */
const listOf = (content: Passage): string => spaced(content).replace(/[。；，;,.\s]+$/, '')

const EMPTY = /^[\s—\-/无*]*$/

/** Puts the names of a labelled list or of a table cell where the label says; role words in the list itself go before the label. */
export function addLabelled(parts: Parts, label: 'lead' | 'assist' | 'duty', printed: string): void {
  if (EMPTY.test(fold(printed))) return
  const read = readParts(printed)
  parts.unclear.push(...read.unclear)
  parts.lead.push(...read.lead)
  parts.divided.push(...read.divided)
  parts.assist.push(...read.assist)
  parts.superior.push(...read.superior)
  parts.times.push(...read.times)
  parts.together ||= read.together
  if (label === 'lead') parts.lead.push(...read.plain)
  else if (label === 'assist') parts.assist.push(...read.plain)
  else parts.plain.push(...read.plain)
  if (label === 'lead' && read.divided.length > 0) parts.lead.push(...parts.divided.splice(parts.divided.length - read.divided.length))
}

/** Reads a cell of a column for units: names and role words, or labels of its own (`牵头单位：X` and below it `配合单位：Y`). */
export function addCell(parts: Parts, label: 'lead' | 'assist' | 'duty', cell: Passage): void {
  const labels = labelsIn(cell)
  const before = labels[0] ? part(cell, 0, labels[0].around?.start ?? labels[0].start) : cell
  addLabelled(parts, label, spaced(markBoldLeads(before)).replace(/[。；，、]\s*$/, ''))
  const sink: Sink = { groups: [], times: [], cuts: [], unclear: [] }
  readLabels(cell, sink)
  for (const { parts: own } of sink.groups) {
    for (const part of ['lead', 'divided', 'assist', 'plain', 'superior', 'times', 'unclear'] as const) parts[part].push(...own[part])
    parts.together ||= own.together
  }
  parts.times.push(...sink.times.map(({ text }) => text))
  parts.unclear.push(...sink.unclear)
}

/** Brackets of any width that stand after a sentence or at its end and hold a list of units. */
function readBrackets(item: Passage, groups: Group[], times: Passage[], cuts: Span[], unclear: string[]): void {
  const { folded } = item
  for (let open = folded.indexOf('('); open >= 0; open = folded.indexOf('(', open + 1)) {
    if (cuts.some((cut) => open >= cut.start && open < cut.end)) continue
    const close = closing(folded, open)
    if (close < 0) {
      if (folded.length - open > 600 || !afterSentence(item, open)) continue
      const rest = part(item, open + 1, folded.length)
      if (isAssignment(rest.text)) {
        take(item, open, folded.length, rest, groups, cuts)
        unclear.push(`括号没有闭合：${item.text.slice(open, open + 20)}`)
      }
      continue
    }
    const content = part(item, open + 1, close)
    const before = afterSentence(item, open)
    if ((before || endsSentence(item, close)) && isAssignment(content.text)) take(item, open, close + 1, content, groups, cuts)
    else if (before && LIMIT.test(content.folded)) {
      times.push(content)
      cuts.push({ start: open, end: pastStop(folded, close + 1) })
    } else if (before && atEnd(folded, close) && groups.length === 0 && content.text.trim() !== '') {
      if (/\d月|年底|季度/.test(content.folded) && content.folded.length < 20) times.push(content)
      else unclear.push(`括号内未认出单位：${content.text.replace(/\s+/g, '')}`)
    }
    if (before) open = close
  }
}

/** 开展行动（甲局牵头，乙局配合），每月…: a list in mid-sentence is one where it says who does what; of bare names a person is told. */
function readWithinSentence(item: Passage, groups: Group[], cuts: Span[], unclear: string[]): void {
  for (const found of item.folded.matchAll(/\(/g)) {
    const close = closing(item.folded, found.index)
    if (close < 0 || close - found.index > 300) continue
    const content = part(item, found.index + 1, close)
    if (!isAssignment(content.text, true)) continue
    if (hasRole(content.text)) take(item, found.index, close + 1, content, groups, cuts)
    else if (splitNames(content.text).every((name) => LEVEL.test(fold(name))))
      unclear.push(`句中括号内的单位未读作责任单位，请核：${content.text.replace(/\s+/g, '')}`)
  }
}

/** A bracket that holds a time limit and nothing else. */
const LIMIT =
  /^(?:(?:完成|办结)?时[限间]：?)?(?:长期|常年|全年|持续)(?:坚持|推进|实施|开展|落实)*$|^(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末)?前(?:完成)?$|^(?:20\d\d年|年)底前(?:完成)?$/

function take(item: Passage, open: number, end: number, content: Passage, groups: Group[], cuts: Span[]): void {
  const stop = /^\s*[。；]/.exec(item.folded.slice(end))?.[0].length ?? 0
  const sentenceOpen = !afterSentence(item, open)
  groups.push({
    parts: readParts(markBoldLeads(content).text),
    at: open,
    ownLine: item.breaks.has(open),
    labelled: false,
    printed: content.text,
  })
  // "……检查（某局）。": the full stop is the sentence's, "……检查。（某局）。" the bracket's
  cuts.push({ start: open, end: end + (sentenceOpen ? 0 : stop) })
}

const afterSentence = (item: Passage, open: number): boolean =>
  open === 0 || item.breaks.has(open) || /[。；！？.;”)]\s*$/.test(item.folded.slice(Math.max(0, open - 4), open))
const endsSentence = (item: Passage, close: number): boolean =>
  /^\s*(?:[。；]|$)/.test(item.folded.slice(close + 1)) || item.breaks.has(close + 1)
const atEnd = (folded: string, close: number): boolean => /^\s*[。；]?\s*$/.test(folded.slice(close + 1))

/** `——X牵头，Y配合` at the end. */
function readDash(item: Passage, groups: Group[], cuts: Span[]): void {
  const found = /(?:—+|-{2,})\s*(?:由)?([^—]{3,300})$/.exec(item.folded)
  if (!found) return
  const content = part(item, item.folded.length - found[1]!.length, item.folded.length)
  if (!isAssignment(content.text.replace(/[。；]\s*$/, ''), true)) return
  groups.push({
    parts: readParts(markBoldLeads(content).text),
    at: found.index,
    ownLine: item.breaks.has(found.index),
    labelled: false,
    printed: content.text,
  })
  cuts.push({ start: found.index, end: item.folded.length })
}

/** A closing sentence that only assigns: `由X会同Y负责。` With no full stop before it, a printed line of its own. */
function readSentence(item: Passage, groups: Group[], cuts: Span[]): void {
  const { folded } = item
  const body = folded.replace(/[。；\s]+$/, '')
  // the sentence first; a printed line only where no full stop parts it, the earliest that is all assignment
  const lines = [...item.breaks].filter((at) => at > 0 && at < body.length).slice(-12)
  const starts = [Math.max(body.lastIndexOf('。'), body.lastIndexOf('；')) + 1, ...lines]
  for (const start of starts) {
    if (start === 0 || start >= body.length) continue
    const content = part(item, start, body.length)
    // 餐馆由甲局负责。食堂分别由各主管部门负责。: the last of several sentences that part the work, not its list
    if (content.text.length > 300 || /[^、，]分别由/.test(content.folded)) continue
    const own = item.breaks.has(start)
    if (!isAssignment(content.text, true) || (!hasRole(content.text) && !(own && splitNames(content.text).length > 0))) continue
    groups.push({ parts: readParts(markBoldLeads(content).text), at: start, ownLine: own, labelled: false, printed: content.text })
    cuts.push({ start, end: folded.length })
    return
  }
}

function merge(cuts: readonly Span[]): Span[] {
  const out: { start: number; end: number }[] = []
  for (const cut of [...cuts].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last && cut.start <= last.end) last.end = Math.max(last.end, cut.end)
    else out.push({ ...cut })
  }
  return out
}
