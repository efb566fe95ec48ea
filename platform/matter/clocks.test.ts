import { describe, expect, test } from 'vitest'
import { calendar } from '../calendar/calendar.ts'
import { shippedDays } from '../calendar/days.ts'
import type { Limit, LimitUnit } from '../calendar/limits.ts'
import { date, type Instant } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import { register } from '../register/declare.ts'
import { text } from '../register/fields.ts'
import { firstDue, isLate, lateFrom, overdueDays, overdueHours, type Clock } from './clocks.ts'
import { EXTEND, matter } from './declare.ts'
import { checkedExtension, extensionOf } from './extend.ts'
import { apply, keep, refold, rulesOf, type Action, type Fold, type MatterRecord, type RecordedAction, type Standing } from './fold.ts'

const label = { zh: '事', en: 'Thing' }
const record = register('alarm', { title: label, fields: { note: text(label) }, naming: 'note', access: { read: [], write: [] } })

/** An alarm: told upward within two hours, handled within ten working days; waiting for a laboratory stops both clocks. */
const alarm = matter('alarm', {
  title: { zh: '事故', en: 'Accident' },
  record,
  states: { open: { zh: '处置中', en: 'Handled' }, over: { zh: '结束', en: 'Over', done: true } },
  actions: {
    open: { label, to: 'open', may: 'x' },
    tell: { label, from: ['open'], may: 'x' },
    wait: { label, from: ['open'], may: 'x' },
    resume: { label, from: ['open'], may: 'x' },
    close: { label, from: ['open'], to: 'over', may: 'x' },
  },
  clocks: {
    tell: { label: { zh: '报告', en: 'Tell' }, limit: 'alarm.tell', starts: 'open', stops: ['tell'], pauses: ['wait'], resumes: ['resume'] },
    handle: { label: { zh: '处置', en: 'Handle' }, limit: 'alarm.handle', starts: 'open', stops: ['close'], pauses: ['wait'], resumes: ['resume'] },
  },
  extending: 'alarm.manage',
})
type Alarm = MatterRecord<keyof (typeof alarm)['states']>
const fold = {
  open: (_input, by) => ({ id: by.id, region: '140702', title: '事故', holder_unit: 'u', holder_person: null, due_on: null }),
  in: { open: { tell: keep, wait: keep, resume: keep, close: keep }, over: {} },
} satisfies Fold<typeof alarm, Alarm>
const rules = rulesOf<typeof alarm, Alarm>(alarm, fold)

const limit = (code: string, value: number, unit: LimitUnit, more: Partial<Limit> = {}): Limit => ({
  code, title_zh: '试验', title_en: 'Trial', value, unit, counts_first_day: false, extension_value: null, legal_basis: '试验办法第三条',
  confidence: 'design', valid_from: date('2000-01-01'), valid_to: null, ...more,
})
const limits = [limit('alarm.tell', 2, 'hour', { extension_value: 1, extension_times: 2 }), limit('alarm.handle', 10, 'working_day', { extension_value: 5 })]
const context = { calendar: calendar(shippedDays()), limits }

/** An instant of 28 September 2026 (a Monday) or another day, by the clock in Shanghai. */
const at = (hour: string, day = '2026-09-28'): Instant => new Date(`${day}T${hour}:00+08:00`).toISOString() as Instant
const doing = (name: string, when: Instant, input: Readonly<Record<string, unknown>> = {}): Action => ({ id: `${name} ${when}`, name, input, at: when, actor: '某人', person: 'p', unit: 'u' })
const opening = doing('open', at('09:30'))
const run = (...actions: Action[]): Standing<Alarm> => [opening, ...actions].reduce<Standing<Alarm> | null>((before, one) => apply(rules, before, one, context), null)!
const clock = (standing: Standing<Alarm>, name = 'tell'): Clock => standing.clocks.findLast((one) => one.clock === name)!
const codeOf = (body: () => unknown): string => {
  try {
    body()
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.status}`
    throw error
  }
  return 'none'
}
/** What the server does with an `extend`: the check completes the input, and the fold follows. */
const extend = (standing: Standing<Alarm>, when: Instant, input: Readonly<Record<string, unknown>>): Standing<Alarm> =>
  apply(rules, standing, doing(EXTEND, when, checkedExtension(alarm, standing.clocks, input, limits, when)), context)

describe('a limit in hours', () => {
  test('is due at its instant and late from then on', () => {
    const running = clock(run())
    expect(running).toMatchObject({ due_at: at('11:30'), due_on: '2026-09-28' })
    expect([at('11:29'), at('11:30'), at('11:31')].map((now) => isLate(running, now))).toEqual([false, true, true])
    expect([at('11:29'), at('12:29'), at('13:45')].map((now) => overdueHours(running, now))).toEqual([0, 0, 2])
  })

  test('runs past midnight into a holiday', () => {
    const late = apply(rules, null, doing('open', at('23:10', '2026-09-30')), context)
    expect(clock(late)).toMatchObject({ started_on: '2026-09-30', due_at: at('01:10', '2026-10-01'), due_on: '2026-10-01' })
  })

  test('stopped before its hour is in time for ever, stopped after it stays as late as it was', () => {
    expect(isLate(clock(run(doing('tell', at('11:29')))), at('23:00'))).toBe(false)
    const after = clock(run(doing('tell', at('14:40'))))
    expect([isLate(after, at('23:00')), overdueHours(after, at('23:00'))]).toEqual([true, 3])
  })

  test('leaves out exactly the time it paused, and is not late while it pauses', () => {
    const paused = run(doing('wait', at('11:00')))
    expect(clock(paused)).toMatchObject({ paused_on: '2026-09-28', paused_at: at('11:00') })
    expect([isLate(clock(paused), at('20:00')), firstDue(paused.clocks)]).toEqual([false, undefined])
    const resumed = clock(run(doing('wait', at('11:00')), doing('resume', at('15:20'))))
    expect(resumed).toMatchObject({ paused_on: null, paused_at: null, due_at: at('15:50') })
  })

  test('a pause that begins after its hour takes nothing away from being late', () => {
    expect(clock(run(doing('wait', at('12:00')), doing('resume', at('18:00')))).due_at).toBe(at('11:30'))
  })
})

describe('a limit in days beside it', () => {
  test('keeps no instants and is late from the end of its last day', () => {
    const running = clock(run(), 'handle')
    expect(running).toMatchObject({ due_on: '2026-10-16', due_at: null })
    expect(lateFrom(running)).toBe(at('00:00', '2026-10-17'))
    expect([at('23:59', '2026-10-16'), at('00:00', '2026-10-17')].map((now) => isLate(running, now))).toEqual([false, true])
    expect(clock(run(doing('close', at('10:00'))), 'handle').stopped_at).toBeNull()
  })

  test('the clock that is late first is what the inbox shows: hours before days', () => {
    expect(firstDue(run().clocks)?.clock).toBe('tell')
    expect(firstDue(run(doing('tell', at('10:00'))).clocks)?.clock).toBe('handle')
  })
})

describe('an extension', () => {
  test('of days is what the law allows, counted from the start; the holiday is passed once', () => {
    const longer = extend(run(doing('tell', at('10:00'))), at('09:00', '2026-10-09'), { clock: 'handle', reason: '等待检验' })
    expect(clock(longer, 'handle')).toMatchObject({ due_on: '2026-10-23', extended_by: 5, extended_times: 1 })
  })

  test('of hours moves the instant, and may be given as often as the row says, no more', () => {
    const twice = [at('10:00'), at('11:00')].reduce((before, when) => extend(before, when, { clock: 'tell', amount: 1, reason: '路断' }), run())
    expect(clock(twice)).toMatchObject({ due_at: at('13:30'), extended_by: 2, extended_times: 2 })
    expect(extensionOf(clock(twice), limits, at('11:10'))).toBeNull()
    expect(codeOf(() => extend(twice, at('11:10'), { clock: 'tell', reason: '路断' }))).toBe('matter.extended-already 409')
  })

  test('keeps what pauses left out, before it and after it', () => {
    const pauses = [doing('wait', at('10:00', '2026-10-09')), doing('resume', at('10:00', '2026-10-13'))]
    const paused = clock(extend(run(...pauses), at('11:00', '2026-10-13'), { clock: 'handle', amount: 2, reason: '复检' }), 'handle')
    const first = extend(run(), at('09:00', '2026-10-08'), { clock: 'handle', amount: 2, reason: '复检' })
    const extendedFirst = clock(pauses.reduce((before, one) => apply(rules, before, one, context), first), 'handle')
    expect([paused.due_on, extendedFirst.due_on]).toEqual(['2026-10-23', '2026-10-23'])
  })

  test.each([
    ['more than the law allows', {}, at('10:00'), { clock: 'handle', amount: 6 }, 'matter.extension-too-long 422'],
    ['what is late already', {}, at('09:00', '2026-10-19'), { clock: 'handle' }, 'matter.extension-late 409'],
    ['what has stopped', { done: [doing('tell', at('10:00'))] }, at('10:30'), { clock: 'tell' }, 'matter.clock-not-running 409'],
    ['what pauses', { done: [doing('wait', at('10:00'))] }, at('10:30'), { clock: 'handle' }, 'matter.clock-not-running 409'],
  ])('is refused for %s', (_what, { done = [] }: { done?: Action[] }, when, input, code) => {
    const standing = run(...done)
    expect(codeOf(() => extend(standing, when, { ...input, reason: '理由' }))).toBe(code)
    if (code !== 'matter.extension-too-long 422') expect(extensionOf(clock(standing, input.clock), limits, when)).toBeNull()
  })

  test('a limit whose row gives none is refused and not offered', () => {
    const bare = [limits[0]!, limit('alarm.handle', 10, 'working_day')]
    const standing = run()
    expect(codeOf(() => checkedExtension(alarm, standing.clocks, { clock: 'handle' }, bare, at('10:00')))).toBe('matter.no-extension 409')
    expect(extensionOf(clock(standing, 'handle'), bare, at('10:00'))).toBeNull()
  })

  test('is replayed as it was decided, when the law gives less by now, and twice the same once', () => {
    const input = checkedExtension(alarm, run().clocks, { clock: 'handle', reason: '等待检验' }, limits, at('10:00'))
    expect(input).toMatchObject({ amount: 5, unit: 'working_day', legal_basis: '试验办法第三条' })
    const all: RecordedAction[] = [opening, doing(EXTEND, at('10:00'), input), doing(EXTEND, at('10:00'), input)].map((one, index) => ({ ...one, number: index + 1 }))
    const again = refold(rules, all, { ...context, limits: [limits[0]!, limit('alarm.handle', 10, 'working_day')] })!
    expect(clock(again, 'handle')).toMatchObject({ due_on: '2026-10-23', extended_by: 5, extended_times: 1 })
  })

  test('exists only where a right for it is named, and never beside an action of that name', () => {
    expect(alarm.actions).toHaveProperty(EXTEND, expect.objectContaining({ may: 'alarm.manage' }))
    const { extending: _extending, ...plain } = alarm
    expect(matter('plain', { ...plain, actions: { open: alarm.actions.open } }).actions).not.toHaveProperty(EXTEND)
    expect(() => matter('own', alarm)).toThrow(TypeError)
  })
})

test('overdue days stay natural days, of hours too', () => {
  expect(overdueDays(clock(run()), date('2026-09-30'))).toBe(2)
})
