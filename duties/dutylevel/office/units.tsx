import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { Due, State } from '../../../web/kit/State.tsx'
import type { BoundUnit, OpenProblem } from '../contract.ts'
import { problemStates } from '../registers.ts'
import './dutylevel.css'

/** One bound place in a few lines: level, this quarter's visit (or what stands in its place), promise, open problems. */
export function UnitFacts({ unit, to, standing }: { unit: BoundUnit; to: string | null; standing?: ReactNode }) {
  const say = useText()
  const today = todayOf(useMe().city)
  return (
    <>
      <div className="du-unit-head">
        <strong>{to === null ? unit.name : <Link href={to}>{unit.name}</Link>}</strong>
        {standing ?? (unit.task ? <Due on={unit.task.dueOn} today={today} /> : unit.visited ? <State tone="good">{say({ zh: '本季已督导', en: 'Visited' })}</State> : <State>{say({ zh: '本季无督导任务', en: 'No visit owed' })}</State>)}
      </div>
      <div className="du-counts small quiet">
        <span>{say({ zh: '{level}级', en: 'Level {level}' }, { level: unit.level })}</span>
        {unit.address && <span className="break">{unit.address}</span>}
        <span>{unit.lastVisit ? say({ zh: '上次督导 {day}', en: 'Last visit {day}' }, { day: unit.lastVisit }) : say({ zh: '尚未督导', en: 'Not visited yet' })}</span>
        {unit.openProblems > 0 && <span>{say({ zh: '未销号问题 {n}', en: '{n open problem|open problems}' }, { n: unit.openProblems })}</span>}
      </div>
    </>
  )
}

export function ProblemList({ problems }: { problems: readonly OpenProblem[] }) {
  const say = useText()
  return (
    <ul className="du-units">
      {problems.map((one) => (
        <li key={one.id}>
          <div className="du-unit-head">
            <Link href={`/matters/duty-problem/${one.id}`}>{one.found}</Link>
            <State tone={one.late ? 'late' : 'plain'}>{say(problemStates[one.state as keyof typeof problemStates])} · {say({ zh: '{n} 天', en: '{n day|days}' }, { n: one.days })}</State>
          </div>
          <span className="small quiet">{one.name} · {one.foundOn}</span>
        </li>
      ))}
    </ul>
  )
}
