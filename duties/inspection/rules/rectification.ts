import type { Calendar } from '../../../platform/calendar/calendar.ts'
import { due, type Limit } from '../../../platform/calendar/limits.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'

problems({
  'rectification.wrong-state': [409, '整改处于“{state}”，不能进行这一步。', 'This correction is “{stateEn}”; that step cannot be taken.'],
  'rectification.impossible': [422, '整改记录有误，请逐项改正。', 'The record of the correction is not right. See each point.'],
})

/** 责令改正 → 已整改 → 已复查 → 销号; a re-check that is not passed orders anew. */
export const rectificationStates = ['ordered', 'corrected', 'rechecked', 'closed'] as const
export type RectificationState = (typeof rectificationStates)[number]
const WORDS = {
  ordered: { zh: '责令改正', en: 'ordered' }, corrected: { zh: '已整改待复查', en: 'corrected, to be re-checked' },
  rechecked: { zh: '已复查', en: 're-checked' }, closed: { zh: '已销号', en: 'closed' },
} as const satisfies Record<RectificationState, { zh: string; en: string }>

/** What is done, in order. `items` are codes of the sheet. */
export type RectificationAction =
  | { readonly kind: 'order'; readonly on: DateOnly; readonly items: readonly string[]; readonly dueOn: DateOnly }
  /** The business reports what it put right, with photos; in parts if it likes. */
  | { readonly kind: 'correct'; readonly on: DateOnly; readonly items: readonly string[]; readonly photos: readonly string[]; readonly note: string }
  /** The inspector looks again; `failed` items are ordered anew by `dueOn`. */
  | { readonly kind: 'recheck'; readonly on: DateOnly; readonly failed: readonly string[]; readonly dueOn: DateOnly | null }
  | { readonly kind: 'extend'; readonly on: DateOnly; readonly dueOn: DateOnly; readonly reason: string }
  | { readonly kind: 'close'; readonly on: DateOnly }

export type Rectification = {
  readonly state: RectificationState
  readonly orderedOn: DateOnly
  /** What the round that runs must put right. */
  readonly items: readonly string[]
  /** What of it is still open. */
  readonly open: readonly string[]
  readonly dueOn: DateOnly
  /** 1 with the order; one more with each re-check that was not passed. */
  readonly round: number
  /** The last day on which the business reported, null while it has not in this round. */
  readonly correctedOn: DateOnly | null
  /** Whether a round ran out before everything was reported put right. Never taken back. */
  readonly late: boolean
  readonly closedOn: DateOnly | null
  /** The day of the last action: nothing happens before it. */
  readonly at: DateOnly
}

type Of<K extends RectificationAction['kind']> = Extract<RectificationAction, { kind: K }>
type Steps = { readonly [K in Exclude<RectificationAction['kind'], 'order'>]?: (now: Rectification, action: Of<K>) => Rectification }

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const refuse = (...faults: readonly FieldProblem[]): never => {
  throw new Problem('rectification.impossible', {}, faults)
}

function correct(now: Rectification, { on, items, photos, note }: Of<'correct'>): Rectification {
  const strange = items.filter((code) => !now.items.includes(code))
  if (strange.length > 0) refuse(...strange.map((code) => fault(`items.${code}`, `${code} 不在责令改正的项目中。`, `${code} is not among the items ordered.`)))
  if (items.length === 0) refuse(fault('items', '请选择已整改的项目。', 'Choose what has been put right.'))
  if (!photos.some((hash) => hash !== '') && note.trim() === '') refuse(fault('photos', '请附整改照片或说明。', 'Attach a photo or say what was done.'))
  const open = now.open.filter((code) => !items.includes(code))
  return { ...now, open, correctedOn: on, late: now.late || on > now.dueOn, state: open.length === 0 ? 'corrected' : 'ordered' }
}

function recheck(now: Rectification, { on, failed, dueOn }: Of<'recheck'>): Rectification {
  const strange = failed.filter((code) => !now.items.includes(code))
  if (strange.length > 0) refuse(...strange.map((code) => fault(`failed.${code}`, `${code} 不在责令改正的项目中。`, `${code} is not among the items ordered.`)))
  const late = now.late || (now.state === 'ordered' && on > now.dueOn)
  if (failed.length === 0) return { ...now, state: 'rechecked', open: [], late }
  if (dueOn === null || dueOn < on) return refuse(fault('dueOn', '复查不合格的，请重新确定整改期限。', 'Not everything is right: set a new date to correct by.'))
  return { ...now, state: 'ordered', items: failed, open: failed, dueOn, round: now.round + 1, correctedOn: null, late }
}

function extend(now: Rectification, { on, dueOn, reason }: Of<'extend'>): Rectification {
  if (reason.trim() === '') refuse(fault('reason', '请说明延期理由。', 'Say why it is extended.'))
  if (dueOn <= now.dueOn || dueOn < on) refuse(fault('dueOn', '延期后的期限应晚于原期限。', 'The new date must be later than the old one.'))
  // An extension does not undo what is late already.
  return { ...now, dueOn, late: now.late || on > now.dueOn }
}

/** State → what may follow. An inspector may look again before the business reports, and may find everything right. */
const STEPS = {
  ordered: { correct, recheck, extend },
  corrected: { recheck },
  rechecked: { close: (now, { on }) => ({ ...now, state: 'closed', closedOn: on }) },
  closed: {},
} as const satisfies Record<RectificationState, Steps>

/** Actions allowed in a state, for buttons. */
export const nextRectifications = (state: RectificationState): readonly RectificationAction['kind'][] => Object.keys(STEPS[state]) as (keyof Steps)[]

function begin({ on, items, dueOn }: Of<'order'>): Rectification {
  if (items.length === 0) refuse(fault('items', '请写明责令改正的项目。', 'Say what is to be put right.'))
  if (dueOn < on) refuse(fault('dueOn', '整改期限不能早于责令日期。', 'The date to correct by cannot lie before the order.'))
  return { state: 'ordered', orderedOn: on, items, open: items, dueOn, round: 1, correctedOn: null, late: false, closedOn: null, at: on }
}

/**
 * The correction after one more action: pure, the same on phone and server.
 * @param now null for the order that begins it
 * @source 总局令49号 art.33: put right in time, reported, followed up and recorded
 * @throws Problem `rectification.wrong-state` (409), `rectification.impossible` (422)
 */
export function rectify(now: Rectification | null, action: RectificationAction): Rectification {
  if (now === null) {
    if (action.kind !== 'order') throw new Problem('rectification.wrong-state', { state: '未开始', stateEn: 'not begun' })
    return begin(action)
  }
  const steps: Steps = STEPS[now.state]
  // The table pairs each kind with its own action; the compiler cannot follow that through a lookup.
  const step = action.kind === 'order' ? undefined : (steps[action.kind] as ((now: Rectification, action: RectificationAction) => Rectification) | undefined)
  if (!step) throw new Problem('rectification.wrong-state', { state: WORDS[now.state].zh, stateEn: WORDS[now.state].en })
  if (action.on < now.at) refuse(fault('on', '日期早于上一步。', 'The day lies before the last step.'))
  return { ...step(now, action), at: action.on }
}

/** Folds a whole history. @throws as `rectify`; also where there is no action */
export function rectificationOf(actions: readonly RectificationAction[]): Rectification {
  const folded = actions.reduce<Rectification | null>(rectify, null)
  if (folded === null) throw new Problem('rectification.wrong-state', { state: '未开始', stateEn: 'not begun' })
  return folded
}

/** Whether the business is late on a day: a round has run out and not everything is reported put right. */
export const isOverdue = ({ state, dueOn }: Rectification, today: DateOnly): boolean => state === 'ordered' && today > dueOn

/**
 * Whether the person in charge may be called in (责任约谈): a hazard not removed in time.
 * @source 总局令49号 art.40
 */
export const mayInterview = (now: Rectification, today: DateOnly): boolean => isOverdue(now, today) || now.round > 1

/** The date of an order where the inspectors name none. @source row `inspection.rectify` (15 natural days, not law) */
export const defaultDue = (on: DateOnly, limits: readonly Limit[], calendar: Calendar): DateOnly => due(limits, 'inspection.rectify', on, calendar).on
