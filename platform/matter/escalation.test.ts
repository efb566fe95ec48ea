import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../calendar/calendar.ts'
import { shippedDays } from '../calendar/days.ts'
import { addDays, date, type DateOnly } from '../core/dates.ts'
import type { Clock } from './clocks.ts'
import { defaultLadder, escalate, escalationDocuments, nextRung, officeAbove, type Late, type Level, type UrgedUnit } from './escalation.ts'

const china = calendar(shippedDays())
const unit = (id: string, region: string, kind: string, func: string, leader: string | null = `${id}-leader`): UrgedUnit => ({
  id,
  region,
  kind,
  function: func,
  leader,
})

const cityOffice = unit('city-office', '140700', 'government', 'fso')
const countyOffice = unit('county-office', '140702', 'government', 'fso')
const bureau = unit('bureau', '140702', 'government', 'market')
const town = unit('town', '140702101', 'township', 'township_government')
const court = unit('court', '140702', 'court', 'court')
const publicity = unit('publicity', '140702', 'party', 'publicity')
const cityPolice = unit('city-police', '140700', 'government', 'police')
const units = [cityOffice, countyOffice, bureau, town, court, publicity, cityPolice]

const clockDue = (due_on: DateOnly | null, more: Partial<Clock> = {}): Clock => ({
  matter_id: 'm',
  clock: 'plan',
  matter: 'plan_task',
  region: '140702',
  limit_code: 'due_on',
  started_on: date('2026-01-05'),
  due_on,
  stopped_on: null,
  paused_on: null,
  paused_days: 0,
  due_at: null,
  paused_at: null,
  stopped_at: null,
  extended_by: 0,
  extended_times: 0,
  ...more,
})
const late = (holder: UrgedUnit, level: Level, due_on: DateOnly | null = date('2026-10-30')): Late => ({
  matter: 'plan_task',
  matterId: 'm',
  region: '140702',
  clock: clockDue(due_on),
  holder,
  level,
})
const papers = (one: Late, today: string): string[] =>
  escalate([one], date(today), china, defaultLadder, units).map(
    (paper) => `${paper.level} ${paper.document} ${paper.toUnit} ${paper.toPerson}`,
  )

describe('the ladder for late work', () => {
  test('on the due day nothing is sent; on the first working day after, a reminder to the unit’s leader', () => {
    expect(papers(late(bureau, 0), '2026-10-30')).toEqual([])
    expect(papers(late(bureau, 0), '2026-11-01')).toEqual([])
    expect(papers(late(bureau, 0), '2026-11-02')).toEqual(['1 reminder bureau bureau-leader'])
  })

  test('a supervision letter reaches the leader and the food-safety office of the region above', () => {
    expect(papers(late(bureau, 1), '2026-11-06')).toEqual([
      '2 supervision_letter bureau bureau-leader',
      '2 supervision_letter city-office city-office-leader',
    ])
  })

  test('no rung is skipped after days on which the program did not run', () => {
    expect(papers(late(bureau, 0), '2026-12-30')).toEqual(['1 reminder bureau bureau-leader'])
    expect(papers(late(bureau, 3), '2026-12-30').map((one) => one.slice(0, 10))).toEqual(['4 circular', '4 circular'])
    expect(papers(late(bureau, 4), '2026-12-30')).toEqual([])
  })

  test.each([[court], [publicity], [cityPolice]])(
    'courts, Party organs and upper bodies are asked by a letter of request: $id',
    (holder) => {
      for (const level of [0, 1, 2, 3] as const) {
        expect(papers(late(holder, level), '2026-12-30')).toEqual([`${level + 1} request_letter ${holder.id} ${holder.leader}`])
      }
    },
  )

  test('a matter that pauses, is done or has no due date is not urged', () => {
    const day = date('2026-12-30')
    expect(
      nextRung({ clock: clockDue(date('2026-10-30'), { paused_on: date('2026-10-29') }), level: 0 }, day, china, defaultLadder),
    ).toBeUndefined()
    expect(
      nextRung({ clock: clockDue(date('2026-10-30'), { stopped_on: date('2026-11-20') }), level: 0 }, day, china, defaultLadder),
    ).toBeUndefined()
    expect(nextRung({ clock: clockDue(null), level: 0 }, day, china, defaultLadder)).toBeUndefined()
  })

  test('the office above a township is the county’s, above a county bureau the city’s, above a city body the city’s own', () => {
    expect([town, bureau, countyOffice, cityPolice, cityOffice].map((one) => officeAbove(one, units)?.id)).toEqual([
      'county-office',
      'city-office',
      'city-office',
      'city-office',
      undefined,
    ])
  })

  test('a city’s own ladder holds from its date', () => {
    const own = defaultLadder.map((rung) => ({ ...rung, after: rung.after * 2, valid_from: date('2027-01-01') }))
    const old = defaultLadder.map((rung) => ({ ...rung, valid_to: date('2027-01-01') }))
    expect(nextRung(late(bureau, 1), date('2026-11-06'), china, [...old, ...own])?.after).toBe(5)
    expect(nextRung(late(bureau, 1, date('2026-12-31')), date('2027-01-08'), china, [...old, ...own])).toBeUndefined()
  })

  test('nothing is sent before the due date has passed, and levels rise by one whatever the days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40, max: 200 }),
        fc.constantFrom<Level>(0, 1, 2, 3, 4),
        fc.constantFrom(...units),
        (days, level, holder) => {
          const due = date('2026-05-20')
          const sent = escalate([late(holder, level, due)], addDays(due, days), china, defaultLadder, units)
          if (days <= 0) expect(sent).toEqual([])
          for (const paper of sent) {
            expect(paper.level).toBe(level + 1)
            expect(escalationDocuments).toHaveProperty(paper.document)
          }
        },
      ),
    )
  })
})
