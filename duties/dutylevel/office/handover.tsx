import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useParams } from 'wouter'
import { addressOf, api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { matters } from '../../../web/kit/declarations.ts'
import { Due, State } from '../../../web/kit/State.tsx'
import { todayOf } from '../../../web/kit/format.ts'
import { useMe } from '../../../web/kit/session.tsx'
import { pathOf } from '../../../platform/register/declare.ts'
import type { Handover, PersonHandover } from '../contract.ts'
import { HandOver } from './hand-over.tsx'
import { ProblemList, UnitFacts } from './units.tsx'

/** `/cadres/:id/handover`: what a successor takes over. */
export function CadreHandover() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const found = useQuery({ queryKey: ['duty-handover', id], queryFn: () => api.get<Handover>(`/duty/cadres/${id}/handover`) })
  const pack = found.data
  return (
    <Page
      title={say({ zh: '包保工作交接单', en: 'Handover of a cadre' })}
      about={pack && say(pack.cadre.leftOn === null ? { zh: '{name}，{office}：移交 {n} 户、问题 {p} 件，接任干部签承诺书 {s} 份。', en: '{name}, {office}: {n} premises, {p problem|problems}, {s} promises for the successor to sign.' } : { zh: '{name}，{office}，{on} 离任：移交 {n} 户、问题 {p} 件；承诺书 {s} 份，已重新签订 {signed} 份。', en: '{name}, {office}, left on {on}: {n} premises, {p problem|problems} handed over; {signed} of {s} promises signed anew.' }, { on: pack.cadre.leftOn ?? '', signed: pack.promises.filter(({ signedOn }) => signedOn !== null).length, name: pack.cadre.name, office: pack.cadre.officeHeld, n: pack.units.length, p: pack.problems.length, s: pack.promises.length })}
      back={{ to: `/cadres/${id}`, label: pack?.cadre.name ?? say({ zh: '包保干部', en: 'Cadre' }) }}
      actions={<Button type="primary" href={addressOf(`/duty/cadres/${id}/handover.docx`)}>{say({ zh: '下载交接单（docx）', en: 'Download (docx)' })}</Button>}
    >
      {!pack && <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>}
      {pack && (
        <>
          <Card title={say({ zh: '包保单位', en: 'Premises' })} more={pack.units.length}>
            <ul className="du-units">{pack.units.map((unit) => <li key={unit.binding}><HandedUnit unit={unit} left={pack.cadre.leftOn !== null} /></li>)}</ul>
            {pack.units.length === 0 && <p className="card-body quiet">{say({ zh: '没有要移交的单位。', en: 'No premises to hand over.' })}</p>}
          </Card>
          <Card title={say({ zh: '未销号的问题', en: 'Open problems' })} more={pack.problems.length}>
            {pack.problems.length === 0 ? <p className="card-body quiet">{say({ zh: '没有未销号的问题。', en: 'No problem is open.' })}</p> : <ProblemList problems={pack.problems} />}
          </Card>
          <Card title={say({ zh: '接任干部应签订的承诺书', en: 'Promises for the successor' })} more={pack.promises.length}>
            <ul className="du-units">{pack.promises.map((one) => <li key={one.premises}><span>{say({ zh: '{name}：{day} 前', en: '{name}: by {day}' }, { name: one.name, day: one.dueOn })} {one.signedOn && <State tone="good">{say({ zh: '{day} 已签', en: 'Signed {day}' }, { day: one.signedOn })}</State>}</span></li>)}</ul>
            {pack.promises.length === 0 && <p className="card-body quiet">{say({ zh: '没有要签的承诺书。', en: 'No promise to sign.' })}</p>}
          </Card>
        </>
      )}
    </Page>
  )
}

/** A unit as it was handed over, with who has it now. */
function HandedUnit({ unit, left }: { unit: Handover['units'][number]; left: boolean }) {
  const say = useText()
  const unmade = unit.quarter.state === 'waiting' || unit.quarter.state === 'missed'
  return (
    <>
      <UnitFacts unit={unit} to={`/premises/${unit.premises}`} standing={left && unmade ? <State tone="soon">{say({ zh: '本季未督导', en: 'Not visited this quarter' })}</State> : undefined} />
      {left && <p className="small">{unit.successor ? say({ zh: '接任干部：{name}', en: 'Taken over by {name}' }, { name: unit.successor }) : <State tone="late">{say({ zh: '待绑定接任干部', en: 'Waits for a successor' })}</State>}</p>}
    </>
  )
}

const usePerson = (id: string) => useQuery({ queryKey: ['duty-person-handover', id], queryFn: () => api.get<PersonHandover>(`/duty/people/${id}/handover`) })

/** What is open in the name of a person, each line to where it is done. */
function PersonItems({ found }: { found: ReturnType<typeof usePerson> }) {
  const say = useText()
  const today = todayOf(useMe().city)
  const items = found.data?.items ?? []
  return (
    <Card>
      {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <p className="card-body quiet">{say({ zh: '名下没有未办结的事项，可以直接交接。', en: 'Nothing is open in this name.' })}</p>}
      {items.length > 0 && (
        <ul className="du-units">
          {items.map((one) => (
            <li key={one.id}>
              <div className="du-unit-head">
                {matters.has(one.matter) ? <Link href={`/matters/${pathOf(one.matter)}/${one.id}`}>{one.title}</Link> : <span>{one.title}</span>}
                <Due on={one.dueOn} today={today} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** In the dossier of a person: what a successor would take over. */
export function PersonPanel({ id }: { readonly id: string }) {
  const say = useText()
  return (
    <div className="stack">
      <p><Link href={`/duty-people/${id}/handover`}>{say({ zh: '交接：移交给接手人、打印交接单', en: 'Hand over to a successor, print the handover' })}</Link></p>
      <PersonItems found={usePerson(id)} />
    </div>
  )
}

/** `/duty-people/:id/handover`: what is open in the name of an inspector or official. */
export function PersonHandoverPage() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const found = usePerson(id)
  return (
    <Page
      title={say({ zh: '工作交接单', en: 'Handover' })}
      about={found.data && say({ zh: '{name} 名下未办结事项 {n} 件', en: '{n matter is|matters are} open in the name of {name}' }, { name: found.data.person.name, n: found.data.items.length })}
      actions={<Button type="primary" href={addressOf(`/duty/people/${id}/handover.docx`)}>{say({ zh: '下载交接单（docx）', en: 'Download (docx)' })}</Button>}
    >
      {found.data && found.data.items.length > 0 ? <HandOver person={found.data.person}><PersonItems found={found} /></HandOver> : <PersonItems found={found} />}
    </Page>
  )
}
