import { lazy } from 'react'
import { Route, useParams } from 'wouter'
import { addDays } from '../../platform/core/dates.ts'
import type { Matter } from '../../platform/matter/declare.ts'
import type { Register } from '../../platform/register/declare.ts'
import { matters, registers } from '../kit/declarations.ts'
import type { OfficeFace } from '../kit/face.ts'
import { todayOf } from '../kit/format.ts'
import { useText } from '../kit/language.tsx'
import { Page } from '../kit/Page.tsx'
import { NotHere, Pages } from '../kit/Pages.tsx'
import { listPlace, matterPlace } from '../kit/places.ts'
import { QuickFilters, type QuickFilter } from '../kit/QuickFilters.tsx'
import { useMe } from '../kit/session.tsx'
import { Inbox } from './inbox.tsx'
import { Today } from './today.tsx'

const RegisterPages = lazy(async () => ({ default: (await import('../kit/RegisterPages.tsx')).RegisterPages }))
const RegisterList = lazy(async () => ({ default: (await import('../kit/RegisterList.tsx')).RegisterList }))
const MatterPage = lazy(async () => ({ default: (await import('../kit/MatterPage.tsx')).MatterPage }))
const Overdue = lazy(async () => ({ default: (await import('./overdue.tsx')).Overdue }))
const People = lazy(async () => ({ default: (await import('./people.tsx')).People }))
const Jobs = lazy(async () => ({ default: (await import('./jobs.tsx')).Jobs }))
const Audit = lazy(async () => ({ default: (await import('./audit.tsx')).Audit }))
const Settings = lazy(async () => ({ default: (await import('./settings.tsx')).Settings }))
const MyAccount = lazy(async () => ({ default: (await import('./me.tsx')).MyAccount }))
const Indicators = lazy(async () => ({ default: (await import('./indicators.tsx')).Indicators }))
const IndicatorPage = lazy(async () => ({ default: (await import('./indicator.tsx')).IndicatorPage }))

/** Every page of the office: its own, those of the duties, and generic ones for any register or matter. */
export function OfficePages({ faces }: { faces: readonly OfficeFace[] }) {
  return (
    <Pages>
      <Route path="/">
        <Today faces={faces} />
      </Route>
      <Route path="/inbox">
        <Inbox />
      </Route>
      <Route path="/overdue">
        <Overdue />
      </Route>
      <Route path="/people/*?">
        <People />
      </Route>
      <Route path="/jobs">
        <Jobs />
      </Route>
      <Route path="/audit">
        <Audit />
      </Route>
      <Route path="/settings/*?">
        <Settings />
      </Route>
      <Route path="/me">
        <MyAccount />
      </Route>
      <Route path="/indicators">
        <Indicators />
      </Route>
      <Route path="/indicators/:name">
        <IndicatorPage />
      </Route>
      {faces
        .flatMap((face) => face.routes)
        .map(({ path, page: Face }) => (
          <Route key={path} path={path}>
            <Face />
          </Route>
        ))}
      <Route path="/registers/:register/*?">
        <AnyRegister />
      </Route>
      <Route path="/matters/:kind">
        <AnyMatterList />
      </Route>
      <Route path="/matters/:kind/:id">
        <AnyMatter />
      </Route>
    </Pages>
  )
}

function AnyRegister() {
  const { register: path } = useParams<{ register: string }>()
  const register = registers.get(path.replaceAll('-', '_'))
  return register ? <RegisterPages key={register.name} register={register} base={listPlace(register.name)} /> : <NotHere />
}

function AnyMatterList() {
  const say = useText()
  const { kind } = useParams<{ kind: string }>()
  const matter = matters.get(kind.replaceAll('-', '_'))
  const record = matter && registers.get(matter.record.name)
  if (!matter || !record) return <NotHere />
  return (
    <Page title={say(record.title)}>
      <MatterFilters matter={matter} record={record} />
      <RegisterList key={kind} register={record} opens={(row) => matterPlace(matter.name, row.id)} />
    </Page>
  )
}

/** What is asked of a list of matters every day: open, late, one's own unit's, then each state. */
function MatterFilters({ matter, record }: { matter: Matter; record: Register }) {
  const me = useMe()
  const states = Object.entries(matter.states)
  const open = states.flatMap(([code, state]) => (state.done ? [] : [code])).join(',')
  const late = { state: open, 'due_on.to': addDays(todayOf(me.city), -1) }
  const all: readonly QuickFilter[] = [
    { key: 'all', label: { zh: '全部', en: 'All' }, filters: {} },
    { key: 'open', label: { zh: '未办结', en: 'Open' }, filters: { state: open }, sort: 'due_on' },
    { key: 'late', label: { zh: '逾期', en: 'Overdue' }, filters: late, sort: 'due_on' },
    ...(me.unit
      ? [{ key: 'ours', label: { zh: '本单位', en: 'Our unit' }, filters: { state: open, holder_unit: me.unit.id }, sort: 'due_on' }]
      : []),
    ...states.map(([code, { zh, en }]) => ({ key: `state ${code}`, label: { zh, en }, filters: { state: code }, sort: 'due_on' })),
  ]
  return <QuickFilters register={record} all={all} />
}

function AnyMatter() {
  const { kind, id } = useParams<{ kind: string; id: string }>()
  const matter = matters.get(kind.replaceAll('-', '_'))
  return matter ? <MatterPage key={id} matter={matter} id={id} /> : <NotHere />
}
