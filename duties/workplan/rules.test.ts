import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../platform/calendar/calendar.ts'
import { shippedDays } from '../../platform/calendar/days.ts'
import { addDays, date, type DateOnly } from '../../platform/core/dates.ts'
import { declaredProblems } from '../../platform/core/problem.ts'
import { columnsOf } from '../../platform/register/columns.ts'
import type { Measure, ScoreTable } from './contract.ts'
import { dueReports, lastDay, taskDue, type DateRules } from './dates.ts'
import { lightOf } from './lights.ts'
import { offeredLink, valued } from './links.ts'
import { workplanRegisters } from './registers.ts'
import { ranked, scoreUnit, tableOn, timeliness, type UnitFacts } from './scoring.ts'
import { workplanMatters } from './services.ts'
import { planSettingDefaults } from './settings.ts'
import { share } from './sharing.ts'
import { firstDue } from './sorting.ts'

const days = calendar(shippedDays())
const day = fc.integer({ min: 0, max: 1200 }).map((n) => addDays(date('2024-01-01'), n))
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 })
const RULES: DateRules = {
  year: 2026,
  from: date('2026-03-02'),
  beforeIncludesDay: true,
  reportDates: planSettingDefaults['workplan.report-dates'] as DateRules['reportDates'],
}
const deadline = (text: string, day: string | null, more: object = {}) => ({ text, date: day, repeats: null, to: [], copy: [], ...more })

describe('due dates', () => {
  test('whether 11月1日前 includes the day is a setting; a month’s end is not moved by it', () => {
    expect([true, false].map((includes) => lastDay(deadline('11月1日前', '2026-11-01'), includes))).toEqual(['2026-11-01', '2026-10-31'])
    expect(lastDay(deadline('6月底前', '2026-06-30'), false)).toBe('2026-06-30')
  })

  test('a task is due on the last of its dates; a report’s date is not the task’s', () => {
    expect(
      taskDue(
        [deadline('6月底前', '2026-06-30'), deadline('10月底前', '2026-10-31'), deadline('12月1日前', '2026-12-01', { to: ['县政府'] })],
        RULES,
      ).due_on,
    ).toBe('2026-10-31')
  })

  test('no date before the day of issue is ever a due date, and each such date is told', () => {
    fc.assert(
      fc.property(day, day, (at, from) => {
        const { due_on, due_note } = taskDue([deadline('某日前', at)], { ...RULES, from })
        expect(due_on).toBe(at < from ? null : at)
        expect(due_note === null).toBe(at >= from)
      }),
    )
  })

  test('a day that the notice does not name is told to come from the settings', () => {
    const [first] = dueReports([deadline('每半年', null, { repeats: 'half-year' })], RULES)
    expect(first!.due_note).toContain('系统设置')
  })

  test('reports that recur fall on the days of the table, those past before the issue being left out', () => {
    expect(dueReports([deadline('每半年', null, { repeats: 'half-year' })], RULES).map(({ period, due_on }) => [period, due_on])).toEqual([
      ['2026年上半年', '2026-06-30'],
      ['2026年下半年', '2026-12-31'],
    ])
    expect(
      dueReports([deadline('按季度', null, { repeats: 'quarter' })], { ...RULES, from: date('2026-08-01') }).map(({ period }) => period),
    ).toEqual(['2026年第三季度', '2026年第四季度'])
  })
})

describe('the light of a task', () => {
  const rules = { soon_working_days: 5, lag: 0.4 }
  const task = fc.record({
    state: fc.constantFrom('assigned', 'in_progress', 'returned', 'reported', 'reviewed', 'done'),
    due_on: fc.option(day),
    progress: fc.integer({ min: 0, max: 100 }),
  })

  test('is red exactly where work is left and its due date is past', () => {
    fc.assert(
      fc.property(task, day, (one, today) => {
        const { light } = lightOf(one, { from: date('2024-01-01'), to: date('2026-12-31') }, today, days, rules)
        expect(light === 'red').toBe(
          ['assigned', 'in_progress', 'returned'].includes(one.state) && one.due_on !== null && one.due_on < today,
        )
      }),
    )
  })

  test('never tells by colour alone: each has a shape and a reason of its own', () => {
    fc.assert(
      fc.property(task, day, (one, today) => {
        const { light, shape, why } = lightOf(one, { from: date('2024-01-01'), to: date('2026-12-31') }, today, days, rules)
        expect(shape).toBe({ red: 'triangle', yellow: 'diamond', green: 'circle', done: 'check' }[light])
        expect(why.zh.length * why.en.length).toBeGreaterThan(0)
      }),
    )
  })

  test('turns yellow when progress stays behind the time gone', () => {
    const term = { from: date('2026-01-01'), to: date('2026-12-31') }
    const at = (progress: number) => lightOf({ state: 'in_progress', due_on: null, progress }, term, date('2026-07-02'), days, rules).light
    expect([at(0), at(50)]).toEqual(['yellow', 'green'])
  })
})

describe('sharing', () => {
  const mode = fc.constantFrom('single', 'lead_divided', 'lead_assist', 'joint', 'unmarked', 'assists_superior')

  test('every unit named has work: it answers for the task or reports a part', () => {
    fc.assert(
      fc.property(mode, names, names, names, (how, lead, assisting, joint) => {
        const shared = share(how as never, { lead, assisting, joint })
        expect(new Set([...shared.parts, ...(shared.holder === null ? [] : [shared.holder])])).toEqual(
          new Set([...lead, ...assisting, ...joint]),
        )
        expect(shared.parts).not.toContain(shared.holder)
      }),
    )
  })

  test('of equal units none leads: nobody answers until the office names who collects', () => {
    expect(share('joint', { lead: [], assisting: [], joint: ['a', 'b'] }).holder).toBeNull()
    expect(share('lead_divided', { lead: ['a'], assisting: ['b'], joint: [] })).toMatchObject({ holder: 'a', parts: ['b'] })
    expect(share('assists_superior', { lead: [], assisting: ['a'], joint: [] }).holder).toBe('a')
  })
})

describe('the assessment', () => {
  const table = tableOn(planSettingDefaults['workplan.scoring'] as readonly ScoreTable[], date('2026-12-31'))!
  const fact = fc.nat(20).chain((whole) => fc.record({ whole: fc.constant(whole), part: fc.nat(whole) }))
  const facts = fc.record({
    'tasks-done': fact,
    'on-time': fact,
    'reports-on-time': fact,
    'targets-met': fact,
    returned: fact,
    urged: fact,
  } satisfies Record<Measure, unknown>)

  test('no mark is below 0 or above its item, and what could not be measured counts neither way', () => {
    fc.assert(
      fc.property(facts, (given: UnitFacts) => {
        const scored = scoreUnit({ id: 'u', name: '某局' }, table, given)
        for (const item of scored.items)
          expect(item.points === null ? item.whole === 0 : item.points >= 0 && item.points <= item.of).toBe(true)
        expect(scored.of).toBe(scored.items.reduce((sum, item) => sum + (item.points === null ? 0 : item.of), 0))
        expect(scored.score === null).toBe(scored.of === 0)
      }),
    )
  })

  test('equal shares share a place', () => {
    const unit = (id: string, score: number | null) => ({ unit: id, name: id, score, of: 100, items: [] })
    expect(ranked([unit('a', 80), unit('b', 90), unit('c', 80), unit('d', null)]).map(({ unit: id, rank }) => [id, rank])).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 2],
      ['d', undefined],
    ])
  })

  test('what is not yet due is not measured', () => {
    const today = date('2026-07-01')
    expect(
      timeliness(
        [
          { due_on: date('2026-06-30'), reported_on: date('2026-06-30') },
          { due_on: date('2026-06-30'), reported_on: null },
          { due_on: date('2026-12-31'), reported_on: null },
        ],
        today,
      ),
    ).toEqual({ part: 1, whole: 2 })
  })
})

test('a link is offered where the words and the unit are there, and nothing else', () => {
  const table = [
    { words: ['抽检'], unit: '批次/千人', indicator: 'a' },
    { words: ['抽检', '农产品'], unit: '批次/千人', indicator: 'b' },
  ]
  expect(offeredLink({ text: '农产品抽检量达到2批次/千人', unit: '批次/千人' }, table)).toBe('b')
  expect(offeredLink({ text: '抽检合格率98%', unit: '%' }, table)).toBeNull()
})

test('what a unit owes stands by its day, then as the notice counts', () => {
  const owed = ['11.2 甲', '4 乙', '30 丙', '4.10 丁', '4.9 戊'].map((title) => ({ title, due_on: null as DateOnly | null }))
  const due = { title: '33 己', due_on: date('2026-06-30') }
  expect([...owed, due].toSorted(firstDue).map(({ title }) => title)).toEqual(['33 己', '4 乙', '4.9 戊', '4.10 丁', '11.2 甲', '30 丙'])
})

test('a target without data has no value, never 0', () => {
  expect(valued({ text: '', value: 1, unit: '%', indicator: 'x' }, new Map())).toMatchObject({ present: null, state: 'no-data' })
})

test('the table of each register has every column the declaration names', async () => {
  const { readFile } = await import('node:fs/promises')
  const text = await readFile(new URL('./schema/0020_workplan.sql', import.meta.url), 'utf8')
  const standard = new Set(['id', 'region', 'version', 'created_at', 'updated_at', 'closed_at', 'closed_reason'])
  const missing = workplanRegisters.flatMap((register) => {
    const body = new RegExp(`create table ${register.name} \\(\\n(.*?)\\n\\);`, 's').exec(text)![1]!
    return columnsOf(register as never)
      .filter((name) => !standard.has(name) && !new RegExp(`^  ${name} `, 'm').test(body))
      .map((name) => `${register.name}.${name}`)
  })
  expect(missing).toEqual([])
})

test('every action and every problem speaks both languages', () => {
  const labels = workplanMatters.flatMap(({ rules }) => Object.values(rules.declaration.actions).map(({ label }) => label))
  const sentences = [...declaredProblems()].filter(([code]) => code.startsWith('plan.')).map(([, said]) => said)
  expect([...labels, ...sentences].filter(({ zh, en }) => !zh || !en || /[\u4e00-\u9fff]/.test(en))).toEqual([])
})
