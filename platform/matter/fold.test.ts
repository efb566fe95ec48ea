import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../calendar/calendar.ts'
import { shippedDays } from '../calendar/days.ts'
import { due, type Limit, type LimitUnit } from '../calendar/limits.ts'
import { addDays, date, instant, startOf, type DateOnly, type Instant } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import { date as dateField, text } from '../register/fields.ts'
import { register } from '../register/declare.ts'
import { overdueDays, overdueWorkingDays, type Clock } from './clocks.ts'
import { matter } from './declare.ts'
import {
  allowed,
  apply,
  differences,
  keep,
  offered,
  refold,
  rulesOf,
  type Action,
  type Fold,
  type MatterRecord,
  type RecordedAction,
  type Standing,
} from './fold.ts'

const label = { zh: '事', en: 'Thing' }
const permits = register('permit', { title: label, fields: { note: text(label) }, naming: 'note', access: { read: [], write: [] } })

/** A permit that is applied for, tested, decided; a small matter with every kind of clock. */
const permit = matter('permit', {
  title: { zh: '许可', en: 'Permit' },
  record: permits,
  states: {
    received: { zh: '已收件', en: 'Received' },
    testing: { zh: '检验中', en: 'Testing' },
    decided: { zh: '已决定', en: 'Decided', done: true },
  },
  actions: {
    open: { label, to: 'received', may: 'x', input: { title: text(label, { required: true }), due_on: dateField(label) } },
    test: { label, from: ['received'], to: 'testing', may: 'x' },
    tested: { label, from: ['testing'], to: 'received', may: 'x', input: { note: text(label) } },
    postpone: { label, from: ['received', 'testing'], may: 'x', input: { due_on: dateField(label, { required: true }) } },
    ask: { label, from: ['received'], may: 'x' },
    answer: { label, from: ['received'], may: 'x' },
    comment: { label, may: 'x' },
    remind: { label, from: ['received', 'testing'], may: 'x', system: true },
    decide: { label: { zh: '决定', en: 'Decide' }, from: ['received'], to: 'decided', may: 'x' },
  },
  clocks: {
    decide: { label, limit: 'permit.decide', starts: 'open', stops: ['decide'], pauses: ['test'], resumes: ['tested'] },
    answer: { label, limit: 'permit.answer', starts: 'ask', stops: ['answer'] },
    plan: { label, limit: 'due_on', starts: 'open', stops: [] },
  },
})

type Permit = MatterRecord<keyof (typeof permit)['states']> & { readonly note: string | null }

const fold = {
  open: (input, by) => ({
    id: by.id,
    region: '140702',
    title: input.title,
    holder_unit: by.unit,
    holder_person: null,
    due_on: input.due_on,
    note: null,
  }),
  in: {
    received: {
      test: keep,
      ask: keep,
      answer: keep,
      comment: keep,
      remind: keep,
      decide: (_record, _input, by) => ({ holder_person: by.person }),
      postpone: (_record, input) => ({ due_on: input.due_on }),
    },
    testing: {
      tested: (_record, input) => ({ note: input.note }),
      comment: keep,
      remind: keep,
      postpone: (_record, input) => ({ due_on: input.due_on }),
    },
    decided: { comment: keep },
  },
} satisfies Fold<typeof permit, Permit>

const rules = rulesOf<typeof permit, Permit>(permit, fold)

const limit = (code: string, value: number, unit: LimitUnit): Limit => ({
  code,
  title_zh: '试验',
  title_en: 'Trial',
  value,
  unit,
  counts_first_day: false,
  extension_value: null,
  legal_basis: '试验',
  confidence: 'design',
  valid_from: date('2000-01-01'),
  valid_to: null,
})
const context = {
  calendar: calendar(shippedDays()),
  limits: [limit('permit.decide', 10, 'working_day'), limit('permit.answer', 3, 'natural_day')],
}

const noon = (day: DateOnly): Instant => instant(Date.parse(startOf(day)) + 12 * 3_600_000)
const act = (id: string, name: string, day: string, input: Record<string, unknown> = {}): Action => ({
  id,
  name,
  input,
  at: noon(date(day)),
  actor: '某人',
  person: 'p1',
  unit: 'u1',
})
const opening = act('a1', 'open', '2026-09-28', { title: '新店', due_on: null })
const run = (...actions: Action[]): Standing<Permit> =>
  actions.reduce<Standing<Permit> | null>((standing, one) => apply(rules, standing, one, context), null)!
const clock = (standing: Standing<Permit>, name: string): Clock | undefined => standing.clocks.findLast((one) => one.clock === name)
const codeOf = (body: () => unknown): string => {
  try {
    body()
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.status}`
    throw error
  }
  return 'none'
}

describe('actions and states', () => {
  test('an opening gives the record its first state and starts its clocks', () => {
    const standing = run(opening)
    expect(standing.record).toMatchObject({ id: 'a1', state: 'received', title: '新店', holder_unit: 'u1' })
    expect(clock(standing, 'decide')).toMatchObject({ started_on: '2026-09-28', due_on: '2026-10-16', stopped_on: null })
    expect(clock(standing, 'answer')).toBeUndefined()
  })

  test('an action outside its states is refused and says where the matter stands', () => {
    expect(codeOf(() => run(opening, act('a2', 'tested', '2026-09-29')))).toBe('matter.wrong-state 409')
    expect(codeOf(() => run(opening, act('a2', 'decide', '2026-09-29'), act('a3', 'decide', '2026-09-29')))).toBe('matter.wrong-state 409')
    expect(codeOf(() => run(opening, { ...opening, id: 'a2' }))).toBe('matter.wrong-state 409')
  })

  test('an action that is not declared is unknown, even one that every object has', () => {
    expect(codeOf(() => run(opening, act('a2', 'approve', '2026-09-29')))).toBe('matter.unknown-action 404')
    expect(codeOf(() => run(opening, act('a2', 'constructor', '2026-09-29')))).toBe('matter.unknown-action 404')
  })

  test('nothing happens to a matter before it is opened', () => {
    expect(codeOf(() => run(act('a1', 'test', '2026-09-28')))).toBe('matter.not-opened 409')
  })

  test('what is offered to people leaves out what the program does itself', () => {
    expect(allowed(permit, 'testing')).toEqual(['tested', 'postpone', 'comment', 'remind'])
    expect(offered(permit, 'testing')).toEqual(['tested', 'postpone', 'comment'])
    expect(allowed(permit, 'decided')).toEqual(['comment'])
  })

  test('an effect cannot move the state, the id or the region', () => {
    const sly = rulesOf<typeof permit, Permit>(permit, {
      ...fold,
      in: { ...fold.in, received: { ...fold.in.received, comment: () => ({ state: 'decided', id: 'x', region: '11' }) as object } },
    })
    const standing = apply(sly, run(opening), act('a2', 'comment', '2026-09-29'), context)
    expect(standing.record).toEqual(run(opening).record)
  })

  test('a state without its row, and an allowed action without its line, do not compile', () => {
    const { decided: _decided, ...lacking } = fold.in
    // @ts-expect-error the state `decided` has no row
    const stateless: Fold<typeof permit, Permit> = { open: fold.open, in: lacking }
    const { test: _test, ...short } = fold.in.received
    // @ts-expect-error `test` is allowed in `received` and has no line
    const actionless: Fold<typeof permit, Permit> = { open: fold.open, in: { ...fold.in, received: short } }
    expect([Object.keys(stateless.in).length, 'test' in actionless.in.received]).toEqual([2, false])
  })
})

describe('clocks', () => {
  test('testing pauses the decision: its days are left out (20号令 art.20 in kind)', () => {
    const standing = run(opening, act('a2', 'test', '2026-10-09'), act('a3', 'tested', '2026-10-13', { note: '合格' }))
    // 10, 12 and 13 October are working days that do not count.
    expect(clock(standing, 'decide')).toMatchObject({ paused_on: null, paused_days: 3, due_on: '2026-10-21' })
  })

  test('a second pause is added to the first', () => {
    const tests = [
      ['test', '2026-10-09'],
      ['tested', '2026-10-13'],
      ['test', '2026-10-14'],
      ['tested', '2026-10-15'],
    ] as const
    const standing = run(opening, ...tests.map(([name, day], index) => act(`a${index + 2}`, name, day, { note: '合格' })))
    expect(clock(standing, 'decide')).toMatchObject({ paused_days: 4, due_on: '2026-10-22' })
  })

  test('while it pauses a clock gets no later than it was', () => {
    const standing = run(opening, act('a2', 'test', '2026-10-09'))
    expect(overdueDays(clock(standing, 'decide')!, date('2027-01-01'))).toBe(0)
  })

  test('a pause that begins when the limit has run out takes nothing away from being late', () => {
    const standing = run(opening, act('a2', 'test', '2026-10-20'), act('a3', 'tested', '2026-11-20'))
    expect(clock(standing, 'decide')).toMatchObject({ due_on: '2026-10-16', paused_days: 0 })
  })

  test('a matter that is done has no running clock', () => {
    const standing = run(opening, act('a2', 'ask', '2026-09-29'), act('a3', 'decide', '2026-10-08'))
    expect(standing.clocks.map((one) => one.stopped_on)).toEqual(['2026-10-08', '2026-10-08', '2026-10-08'])
  })

  test('a clock that stopped may start again, with a row of its own', () => {
    const standing = run(opening, act('a2', 'ask', '2026-10-12'), act('a3', 'answer', '2026-10-13'), act('a4', 'ask', '2026-10-15'))
    expect(standing.clocks.filter((one) => one.clock === 'answer').map((one) => [one.started_on, one.stopped_on])).toEqual([
      ['2026-10-12', '2026-10-13'],
      ['2026-10-15', null],
    ])
  })

  test('one that starts again on its first day keeps one row, whose key is that day', () => {
    const standing = run(opening, act('a2', 'ask', '2026-10-12'), act('a3', 'answer', '2026-10-12'), act('a4', 'ask', '2026-10-12'))
    expect(standing.clocks.filter((one) => one.clock === 'answer')).toMatchObject([{ started_on: '2026-10-12', stopped_on: null }])
  })

  test('the clock of the plan follows the matter’s own due date', () => {
    const standing = run(opening, act('a2', 'postpone', '2026-10-09', { due_on: '2026-12-31' }))
    expect(clock(standing, 'plan')).toMatchObject({ limit_code: 'due_on', due_on: '2026-12-31' })
  })

  test('overdue days begin the day after the due day and end on the day it was done', () => {
    const running = clock(run(opening), 'decide')!
    expect([date('2026-10-16'), date('2026-10-17'), date('2026-10-19')].map((day) => overdueDays(running, day))).toEqual([0, 1, 3])
    expect(overdueWorkingDays(running, date('2026-10-19'), context.calendar)).toBe(1)
    expect(overdueDays(clock(run(opening, act('a2', 'decide', '2026-10-19')), 'decide')!, date('2027-01-01'))).toBe(3)
  })
})

/** Any history the declaration allows: each step one of the allowed actions, days apart. */
const histories = fc.array(fc.tuple(fc.nat(99), fc.nat(6)), { maxLength: 16 }).map((steps): RecordedAction[] => {
  const actions: RecordedAction[] = [{ ...opening, number: 1 }]
  let standing = run(opening)
  let day = date('2026-01-05')
  actions[0] = { ...actions[0]!, at: noon(day) }
  for (const [pick, wait] of steps) {
    day = addDays(day, wait)
    const names = allowed(permit, standing.record.state)
    const name = names[pick % names.length]!
    const action = act(`b${actions.length}`, name, day, { note: '记', due_on: addDays(day, 30) })
    standing = apply(rules, standing, action, context)
    actions.push({ ...action, number: actions.length + 1 })
  }
  return actions
})

describe('any history', () => {
  test('folded again from its actions, in whatever order they are read, a matter is the same', () => {
    fc.assert(
      fc.property(
        histories.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(refold(rules, shuffled, context)).toEqual(run(...all.map(({ number: _number, ...action }) => action)))
        },
      ),
    )
  })

  test('an action that comes twice changes nothing the second time', () => {
    fc.assert(
      fc.property(histories, fc.nat(99), (all, pick) => {
        const standing = refold(rules, all, context)!
        expect(apply(rules, standing, all[pick % all.length]!, context)).toBe(standing)
        expect(refold(rules, [...all, ...all], context)).toEqual(standing)
      }),
    )
  })

  test('going on from a part of it ends where the whole ends', () => {
    fc.assert(
      fc.property(histories, fc.nat(12), (all, cut) => {
        const at = Math.min(cut, all.length)
        const rest = all
          .slice(at)
          .reduce<Standing<Permit> | null>(
            (standing, one) => apply(rules, standing, one, context),
            refold(rules, all.slice(0, at), context),
          )
        expect(rest).toEqual(refold(rules, all, context))
      }),
    )
  })

  test('a clock with pauses is due when the limit says, reckoned at once; and never earlier than without them', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const first = refold(rules, all, context)!.clocks.find((one) => one.clock === 'decide')!
        const pauses = all.flatMap((action, index) => {
          if (action.name !== 'test') return []
          const lifted = all.slice(index).find((later) => later.name === 'tested')
          return lifted ? [{ from: dayOf(action), until: dayOf(lifted) }] : []
        })
        expect(first.due_on).toBe(due(context.limits, 'permit.decide', first.started_on, context.calendar, { pauses }).on)
        expect(first.due_on! >= due(context.limits, 'permit.decide', first.started_on, context.calendar).on).toBe(true)
      }),
    )
  })

  test('at most one clock of a name runs, and none is late before it is due', () => {
    fc.assert(
      fc.property(histories, fc.nat(60), (all, later) => {
        const { clocks } = refold(rules, all, context)!
        const running = clocks.filter((one) => one.stopped_on === null).map((one) => one.clock)
        expect(new Set(running).size).toBe(running.length)
        for (const one of clocks)
          if (one.due_on !== null) expect(overdueDays({ ...one, stopped_on: null }, addDays(one.due_on, -later))).toBe(0)
      }),
    )
  })
})

const dayOf = (action: Action): DateOnly => action.at.slice(0, 10) as DateOnly

test('the nightly check names the fields in which a row is not what its actions say', () => {
  const { record } = run(opening)
  expect(differences(record, { ...record, version: 3 })).toEqual([])
  expect(differences(record, { ...record, title: '别的', state: 'decided' })).toEqual(['state', 'title'])
})
