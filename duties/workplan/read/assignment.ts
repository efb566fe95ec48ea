import { bodiesAmong, isBody, isGroup, splitNames } from './bodies.ts'
import { fold } from './text.ts'
import type { Assignment } from './types.ts'
import {
  BODY_END,
  BOLD_SIGN,
  FIRST_LEADS,
  JOINS,
  LEAD_SIGN,
  NOT_UNITS,
  OF_OTHERS,
  OPEN_GROUP,
  OPEN_LIST,
  ASSISTS,
  DOES,
  ROLE_BEHIND,
  ROLE_END,
  TOGETHER,
  type Role,
} from './words.ts'

export type AssignmentReading = Assignment & { unclear: string[] }

/** Names by the part they were given. `divided` act each by its own duty; `plain` bear no word; `times` are limits named among them. */
export type Parts = {
  lead: string[]
  divided: string[]
  assist: string[]
  plain: string[]
  superior: string[]
  times: string[]
  unclear: string[]
  together: boolean
}

export const noParts = (): Parts => ({
  lead: [],
  divided: [],
  assist: [],
  plain: [],
  superior: [],
  times: [],
  unclear: [],
  together: false,
})

/**
 * Reads a phrase of assignment as printed: `X牵头，Y、Z按职责分工负责`, `由X会同Y落实`, `X配合市局`, a bare list.
 * Never fails; whether the text is such a phrase at all is asked of {@link isAssignment}.
 */
export function readParts(printed: string): Parts {
  const parts = noParts()
  const state: State = { parts, pending: [], joined: false, above: false, marked: false }
  const clauses = markedThrough(clausesOf(withoutOthers(withoutWord(printed), parts)).map(unbracketed))
  clauses.forEach((clause, i) => {
    for (const piece of splitNames(clause)) readPiece(piece, state)
    // `X，Y配合`: the comma parts who does it from who helps, or from who only watches
    if (parts.lead.length + parts.divided.length === 0 && !state.joined && asideOnly(clauses[i + 1]))
      parts.plain.push(...state.pending.splice(0))
  })
  if (state.above) parts.superior.push(...state.pending)
  else if (state.joined) parts.assist.push(...state.pending)
  else if (state.marked) parts.plain.push(...state.pending)
  else if (parts.lead.length > 0) parts.assist.push(...state.pending)
  else if (parts.divided.length > 0) parts.divided.push(...state.pending)
  else parts.plain.push(...state.pending)
  return parts
}

/** The list without the paper's own word on who of it leads (列第一位的为牵头单位，下同). */
function withoutWord(printed: string): string {
  const found = FIRST_LEADS.exec(fold(printed))
  if (!found) return printed
  return `${printed.slice(0, found.index)}${printed.slice(found.index + found[0].length)}`.replace(/[，；,;（(]\s*[）)]?$/, '')
}

/** 以下均需各县负责落实，不再列出: what is said of other tasks names nobody for this one, and a person is told. */
function withoutOthers(printed: string, parts: Parts): string {
  const found = OF_OTHERS.exec(fold(printed))
  if (!found) return printed
  const from = found.index + found[1]!.length
  parts.unclear.push(`说的是其他任务，未读作本项单位：${printed.slice(from)}`)
  return printed.slice(0, found.index)
}

/** A、B、C（按职责分工负责）: what a closing bracket says of all the names, without the bracket. */
function unbracketed(printed: string): string {
  const found = /\(([^()]{2,20})\)$/.exec(fold(printed).trimEnd())
  const role = found && TOGETHER.test(found[1]!) ? roleOf(found[1]!) : null
  return found && role?.whole ? printed.slice(0, found.index) + printed.slice(found.index + 1, found.index + 1 + found[1]!.length) : printed
}

/** Parted at commas and semicolons outside brackets. */
function clausesOf(printed: string): string[] {
  const clauses: string[] = []
  let depth = 0
  let from = 0
  ;[...fold(printed)].forEach((sign, i) => {
    if (sign === '(') depth++
    else if (sign === ')') depth--
    else if (depth <= 0 && '，；'.includes(sign)) {
      clauses.push(printed.slice(from, i))
      from = i + 1
    }
  })
  return [...clauses, printed.slice(from)]
}

/** X（牵头），Y、Z（配合）: where each clause ends in its one mark, the mark is said of all the clause's names. */
function markedThrough(clauses: string[]): string[] {
  const marks = clauses.map((clause) => ROLE_BEHIND.exec(fold(clause).trimEnd())?.[0])
  if (clauses.length < 2 || marks.includes(undefined)) return clauses
  return clauses.map((clause, i) => {
    const names = splitNames(clause)
    const alone = names.slice(0, -1).every((name) => !ROLE_BEHIND.test(fold(name)))
    return alone ? names.map((name, at) => (at < names.length - 1 ? name + marks[i] : name)).join('、') : clause
  })
}

const asideOnly = (clause: string | undefined): boolean =>
  clause !== undefined && /^(?:assist|unplaced)$/.test(roleOf(fold(clause).trim())?.role ?? '')

/** `marked`: a name bears its own mark (X（牵头）、★X), which says nothing of those beside it. */
type State = { parts: Parts; pending: string[]; joined: boolean; above: boolean; marked: boolean }

/** 以上任务均由…, 由…, 请…: words that open a phrase and name nobody. */
const OPENING =
  /^(?:(?:以上|上述|本)(?:各|几|\d+|[一二三四五六七八九十]+)?[项条款]?(?:工作|任务|措施|内容|事项|方案)*[均都]?由|(?:均|并)?由|请|责成|并)(?=.{3})/

const TIME_LIMIT = new RegExp(
  '^(?:\\d{4}年|今年|本年)?(?:(?<=^\\d{4}年)[底末内]?|\\d{1,2}月(?:\\d{1,2}日|底|末|中旬|上旬|下旬)?|年底|年内|第?[一二三四]季度末?|[上下]半年)' +
    '(?:之前|以前|前|底前)?(?:完成|前完成|底前完成)?$|^(?:长期|全年|常年)(?:坚持|推进|持续推进)?$',
)
/** X牵头，会同Y落实: who helps, in a clause of its own. */
const WITH_OTHERS = new RegExp(`^(?:${JOINS.source})`)
/** 某局（某部配合）: who helps, in a bracket behind the name. */
const HELPED = /(?<=.{2})\(([^()]{3,24}?)(?:积极|密切)?(?:配合|协助|协办|参与|参加)\)$/
const AFTER_SUPERIOR = /(?:做好|开展|落实|抓好|推进|完成|负责|组织).*$/

function readPiece(piece: string, state: State): void {
  if (piece.length > 120) return addName(piece, state)
  const printed = piece.replace(OPENING, '')
  const folded = fold(printed)
  if (TIME_LIMIT.test(folded)) {
    state.parts.times.push(printed.replace(/完成$/, ''))
    return
  }
  if (readMark(printed, folded, state)) return
  const within = HELPED.exec(folded)
  if (within && isBody(within[1]!)) {
    addName(printed.slice(0, within.index), state)
    state.parts.assist.push(printed.slice(within.index + 1, within.index + 1 + within[1]!.length))
    return
  }
  const join = betweenBodies(folded, JOINS)
  if (join) {
    state.pending.push(printed.slice(0, join.start))
    state.parts.lead.push(...state.pending.splice(0))
    state.joined = true
    return readPiece(printed.slice(join.end), state)
  }
  const joins = WITH_OTHERS.exec(folded)
  if (joins && state.parts.lead.length > 0 && isBody(folded.slice(joins[0].length))) {
    state.joined = true
    return addName(printed.slice(joins[0].length), state)
  }
  const helps = betweenBodies(folded, ASSISTS)
  if (helps && !state.parts.lead.includes(printed.slice(helps.end))) {
    addName(printed.slice(0, helps.start), state)
    state.parts.assist.push(...state.pending.splice(0))
    state.above = true
    state.parts.superior.push(
      printed
        .slice(helps.end)
        .replace(AFTER_SUPERIOR, '')
        .replace(/^(?:上级)(?=[省市])/, ''),
    )
    return
  }
  const own = betweenBodies(folded, /负责/)
  if (own) {
    addName(printed.slice(0, own.start), state)
    state.parts.divided.push(...state.pending.splice(0))
    state.parts.together = true
    state.parts.unclear.push(printed)
    return
  }
  const role = roleOf(folded)
  const doing = role ? null : doingOf(folded)
  if (doing !== null) {
    // 某局做好资金保障: a part of its own, told in words
    addName(printed.slice(0, doing), state)
    giveRole('divided', '各自', state)
    state.parts.unclear.push(printed)
    return
  }
  if (!role) return addName(printed, state)
  addName(printed.slice(0, role.at), state)
  giveRole(role.role, printed.slice(role.at), state)
}

/** Where a body's name ends and what it is to do begins; null where there is no such place. */
function doingOf(folded: string): number | null {
  if (isBody(folded)) return null
  const found = [...folded.matchAll(DOES)].find(({ index }) => index > 2 && isBody(folded.slice(0, index)))
  return found?.index ?? null
}

/** `X（牵头）`, `Y（配合）`, `★X`, X in bold: the mark gives this one name its part. */
function readMark(printed: string, folded: string, state: State): boolean {
  const { parts } = state
  const behind = ROLE_BEHIND.exec(folded)
  if (behind && behind.index > 1) {
    ;(behind[1] ? parts.lead : parts.assist).push(printed.slice(0, behind.index))
    state.marked = true
    return true
  }
  if (printed.startsWith(BOLD_SIGN)) {
    const bold = printed.slice(BOLD_SIGN.length)
    parts.lead.push(bold)
    parts.unclear.push(`${BOLD_READ}${bold}`)
    state.marked = true
    return true
  }
  const name = printed.replace(LEAD_SIGN, '')
  if (name === printed || !isBody(fold(name))) return false
  parts.lead.push(name)
  parts.unclear.push(`${SIGN_READ}${printed}`)
  state.marked = true
  return true
}

/** Opens the remark that only assisting units are named; it falls away where the level above names the leading one. */
export const LEADLESS = '有配合单位而无牵头单位：'
/** Opens the remark that a sign was taken for 牵头; it falls away where the paper itself says so. */
export const SIGN_READ = '按符号读作牵头单位：'
/** The same of a name in bold among others that are not. */
export const BOLD_READ = '按加粗读作牵头单位：'

/** Opens the remark on a list that ends in 等 or 等部门. */
const OPEN_READ = '名单未列全：'

/** Where a joining word stands behind a whole name and before something more. */
function betweenBodies(folded: string, word: RegExp): { start: number; end: number } | null {
  const finder = new RegExp(word.source, 'g')
  for (const found of folded.matchAll(finder)) {
    const end = found.index + found[0].length
    const left = folded.slice(0, found.index)
    const rest = folded.slice(end)
    if (found.index > 0 && rest.length > 1 && isBody(left) && !roleOf(folded.slice(found.index))?.whole) return { start: found.index, end }
  }
  return null
}

function roleOf(folded: string): { role: Role; at: number; whole: boolean } | null {
  for (const [role, ending] of ROLE_END) {
    const found = ending.exec(folded)
    if (found && (found.index > 0 || folded.length > 1) && !swallowsName(folded, found.index))
      return { role, at: found.index, whole: found.index === 0 }
  }
  return null
}

/** A word such as 办公室 or 协调办 may end in what looks like a role word: a name must be left before it, or nothing. */
const swallowsName = (folded: string, at: number): boolean => at > 0 && at < 2 && !BODY_END.test(folded.slice(0, at))

function addName(printed: string, state: State): void {
  const name = printed.replace(/^(?:和|及|以及|与)(?=.{3})/, '').trim()
  if (!name) return
  if (/^(?:以下|下同|不再|以上)/.test(fold(name))) {
    state.parts.unclear.push(`不像单位名称：${name}`)
    return
  }
  const open = OPEN_LIST.exec(fold(name))
  if (open && open.index > 0) {
    state.parts.unclear.push(`${OPEN_READ}${name}`)
    state.pending.push(name.slice(0, open.index))
    return
  }
  if (open) {
    state.parts.unclear.push(`${OPEN_READ}${name}`)
    return
  }
  if (OPEN_GROUP.test(fold(name))) state.parts.unclear.push(`未写明是哪些单位：${name}`)
  state.pending.push(name)
}

function giveRole(role: Role, word: string, state: State): void {
  const { parts } = state
  const names = state.pending.splice(0)
  if (role === 'unplaced') parts.unclear.push(names.join('、') + word)
  else if (role === 'lead') parts.lead.push(...names)
  else if (role === 'assist' || state.joined) parts.assist.push(...names)
  else if (parts.lead.length === 0 && !TOGETHER.test(word) && names.length === 1 && parts.divided.length === 0) parts.lead.push(...names)
  else {
    parts.divided.push(...names)
    parts.together ||= TOGETHER.test(word)
  }
}

/** The mode and the lists that follow from who was given which part. */
export function settle(parts: Parts): AssignmentReading {
  const unclear = [...parts.unclear]
  const base = { lead: [] as string[], assisting: [] as string[], joint: [] as string[], superior: null as string | null, unclear }
  if (parts.superior.length > 0) {
    const superior = parts.superior.join('、')
    if (/^(?:[省市区县州]局|上级.*|[省市]级?(?:有关|相关)(?:部门|单位))$/.test(superior)) unclear.push(`上级单位未写明：${superior}`)
    return { ...base, mode: 'assists_superior', assisting: [...parts.lead, ...parts.divided, ...parts.assist, ...parts.plain], superior }
  }
  let { lead, divided } = parts
  if (lead.length === 0 && parts.assist.length > 0) {
    lead = divided.length > 0 ? divided : parts.plain
    divided = []
    if (lead.length === 0) unclear.push(`${LEADLESS}${parts.assist.join('、')}`)
    return { ...base, mode: 'lead_assist', lead, assisting: parts.assist }
  }
  if (lead.length > 0) {
    const assisting = [...divided, ...parts.plain, ...parts.assist]
    if (lead.length > 1 && assisting.length === 0) unclear.push(`牵头单位不止一个：${lead.join('、')}`)
    return {
      ...base,
      mode: assisting.length === 0 ? 'single' : divided.length + parts.plain.length > 0 ? 'lead_divided' : 'lead_assist',
      lead,
      assisting,
    }
  }
  const all = [...divided, ...parts.plain]
  if (all.length === 1 && (divided.length === 0 || !isGroup(all[0]!))) return { ...base, mode: 'single', lead: all }
  return { ...base, mode: divided.length > 0 ? 'joint' : 'unmarked', joint: all }
}

const named = (parts: Parts) => [...parts.lead, ...parts.divided, ...parts.assist, ...parts.plain, ...parts.superior]

/**
 * Whether a text is a phrase of assignment: at least half of its names are built as names of bodies (all, when `strict`), and it
 * either names one or says who leads.
 */
export function isAssignment(printed: string, strict = false): boolean {
  const folded = fold(printed).trim()
  if (folded === '' || folded.length > 600 || NOT_UNITS.test(folded) || /[《》“”"？！]/.test(folded)) return false
  const parts = readParts(printed)
  const names = named(parts)
  if (names.length === 0) return parts.unclear.length > 0 && /(?:部门|单位)/.test(folded) && (parts.together || roleOf(folded) !== null)
  const lists = [parts.lead, parts.divided, parts.assist, parts.plain, parts.superior]
  const open = parts.unclear.some((told) => told.startsWith(OPEN_READ))
  const bodies = lists.reduce((sum, list) => sum + bodiesAmong(list, open), 0)
  return strict ? bodies === names.length : bodies > 0 && bodies * 2 >= names.length
}

/** Whether the phrase says in words who does what, beyond naming bodies. */
export const hasRole = (printed: string): boolean => {
  const parts = readParts(printed)
  return parts.lead.length + parts.divided.length + parts.assist.length + parts.superior.length > 0
}
