import { useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { DoneList } from '../../../web/kit/field/actions.tsx'
import { FieldPage } from '../../../web/kit/field/page.tsx'
import { standing, type Standing } from '../../../web/kit/field/photo.ts'
import { DueChip, farText } from '../../../web/kit/field/places.tsx'
import { usePhone, usePhoneState } from '../../../web/kit/field/use-phone.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { FieldTask } from '../contract.ts'

import { routeOf, type Stop } from '../rules/route.ts'
import { draftName, DUTY } from './work.ts'
import { foundTasks, useBundle } from './use-task.ts'

/** What is due within so many days belongs to today’s way. */
const AHEAD = 2
/** So many places make a day; more are taken from what is due next. */
const DAY = 10
/** Shown at once of a long list. */
const SHOWN = 60

const stopOf = (task: FieldTask): Stop & { task: FieldTask } => ({ id: task.id, lng: task.premises.lng, lat: task.premises.lat, dueOn: task.dueOn, task })

/** Planned for today or before, due soon, and what is due next where that is too little for a day. */
function todays(tasks: readonly FieldTask[], today: DateOnly): readonly FieldTask[] {
  const soon = addDays(today, AHEAD)
  const must = tasks.filter(({ plannedOn, dueOn }) => (plannedOn !== null && plannedOn <= today) || (dueOn !== null && dueOn <= soon))
  const others = tasks.filter((task) => !must.includes(task) && (task.plannedOn === null || task.plannedOn <= soon))
  return [...must, ...others.slice(0, Math.max(0, DAY - must.length))]
}

export function TodayPage() {
  const say = useText()
  const bundle = useBundle()
  const { actions, drafts, today } = usePhoneState()
  const [here, setHere] = useState<Standing | null>(null)
  const [all, setAll] = useState(false)
  const [search, setSearch] = useState('')
  useEffect(() => void standing().then(setHere), [])
  const done = useMemo(() => new Set([...actions.values()].map(({ of }) => of)), [actions])
  const open = useMemo(() => [...foundTasks(drafts), ...(bundle?.tasks ?? [])].filter(({ id }) => !done.has(id)), [bundle, drafts, done])
  const route = useMemo(() => routeOf(todays(open, today).map(stopOf), here, today).map(({ task }) => task), [open, here, today])
  const found = useMemo(() => {
    const text = search.trim().toLowerCase()
    return text === '' ? open : open.filter(({ premises: { name, address, licence } }) => [name, address, licence].some((one) => one?.toLowerCase().includes(text)))
  }, [open, search])
  const shown = all ? found.slice(0, SHOWN) : route
  return (
    <FieldPage title={say({ zh: '今天', en: 'Today' })} back={{ to: '/settings', label: say({ zh: '设置', en: 'Settings' }) }}>
      <div className="f-tabs" role="group" aria-label={say({ zh: '范围', en: 'Which' })}>
        <button type="button" aria-pressed={!all} onClick={() => setAll(false)}>{say({ zh: '今日 {n} 户', en: 'Today {n}' }, { n: route.length })}</button>
        <button type="button" aria-pressed={all} onClick={() => setAll(true)}>{say({ zh: '全部 {n} 户', en: 'All {n}' }, { n: open.length })}</button>
      </div>
      {all && <input className="f-input f-search" type="search" aria-label={say({ zh: '按名称、地址、许可证号查找', en: 'Find by name, address or licence' })} placeholder={say({ zh: '名称、地址、许可证号', en: 'Name, address, licence' })} value={search} onChange={(event) => setSearch(event.target.value)} />}
      {bundle && open.length === 0 && <p className="f-empty">{say({ zh: '没有待检查的任务。派出的检查会自动出现在这里。', en: 'Nothing to inspect. What is assigned to you appears here by itself.' })}</p>}
      <ol className="f-list">
        {shown.map((task, at) => <TaskLine key={task.id} task={task} number={all ? null : at + 1} here={here} today={today} />)}
      </ol>
      {all && found.length > SHOWN && <p className="f-empty">{say({ zh: '另有 {n} 户，请输入名称查找。', en: '{n} more: type a name.' }, { n: found.length - SHOWN })}</p>}
      <p><Link href="/found" className="f-button">{say({ zh: '登记无证场所', en: 'An unlicensed place' })}</Link></p>
      <DoneList title={say({ zh: '已检查', en: 'Inspected' })} mine={({ draft }) => draft.startsWith(`${DUTY}:`) || draft.startsWith('found:')} to={({ id }) => `/result/${id}`} />
    </FieldPage>
  )
}

function TaskLine({ task, number, here, today }: { task: FieldTask; number: number | null; here: Standing | null; today: DateOnly }) {
  const say = useText()
  const { deviceId } = usePhone()
  const { drafts } = usePhoneState()
  const bundle = useBundle()
  const other = bundle?.drafts.find(({ inspection, device }) => inspection === task.id && device !== deviceId)
  const { premises: { name, address }, openOrders, dueOn, last, chosenBy } = task
  return (
    <li>
      <Link href={`/inspection/${task.id}`}>
        {number !== null && <span className="f-number">{number}</span>}
        <span className="f-main">
          <strong>{name}</strong>
          <span className="f-quiet">{[farText(task.premises, here), address].filter(Boolean).join(' · ')}</span>
          <span className="f-chips">
            <DueChip on={dueOn} today={today} />
            {chosenBy === 'found' && <span className="f-chip soon">{say({ zh: '◆ 无证场所', en: '◆ Unlicensed' })}</span>}
            {drafts.has(draftName(task.id)) && <span className="f-chip soon">{say({ zh: '◐ 填写中', en: '◐ Begun' })}</span>}
            {other && <span className="f-chip plain">{other.person === bundle?.person.id ? say({ zh: '另一台设备有草稿', en: 'Begun on another device' }) : say({ zh: '同事手机有草稿', en: 'A colleague began' })}</span>}
            {openOrders > 0 && <span className="f-chip soon">{say({ zh: '{n} 项整改未销号', en: '{n order|orders} open' }, { n: openOrders })}</span>}
            {last?.result === 'fail' && <span className="f-chip late">{say({ zh: '▲ 上次不符合', en: '▲ Failed last time' })}</span>}
          </span>
        </span>
      </Link>
    </li>
  )
}
