import { useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { DoneList } from '../../../web/kit/field/actions.tsx'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { standing, type Standing } from '../../../web/kit/field/photo.ts'
import { DueChip, farFrom, farText } from '../../../web/kit/field/places.tsx'
import { usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { BoundUnit, OpenProblem } from '../contract.ts'
import { problemStates } from '../registers.ts'
import { useDuty } from './use-unit.ts'
import { DUTY, visitDraft, visitSent, type Shown } from './work.ts'

/** Shown at once of a long list. */
const SHOWN = 60

/** What is due first, and of what is due on one day the nearest. */
const order = (here: Standing | null) => (a: BoundUnit, b: BoundUnit): number => {
  const due = (unit: BoundUnit) => unit.task?.dueOn ?? '9999-12-31'
  return due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : (farFrom(a, here) ?? Infinity) - (farFrom(b, here) ?? Infinity) || (a.name < b.name ? -1 : 1)
}

/** The units bound to whoever holds the phone. */
export function TodayPage() {
  const say = useText()
  const bundle = useDuty()
  const { actions, today } = usePhoneState()
  const [here, setHere] = useState<Standing | null>(null)
  const [all, setAll] = useState(false)
  const [search, setSearch] = useState('')
  useEffect(() => void standing().then(setHere), [])
  const units = useMemo(() => (bundle?.cadres ?? []).flatMap((page) => page.units).toSorted(order(here)), [bundle, here])
  const due = units.filter((unit) => unit.task !== null && !visitSent(actions, unit, bundle?.at))
  const text = search.trim().toLowerCase()
  const shown = all ? units.filter(({ name, address }) => [name, address].some((one) => one?.toLowerCase().includes(text))) : due
  const problems = (bundle?.cadres ?? []).flatMap((page) => page.problems)
  const red = (bundle?.cadres ?? []).flatMap((page) => page.reasons).filter(({ light }) => light === 'red').length
  return (
    <FieldPage title={say({ zh: '今天', en: 'Today' })} back={{ to: '/settings', label: say({ zh: '设置', en: 'Settings' }) }}>
      <div className="f-tabs" role="group" aria-label={say({ zh: '范围', en: 'Which' })}>
        <button type="button" aria-pressed={!all} onClick={() => setAll(false)}>{say({ zh: '待督导 {n} 户', en: 'To visit {n}' }, { n: due.length })}</button>
        <button type="button" aria-pressed={all} onClick={() => setAll(true)}>{say({ zh: '包保 {n} 户', en: 'All {n}' }, { n: units.length })}</button>
      </div>
      {red > 0 && <p className="f-warn">{say({ zh: '▲ {n} 项已逾期', en: '▲ {n} overdue' }, { n: red })}</p>}
      {all && <input className="f-input" type="search" aria-label={say({ zh: '按名称、地址查找', en: 'Find by name or address' })} placeholder={say({ zh: '名称、地址', en: 'Name, address' })} value={search} onChange={(event) => setSearch(event.target.value)} />}
      {units.length === 0 && <p className="f-empty">{say({ zh: '还没有单位绑定给您。食安办绑定后会自动出现在这里。', en: 'Nothing is bound to you yet. What the food safety office binds to you appears here by itself.' })}</p>}
      {units.length > 0 && !all && due.length === 0 && <p className="f-empty">{say({ zh: '✓ 本季度的督导都已完成。', en: '✓ This quarter’s visits are all made.' })}</p>}
      <ol className="f-list">{shown.slice(0, SHOWN).map((unit) => <UnitLine key={unit.binding} unit={unit} here={here} today={today} />)}</ol>
      {shown.length > SHOWN && <p className="f-empty">{say({ zh: '另有 {n} 户，请输入名称查找。', en: '{n} more: type a name.' }, { n: shown.length - SHOWN })}</p>}
      {problems.length > 0 && <Problems problems={problems} />}
      <DoneList title={say({ zh: '在这台手机上做的', en: 'Done on this phone' })} mine={({ draft }) => draft.startsWith(`${DUTY}:`)} to={({ id }) => `/duty-done/${id}`}
        note={({ shown }) => `${String(shown['on'])} · ${say((shown as unknown as Shown).what)}`} />
    </FieldPage>
  )
}

function UnitLine({ unit, here, today }: { unit: BoundUnit; here: Standing | null; today: DateOnly }) {
  const say = useText()
  const { drafts, actions } = usePhoneState()
  const carriedAt = useDuty()?.at
  const sent = visitSent(actions, unit, carriedAt)
  return (
    <li>
      <Link href={`/duty/${unit.binding}`}>
        <span className="f-main">
          <strong>{unit.name}</strong>
          <span className="f-quiet">{[farText(unit, here), unit.address].filter(Boolean).join(' · ')}</span>
          <span className="f-chips">
            {!sent && unit.task && <DueChip on={unit.task.dueOn} today={today} />}
            {!sent && !unit.task && (unit.visited ? <span className="f-chip good">{say({ zh: '✓ 本季已督导', en: '✓ Visited this quarter' })}</span> : <span className="f-chip plain">{say({ zh: '本季无督导任务', en: 'No visit owed this quarter' })}</span>)}
            {sent && <span className="f-chip soon">{say({ zh: '◌ 已督导，待更新', en: '◌ Visited, to be updated' })}</span>}
            {!sent && drafts.has(visitDraft(unit.binding)) && <span className="f-chip soon">{say({ zh: '◐ 填写中', en: '◐ Begun' })}</span>}
            {unit.promisedOn === null && <span className="f-chip soon">{say({ zh: '◆ 承诺书未签', en: '◆ Promise not signed' })}</span>}
            {unit.openProblems > 0 && <span className="f-chip plain">{say({ zh: '未销号问题 {n}', en: '{n} open problems' }, { n: unit.openProblems })}</span>}
          </span>
        </span>
      </Link>
    </li>
  )
}

export function Problems({ problems }: { problems: readonly OpenProblem[] }) {
  const say = useText()
  return (
    <section className="f-card" aria-labelledby="f-problems">
      <h2 id="f-problems">{say({ zh: '已移交、未销号的问题', en: 'Problems handed over and open' })}</h2>
      <ul className="f-plain">
        {problems.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong> {one.found}
            <span className="f-chips"><span className={one.late ? 'f-chip late' : 'f-chip plain'}>{one.late && '▲ '}{say(problemStates[one.state as keyof typeof problemStates])} · {say({ zh: '{n} 天', en: '{n day|days}' }, { n: one.days })}</span></span>
          </li>
        ))}
      </ul>
    </section>
  )
}
