import type { DateOnly } from '../../platform/core/dates.ts'
import { unitWords } from '../../platform/matter/extend.ts'
import { dateTime } from './format.ts'
import { useText } from './language.tsx'
import { Due, State } from './State.tsx'
import type { ClockEntry } from './types.ts'

/** The time limits of a matter: from when until when, with the law; running, paused since when, extended by how much, or how it ended. */
export function Clocks({ clocks, today }: { clocks: readonly ClockEntry[]; today: DateOnly }) {
  const say = useText()
  if (clocks.length === 0)
    return <p className="card-body quiet">{say({ zh: '没有正在计算的法定时限。', en: 'No legal time limit is running.' })}</p>
  return (
    <ul className="items alert">
      {clocks.map((clock) => (
        <li key={`${clock.clock}-${clock.startedOn}`}>
          <div>
            <div>{clock.label ? say(clock.label) : clock.clock}</div>
            <div className="quiet small">
              {clock.startedOn} → {clock.dueAt ? dateTime(clock.dueAt) : (clock.dueOn ?? '–')}
              {clock.legalBasis ? ` · ${clock.legalBasis}` : ''}
            </div>
            <Changes clock={clock} />
          </div>
          <How clock={clock} today={today} />
        </li>
      ))}
    </ul>
  )
}

/** What lengthened a limit, and what still may. */
function Changes({ clock: { unit, extendedBy, extension, pausedDays } }: { clock: ClockEntry }) {
  const say = useText()
  const words = (n: number) => (unit ? { n, unit: unitWords[unit].zh, unitEn: unitWords[unit].en } : { n })
  const told = [
    extendedBy > 0 && say({ zh: '已批准延长 {n} {unit}', en: 'Extended by {n} {unitEn}' }, words(extendedBy)),
    pausedDays > 0 && say({ zh: '中止期间扣除 {n} {unit}', en: '{n} {unitEn} of pauses left out' }, words(pausedDays)),
    extension && say({ zh: '经批准可延长 {n} {unit}', en: 'May be extended by {n} {unitEn}' }, words(extension.most)),
  ].filter((one) => typeof one === 'string')
  return told.length > 0 && <div className="quiet small">{told.join(' · ')}</div>
}

/** Where a limit stands: `◆ 今日到期`, paused since when, or how late it was done. */
function How({ clock, today }: { clock: ClockEntry; today: DateOnly }) {
  const say = useText()
  const { stoppedOn, pausedOn, pausedAt, late, overdueDays, overdueHours } = clock
  if (stoppedOn !== null) {
    if (!late) return <State tone="good">{say({ zh: '按时', en: 'In time' })}</State>
    return (
      <State tone="late">
        {overdueHours === null
          ? say({ zh: '逾期 {n} 日办结', en: 'Done {n} d late' }, { n: overdueDays })
          : say({ zh: '逾期 {n} 小时办结', en: 'Done {n} h late' }, { n: overdueHours })}
      </State>
    )
  }
  if (pausedOn !== null)
    return (
      <State tone={late ? 'late' : 'plain'}>
        {say({ zh: '自 {day} 起中止计时', en: 'Paused since {day}' }, { day: pausedAt ? dateTime(pausedAt) : pausedOn })}
      </State>
    )
  return <Due on={clock.dueOn} at={clock.dueAt} today={today} />
}
