import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useLocation, useParams } from 'wouter'
import { addressOf, api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { BoundUnit, CadrePage } from '../contract.ts'
import { useMine } from './data.ts'
import { LightMark } from '../../../web/kit/State.tsx'
import { lightLooks, rankLabel } from './marks.tsx'
import { ProblemList, UnitFacts } from './units.tsx'
import { VisitForm } from './visit-form.tsx'

/** `/my-duty`: what is bound to whoever is signed in, what is due first on top; made for a phone in one hand. */
export function MinePage() {
  const say = useText()
  const found = useMine()
  const cadres = found.data?.cadres ?? []
  return (
    <Page title={say({ zh: '我的包保', en: 'Bound to me' })} about={say({ zh: '每季度至少督导一次；发现问题移交市场监管部门处理。', en: 'Visit at least once a quarter; problems go to market supervision.' })}>
      {!found.data && <Card><Loading error={found.error} retry={() => void found.refetch()} /></Card>}
      {found.data && cadres.length === 0 && (
        <Card><Empty>{say({ zh: '还没有单位绑定给您。食安办把您的账号与包保干部对应后，单位会出现在这里。', en: 'Nothing is bound to you yet. Once the food safety office joins your account to a cadre, the premises appear here.' })}</Empty></Card>
      )}
      {cadres.map((one) => <Own key={one.cadre.id} page={one} />)}
    </Page>
  )
}

function Own({ page: { cadre, light, reasons, units, problems } }: { page: CadrePage }) {
  const say = useText()
  const late = reasons.filter((one) => one.light === 'red').length
  return (
    <>
      <Card title={<><LightMark look={lightLooks[light]} /> {cadre.officeHeld}</>} more={say(rankLabel(cadre.rank))} padded>
        <p>
          {say({ zh: '包保 {n} 户，本季待督导 {due} 户，未签承诺书 {promise} 份，未销号问题 {problems} 件。', en: '{n} premises, {due} to visit this quarter, {promise} promises to sign, {problems problem|problems} open.' }, {
            n: units.length, due: units.filter(({ task }) => task !== null).length, promise: units.filter(({ promisedOn }) => promisedOn === null).length, problems: problems.length,
          })}
        </p>
        {late > 0 && <p><LightMark look={lightLooks.red} why={{ zh: `${late} 项已逾期`, en: `${late} overdue` }} /></p>}
      </Card>
      <Card title={say({ zh: '包保单位', en: 'Premises' })}>
        {units.length === 0 && <Empty>{say({ zh: '目前没有绑定的单位。', en: 'Nothing is bound now.' })}</Empty>}
        <ul className="du-units">{units.map((unit) => <Unit key={unit.binding} unit={unit} />)}</ul>
      </Card>
      {problems.length > 0 && <Card title={say({ zh: '未销号的问题', en: 'Open problems' })}><ProblemList problems={problems} /></Card>}
    </>
  )
}

function Unit({ unit }: { unit: BoundUnit }) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const mine = useMine()
  const promise = async () => {
    try {
      await api.post(`/matters/duty-binding/${unit.binding}/promise`, { promised_on: mine.data!.today, version: unit.version })
      await client.invalidateQueries({ queryKey: ['duty-mine'] })
      toast.done(say({ zh: '已登记承诺书', en: 'Promise recorded' }))
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <li>
      <UnitFacts unit={unit} to={null} />
      <div className="du-acts">
        <LinkButton to={`/my-duty/${unit.binding}`} type={unit.task ? 'primary' : 'default'}>{unit.task ? say({ zh: '督导', en: 'Visit' }) : say({ zh: '再督导一次', en: 'Visit again' })}</LinkButton>
        {unit.promisedOn === null && <Button onClick={() => void promise()}>{say({ zh: '签承诺书', en: 'Sign the promise' })}</Button>}
        <Button href={addressOf(`/duty/bindings/${unit.binding}/promise.docx`)}>{say({ zh: '承诺书', en: 'Promise (docx)' })}</Button>
      </div>
    </li>
  )
}

/** `/my-duty/:binding`: the visit of one place. */
export function VisitPage() {
  const { binding } = useParams<{ binding: string }>()
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [, go] = useLocation()
  const found = useMine()
  const unit = found.data?.cadres.flatMap(({ units }) => units).find((one) => one.binding === binding)
  const back = { to: '/my-duty', label: say({ zh: '我的包保', en: 'Bound to me' }) }
  return (
    <Page title={unit?.name ?? say({ zh: '督导', en: 'Visit' })} about={unit?.address ?? undefined} back={back}>
      <Card padded>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && !unit && <Empty>{say({ zh: '这户已不由您包保。', en: 'These premises are no longer bound to you.' })}</Empty>}
        {found.data && unit && (
          <VisitForm
            key={unit.task?.id ?? unit.binding}
            of={unit}
            tasks={found.data.tasks}
            onDone={() => {
              void client.invalidateQueries()
              toast.done(say({ zh: '督导已记录', en: 'The visit is recorded' }))
              go('/my-duty')
            }}
          />
        )}
      </Card>
    </Page>
  )
}
